"""The login page: the kept password that comes a moment later, and the warning before a password travels in the clear."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from tests.client.ui.conftest import Stage
from tests.support import desks


def field(stage: Stage, name: str) -> QLineEdit:
    found = stage.find(name)
    assert isinstance(found, QLineEdit)
    return found


@pytest.mark.parametrize(
    ("url", "warned"),
    [
        ("http://callcenter.example.jp", True),
        ("https://callcenter.example.jp", False),
        ("http://127.0.0.1:8300", False),
    ],
)
def test_a_connection_that_is_not_encrypted_is_warned_of(stage: Stage, url: str, warned: bool) -> None:
    stage.put(replace(desks.login(), server_url=url))
    assert stage.sees("unencrypted_warning") == warned
    if warned:
        words = stage.find("unencrypted_warning")
        assert "暗号化されていません" in words.text() and "https" in words.text()
        assert words.height() >= words.heightForWidth(words.width())  # nothing is cut off
    field(stage, "password").setText("x")
    field(stage, "login_id").setText("x")
    field(stage, "extension").setText("2001")
    assert stage.find("login_button").isEnabled()  # it warns, it does not forbid


def test_a_kept_password_is_proposed_as_soon_as_the_keychain_answers(stage: Stage) -> None:
    desk = replace(desks.login(), last_login_id="op014", last_extension="2014", password_can_be_kept=False)
    stage.put(desk)
    stage.actions.kept = "secret"
    assert field(stage, "password").text() == ""
    stage.put(replace(desk, password_can_be_kept=True))
    assert field(stage, "password").text() == "secret"
    assert stage.find("login_button").isEnabled()


def test_the_keychain_disturbs_nobody_who_types(stage: Stage) -> None:
    desk = replace(desks.login(), last_login_id="op014", last_extension="2014", password_can_be_kept=False)
    stage.put(desk)
    stage.actions.kept = "secret"
    login_id: QWidget = field(stage, "login_id")
    login_id.setFocus()
    QTest.keyClick(login_id, Qt.Key.Key_A)
    assert field(stage, "login_id").text() == "op014a"
    stage.put(replace(desk, password_can_be_kept=True))
    assert login_id.hasFocus()
    assert field(stage, "password").text() == ""  # the kept one belongs to another login ID
