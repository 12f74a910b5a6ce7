"""A second call beside the first, and calls handed on: blind, by a call of one's own, or after talking first."""

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from bluebean_client.domain.desk import Desk
from bluebean_client.domain.phone import PhoneCall, PhoneCallState
from tests.client.ui.conftest import Stage
from tests.support import softphone_desks


def test_a_second_call_holds_the_first(phone: Stage) -> None:
    phone.put(softphone_desks.one_call())
    phone.click("add_call_button")
    QTest.keyClicks(phone.find("target_number"), "2011")
    phone.press(Qt.Key.Key_Return)
    assert phone.asked() == [("dial", "2011")]
    assert phone.sees("hold_button")


def test_four_calls_are_the_most(phone: Stage) -> None:
    phone.put(softphone_desks.four_calls())
    assert not phone.find("add_call_button").isEnabled()
    assert "4 件" in phone.find("add_call_button").toolTip()


def test_blind_transfer_by_keyboard_alone(phone: Stage) -> None:
    phone.put(softphone_desks.one_call())
    phone.press(Qt.Key.Key_F4)
    focused = QApplication.focusWidget()
    assert focused is phone.find("target_number")
    assert not phone.find("blind_transfer_button").isEnabled()
    QTest.keyClicks(focused, "2011")
    phone.find("blind_transfer_button").setFocus()
    phone.press(Qt.Key.Key_Space)
    assert phone.asked() == [("transfer_to", 1, "2011")]


def test_escape_leaves_the_sheet_without_a_transfer(phone: Stage) -> None:
    phone.put(softphone_desks.one_call())
    phone.click("transfer_button")
    phone.press(Qt.Key.Key_Escape)
    assert not phone.sees("target_number") and phone.asked() == []


def test_transfer_to_the_other_call_that_is_up(phone: Stage) -> None:
    phone.put(softphone_desks.two_calls())
    phone.click("transfer_button")
    phone.click("join_calls_button")
    assert phone.asked() == [("transfer_between", 1, 2)]


def test_a_transfer_to_what_can_not_be_dialed_stays_open_and_holds_nobody(phone: Stage) -> None:
    phone.actions.dialable = False
    phone.put(softphone_desks.one_call())
    phone.click("transfer_button")
    target = phone.find("target_number")
    assert isinstance(target, QLineEdit)
    target.setText("あいう")
    for name in ("blind_transfer_button", "consult_transfer_button"):
        phone.click(name)
        assert phone.sees("target_number") and target.text() == "あいう"
    assert phone.asked() == [("transfer_to", 1, "あいう"), ("dial", "あいう")]


def consulting(state: PhoneCallState) -> Desk:
    held = msgspec.structs.replace(softphone_desks.SATO_CALL, state=PhoneCallState.HELD)
    return softphone_desks.with_calls(held, PhoneCall(7, state, "2011", "渡辺 直樹", outgoing=True))


def begin_consultation(phone: Stage) -> None:
    phone.put(softphone_desks.one_call())
    phone.click("transfer_button")
    QTest.keyClicks(phone.find("target_number"), "2011")
    phone.click("consult_transfer_button")
    assert phone.asked() == [("dial", "2011")]
    phone.put(consulting(PhoneCallState.RINGING))


def test_talking_first_hands_on_once_the_other_side_has_answered(phone: Stage) -> None:
    begin_consultation(phone)
    assert "佐藤 健一 を 渡辺 直樹 に転送" in phone.texts("consultation_strip")
    assert not phone.find("complete_transfer_button").isEnabled()
    phone.put(consulting(PhoneCallState.TALKING))
    phone.click("complete_transfer_button")
    assert phone.asked()[-1] == ("transfer_between", 1, 7)
    phone.put(consulting(PhoneCallState.TALKING))
    assert not phone.sees("consultation_strip")


def test_going_back_from_a_consultation_resumes_the_caller(phone: Stage) -> None:
    begin_consultation(phone)
    phone.click("abandon_transfer_button")
    assert phone.asked()[-2:] == [("hang_up_call", 7), ("resume_call", 1)]


def test_a_consultation_is_over_when_either_side_has_gone(phone: Stage) -> None:
    begin_consultation(phone)
    held = msgspec.structs.replace(softphone_desks.SATO_CALL, state=PhoneCallState.HELD)
    phone.put(softphone_desks.with_calls(held))
    assert not phone.sees("consultation_strip")
