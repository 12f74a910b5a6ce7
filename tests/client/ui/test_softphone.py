"""Mode softphone: dialing, calls as cards, tones, transfers, all by mouse and by keyboard alone."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from bluebean_client.domain.desk import Desk
from bluebean_client.domain.phone import QUALITY_SECONDS, PhoneCall, PhoneCallState, Quality
from bluebean_client.domain.phone_messages import Levels
from bluebean_client.ui.i18n import Translations
from bluebean_client.ui.widgets.meter import LevelMeter
from tests.client.ui.conftest import Stage, make_stage
from tests.support import desks

HISTORY = ("ask_history", "see_missed")


@pytest.fixture
def phone(qtbot: QtBot, japanese: Translations) -> Iterator[Stage]:
    yield from make_stage(qtbot, desks.softphone())


def texts(stage: Stage, name: str) -> list[str]:
    return [label.text() for label in stage.find(name).findChildren(QLabel) if label.isVisible()]


def asked(stage: Stage) -> list[tuple[object, ...]]:
    """What the window asked for, but for looking at the history."""
    return [each for each in stage.actions.asked if each[0] not in HISTORY]


def click(stage: Stage, name: str) -> None:
    QTest.mouseClick(stage.find(name), Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def key(stage: Stage, pressed: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or stage.window, pressed, modifier)


def number(stage: Stage) -> QLineEdit:
    field = stage.find("dial_number")
    assert isinstance(field, QLineEdit)
    return field


# ---- dialing ----------------------------------------------------------------------------------------------------


def test_the_call_button_wants_a_number(phone: Stage) -> None:
    phone.put(desks.softphone_new())
    assert not phone.find("dial_button").isEnabled()
    click(phone, "keypad_tab_button")
    for name in ("digit_2", "digit_0", "digit_hash"):
        click(phone, name)
    assert number(phone).text() == "20#"
    click(phone, "dial_button")
    assert asked(phone) == [("dial", "20#")]
    assert number(phone).text() == ""


def test_enter_on_an_empty_field_brings_the_number_dialed_last(phone: Stage) -> None:
    key(phone, Qt.Key.Key_Return)
    assert number(phone).text() == "2011"
    assert asked(phone) == []
    key(phone, Qt.Key.Key_Return)
    assert asked(phone) == [("dial", "2011")]


def test_typing_looks_for_past_calls_and_down_chooses_one(qtbot: QtBot, phone: Stage) -> None:
    QTest.keyClicks(number(phone), "045")
    qtbot.waitUntil(lambda: any(each[:2] == ("ask_history", "045") for each in phone.actions.asked))
    phone.put(desks.softphone(desks.CALLS[4]))
    key(phone, Qt.Key.Key_Down)
    key(phone, Qt.Key.Key_Return)
    assert asked(phone) == [("dial", "0451234567")]


def test_a_phone_without_registration_does_not_dial(phone: Stage) -> None:
    phone.put(desks.softphone_refused())
    number(phone).setText("2011")
    assert not phone.find("dial_button").isEnabled()
    assert phone.find("dial_button").toolTip() == "電話機が登録されていません。"


def test_a_number_of_another_program_goes_into_the_field(phone: Stage) -> None:
    phone.put(replace(desks.softphone(), link_number="0312345678"))
    assert number(phone).text() == "0312345678"
    assert asked(phone) == [("link_taken",)]


def test_a_refused_account_is_said_once_with_the_way_to_the_settings(phone: Stage) -> None:
    phone.put(desks.softphone_refused())
    shown = [label.text() for label in phone.window.phone.findChildren(QLabel) if label.isVisible()]
    assert len([text for text in shown if "パスワード" in text]) == 1
    assert any("SIP 401" in text for text in shown)
    click(phone, "open_settings_button")
    assert phone.sees("settings_dialog")


def test_the_fault_of_a_certificate_is_told(phone: Stage) -> None:
    phone.put(desks.softphone_certificate())
    told = " ".join(texts(phone, "notice_phone"))
    assert "証明書" in told and "self-signed certificate" in told
    assert "USB ヘッドセット が戻るまで 内蔵スピーカー を使います。" in texts(phone, "notice_devices")


def test_do_not_disturb_is_switched_in_the_head(phone: Stage) -> None:
    click(phone, "do_not_disturb_button")
    assert asked(phone) == [("set_do_not_disturb", True)]
    phone.put(desks.softphone_quiet())
    label = phone.find("registration_label")
    assert isinstance(label, QLabel) and label.text() == "登録済み ・ 応答不可"


# ---- history ----------------------------------------------------------------------------------------------------


def test_history_is_asked_for_again_when_it_has_changed(phone: Stage) -> None:
    before = phone.actions.names().count("ask_history")
    phone.put(desks.softphone_with(history_revision=7))
    assert phone.actions.names().count("ask_history") == before + 1
    click(phone, "history_missed_button")
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
    phone.window.phone.dialer.detail_wanted.emit(desks.CALLS[0])
    told = " ".join(texts(phone, "call_detail"))
    assert "良好" in told and "往復 31 ms" in told and "相手が切断しました" in told
    click(phone, "call_again_button")
    assert not phone.sees("call_detail")
    assert asked(phone) == [("dial", "0312345678")]


def test_the_whole_history_goes_only_after_a_question(phone: Stage) -> None:
    click(phone, "clear_history_button")
    click(phone, "cancel_button")
    assert asked(phone) == []
    click(phone, "clear_history_button")
    click(phone, "confirm_button")
    assert asked(phone) == [("forget_history", 0)]


def test_missed_calls_are_seen_when_the_window_is_looked_at(phone: Stage) -> None:
    phone.put(desks.softphone_with(missed=2))
    assert phone.actions.names().count("see_missed") == (1 if phone.window.isActiveWindow() else 0)


def test_an_empty_history_says_what_to_do(phone: Stage) -> None:
    phone.put(desks.softphone_new())
    shown = [label.text() for label in phone.window.phone.findChildren(QLabel) if label.isVisible()]
    assert "通話履歴はありません" in shown


# ---- calls ------------------------------------------------------------------------------------------------------


def test_without_a_call_there_is_nothing_to_end(phone: Stage) -> None:
    assert not phone.sees("hang_up_button")
    assert not phone.sees("mute_button")


def test_what_can_not_be_dialed_stays_in_the_field(phone: Stage) -> None:
    phone.actions.dialable = False
    phone.put(desks.softphone())
    number = phone.find("dial_number")
    assert isinstance(number, QLineEdit)
    number.setText("あいう")
    click(phone, "dial_button")
    assert asked(phone) == [("dial", "あいう")] and number.text() == "あいう"


def test_a_transfer_to_what_can_not_be_dialed_stays_open_and_holds_nobody(phone: Stage) -> None:
    phone.actions.dialable = False
    phone.put(desks.softphone_one_call())
    click(phone, "transfer_button")
    target = phone.find("target_number")
    assert isinstance(target, QLineEdit)
    target.setText("あいう")
    for name in ("blind_transfer_button", "consult_transfer_button"):
        click(phone, name)
        assert phone.sees("target_number") and target.text() == "あいう"
    assert asked(phone) == [("transfer_to", 1, "あいう"), ("dial", "あいう")]


def test_buttons_act_on_the_call_that_is_talked_on(phone: Stage) -> None:
    phone.put(desks.softphone_call())
    for name in ("mute_button", "hold_button", "swap_button", "conference_button", "hang_up_button"):
        click(phone, name)
    assert asked(phone) == [
        ("mute_all", True),
        ("hold_call", 1),
        ("swap_calls",),
        ("join_calls",),
        ("hang_up_call", 1),
    ]


def test_one_held_call_is_resumed_by_the_same_button(phone: Stage) -> None:
    phone.put(desks.softphone_with(desks.WATANABE_CALL))
    hold = phone.find("hold_button")
    assert isinstance(hold, QAbstractButton) and hold.text() == "再開"
    click(phone, "hold_button")
    assert asked(phone) == [("resume_call", 2)]
    assert not phone.find("swap_button").isEnabled() and phone.find("swap_button").toolTip()


def test_a_held_card_is_swapped_in_by_mouse_and_by_key(phone: Stage) -> None:
    phone.put(desks.softphone_call())
    click(phone, "phone_call_1")
    assert asked(phone) == []
    click(phone, "phone_call_2")
    phone.find("phone_call_2").setFocus()
    key(phone, Qt.Key.Key_Return)
    assert asked(phone) == [("resume_call", 2)] * 2


def test_hanging_up_a_conference_ends_all_of_it(phone: Stage) -> None:
    phone.put(desks.softphone_conference())
    assert not phone.find("conference_button").isEnabled()
    click(phone, "hang_up_button")
    assert asked(phone) == [("hang_up_call", 1), ("hang_up_call", 2)]


def test_a_card_tells_state_quality_and_encryption(phone: Stage) -> None:
    phone.put(desks.softphone_one_call())
    assert {"佐藤 健一", "通話中", "03-1234-5678 ・ 着信", "良好 ・ MOS 4.3", "3:42"} <= set(
        texts(phone, "phone_call_1")
    )
    assert phone.find("encryption").accessibleName() == "暗号化"
    held = msgspec.structs.replace(desks.SATO_CALL, held_by_far=True, encrypted=False)
    card = phone.find("phone_call_1")
    phone.put(desks.softphone_with(held))
    assert phone.find("phone_call_1") is card  # the same widget: nothing is made anew under the hand
    assert "相手が保留中" in texts(phone, "phone_call_1")
    assert phone.sees("encryption") and phone.find("encryption").accessibleName() == "暗号化なし"


def test_space_presses_nothing_when_a_call_begins(phone: Stage) -> None:
    phone.put(desks.softphone_call())
    key(phone, Qt.Key.Key_Space)
    assert asked(phone) == []


def test_an_incoming_call_is_answered_or_declined(phone: Stage) -> None:
    phone.put(desks.softphone_incoming())
    name = phone.find("incoming_name")
    assert isinstance(name, QLabel) and name.text() == "090-8765-4321"
    click(phone, "decline_button")
    click(phone, "answer_button")
    key(phone, Qt.Key.Key_F2)
    key(phone, Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    assert asked(phone) == [("hang_up_call", 3), ("answer_call", 3), ("answer_call", 3), ("hang_up_call", 3)]


def test_a_second_call_rings_on_top_while_one_is_talked_on(phone: Stage) -> None:
    phone.put(desks.softphone_second_incoming())
    top, below = phone.find("phone_call_3"), phone.find("phone_call_1")
    assert top.mapTo(phone.window, top.pos()).y() < below.mapTo(phone.window, below.pos()).y()
    click(phone, "answer_button")
    click(phone, "decline_button")
    assert asked(phone) == [("answer_call", 3), ("hang_up_call", 3)]
    key(phone, Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    assert asked(phone)[-1] == ("hang_up_call", 1)  # 切断 is for who is talked to


def test_a_call_that_rings_is_in_sight_above_the_keypad(phone: Stage) -> None:
    phone.put(desks.softphone_one_call())
    click(phone, "keypad_button")
    phone.put(desks.softphone_second_incoming())
    assert phone.sees("close_keypad_button") and phone.sees("answer_button")


def test_during_a_call_pad_and_keyboard_send_tones_and_show_them(phone: Stage) -> None:
    phone.put(desks.softphone_one_call())
    assert not phone.sees("dial_number")
    key(phone, Qt.Key.Key_7)
    click(phone, "digit_4")
    assert asked(phone) == [("send_dtmf", "7"), ("send_dtmf", "4")]
    keyed = phone.find("keyed_digits")
    assert isinstance(keyed, QLabel) and keyed.text() == "74"
    key(phone, Qt.Key.Key_Escape)
    assert not phone.sees("keyed_digits")
    click(phone, "keypad_button")
    assert keyed.text() == "74"
    phone.put(desks.softphone())
    phone.put(desks.softphone_one_call())
    click(phone, "keypad_button")
    assert keyed.text() == ""


def test_digits_before_the_answer_go_nowhere(phone: Stage) -> None:
    phone.put(desks.softphone_dialing())
    key(phone, Qt.Key.Key_7)
    assert asked(phone) == []
    assert not phone.find("keypad_button").isEnabled()


def test_levels_are_asked_for_only_while_they_are_seen(phone: Stage) -> None:
    assert not phone.actions.listeners
    phone.put(desks.softphone_one_call())
    meter = phone.window.findChild(LevelMeter, "microphone_level")
    geometry = meter.geometry()
    for listener in phone.actions.listeners:
        listener(Levels(-30.0, -60.0))
    assert 0.45 < meter.level < 0.55 and meter.geometry() == geometry
    phone.put(desks.softphone())
    assert not phone.actions.listeners


def test_why_a_call_was_refused_is_told(phone: Stage) -> None:
    phone.put(desks.softphone_busy())
    assert "佐藤 健一 は話し中です。" in texts(phone, "notice_phone_call")


def test_news_of_devices_go_by_themselves(phone: Stage) -> None:
    phone.put(desks.softphone_device_back())
    assert any("USB ヘッドセット" in text for text in texts(phone, "notice_devices"))
    phone.clock.move(7)
    phone.window._ui.ticker.beat()
    assert ("dismiss_notice", "devices") in phone.actions.asked


def test_a_bad_call_is_told_only_when_it_stays_bad(phone: Stage) -> None:
    phone.put(desks.softphone_poor_call())
    assert not phone.sees("notice_poor_quality")
    phone.clock.move(QUALITY_SECONDS)
    phone.put(desks.softphone_poor_call())
    assert "有線" in " ".join(texts(phone, "notice_poor_quality"))
    good = msgspec.structs.replace(desks.SATO_CALL, quality=Quality(0.0, 4.0, 20.0, 4.4))
    phone.put(desks.softphone_with(good))
    assert not phone.sees("notice_poor_quality")


# ---- second calls and transfers ---------------------------------------------------------------------------------


def test_a_second_call_holds_the_first(phone: Stage) -> None:
    phone.put(desks.softphone_one_call())
    click(phone, "add_call_button")
    QTest.keyClicks(phone.find("target_number"), "2011")
    key(phone, Qt.Key.Key_Return)
    assert asked(phone) == [("dial", "2011")]
    assert phone.sees("hold_button")


def test_four_calls_are_the_most(phone: Stage) -> None:
    phone.put(desks.softphone_four_calls())
    assert not phone.find("add_call_button").isEnabled()
    assert "4 件" in phone.find("add_call_button").toolTip()


def test_blind_transfer_by_keyboard_alone(phone: Stage) -> None:
    phone.put(desks.softphone_one_call())
    key(phone, Qt.Key.Key_F4)
    focused = QApplication.focusWidget()
    assert focused is phone.find("target_number")
    assert not phone.find("blind_transfer_button").isEnabled()
    QTest.keyClicks(focused, "2011")
    phone.find("blind_transfer_button").setFocus()
    key(phone, Qt.Key.Key_Space)
    assert asked(phone) == [("transfer_to", 1, "2011")]


def test_escape_leaves_the_sheet_without_a_transfer(phone: Stage) -> None:
    phone.put(desks.softphone_one_call())
    click(phone, "transfer_button")
    key(phone, Qt.Key.Key_Escape)
    assert not phone.sees("target_number") and asked(phone) == []


def test_transfer_to_the_other_call_that_is_up(phone: Stage) -> None:
    phone.put(desks.softphone_call())
    click(phone, "transfer_button")
    click(phone, "join_calls_button")
    assert asked(phone) == [("transfer_between", 1, 2)]


def consulting(state: PhoneCallState) -> Desk:
    held = msgspec.structs.replace(desks.SATO_CALL, state=PhoneCallState.HELD)
    return desks.softphone_with(held, PhoneCall(7, state, "2011", "渡辺 直樹", outgoing=True))


def begin_consultation(phone: Stage) -> None:
    phone.put(desks.softphone_one_call())
    click(phone, "transfer_button")
    QTest.keyClicks(phone.find("target_number"), "2011")
    click(phone, "consult_transfer_button")
    assert asked(phone) == [("dial", "2011")]
    phone.put(consulting(PhoneCallState.RINGING))


def test_talking_first_hands_on_once_the_other_side_has_answered(phone: Stage) -> None:
    begin_consultation(phone)
    assert "佐藤 健一 を 渡辺 直樹 に転送" in texts(phone, "consultation_strip")
    assert not phone.find("complete_transfer_button").isEnabled()
    phone.put(consulting(PhoneCallState.TALKING))
    click(phone, "complete_transfer_button")
    assert asked(phone)[-1] == ("transfer_between", 1, 7)
    phone.put(consulting(PhoneCallState.TALKING))
    assert not phone.sees("consultation_strip")


def test_going_back_from_a_consultation_resumes_the_caller(phone: Stage) -> None:
    begin_consultation(phone)
    click(phone, "abandon_transfer_button")
    assert asked(phone)[-2:] == [("hang_up_call", 7), ("resume_call", 1)]


def test_a_consultation_is_over_when_either_side_has_gone(phone: Stage) -> None:
    begin_consultation(phone)
    held = msgspec.structs.replace(desks.SATO_CALL, state=PhoneCallState.HELD)
    phone.put(desks.softphone_with(held))
    assert not phone.sees("consultation_strip")


# ---- volumes, size ----------------------------------------------------------------------------------------------


def test_volumes_are_tried_at_once_and_kept_when_the_hand_rests(qtbot: QtBot, phone: Stage) -> None:
    click(phone, "volumes_button")
    key(phone, Qt.Key.Key_Right)
    assert asked(phone)[0][0] == "try_sound"
    qtbot.waitUntil(lambda: ("choose_sound",) in phone.actions.asked)
    assert phone.settings.values["speaker_volume"] == "105"
    key(phone, Qt.Key.Key_Escape)
    assert not phone.sees("volumes_popover")
    assert phone.find("volumes_button").hasFocus()


@pytest.mark.parametrize("desk", [desks.softphone_call, desks.softphone_second_incoming, desks.softphone_poor_call])
def test_the_buttons_of_a_call_fit_into_the_smallest_window(
    qtbot: QtBot, japanese: Translations, desk: Callable[[], Desk]
) -> None:
    for stage in make_stage(qtbot, desk(), (336, 480)):
        stage.window.resize(336, 480)
        QTest.qWait(10)
        end = stage.find("hang_up_button")
        assert stage.window.rect().contains(end.mapTo(stage.window, end.rect().bottomRight()))
        click(stage, "keypad_button")
        assert stage.find("digit_1").height() >= 36
