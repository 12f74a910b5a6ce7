"""Closing a customer's tab: asked about first where something typed would be lost."""

import pytest
from PySide6.QtCore import Qt

from tests.client.ui.conftest import Stage
from tests.support import desks


def close(stage: Stage, how: str) -> None:
    if how == "button":
        stage.click("close_tab_button")
    else:
        stage.press(Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)


@pytest.mark.parametrize("how", ["button", "shortcut"])
def test_a_tab_with_unsaved_input_is_asked_about(stage: Stage, how: str) -> None:
    stage.put(desks.talking(dirty=True))
    close(stage, how)
    assert "close_tab" not in stage.actions.names()
    stage.click("cancel_button")
    assert not stage.sees("question_dialog")
    assert "close_tab" not in stage.actions.names()
    close(stage, how)
    stage.click("confirm_button")
    assert stage.actions.asked[-1] == ("close_tab", stage.source.desk.active_tab)


def test_a_tab_without_is_closed_at_once(stage: Stage) -> None:
    stage.put(desks.talking(dirty=False))
    stage.click("close_tab_button")
    assert not stage.sees("question_dialog")
    assert stage.actions.names().count("close_tab") == 1
