"""The phone behind the operator's screen: quality and direct calls in the bar, and the panel with all the rest of the phone."""

from collections.abc import Callable, Iterator

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from bluebean_client.domain.desk import Desk
from bluebean_client.domain.phone import QUALITY_SECONDS, PhoneCallState
from bluebean_client.ui.i18n import Translations
from tests.client.ui.conftest import Stage, make_stage
from tests.support import desks, panel_desks, softphone_desks
from tests.support.panel_desks import DIRECT_CALL, DIRECT_RINGING, SERVER_CALL

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def operator(qtbot: QtBot, japanese: Translations) -> Iterator[Stage]:
    yield from make_stage(qtbot, panel_desks.idle())


def text(stage: Stage, name: str) -> str:
    label = stage.find(name)
    assert isinstance(label, QLabel)
    return label.text()


def click(stage: Stage, name: str) -> None:
    QTest.mouseClick(stage.find(name), Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def press(stage: Stage, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget() or stage.window, key, modifier)
    QApplication.processEvents()


def open_page(stage: Stage, tab: str) -> None:
    if not stage.sees("phone_panel"):
        click(stage, "phone_panel_button")
    click(stage, tab)


# ---- the bar ----------------------------------------------------------------------------------------------------


def test_the_bar_tells_how_the_call_sounds(operator: Stage) -> None:
    assert not operator.sees("quality_bars")
    operator.put(panel_desks.talking())
    assert text(operator, "quality_label") == "良好"
    assert "MOS 4.3" in operator.find("quality_bars").toolTip()
    held = msgspec.structs.replace(SERVER_CALL, state=PhoneCallState.HELD)
    operator.put(panel_desks.with_phone(desks.held(), held))
    assert not operator.sees("quality_bars")


def test_a_call_that_stays_bad_is_told_with_what_helps(operator: Stage) -> None:
    operator.put(panel_desks.talking_poorly())
    assert not operator.sees("notice_poor_quality")
    operator.clock.move(QUALITY_SECONDS)
    operator.put(panel_desks.talking_poorly())
    told = [label.text() for label in operator.find("notice_poor_quality").findChildren(QLabel)]
    assert any("有線" in words for words in told)
    operator.put(panel_desks.talking())
    assert not operator.sees("notice_poor_quality")


def test_the_bar_is_about_a_direct_call_while_the_server_has_none(operator: Stage) -> None:
    operator.put(panel_desks.direct_talking())
    for name in ("hold_button", "mute_button", "hang_up_button"):
        click(operator, name)
    assert operator.actions.names()[-3:] == ["toggle_hold", "toggle_mute", "hang_up"]
    held = msgspec.structs.replace(DIRECT_CALL, state=PhoneCallState.HELD)
    operator.put(panel_desks.with_phone(desks.idle(), held))
    assert operator.find("hold_button").accessibleName() == "再開"


def test_a_hard_phone_has_no_panel(operator: Stage) -> None:
    operator.put(panel_desks.hard_phone())
    assert not operator.sees("phone_panel_button")
    press(operator, Qt.Key.Key_8, ALT)
    assert not operator.sees("phone_panel")


# ---- coming and going -------------------------------------------------------------------------------------------


BY_HAND: dict[str, Callable[[Stage], None]] = {
    "key": lambda stage: press(stage, Qt.Key.Key_8, ALT),
    "button": lambda stage: click(stage, "phone_panel_button"),
    "escape": lambda stage: press(stage, Qt.Key.Key_Escape),
    "cross": lambda stage: click(stage, "close_phone_panel_button"),
}


@pytest.mark.parametrize("closed", BY_HAND)
@pytest.mark.parametrize("opened", ["key", "button"])
def test_the_panel_opens_and_closes_and_gives_the_focus_back(operator: Stage, opened: str, closed: str) -> None:
    operator.put(panel_desks.talking())
    record = operator.find("record_text")
    record.setFocus()
    BY_HAND[opened](operator)
    assert operator.find("phone_panel").isAncestorOf(QApplication.focusWidget())
    BY_HAND[closed](operator)
    assert not operator.sees("phone_panel") and record.hasFocus()


@pytest.mark.parametrize("size", [(1440, 900), (1280, 720), (1024, 640), (853, 480)])
def test_the_panel_covers_neither_bar_nor_record(qtbot: QtBot, japanese: Translations, size: tuple[int, int]) -> None:
    for stage in make_stage(qtbot, panel_desks.talking(), size):
        click(stage, "phone_panel_button")
        QTest.qWait(10)
        panel, page = stage.find("phone_panel"), stage.window.work
        frame = panel.geometry().adjusted(16, 16, -16, -16)
        assert page.rect().contains(frame)
        assert not frame.intersects(page.bar.geometry()) and not frame.intersects(page.footer.geometry())
        if size[0] >= 1024:
            right = page.area.right
            assert frame.right() < right.mapTo(page, right.rect().topLeft()).x()


def test_a_direct_call_brings_its_card_without_taking_the_caret(operator: Stage) -> None:
    operator.put(panel_desks.talking())
    record = operator.find("record_text")
    record.setFocus()
    operator.put(panel_desks.with_phone(desks.talking(), SERVER_CALL, DIRECT_RINGING))
    assert operator.sees("phone_call_3") and record.hasFocus()
    click(operator, "decline_button")
    assert operator.actions.asked[-1] == ("hang_up_call", 3)


def test_a_direct_call_is_answered_by_the_same_key(operator: Stage) -> None:
    operator.put(panel_desks.direct_ringing())
    press(operator, Qt.Key.Key_F2)
    assert operator.actions.names()[-1] == "answer"


def test_a_call_of_the_server_does_not_open_the_panel(operator: Stage) -> None:
    offered = msgspec.structs.replace(SERVER_CALL, state=PhoneCallState.INCOMING)
    operator.put(panel_desks.with_phone(desks.ringing(), offered))
    assert not operator.sees("phone_panel")


# ---- its pages --------------------------------------------------------------------------------------------------


def test_what_belongs_to_the_server_is_not_done_by_the_phone(operator: Stage) -> None:
    operator.put(panel_desks.talking())
    open_page(operator, "panel_calls_tab")
    for name in ("panel_swap_button", "panel_transfer_button", "panel_conference_button", "end_call_button"):
        assert not operator.sees(name)
    assert "上部のボタン" in text(operator, "panel_server_hint")
    assert "損失" in text(operator, "quality_figures")


def test_a_phone_without_a_call_says_why_it_has_no_number_field(operator: Stage) -> None:
    open_page(operator, "panel_calls_tab")
    assert "発信はしません" in text(operator, "panel_no_dialing")
    assert not operator.sees("panel_transfer_button") and not operator.sees("panel_server_hint")


def test_a_call_that_the_server_holds_is_shown_so_and_taken_back_by_the_server(operator: Stage) -> None:
    operator.put(panel_desks.held_by_the_server())
    open_page(operator, "panel_calls_tab")
    card = operator.find("phone_call_1")
    assert card.accessibleDescription().startswith("保留中") and "佐藤 健一" in card.accessibleName()
    click(operator, "phone_call_1")
    assert operator.actions.names()[-1] == "toggle_hold"


def test_a_direct_call_waits_beside_the_servers(operator: Stage) -> None:
    operator.put(panel_desks.direct_beside_the_server())
    open_page(operator, "panel_calls_tab")
    for name in ("panel_swap_button", "panel_transfer_button", "panel_conference_button"):
        made = operator.find(name)
        assert not made.isEnabled() and made.toolTip()
    click(operator, "end_call_button")
    assert operator.actions.asked[-1] == ("hang_up_call", 2)


def test_two_direct_calls_are_joined_and_handed_on(operator: Stage) -> None:
    operator.put(panel_desks.two_direct())
    open_page(operator, "panel_calls_tab")
    click(operator, "panel_conference_button")
    click(operator, "panel_transfer_button")
    assert not operator.sees("consult_transfer_button")
    QTest.keyClicks(operator.find("target_number"), "2015")
    press(operator, Qt.Key.Key_Return)
    assert [each for each in operator.actions.asked if each[0] != "ask_history"][-2:] == [
        ("join_calls",),
        ("transfer_to", 2, "2015"),
    ]
    assert operator.find("panel_transfer_button").hasFocus()


def test_the_sheet_of_a_transfer_goes_with_its_call(operator: Stage) -> None:
    operator.put(panel_desks.direct_talking())
    open_page(operator, "panel_calls_tab")
    click(operator, "panel_transfer_button")
    assert operator.sees("target_number")
    operator.put(panel_desks.idle())
    assert not operator.sees("target_number")


def test_tones_are_sent_by_pad_and_keyboard_during_a_call_only(operator: Stage) -> None:
    open_page(operator, "panel_tones_tab")
    assert not operator.find("digit_1").isEnabled()
    press(operator, Qt.Key.Key_5)
    operator.put(panel_desks.talking())
    assert text(operator, "tones_target") == "佐藤 健一 へトーンを送信"
    open_page(operator, "panel_tones_tab")
    click(operator, "digit_1")
    press(operator, Qt.Key.Key_2)
    assert [each for each in operator.actions.asked if each[0] == "send_dtmf"] == [
        ("send_dtmf", "1"),
        ("send_dtmf", "2"),
    ]
    assert text(operator, "keyed_digits") == "12"
    open_page(operator, "panel_sound_tab")
    open_page(operator, "panel_tones_tab")
    assert text(operator, "keyed_digits") == ""


def test_past_calls_are_looked_for_and_looked_at_but_not_called(qtbot: QtBot, operator: Stage) -> None:
    open_page(operator, "panel_history_tab")
    search = operator.find("history_search")
    assert isinstance(search, QLineEdit)
    search.setFocus()
    QTest.keyClicks(search, "2345")
    qtbot.waitUntil(lambda: any(each[:2] == ("ask_history", "2345") for each in operator.actions.asked))
    press(operator, Qt.Key.Key_Down)
    press(operator, Qt.Key.Key_Return)
    assert operator.sees("call_detail") and not operator.sees("call_again_button")
    press(operator, Qt.Key.Key_Escape)
    assert not operator.sees("call_detail") and operator.sees("phone_panel")
    assert "dial" not in operator.actions.names()


def test_devices_levels_and_volumes_are_at_hand(operator: Stage) -> None:
    open_page(operator, "panel_sound_tab")
    assert text(operator, "speaker_in_use") == "USB ヘッドセット"
    assert len(operator.actions.listeners) == 1
    operator.find("speaker_volume_slider").setFocus()
    press(operator, Qt.Key.Key_Right)
    assert operator.actions.names()[-1] == "try_sound"
    press(operator, Qt.Key.Key_8, ALT)
    assert operator.settings.get("speaker_volume") == "105" and not operator.actions.listeners


def test_a_missing_device_is_named(operator: Stage) -> None:
    operator.put(panel_desks.no_devices())
    open_page(operator, "panel_sound_tab")
    assert text(operator, "microphone_in_use") == "マイクが見つかりません"
    assert operator.sees("notice_no_sound_devices")


def test_why_the_phone_is_not_registered_is_told_with_a_way_to_try_again(operator: Stage) -> None:
    operator.put(panel_desks.not_registered())
    click(operator, "phone_panel_button")
    assert "self-signed certificate" in text(operator, "panel_reason")
    click(operator, "register_button")
    assert operator.actions.names()[-1] == "register_now"
    operator.put(panel_desks.idle())
    assert text(operator, "panel_registration") == "登録済み" and not operator.sees("register_button")


@pytest.mark.parametrize("desk", [softphone_desks.without_devices, softphone_desks.poor_call])
def test_banners_push_no_card_under_the_buttons(qtbot: QtBot, japanese: Translations, desk: Callable[[], Desk]) -> None:
    japanese.use("en")
    for stage in make_stage(qtbot, desk(), (336, 480)):
        stage.clock.move(QUALITY_SECONDS)
        stage.put(desk())
        QTest.qWait(10)
        view = stage.window.phone.calls
        assert view.calls.geometry().bottom() < view.mute.geometry().top()
        assert view.swap.geometry().bottom() < view.hang_up.geometry().top()
