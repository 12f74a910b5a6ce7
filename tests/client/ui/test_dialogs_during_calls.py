"""An open dialog covers no call and loses no focus: pop-ups come above it, keys of the work wait, keys of the call act."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from bluebean_client.domain.desk import Desk
from tests.client.ui.conftest import Stage
from tests.support import desks, sample_centre, shift_desks

CTRL, ALT, SHIFT, NONE = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.NoModifier,
)


def lies_on_top(stage: Stage, name: str) -> bool:
    """Whether a click in the middle of the widget meets it and nothing above it."""
    widget = stage.find(name)
    at = widget.mapTo(stage.window, widget.rect().center())
    return stage.window.childAt(at) is widget


def has_focus_within(stage: Stage, name: str) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and stage.find(name).isAncestorOf(focused)


def settings_over(stage: Stage, desk: Desk) -> None:
    stage.put(desk)
    stage.click("settings_button")
    assert has_focus_within(stage, "settings_dialog")


def test_a_call_that_comes_under_a_dialog_is_answered_by_mouse(stage: Stage) -> None:
    settings_over(stage, desks.idle())
    stage.put(desks.ringing((sample_centre.SATO,)))
    assert lies_on_top(stage, "answer_button")
    QTest.mouseClick(stage.find("answer_button"), Qt.MouseButton.LeftButton)
    assert "answer" in stage.actions.names()
    assert has_focus_within(stage, "settings_dialog")


def test_help_is_asked_for_above_a_dialog(stage: Stage) -> None:
    settings_over(stage, shift_desks.quiet())
    stage.press(Qt.Key.Key_F1)
    assert lies_on_top(stage, "request_help_button")


@pytest.mark.parametrize(
    ("key", "modifier"),
    [
        (Qt.Key.Key_1, ALT),
        (Qt.Key.Key_2, ALT),
        (Qt.Key.Key_3, ALT),
        (Qt.Key.Key_4, ALT),
        (Qt.Key.Key_7, ALT),
        (Qt.Key.Key_8, ALT),
        (Qt.Key.Key_D, CTRL),
        (Qt.Key.Key_F, CTRL),
        (Qt.Key.Key_W, CTRL),
        (Qt.Key.Key_N, CTRL | SHIFT),
        (Qt.Key.Key_M, CTRL | SHIFT),
        (Qt.Key.Key_Return, CTRL),
        (Qt.Key.Key_Tab, CTRL),
    ],
)
def test_keys_of_the_work_wait_until_a_dialog_is_left(stage: Stage, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    settings_over(stage, desks.talking())
    stage.press(key, modifier)
    assert has_focus_within(stage, "settings_dialog")
    assert not stage.sees("question_dialog") and stage.asked() == []


@pytest.mark.parametrize(
    ("key", "modifier", "act"),
    [(Qt.Key.Key_F2, SHIFT, "hang_up"), (Qt.Key.Key_F3, NONE, "hold"), (Qt.Key.Key_X, CTRL | SHIFT, "mute")],
)
@pytest.mark.parametrize("opener", ["settings_button", "log_off_button"])
def test_keys_of_the_call_act_beside_a_dialog_and_a_question(
    stage: Stage, opener: str, key: Qt.Key, modifier: Qt.KeyboardModifier, act: str
) -> None:
    stage.put(desks.talking())
    stage.click(opener)
    stage.press(key, modifier)
    assert any(act in name for name in stage.actions.names())


def test_a_customer_loaded_under_a_dialog_leaves_the_focus_in_it(stage: Stage) -> None:
    settings_over(stage, desks.idle())
    stage.put(desks.talking())
    assert has_focus_within(stage, "settings_dialog")


def test_dialogs_of_the_work_go_with_it(stage: Stage) -> None:
    settings_over(stage, desks.idle())
    stage.put(Desk())
    assert not stage.sees("settings_dialog") and isinstance(stage.find("login_id"), QWidget)
    stage.window.open_settings()
    assert stage.sees("settings_dialog")
