"""The slim bar: the same parts and keys in one line above all windows, remembered, and never two bars at once."""

import itertools
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QWidget

from bluebean_client.domain.desk import Desk
from bluebean_client.ui.slim.bar import SlimBar
from bluebean_client.ui.slim.dock import Place, as_text, docked, nearest, place_of
from bluebean_client.ui.slim.shelf import SlimShelf
from server.protocol.types import Status
from tests.client.ui.conftest import Stage
from tests.support import desks, sample_centre, seat_desks, shift_desks, transfer_desks, worklist_desks

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
SCREEN = QRect(100, 24, 1920, 1000)


@pytest.fixture
def slim(stage: Stage) -> Iterator[SlimBar]:
    stage.put(shift_desks.quiet())
    stage.press(Qt.Key.Key_B, CTRL | SHIFT)
    bar = stage.window.slim.bar
    assert bar is not None
    bar.setFixedWidth(1120)  # the screen of these tests is narrower
    QApplication.processEvents()
    yield bar
    bar.hide()
    bar.deleteLater()


def click(bar: QWidget, name: str) -> None:
    found = bar.findChild(QWidget, name)
    assert found.isVisible(), name
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def words(bar: QWidget) -> list[str]:
    return [label.text() for label in bar.findChildren(QLabel) if label.isVisible() and label.text()]


def test_the_bar_takes_the_window_s_place_and_gives_it_back(stage: Stage, slim: SlimBar) -> None:
    assert (slim.isVisible(), stage.window.isVisible(), stage.settings.get("slim_bar")) == (True, False, "true")
    QTest.keyClick(slim, Qt.Key.Key_B, CTRL | SHIFT)
    assert (slim.isVisible(), stage.window.isVisible(), stage.settings.get("slim_bar")) == (False, True, "false")


def test_who_worked_in_the_bar_comes_back_to_it_at_the_next_login(stage: Stage, slim: SlimBar) -> None:
    stage.put(desks.login())
    assert (slim.isVisible(), stage.window.isVisible()) == (False, True)
    stage.put(shift_desks.quiet())
    assert (slim.isVisible(), stage.window.isVisible()) == (True, False)


def test_a_whole_call_by_its_own_buttons(stage: Stage, slim: SlimBar) -> None:
    stage.put(shift_desks.knowing(desks.ringing((sample_centre.SATO, sample_centre.KEIKO))))
    assert "03-1234-5678" in words(slim)
    click(slim, "answer_button")
    slim.line.matches_menu().actions()[0].trigger()
    stage.put(shift_desks.knowing(desks.talking()))
    assert "佐藤 健一 様" in words(slim)
    click(slim, "hold_button")
    stage.put(shift_desks.knowing(desks.held()))
    assert "保留中" in words(slim)
    click(slim, "hang_up_button")
    stage.put(shift_desks.counting_down())
    assert "残り 1:18" in words(slim)
    click(slim, "extend_wrap_up_button")
    click(slim, "available_button")
    assert stage.asked() == [
        ("answer",),
        ("load_customer", sample_centre.SATO.customer_id),
        ("toggle_hold",),
        ("hang_up",),
        ("extend_wrap_up",),
        ("set_status", Status.AVAILABLE),
    ]


def test_the_keys_of_the_window_are_the_keys_of_the_bar(stage: Stage, slim: SlimBar) -> None:
    QTest.keyClick(slim, Qt.Key.Key_4, CTRL)
    stage.put(shift_desks.knowing(desks.ringing()))
    QTest.keyClick(slim, Qt.Key.Key_F2)
    stage.put(shift_desks.knowing(desks.talking()))
    QTest.keyClick(slim, Qt.Key.Key_F3)
    QTest.keyClick(slim, Qt.Key.Key_F2, SHIFT)
    assert [asked[0] for asked in stage.asked()] == ["set_status", "answer", "toggle_hold", "hang_up"]


def test_help_is_a_menu_that_requests_nothing_by_itself(stage: Stage, slim: SlimBar) -> None:
    slim.open_help()
    menu = slim.findChild(QWidget, "help_menu")
    assert stage.asked() == []
    menu.actions()[0].trigger()
    menu.close()
    stage.put(shift_desks.taken_up())
    assert slim.calls.help.alarm
    slim.open_help()
    menu = slim.findChildren(QWidget, "help_menu")[-1]
    assert "藤井 誠さんが対応します　0:12" in [action.text() for action in menu.actions()]
    menu.actions()[-1].trigger()
    menu.close()
    assert stage.asked() == [("request_help",), ("cancel_help",)]


def test_refused_buttons_say_why_here_too(stage: Stage, slim: SlimBar) -> None:
    hold = slim.findChild(QWidget, "hold_button")
    assert (hold.isEnabled(), hold.toolTip()) == (False, stage.window.work.bar.calls.hold.toolTip())
    assert hold.toolTip()


def test_in_a_narrow_bar_the_statuses_are_a_menu_of_the_chip(stage: Stage, slim: SlimBar) -> None:
    slim.setFixedWidth(880)
    QApplication.processEvents()
    assert (slim.statuses.isVisible(), slim.chip.folded) == (False, True)
    slim.chip.setFocus()
    QTest.keyClick(slim.chip, Qt.Key.Key_Down)
    menu = next(menu for menu in slim.statuses.findChildren(QMenu) if menu.isVisible())
    menu.actions()[3].trigger()
    menu.close()
    assert stage.asked() == [("set_status", Status.BREAK)]


def shelf_of(stage: Stage) -> SlimShelf:
    shelf = stage.window.slim.shelf
    assert shelf is not None
    return shelf


@pytest.mark.parametrize("width", [1120, 880, 853, 640])
@pytest.mark.parametrize("desk", [shift_desks.quiet, shift_desks.ringing, shift_desks.held, shift_desks.counting_down])
def test_at_every_width_all_parts_are_on_the_bar_and_none_lies_on_another(
    stage: Stage, slim: SlimBar, width: int, desk: Callable[[], Desk]
) -> None:
    slim.setFixedWidth(width)
    stage.put(desk())
    QApplication.processEvents()
    parts = [part for part in slim.children() if isinstance(part, QWidget) and part.isVisible()]
    assert all(slim.rect().contains(part.geometry()) for part in parts)
    for one, other in itertools.combinations(parts, 2):
        assert not one.geometry().intersects(other.geometry()), (one.objectName(), other.objectName())
    assert any(part.objectName() == "whole_window_button" for part in parts)


def test_counts_open_their_lists_beside_the_bar_and_a_customer_opens_in_the_window(stage: Stage, slim: SlimBar) -> None:
    stage.put(worklist_desks.overdue())
    assert slim.waiting.text().startswith("待ち呼")
    shelf = shelf_of(stage)
    click(slim, "waiting_calls_button")
    assert (slim.isVisible(), shelf.waiting.isVisible(), shelf.callbacks.isVisible()) == (True, True, False)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_6, Qt.KeyboardModifier.AltModifier)
    assert (shelf.waiting.isVisible(), shelf.callbacks.isVisible()) == (False, True)
    bar, beside = slim.geometry(), shelf.geometry()
    assert beside.top() == bar.bottom() + 1 and beside.right() == bar.right()
    QTest.keyClick(shelf.callbacks, Qt.Key.Key_Escape)
    assert not shelf.isVisible()
    click(slim, "callbacks_button")
    click(shelf, "load_callback_button")
    assert (slim.isVisible(), shelf.isVisible(), stage.window.isVisible()) == (False, False, True)
    assert [asked[0] for asked in stage.asked()] == ["ask_group_figures", "load_callback"]


def test_errors_and_notices_stand_beside_the_bar_in_words(stage: Stage, slim: SlimBar) -> None:
    shelf = shelf_of(stage)
    assert not shelf.isVisible()
    stage.put(desks.server_lost())
    assert shelf.isVisible() and any("サーバー" in text for text in words(shelf))
    click(shelf, "reconnect_button")
    stage.put(worklist_desks.told())
    click(shelf, "dismiss_callback_button")
    stage.put(shift_desks.colleagues_ask())
    click(shelf, "take_help_button")
    stage.put(desks.call_given_up())
    assert shelf.isVisible(), "news too"
    stage.put(shift_desks.quiet())
    assert not shelf.isVisible() and slim.isVisible()
    assert [asked[0] for asked in stage.asked()] == ["reconnect", "dismiss_callback", "take_help"]


def test_what_a_notice_needs_the_window_for_is_done_there(stage: Stage, slim: SlimBar) -> None:
    stage.put(desks.draft_found())
    click(shelf_of(stage), "restore_draft_button")
    assert (slim.isVisible(), stage.window.isVisible()) == (False, True)
    assert [asked[0] for asked in stage.asked()] == ["restore_draft"]


def test_it_goes_to_the_nearer_edge_and_stays_on_the_screen() -> None:
    assert docked(Place(), SCREEN) == QRect(500, 24, 1120, 44)
    assert docked(Place(at_top=False, left=5000), SCREEN) == QRect(900, 980, 1120, 44)
    assert docked(Place(left=40), QRect(0, 0, 1000, 600)) == QRect(0, 0, 1000, 44)
    assert docked(Place(at_top=False), QRect(0, 0, 853, 480)) == QRect(0, 396, 853, 84), "two rows at large text"
    assert nearest(QRect(300, 700, 1120, 44), SCREEN) == Place(at_top=False, left=200)
    for place in (Place(), Place(at_top=False, left=37), Place(left=5, screen="DELL U2720Q 1")):
        assert place_of(as_text(place)) == place
    assert place_of("nonsense") == place_of("") == Place()


def test_it_is_dropped_where_the_hand_let_go_though_the_window_manager_still_tells_of_an_earlier_place(
    slim: SlimBar,
) -> None:
    screen = slim.screen().availableGeometry()
    grip, lower = QPoint(2, 2), screen.bottomLeft() - QPoint(0, 60)
    QTest.mousePress(slim, Qt.MouseButton.LeftButton, pos=grip)
    slim.move(screen.topLeft())
    QTest.mouseRelease(slim, Qt.MouseButton.LeftButton, pos=slim.mapFromGlobal(lower))
    assert slim.y() > screen.center().y()


def test_from_the_seats_and_the_transfer_the_bar_comes_back(stage: Stage, slim: SlimBar) -> None:
    stage.put(seat_desks.with_seats(shift_desks.quiet()))
    click(slim, "seat_list_button")
    assert (slim.isVisible(), stage.window.isVisible(), stage.sees("seat_search")) == (False, True, True)
    stage.press(Qt.Key.Key_Escape)
    assert (slim.isVisible(), stage.window.isVisible(), stage.settings.get("slim_bar")) == (True, False, "true")
    stage.put(transfer_desks.talking())
    click(slim, "transfer_button")
    assert (slim.isVisible(), stage.sees("transfer_dialog")) == (False, True)
    stage.press(Qt.Key.Key_Escape)
    assert (slim.isVisible(), stage.window.isVisible()) == (True, False)


def test_a_dialog_of_a_transfer_that_the_bar_hides_is_shown_and_does_nothing_yet(stage: Stage, slim: SlimBar) -> None:
    stage.put(transfer_desks.conference())
    click(slim, "transfer_button")
    assert (slim.isVisible(), stage.sees("transfer_dialog")) == (False, True)
    assert "complete_transfer" not in stage.actions.names()


def test_who_opens_seats_in_the_window_again_stays_there(stage: Stage, slim: SlimBar) -> None:
    stage.put(seat_desks.with_seats(shift_desks.quiet()))
    click(slim, "seat_list_button")
    stage.press(Qt.Key.Key_Escape)
    QTest.keyClick(slim, Qt.Key.Key_B, CTRL | SHIFT)
    for _ in range(2):
        stage.click("seat_list_button")
    assert (slim.isVisible(), stage.window.isVisible()) == (False, True)
