"""The slim bar: the same parts and keys in one line above all windows, remembered, and never two bars at once."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QWidget

from bluebean_client.ui.slim.bar import SlimBar
from bluebean_client.ui.slim.dock import Place, as_text, docked, nearest, place_of
from server.protocol.types import Status
from tests.client.ui.conftest import Stage
from tests.support import desks, sample_centre, shift_desks, worklist_desks

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


def click(bar: SlimBar, name: str) -> None:
    found = bar.findChild(QWidget, name)
    assert found.isVisible(), name
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def words(bar: SlimBar) -> list[str]:
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


def test_counts_lead_to_their_lists_in_the_window(stage: Stage, slim: SlimBar) -> None:
    stage.put(worklist_desks.overdue())
    assert slim.waiting.text().startswith("待ち呼")
    click(slim, "callbacks_button")
    assert (slim.isVisible(), stage.window.isVisible(), stage.sees("callbacks_list")) == (False, True, True)


def test_it_goes_to_the_nearer_edge_and_stays_on_the_screen() -> None:
    assert docked(Place(), SCREEN) == QRect(500, 24, 1120, 44)
    assert docked(Place(at_top=False, left=5000), SCREEN) == QRect(900, 980, 1120, 44)
    assert docked(Place(left=40), QRect(0, 0, 1000, 600)) == QRect(0, 0, 1000, 44)
    assert nearest(QRect(300, 700, 1120, 44), SCREEN) == Place(at_top=False, left=200)
    for place in (Place(), Place(at_top=False, left=37)):
        assert place_of(as_text(place)) == place
    assert place_of("nonsense") == place_of("") == Place()
