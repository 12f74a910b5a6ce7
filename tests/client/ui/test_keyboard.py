"""The softphone without a mouse: everything is done by keys alone, and the focus is always where the next key belongs."""

from dataclasses import replace

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from bluebean_client.domain.phone import HistoryKind, PhoneCall, PhoneCallState
from bluebean_client.ui.settings.dialog import SettingsPanel
from tests.client.ui.conftest import Stage
from tests.support import softphone_desks
from tests.support.softphone_desks import INCOMING_CALL, SATO_CALL, WATANABE_CALL, with_calls

MOST_TABS = 40
ASIDE = ("ask_history", "see_missed", "more_history")
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the focus"
    return widget


def press(*keys: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    for key in keys:
        QTest.keyClick(focused(), key, modifier)
        QApplication.processEvents()


def type_text(text: str) -> None:
    for character in text:
        QTest.keyClick(focused(), character)


def tab_to(name: str, *, back: bool = False) -> None:
    """Press Tab until the widget of that name has the focus."""
    seen = []
    for _ in range(MOST_TABS):
        if focused().objectName() == name:
            return
        press(
            Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab, modifier=SHIFT if back else Qt.KeyboardModifier.NoModifier
        )
        seen.append(focused().objectName() or type(focused()).__name__)
    raise AssertionError(f"Tab never comes to {name}, but to {seen}")


def asked(stage: Stage) -> list[tuple[object, ...]]:
    """What was asked since the last look, but for the history."""
    found = [each for each in stage.actions.asked if each[0] not in ASIDE]
    stage.actions.asked.clear()
    return found


def changed(call: PhoneCall, **changes: object) -> PhoneCall:
    return msgspec.structs.replace(call, **changes)


HELD_SATO = changed(SATO_CALL, state=PhoneCallState.HELD)
TALKING_WATANABE = changed(WATANABE_CALL, state=PhoneCallState.TALKING)


def test_a_call_is_made_held_muted_and_ended(phone: Stage) -> None:
    type_text("0312345678")
    press(Qt.Key.Key_Return)
    assert asked(phone) == [("dial", "0312345678")]
    phone.put(softphone_desks.dialing())
    phone.put(softphone_desks.one_call())
    press(Qt.Key.Key_F3)
    phone.put(with_calls(HELD_SATO))
    press(Qt.Key.Key_F3)
    phone.put(softphone_desks.one_call())
    press(Qt.Key.Key_X, modifier=CTRL | SHIFT)
    press(Qt.Key.Key_F2, modifier=SHIFT)
    assert asked(phone) == [("hold_call", 1), ("resume_call", 1), ("mute_all", True), ("hang_up_call", 1)]
    phone.put(softphone_desks.idle())
    assert focused().objectName() == "dial_number"


def test_the_number_dialed_last_is_called_again(phone: Stage) -> None:
    press(Qt.Key.Key_Return, Qt.Key.Key_Return)
    (dialed,) = asked(phone)
    assert dialed[0] == "dial" and dialed[1] == next(entry.number for entry in softphone_desks.CALLS if entry.outgoing)


def test_a_call_is_answered_and_another_one_declined(phone: Stage) -> None:
    phone.put(softphone_desks.incoming())
    press(Qt.Key.Key_F2)
    phone.put(softphone_desks.incoming())
    tab_to("decline_button")
    press(Qt.Key.Key_Space)
    assert asked(phone) == [("answer_call", 3), ("hang_up_call", 3)]


def test_a_second_call_rings_during_the_first_and_is_declined_in_its_card(phone: Stage) -> None:
    phone.put(softphone_desks.one_call())
    phone.put(with_calls(SATO_CALL, INCOMING_CALL))
    tab_to("answer_button")
    press(Qt.Key.Key_Space)
    tab_to("decline_button")
    press(Qt.Key.Key_Space)
    assert asked(phone) == [("answer_call", 3), ("hang_up_call", 3)]


def test_a_second_call_is_made_swapped_and_joined(phone: Stage) -> None:
    phone.put(softphone_desks.one_call())
    press(Qt.Key.Key_D, modifier=CTRL)
    assert focused().objectName() == "target_number"
    type_text("2011")
    press(Qt.Key.Key_Return)
    assert asked(phone) == [("dial", "2011")]
    phone.put(with_calls(HELD_SATO, TALKING_WATANABE))
    tab_to("swap_button")
    press(Qt.Key.Key_Space)
    tab_to("phone_call_1")
    press(Qt.Key.Key_Return)
    tab_to("conference_button")
    press(Qt.Key.Key_Space)
    assert asked(phone) == [("swap_calls",), ("resume_call", 1), ("join_calls",)]


def test_one_leaves_a_conference_by_its_card(phone: Stage) -> None:
    phone.put(softphone_desks.conference())
    tab_to("end_call_button")
    press(Qt.Key.Key_Space)
    assert asked(phone) in ([("hang_up_call", 1)], [("hang_up_call", 2)])


def test_a_call_is_handed_on_after_talking_first(phone: Stage) -> None:
    phone.put(softphone_desks.one_call())
    press(Qt.Key.Key_F4)
    type_text("2011")
    press(Qt.Key.Key_Return)
    assert asked(phone) == [("dial", "2011")]
    phone.put(with_calls(HELD_SATO, TALKING_WATANABE))
    tab_to("complete_transfer_button")
    press(Qt.Key.Key_Space)
    assert asked(phone) == [("transfer_between", 1, 2)]


def test_a_transfer_is_taken_back_and_the_focus_stays_in_the_window(phone: Stage) -> None:
    phone.put(softphone_desks.one_call())
    press(Qt.Key.Key_F4, Qt.Key.Key_Escape)
    assert not phone.sees("target_number")
    press(Qt.Key.Key_F3)
    assert asked(phone) == [("hold_call", 1)]


def test_tones_are_keyed_and_the_keypad_is_left(phone: Stage) -> None:
    phone.put(softphone_desks.one_call())
    press(Qt.Key.Key_1, Qt.Key.Key_2)
    assert phone.sees("keyed_digits") and asked(phone) == [("send_dtmf", "1"), ("send_dtmf", "2")]
    tab_to("digit_hash")
    press(Qt.Key.Key_Space, Qt.Key.Key_Escape)
    assert not phone.sees("keyed_digits") and asked(phone) == [("send_dtmf", "#")]


def test_history_is_searched_looked_at_called_and_deleted_from(qtbot: QtBot, phone: Stage) -> None:
    type_text("2345")
    qtbot.waitUntil(lambda: ("ask_history", "2345") in [each[:2] for each in phone.actions.asked])
    press(Qt.Key.Key_Down, Qt.Key.Key_Space)
    assert phone.sees("call_detail")
    press(Qt.Key.Key_Escape)
    assert focused().objectName() == "call_history_list"
    press(Qt.Key.Key_Down, Qt.Key.Key_Delete)
    press(Qt.Key.Key_Return)
    second = softphone_desks.CALLS[1]
    assert asked(phone) == [("forget_history", second.entry_id), ("dial", second.number)]
    press(Qt.Key.Key_Up, Qt.Key.Key_Up)
    assert focused().objectName() == "dial_number"


def test_only_missed_calls_are_shown_and_the_history_is_emptied_after_a_question(phone: Stage) -> None:
    tab_to("history_all_button")
    press(Qt.Key.Key_Right)
    assert focused().objectName() == "history_missed_button"
    assert phone.actions.asked[-1] == ("ask_history", "", HistoryKind.MISSED)
    tab_to("clear_history_button")
    press(Qt.Key.Key_Space)
    assert focused().objectName() == "cancel_button"
    tab_to("confirm_button")
    press(Qt.Key.Key_Space)
    assert asked(phone) == [("forget_history", 0)]
    assert focused().objectName() == "clear_history_button"


def test_a_number_is_keyed_on_the_dial_pad(phone: Stage) -> None:
    tab_to("history_tab_button")
    press(Qt.Key.Key_Right)
    tab_to("digit_7")
    press(Qt.Key.Key_Space, Qt.Key.Key_8)
    tab_to("dial_number", back=True)
    press(Qt.Key.Key_Return)
    assert asked(phone) == [("dial", "78")]


def test_volumes_are_moved_and_the_focus_returns_to_their_button(phone: Stage) -> None:
    tab_to("volumes_button")
    press(Qt.Key.Key_Space, Qt.Key.Key_Right)
    tab_to("microphone_volume_slider")
    press(Qt.Key.Key_Left, Qt.Key.Key_Escape)
    assert focused().objectName() == "volumes_button"
    assert (phone.settings.get("speaker_volume"), phone.settings.get("microphone_volume")) == ("105", "95")


def test_do_not_disturb_is_switched(phone: Stage) -> None:
    tab_to("do_not_disturb_button")
    press(Qt.Key.Key_Space)
    assert asked(phone) == [("set_do_not_disturb", True)]


def test_settings_are_opened_gone_through_and_closed(qtbot: QtBot, phone: Stage) -> None:
    tab_to("settings_button")
    press(Qt.Key.Key_Space)
    panel = phone.window.findChild(SettingsPanel)
    assert isinstance(panel, SettingsPanel) and panel.isAncestorOf(focused())
    for _ in range(MOST_TABS):
        press(Qt.Key.Key_Tab)
        assert panel.isAncestorOf(focused())
    press(Qt.Key.Key_Escape)
    assert phone.window.findChild(SettingsPanel) is None
    phone.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    assert focused().objectName() == "settings_button"


def test_the_focus_is_never_lost_while_calls_come_and_go(phone: Stage) -> None:
    for desk in (
        softphone_desks.incoming(),
        softphone_desks.one_call(),
        softphone_desks.second_incoming(),
        softphone_desks.two_calls(),
        softphone_desks.conference(),
        replace(softphone_desks.one_call(), notices=softphone_desks.busy().notices),
        softphone_desks.idle(),
    ):
        phone.put(desk)
        press(Qt.Key.Key_Tab)
        assert focused().isVisible() and focused().window() is phone.window
