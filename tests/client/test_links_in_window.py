"""A link of another program ends up in the number field of the real window, whether it runs already or is started by the link."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.support.window import Window

LINK = "tel:+81-3-1234-5678"
NUMBER = "+81312345678"


@pytest.fixture
def after() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def digits(text: str) -> str:
    return "".join(character for character in text if character in "+0123456789")


def open_phone(profile: Path, after: ExitStack, *arguments: str) -> Window:
    window = Window(profile, "--mode", "softphone", "--language", "en", *arguments)
    after.callback(window.end)
    return window


def test_a_second_start_puts_the_number_of_its_link_into_the_field(tmp_path: Path, after: ExitStack) -> None:
    window = open_phone(tmp_path / "pc", after)
    window.wait_for("dial_number")
    command = [sys.executable, "-m", "bluebean_client", "--profile", str(tmp_path / "pc"), LINK]
    second = subprocess.run(command, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}, timeout=30)
    assert second.returncode == 0
    window.wait("dial_number", lambda seen: digits(seen.text) == NUMBER)


def test_the_link_that_starts_the_program_is_in_the_field(tmp_path: Path, after: ExitStack) -> None:
    window = open_phone(tmp_path / "pc", after, LINK)
    window.wait("dial_number", lambda seen: digits(seen.text) == NUMBER)


def test_a_link_without_a_number_leaves_the_field_empty_and_is_told(tmp_path: Path, after: ExitStack) -> None:
    window = open_phone(tmp_path / "pc", after, "tel:help%0Ame")
    window.wait_for("dial_number")
    window.wait_for("notice_phone_call")
    assert window.look("dial_number").text == ""
