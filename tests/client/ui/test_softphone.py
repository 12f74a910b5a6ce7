"""Mode softphone: without a call number and dial pad, during one its card and what can be done with it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from bluebean_client.domain.phone import PhoneCall, PhoneCallState
from bluebean_client.ui.i18n import Translations
from tests.client.ui.conftest import Stage, make_stage
from tests.support import desks


@pytest.fixture
def phone(qtbot: QtBot, japanese: Translations) -> Iterator[Stage]:
    yield from make_stage(qtbot, desks.softphone())


def texts(stage: Stage, name: str) -> list[str]:
    return [label.text() for label in stage.find(name).findChildren(QLabel)]


def test_the_call_button_wants_a_number(phone: Stage) -> None:
    assert not phone.find("dial_button").isEnabled()
    for key in ("digit_2", "digit_0", "digit_hash"):
        QTest.mouseClick(phone.find(key), Qt.MouseButton.LeftButton)
    number = phone.find("dial_number")
    assert isinstance(number, QLineEdit)
    assert number.text() == "20#"
    QTest.mouseClick(phone.find("dial_button"), Qt.MouseButton.LeftButton)
    assert phone.actions.asked == [("dial", "20#")]


def test_without_a_call_there_is_nothing_to_end(phone: Stage) -> None:
    assert not phone.sees("hang_up_button")
    assert not phone.sees("mute_button")


def test_during_a_call_pad_and_keyboard_send_tones_and_show_them(phone: Stage) -> None:
    phone.put(desks.softphone_call())
    assert not phone.sees("dial_number")
    QTest.mouseClick(phone.find("digit_4"), Qt.MouseButton.LeftButton)
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_7)
    assert phone.actions.asked == [("send_dtmf", "4"), ("send_dtmf", "7")]
    keyed = phone.find("keyed_digits")
    assert isinstance(keyed, QLabel)
    assert keyed.text() == "47"
    phone.put(desks.softphone())
    phone.put(desks.softphone_call())
    assert not phone.sees("keyed_digits")


def test_space_presses_nothing_when_a_call_begins(phone: Stage) -> None:
    phone.put(desks.softphone_call())
    QTest.keyClick(QApplication.focusWidget() or phone.window, Qt.Key.Key_Space)
    assert phone.actions.asked == []


def test_an_incoming_call_is_answered_or_declined(phone: Stage) -> None:
    ringing = PhoneCall(1, PhoneCallState.INCOMING, "+81312345678")
    phone.put(replace(desks.softphone(), phone=desks.with_calls(ringing)))
    assert {"03-1234-5678", "着信中"} <= set(texts(phone, "phone_call_1"))
    decline = phone.find("hang_up_button")
    assert isinstance(decline, QAbstractButton)
    assert decline.text() == "拒否"
    QTest.mouseClick(decline, Qt.MouseButton.LeftButton)
    QTest.mouseClick(phone.find("answer_button"), Qt.MouseButton.LeftButton)
    assert phone.actions.names() == ["decline", "answer"]


def test_a_refused_account_is_said_once_with_the_way_to_the_settings(phone: Stage) -> None:
    phone.put(desks.softphone_refused())
    shown = [label.text() for label in phone.window.phone.findChildren(QLabel) if label.isVisible()]
    assert len([text for text in shown if "パスワード" in text]) == 1
    assert any("SIP 401" in text for text in shown)
    QTest.mouseClick(phone.find("open_settings_button"), Qt.MouseButton.LeftButton)
    assert phone.sees("settings_dialog")


def test_two_calls_fit_into_the_smallest_window(qtbot: QtBot, japanese: Translations) -> None:
    for stage in make_stage(qtbot, desks.softphone_call(), (336, 480)):
        stage.window.resize(336, 480)
        QTest.qWait(10)
        end = stage.find("hang_up_button")
        assert stage.window.rect().contains(end.mapTo(stage.window, end.rect().bottomRight()))
        assert stage.find("digit_1").height() >= 36
