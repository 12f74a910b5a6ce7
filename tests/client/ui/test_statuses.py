"""Reasons for away and break in the window, and the menu by which a supervisor sets the status of a colleague."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu
from pytestqt.qtbot import QtBot

from bluebean_client.domain.seats import Column
from bluebean_client.ui.announcer import announcements
from bluebean_client.ui.i18n import Translations
from bluebean_client.ui.seats.table import SeatTable
from server.protocol.reasons import StatusReasons
from server.protocol.types import Status
from tests.client.ui.conftest import Stage, make_stage
from tests.support import seat_desks, status_desks

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def office(qtbot: QtBot, japanese: Translations) -> Iterator[Stage]:
    yield from make_stage(qtbot, status_desks.supervised_office())


def open_menu() -> QMenu:
    QApplication.processEvents()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def words(menu: QMenu) -> list[str]:
    return [action.text().replace("&", "") for action in menu.actions() if not action.isSeparator()]


def entry(menu: QMenu, name: str) -> QAction:
    found = menu.findChild(QAction, name)
    assert isinstance(found, QAction), name
    return found


def chip_words(stage: Stage) -> list[str]:
    return [label.text() for label in stage.window.work.bar.chip.findChildren(QLabel) if label.isVisible()]


# ---- reasons -----------------------------------------------------------------------------------------------------


def test_a_key_and_a_number_give_the_reason(stage: Stage) -> None:
    stage.put(status_desks.available())
    stage.press(Qt.Key.Key_3, CTRL)
    menu = open_menu()
    assert words(menu) == ["1  打合せ", "2  研修", "3  事務作業", "0  理由なし"]
    QTest.keyClick(menu, Qt.Key.Key_2)
    stage.press(Qt.Key.Key_4, CTRL)
    QTest.keyClick(open_menu(), Qt.Key.Key_Return)  # the first one is chosen already
    stage.press(Qt.Key.Key_3, CTRL)
    QTest.keyClick(open_menu(), Qt.Key.Key_0)
    assert stage.asked() == [
        ("set_status", Status.AWAY, "training"),
        ("set_status", Status.BREAK, "lunch"),
        ("set_status", Status.AWAY, ""),
    ]


def test_where_a_reason_is_required_there_is_no_way_round(stage: Stage) -> None:
    required = StatusReasons(status_desks.REASONS.away, (), required=True)
    stage.put(status_desks.knowing(status_desks.available(), required))
    stage.click("away_button")
    menu = open_menu()
    assert "0  理由なし" not in words(menu)
    menu.close()
    stage.click("break_button")
    assert stage.asked() == [("set_status", Status.BREAK)]


def test_in_the_status_itself_another_reason_is_chosen(stage: Stage) -> None:
    stage.put(status_desks.away())
    assert "打合せ" in chip_words(stage)
    stage.click("away_button")
    menu = open_menu()
    assert entry(menu, "reason_meeting_action").isChecked()
    entry(menu, "reason_training_action").trigger()
    menu.close()
    assert stage.asked() == [("set_status", Status.AWAY, "training")]


def test_during_a_call_the_reason_is_chosen_in_advance_and_taken_back(stage: Stage) -> None:
    stage.put(status_desks.talking())
    stage.click("break_button")
    QTest.keyClick(open_menu(), Qt.Key.Key_1)
    stage.put(status_desks.lunch_after_call())
    assert "次は昼食" in chip_words(stage)
    stage.click("break_button")
    assert stage.asked() == [("choose_next_status", Status.BREAK, "lunch"), ("choose_next_status", None)]


def test_a_break_that_is_too_long_is_marked_in_words(stage: Stage) -> None:
    stage.put(status_desks.gone_for_too_long())
    assert "小休憩 ・ 時間超過" in chip_words(stage)


def test_the_reason_is_spoken(japanese: Translations) -> None:
    spoken = [one.text for one in announcements(status_desks.available(), status_desks.away())]
    assert spoken == ["離席（打合せ）"]


def test_the_slim_bar_says_it_in_one_line(stage: Stage) -> None:
    stage.put(status_desks.away())
    stage.window.slim.toggle()
    QApplication.processEvents()
    bar = stage.window.slim.bar
    assert bar is not None and bar.chip.word.text() == "離席（打合せ）"
    stage.window.slim.toggle()


# ---- the seat list -----------------------------------------------------------------------------------------------


def open_table(stage: Stage) -> SeatTable:
    stage.click("seat_list_button")
    stage.click("seat_table_button")
    table = stage.find("seat_table")
    assert isinstance(table, SeatTable)
    return table


def row_of(table: SeatTable, name: str) -> int:
    return next(row for row, seat in enumerate(table.seats) if seat.name == name)


def menu_of(table: SeatTable, name: str) -> QMenu | None:
    """By the key on the row."""
    index = table.model().index(row_of(table, name), Column.STATUS)
    table.setCurrentIndex(index)
    QTest.keyClick(table, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    QApplication.processEvents()
    found = QApplication.activePopupWidget()
    return found if isinstance(found, QMenu) else None


def test_the_table_says_why_somebody_is_away_and_who_has_been_for_too_long(office: Stage) -> None:
    table = open_table(office)
    said = {seat.name: table.model().index(row, Column.STATUS).data() for row, seat in enumerate(table.seats)}
    assert said["吉田 理恵"] == "休憩（昼食）"
    assert said["松田 和也"] == "離席（打合せ） ・ 時間超過"
    assert said["前田 剛"] == "離席（応答なし）"


def test_the_desk_says_it_too(office: Stage) -> None:
    office.click("seat_list_button")
    assert office.find("desk_2016").accessibleName() == "吉田 理恵 2016 休憩（昼食）"
    assert office.find("desk_2016").toolTip() == "休憩（昼食）"


def test_a_supervisor_sets_a_status_by_the_menu_of_a_row(office: Stage) -> None:
    menu = menu_of(open_table(office), "渡辺 直樹")
    assert menu is not None
    assert words(menu) == ["受付中", "後処理", "離席", "休憩", "ログオフ"]
    assert not entry(menu, "seat_available_action").isEnabled()
    entry(menu, "seat_wrap_up_action").trigger()
    entry(menu, "reason_lunch_action").trigger()
    entry(menu, "seat_really_log_off_action").trigger()
    menu.close()
    assert [act[1:] for act in office.asked() if act[0] == "set_status_of"] == [
        ("op-1", Status.WRAP_UP, ""),
        ("op-1", Status.BREAK, "lunch"),
        ("op-1", Status.OFFLINE, ""),
    ]


def test_of_somebody_in_a_call_what_follows_the_call_is_set(office: Stage) -> None:
    menu = menu_of(open_table(office), "小林 陽子")
    assert menu is not None
    assert words(menu) == ["通話後：受付中", "後処理", "通話後：離席", "通話後：休憩", "ログオフ"]
    assert not entry(menu, "seat_wrap_up_action").isEnabled()
    assert not entry(menu, "seat_log_off_action").isEnabled()
    assert entry(menu, "seat_wrap_up_action").toolTip() == "通話中です。"
    menu.close()


@pytest.mark.parametrize("name", ["高橋 由美", "清水 健吾"])
def test_oneself_and_who_is_not_there_have_no_menu(office: Stage, name: str) -> None:
    assert menu_of(open_table(office), name) is None


def test_who_has_not_begun_to_work_can_only_be_logged_off(office: Stage) -> None:
    office.put(seat_desks.with_status(status_desks.supervised_office(), "op-1", Status.OFFLINE))
    menu = menu_of(open_table(office), "渡辺 直樹")
    assert menu is not None
    assert [action.isEnabled() for action in menu.actions() if not action.isSeparator()] == [*[False] * 4, True]
    menu.close()


def test_only_who_may_has_the_menu(office: Stage) -> None:
    office.put(status_desks.office())
    table = open_table(office)
    assert menu_of(table, "渡辺 直樹") is None
    office.put(status_desks.office("set_status_of"))  # leads groups of which only some are members
    assert menu_of(table, "渡辺 直樹") is None


def test_a_right_click_opens_it_too(office: Stage) -> None:
    table = open_table(office)
    place = table.visualRect(table.model().index(row_of(table, "渡辺 直樹"), Column.NAME)).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, table.viewport().mapToGlobal(place))
    QApplication.sendEvent(table.viewport(), event)
    menu = open_menu()
    assert menu.accessibleName() == "渡辺 直樹 さんの状態を変更"
    menu.close()


def test_a_desk_has_it_by_key(office: Stage) -> None:
    office.click("seat_list_button")
    QTest.keyClick(office.find("desk_2015"), Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    menu = open_menu()
    assert menu.accessibleName() == "加藤 翔太 さんの状態を変更"
    menu.close()


def test_the_card_of_a_desk_has_a_button_for_it(office: Stage) -> None:
    office.click("seat_list_button")
    office.click("desk_2015")
    office.click("desk_card_status_button")
    menu = open_menu()
    assert menu.objectName() == "seat_status_menu"
    menu.close()


def test_a_supervisor_s_doing_is_told_without_taking_the_caret(stage: Stage) -> None:
    stage.put(status_desks.available())
    before = QApplication.focusWidget()
    stage.put(status_desks.set_by_supervisor())
    toast = stage.find("notice_status")
    assert toast.accessibleName() == "藤井 誠 さんがあなたの状態を変更しました：離席（打合せ）"
    assert QApplication.focusWidget() is before
