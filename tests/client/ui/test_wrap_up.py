"""後処理 in the window: its countdown, how it is extended, and what is chosen to follow it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel

from server.protocol.types import Status
from tests.client.ui.conftest import Stage
from tests.support import shift_desks

CTRL = Qt.KeyboardModifier.ControlModifier


def below(stage: Stage) -> list[str]:
    return [label.text() for label in stage.window.work.bar.chip.findChildren(QLabel) if label.isVisible()]


def test_wrap_up_is_extended_by_button_and_key_as_long_as_the_server_allows(stage: Stage) -> None:
    stage.put(shift_desks.counting_down())
    assert "残り 1:18" in below(stage)
    stage.click("extend_wrap_up_button")
    stage.press(Qt.Key.Key_E, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert stage.asked() == [("extend_wrap_up",)] * 2
    stage.put(shift_desks.counting_down(left=0))
    extend = stage.find("extend_wrap_up_button")
    assert not extend.isEnabled()
    assert "これ以上延長できません" in extend.toolTip()


def test_what_follows_is_chosen_without_ending_wrap_up_and_taken_back(stage: Stage) -> None:
    tools = stage.window.work.bar.wrap_up
    stage.put(shift_desks.counting_down())
    tools.menu().findChild(QAction, "next_break_action").trigger()
    stage.put(shift_desks.counting_down(next_status=Status.BREAK))
    assert tools.next.text() == "次：休憩"
    assert "残り 1:18 → 休憩" in below(stage)
    menu = tools.menu()
    assert menu.findChild(QAction, "next_break_action").isChecked()
    menu.findChild(QAction, "next_break_action").trigger()
    assert stage.asked() == [("choose_next_status", Status.BREAK, ""), ("choose_next_status", None, "")]


def test_ten_seconds_before_the_end_it_says_what_happens(stage: Stage) -> None:
    stage.put(shift_desks.counting_down(next_status=Status.BREAK))
    stage.clock.move(70)
    stage.window.ui.ticker.beat()
    assert "休憩になります" in below(stage)


def test_during_a_call_the_status_buttons_choose_in_advance(stage: Stage) -> None:
    stage.put(shift_desks.knowing(shift_desks.desks.talking()))
    assert not stage.find("wrap_up_button").isEnabled()
    stage.click("break_button")
    stage.put(shift_desks.break_chosen_in_call())
    assert "次は休憩" in below(stage)
    assert stage.find("break_button").property("next") is True
    stage.press(Qt.Key.Key_4, CTRL)
    assert stage.asked() == [("choose_next_status", Status.BREAK), ("choose_next_status", None)]


def test_during_wrap_up_they_act_at_once(stage: Stage) -> None:
    stage.put(shift_desks.counting_down())
    stage.click("break_button")
    assert stage.asked() == [("set_status", Status.BREAK)]
