"""A window without a screen, in Japanese, with a core that only remembers what it was asked."""

import os
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from bluebean_client.domain.desk import Desk
from bluebean_client.ui.i18n import Translations
from bluebean_client.ui.main_window import MainWindow
from bluebean_client.ui.slots import Slots
from bluebean_client.ui.theme.theme import Theme
from tests.support import desks, sample_centre, softphone_desks
from tests.support.fake_actions import FakeActions, FakeDeskSource, FakeSettings, StillClock, run_at_once
from tools import translations


@dataclass
class Stage:
    """A shown window and everything behind it."""

    window: MainWindow
    source: FakeDeskSource
    actions: FakeActions
    settings: FakeSettings
    clock: StillClock

    def put(self, desk: Desk) -> None:
        self.source.put(desk)
        QApplication.processEvents()

    def find(self, name: str) -> QWidget:
        """The visible widget of that name; there must be one."""
        found = [widget for widget in self.window.findChildren(QWidget, name) if widget.isVisible()]
        assert found, f"no visible widget {name}"
        return found[0]

    def sees(self, name: str) -> bool:
        return any(widget.isVisible() for widget in self.window.findChildren(QWidget, name))

    def texts(self, name: str) -> list[str]:
        """What the labels in that widget say."""
        return [label.text() for label in self.find(name).findChildren(QLabel) if label.isVisible()]

    def click(self, name: str) -> None:
        QTest.mouseClick(self.find(name), Qt.MouseButton.LeftButton)
        QApplication.processEvents()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Where the focus is."""
        QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)
        QApplication.processEvents()

    def asked(self) -> list[tuple[object, ...]]:
        """What the window asked for, but for looking at the history."""
        return [each for each in self.actions.asked if each[0] not in ("ask_history", "see_missed")]


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> Iterator[Translations]:
    """Theme and Japanese translation, built anew so that a stale file proves nothing."""
    translations.build()
    Theme().apply(qapp)
    installed = Translations(qapp)
    installed.use("ja")
    yield installed
    installed.use("en")


@pytest.fixture
def japanese(dressed: Translations) -> Iterator[Translations]:
    dressed.use("ja")
    yield dressed
    dressed.use("ja")


@pytest.fixture
def stage(qtbot: QtBot, japanese: Translations) -> Iterator[Stage]:
    yield from make_stage(qtbot)


@pytest.fixture
def phone(qtbot: QtBot, japanese: Translations) -> Iterator[Stage]:
    """In mode softphone, without a call."""
    yield from make_stage(qtbot, softphone_desks.idle())


def make_stage(qtbot: QtBot, desk: Desk | None = None, size: tuple[int, int] = (1440, 900)) -> Iterator[Stage]:
    source, actions, settings, clock = (
        FakeDeskSource(desk or desks.idle()),
        FakeActions(),
        FakeSettings(text_scale="100" if size[0] >= 1024 else "150" if size[0] >= 853 else "200"),
        StillClock(sample_centre.NOW),
    )
    window = MainWindow(source, actions, settings, clock, theme=Theme(), slots=Slots(run_at_once), version="1.0.0")
    window.resize(*size)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    yield Stage(window, source, actions, settings, clock)
    if "work" in vars(window):  # built when it is first shown only
        window.work.leave()
    if window._panel is not None:
        window._panel.cancel()
    window.hide()
    window.deleteLater()
    QApplication.processEvents()


def text_area(stage: Stage) -> QPlainTextEdit:
    """Where the new record is written."""
    found = stage.find("record_text")
    assert isinstance(found, QPlainTextEdit)
    return found


def compose(stage: Stage, text: str) -> None:
    """What an input method shows before it is taken over."""
    QApplication.sendEvent(stage.find("record_text"), QInputMethodEvent(text, []))
