"""A second start hands its link to the window that runs, and what reaches that window's socket is bounded and checked."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtNetwork import QLocalSocket
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bluebean_client.domain.links import LINK_CHARACTERS_MAX, plain_link
from bluebean_client.phone.single_instance import ProfileLock
from bluebean_client.single_window import LINE_BYTES_MAX, SecondStarts, SystemLinks, socket_name

LINK = "tel:03-1234-5678"


class Running:
    """The window that holds the profile, as far as second starts see it."""

    def __init__(self, profile: Path) -> None:
        self.profile = profile
        self.links: list[str] = []
        self._lock = ProfileLock(profile / "window.lock")
        self._starts = SecondStarts(profile, self.links.append)

    def close(self) -> None:
        self._starts.close()
        self._lock.release()

    def connect(self) -> QLocalSocket:
        caller = QLocalSocket()
        caller.connectToServer(socket_name(self.profile))
        assert caller.waitForConnected(2000)
        return caller


@pytest.fixture
def running(qapp: QApplication, tmp_path: Path) -> Iterator[Running]:
    window = Running(tmp_path)
    yield window
    window.close()


def second_start(profile: Path, *arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "bluebean_client", "--profile", str(profile), *arguments]
    return subprocess.Popen(command, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}, stderr=subprocess.PIPE)


@pytest.mark.parametrize("link", [LINK, "callto:+81312345678", "sip:2001@pbx.example.jp", "03（1234）5678", ""])
def test_a_second_start_hands_its_link_over_and_ends(running: Running, qtbot: QtBot, link: str) -> None:
    started = second_start(running.profile, *([link] if link else []))
    qtbot.waitUntil(lambda: running.links != [], timeout=20_000)
    _, said = started.communicate(timeout=20)
    assert (running.links, started.returncode, said) == ([link], 0, b"")


def test_a_link_that_nobody_could_mean_ends_the_start_with_a_sentence(running: Running) -> None:
    started = second_start(running.profile, "tel:" + "1" * LINK_CHARACTERS_MAX)
    _, said = started.communicate(timeout=20)
    assert started.returncode == 2
    assert b"500 characters at most" in said
    assert running.links == []


def test_a_line_in_pieces_is_one_link(running: Running, qtbot: QtBot) -> None:
    caller = running.connect()
    for piece in (b"tel:03-12", b"34-5678", b"\ntel:110\n"):
        caller.write(piece)
        caller.flush()
        QApplication.processEvents()
    qtbot.waitUntil(lambda: running.links != [])
    caller.waitForDisconnected(2000)
    assert running.links == [LINK]


@pytest.mark.parametrize("said", [b"tel:1\x1b[2J\n", b"tel:\xff\n", b"tel:" + b"1" * LINK_CHARACTERS_MAX + b"\n"])
def test_a_bad_link_only_brings_the_window_to_the_front(running: Running, qtbot: QtBot, said: bytes) -> None:
    caller = running.connect()
    caller.write(said)
    caller.flush()
    qtbot.waitUntil(lambda: running.links != [])
    assert running.links == [""]


def test_a_flood_without_an_end_of_line_is_cut_off(running: Running, qtbot: QtBot) -> None:
    caller = running.connect()
    caller.write(b"1" * (2 * LINE_BYTES_MAX))
    caller.flush()
    qtbot.waitUntil(lambda: caller.state() == QLocalSocket.LocalSocketState.UnconnectedState)
    assert running.links == []


def test_who_says_nothing_is_cut_off(running: Running, qtbot: QtBot) -> None:
    caller = running.connect()
    qtbot.waitUntil(lambda: caller.state() == QLocalSocket.LocalSocketState.UnconnectedState, timeout=10_000)
    assert running.links == []


def test_a_link_that_the_system_brings_as_an_event_is_opened(qapp: QApplication) -> None:
    links: list[str] = []
    system_links = SystemLinks(links.append)
    qapp.installEventFilter(system_links)
    try:
        QApplication.sendEvent(qapp, QFileOpenEvent(QUrl(LINK)))
    finally:
        qapp.removeEventFilter(system_links)
    assert links == [LINK]


@pytest.mark.parametrize("bad", ["tel:1\n2", "tel:\x00", "tel:\ud800", "tel:\u20281", "1" * (LINK_CHARACTERS_MAX + 1)])
def test_control_characters_and_long_texts_are_no_links(bad: str) -> None:
    assert plain_link(bad) is None


def test_blanks_around_a_link_are_taken_off() -> None:
    assert plain_link("  tel:０３　１２３４\n") == "tel:０３　１２３４"
