"""Calls as cards in mode softphone: answering, holding, tones, quality and volumes, all by mouse and by keyboard alone."""

from collections.abc import Callable
from dataclasses import replace

import msgspec
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from bluebean_client.domain.desk import Desk
from bluebean_client.domain.phone import QUALITY_SECONDS, Quality
from bluebean_client.domain.phone_messages import Levels
from bluebean_client.ui.i18n import Translations
from bluebean_client.ui.widgets.meter import LevelMeter
from tests.client.ui.conftest import Stage, make_stage
from tests.support import softphone_desks

# ---- calls -----------------------------------------------------------------------------------------------------


def test_without_a_call_there_is_nothing_to_end(phone: Stage) -> None:
    assert not phone.sees("hang_up_button")
    assert not phone.sees("mute_button")


def test_buttons_act_on_the_call_that_is_talked_on(phone: Stage) -> None:
    phone.put(softphone_desks.two_calls())
    for name in ("mute_button", "hold_button", "swap_button", "conference_button", "hang_up_button"):
        phone.click(name)
    assert phone.asked() == [
        ("mute_all", True),
        ("hold_call", 1),
        ("swap_calls",),
        ("join_calls",),
        ("hang_up_call", 1),
    ]


def test_one_held_call_is_resumed_by_the_same_button(phone: Stage) -> None:
    phone.put(softphone_desks.with_calls(softphone_desks.WATANABE_CALL))
    hold = phone.find("hold_button")
    assert isinstance(hold, QAbstractButton) and hold.text() == "再開"
    phone.click("hold_button")
    assert phone.asked() == [("resume_call", 2)]
    assert not phone.find("swap_button").isEnabled() and phone.find("swap_button").toolTip()


def test_a_held_card_is_swapped_in_by_mouse_and_by_key(phone: Stage) -> None:
    phone.put(softphone_desks.two_calls())
    phone.click("phone_call_1")
    assert phone.asked() == []
    phone.click("phone_call_2")
    phone.find("phone_call_2").setFocus()
    phone.press(Qt.Key.Key_Return)
    assert phone.asked() == [("resume_call", 2)] * 2


def test_hanging_up_a_conference_ends_all_of_it(phone: Stage) -> None:
    phone.put(softphone_desks.conference())
    assert not phone.find("conference_button").isEnabled()
    phone.click("hang_up_button")
    assert phone.asked() == [("hang_up_call", 1), ("hang_up_call", 2)]


def test_a_card_tells_state_quality_and_encryption(phone: Stage) -> None:
    phone.put(softphone_desks.one_call())
    assert {"佐藤 健一", "通話中", "03-1234-5678 ・ 着信", "良好 ・ MOS 4.3", "3:42"} <= set(
        phone.texts("phone_call_1")
    )
    assert phone.find("encryption").accessibleName() == "暗号化"
    held = msgspec.structs.replace(softphone_desks.SATO_CALL, held_by_far=True, encrypted=False)
    card = phone.find("phone_call_1")
    phone.put(softphone_desks.with_calls(held))
    assert phone.find("phone_call_1") is card  # the same widget: nothing is made anew under the hand
    assert "相手が保留中" in phone.texts("phone_call_1")
    assert phone.sees("encryption") and phone.find("encryption").accessibleName() == "暗号化なし"


def test_space_presses_nothing_when_a_call_begins(phone: Stage) -> None:
    phone.put(softphone_desks.two_calls())
    phone.press(Qt.Key.Key_Space)
    assert phone.asked() == []


def test_an_incoming_call_is_answered_or_declined(phone: Stage) -> None:
    phone.put(softphone_desks.incoming())
    name = phone.find("incoming_name")
    assert isinstance(name, QLabel) and name.text() == "090-8765-4321"
    phone.click("decline_button")
    phone.click("answer_button")
    phone.press(Qt.Key.Key_F2)
    phone.press(Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    assert phone.asked() == [("hang_up_call", 3), ("answer_call", 3), ("answer_call", 3), ("hang_up_call", 3)]


def test_a_second_call_rings_on_top_while_one_is_talked_on(phone: Stage) -> None:
    phone.put(softphone_desks.second_incoming())
    top, below = phone.find("phone_call_3"), phone.find("phone_call_1")
    assert top.mapTo(phone.window, top.pos()).y() < below.mapTo(phone.window, below.pos()).y()
    phone.click("answer_button")
    phone.click("decline_button")
    assert phone.asked() == [("answer_call", 3), ("hang_up_call", 3)]
    phone.press(Qt.Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    assert phone.asked()[-1] == ("hang_up_call", 1)  # 切断 is for who is talked to


def test_a_call_that_rings_is_in_sight_above_the_keypad(phone: Stage) -> None:
    phone.put(softphone_desks.one_call())
    phone.click("keypad_button")
    phone.put(softphone_desks.second_incoming())
    assert phone.sees("close_keypad_button") and phone.sees("answer_button")


def test_during_a_call_pad_and_keyboard_send_tones_and_show_them(phone: Stage) -> None:
    phone.put(softphone_desks.one_call())
    assert not phone.sees("dial_number")
    phone.press(Qt.Key.Key_7)
    phone.click("digit_4")
    assert phone.asked() == [("send_dtmf", "7"), ("send_dtmf", "4")]
    keyed = phone.find("keyed_digits")
    assert isinstance(keyed, QLabel) and keyed.text() == "74"
    phone.press(Qt.Key.Key_Escape)
    assert not phone.sees("keyed_digits")
    phone.click("keypad_button")
    assert keyed.text() == "74"
    phone.put(softphone_desks.idle())
    phone.put(softphone_desks.one_call())
    phone.click("keypad_button")
    assert keyed.text() == ""


def test_digits_before_the_answer_go_nowhere(phone: Stage) -> None:
    phone.put(softphone_desks.dialing())
    phone.press(Qt.Key.Key_7)
    assert phone.asked() == []
    assert not phone.find("keypad_button").isEnabled()


def test_levels_are_asked_for_only_while_they_are_seen(phone: Stage) -> None:
    assert not phone.actions.listeners
    phone.put(softphone_desks.one_call())
    meter = phone.window.findChild(LevelMeter, "microphone_level")
    geometry = meter.geometry()
    for listener in phone.actions.listeners:
        listener(Levels(-30.0, -60.0))
    assert 0.45 < meter.level < 0.55 and meter.geometry() == geometry
    phone.put(softphone_desks.idle())
    assert not phone.actions.listeners


def test_why_a_call_was_refused_is_told(phone: Stage) -> None:
    phone.put(softphone_desks.busy())
    assert "佐藤 健一 は話し中です。" in phone.texts("notice_phone_call")


def test_news_of_devices_go_by_themselves(phone: Stage) -> None:
    phone.put(softphone_desks.device_back())
    assert any("USB ヘッドセット" in text for text in phone.texts("notice_devices"))
    phone.clock.move(7)
    phone.window._ui.ticker.beat()
    assert ("dismiss_notice", "devices") in phone.actions.asked


def test_a_bad_call_is_told_only_when_it_stays_bad(phone: Stage) -> None:
    phone.put(softphone_desks.poor_call())
    assert not phone.sees("notice_poor_quality")
    phone.clock.move(QUALITY_SECONDS)
    phone.put(softphone_desks.poor_call())
    assert "有線" in " ".join(phone.texts("notice_poor_quality"))
    good = msgspec.structs.replace(softphone_desks.SATO_CALL, quality=Quality(0.0, 4.0, 20.0, 4.4))
    phone.put(softphone_desks.with_calls(good))
    assert not phone.sees("notice_poor_quality")


# ---- volumes, size ---------------------------------------------------------------------------------------------


def test_volumes_are_tried_at_once_and_kept_when_the_hand_rests(qtbot: QtBot, phone: Stage) -> None:
    phone.click("volumes_button")
    phone.press(Qt.Key.Key_Right)
    assert phone.asked()[0][0] == "try_sound"
    qtbot.waitUntil(lambda: ("choose_sound",) in phone.actions.asked)
    assert phone.settings.values["speaker_volume"] == "105"
    phone.press(Qt.Key.Key_Escape)
    assert not phone.sees("volumes_popover")
    assert phone.find("volumes_button").hasFocus()


@pytest.mark.parametrize(
    "desk", [softphone_desks.two_calls, softphone_desks.second_incoming, softphone_desks.poor_call]
)
def test_the_buttons_of_a_call_fit_into_the_smallest_window(
    qtbot: QtBot, japanese: Translations, desk: Callable[[], Desk]
) -> None:
    for stage in make_stage(qtbot, desk(), (336, 480)):
        stage.window.resize(336, 480)
        QTest.qWait(10)
        end = stage.find("hang_up_button")
        assert stage.window.rect().contains(end.mapTo(stage.window, end.rect().bottomRight()))
        stage.click("keypad_button")
        assert stage.find("digit_1").height() >= 36


@pytest.mark.parametrize("in_front", [softphone_desks.incoming, softphone_desks.one_call])
def test_news_covers_no_button_of_a_call(phone: Stage, in_front: Callable[[], Desk]) -> None:
    phone.put(in_front())
    phone.put(replace(in_front(), notices=softphone_desks.device_back().notices))
    toast = phone.find("notice_devices")
    over = QRect(toast.mapTo(phone.window, QPoint()), toast.size())
    buttons = [each for each in phone.window.findChildren(QAbstractButton) if each.isVisible()]
    assert {"answer_button", "hang_up_button"} & {each.objectName() for each in buttons}
    for each in buttons:
        assert not over.intersects(QRect(each.mapTo(phone.window, QPoint()), each.size())), each.objectName()
