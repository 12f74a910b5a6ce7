"""Mode softphone without a call: dialing, what the phone says of itself, and the history."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from tests.client.ui.conftest import Stage
from tests.support import softphone_desks


def number(stage: Stage) -> QLineEdit:
    field = stage.find("dial_number")
    assert isinstance(field, QLineEdit)
    return field


# ---- dialing ---------------------------------------------------------------------------------------------------


def test_the_call_button_wants_a_number(phone: Stage) -> None:
    phone.put(softphone_desks.new())
    assert not phone.find("dial_button").isEnabled()
    phone.click("keypad_tab_button")
    for name in ("digit_2", "digit_0", "digit_hash"):
        phone.click(name)
    assert number(phone).text() == "20#"
    phone.click("dial_button")
    assert phone.asked() == [("dial", "20#")]
    assert number(phone).text() == ""


def test_what_can_not_be_dialed_stays_in_the_field(phone: Stage) -> None:
    phone.actions.dialable = False
    phone.put(softphone_desks.idle())
    number(phone).setText("あいう")
    phone.click("dial_button")
    assert phone.asked() == [("dial", "あいう")]
    assert number(phone).text() == "あいう"


def test_enter_on_an_empty_field_brings_the_number_dialed_last(phone: Stage) -> None:
    phone.press(Qt.Key.Key_Return)
    assert number(phone).text() == "2011"
    assert phone.asked() == []
    phone.press(Qt.Key.Key_Return)
    assert phone.asked() == [("dial", "2011")]


def test_typing_looks_for_past_calls_and_down_chooses_one(qtbot: QtBot, phone: Stage) -> None:
    QTest.keyClicks(number(phone), "045")
    qtbot.waitUntil(lambda: any(each[:2] == ("ask_history", "045") for each in phone.actions.asked))
    phone.put(softphone_desks.idle(softphone_desks.CALLS[4]))
    phone.press(Qt.Key.Key_Down)
    phone.press(Qt.Key.Key_Return)
    assert phone.asked() == [("dial", "0451234567")]


def test_a_phone_without_registration_does_not_dial(phone: Stage) -> None:
    phone.put(softphone_desks.refused())
    number(phone).setText("2011")
    assert not phone.find("dial_button").isEnabled()
    assert phone.find("dial_button").toolTip() == "電話機が登録されていません。"


def test_a_number_of_another_program_goes_into_the_field(phone: Stage) -> None:
    phone.put(replace(softphone_desks.idle(), link_number="0312345678"))
    assert number(phone).text() == "0312345678"
    assert phone.asked() == [("link_taken",)]


def test_a_refused_account_is_said_once_with_the_way_to_the_settings(phone: Stage) -> None:
    phone.put(softphone_desks.refused())
    shown = [label.text() for label in phone.window.phone.findChildren(QLabel) if label.isVisible()]
    assert len([text for text in shown if "パスワード" in text]) == 1
    assert any("SIP 401" in text for text in shown)
    phone.click("open_settings_button")
    assert phone.sees("settings_dialog")


def test_the_fault_of_a_certificate_is_told(phone: Stage) -> None:
    phone.put(softphone_desks.certificate())
    told = " ".join(phone.texts("notice_phone"))
    assert "証明書" in told and "self-signed certificate" in told
    assert "USB ヘッドセット が戻るまで 内蔵スピーカー を使います。" in phone.texts("notice_devices")


def test_do_not_disturb_is_switched_in_the_head(phone: Stage) -> None:
    phone.click("do_not_disturb_button")
    assert phone.asked() == [("set_do_not_disturb", True)]
    phone.put(softphone_desks.quiet())
    label = phone.find("registration_label")
    assert isinstance(label, QLabel) and label.text() == "登録済み ・ 応答不可"


# ---- history ---------------------------------------------------------------------------------------------------


def test_history_is_asked_for_again_when_it_has_changed(phone: Stage) -> None:
    before = phone.actions.names().count("ask_history")
    phone.put(softphone_desks.with_calls(history_revision=7))
    assert phone.actions.names().count("ask_history") == before + 1
    phone.click("history_missed_button")
    assert phone.actions.asked[-1] == ("ask_history", "", "missed")


def test_a_row_says_who_when_and_how_it_went(phone: Stage) -> None:
    model = phone.window.phone.dialer.history.model
    rows = [str(model.data(model.index(row))) for row in range(model.rowCount())]
    assert rows[0].startswith("佐藤 健一 ・ 03-1234-5678 ・ 2:00 ・ ")
    assert rows[1].startswith("渡辺 直樹 ・ 内線 2011")
    assert rows[2].startswith("090-8765-4321 ・ 不在着信 ・ 0:18")
    assert rows[4].startswith("山本 久美子 ・ 話し中です")
    assert rows[5].endswith("11月23日")


def test_detail_of_a_call_tells_its_quality_and_calls_again(phone: Stage) -> None:
    phone.window.phone.dialer.detail_wanted.emit(softphone_desks.CALLS[0])
    told = " ".join(phone.texts("call_detail"))
    assert "良好" in told and "往復 31 ms" in told and "相手が切断しました" in told
    phone.click("call_again_button")
    assert not phone.sees("call_detail")
    assert phone.asked() == [("dial", "0312345678")]


def test_the_whole_history_goes_only_after_a_question(phone: Stage) -> None:
    phone.click("clear_history_button")
    phone.click("cancel_button")
    assert phone.asked() == []
    phone.click("clear_history_button")
    phone.click("confirm_button")
    assert phone.asked() == [("forget_history", 0)]


def test_missed_calls_are_seen_when_the_window_is_looked_at(phone: Stage) -> None:
    phone.put(softphone_desks.with_calls(missed=2))
    assert phone.actions.names().count("see_missed") == (1 if phone.window.isActiveWindow() else 0)


def test_an_empty_history_says_what_to_do(phone: Stage) -> None:
    phone.put(softphone_desks.new())
    shown = [label.text() for label in phone.window.phone.findChildren(QLabel) if label.isVisible()]
    assert "通話履歴はありません" in shown
