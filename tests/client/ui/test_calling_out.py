"""Calling from the window: the box in the bar, the buttons beside phone fields, and what is shown while it rings."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from server.protocol.errors import ErrorCode
from server.protocol.types import Command
from tests.client.ui.conftest import Stage
from tests.support import desks, outbound_desks
from tests.support.sample_centre import SATO


def box(stage: Stage) -> QLineEdit:
    found = stage.find("dial_number")
    assert isinstance(found, QLineEdit)
    return found


def button(stage: Stage, name: str) -> QAbstractButton:
    found = stage.find(name)
    assert isinstance(found, QAbstractButton)
    return found


def shown(stage: Stage, name: str) -> bool:
    return any(widget.isVisible() for widget in stage.window.findChildren(QWidget, name))


def test_a_typed_number_is_called_and_goes_only_if_the_server_took_it(stage: Stage) -> None:
    stage.put(outbound_desks.idle())
    assert not button(stage, "dial_button").isEnabled()
    QTest.keyClick(stage.window, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert stage.window.focusWidget() is box(stage)
    QTest.keyClicks(box(stage), "110")
    stage.actions.callable = False
    QTest.keyClick(box(stage), Qt.Key.Key_Return)
    assert ("call_number", "110") in stage.actions.asked and box(stage).text() == "110"
    box(stage).setText("03-1111-2222")
    stage.actions.callable = True
    QTest.mouseClick(button(stage, "dial_button"), Qt.MouseButton.LeftButton)
    assert ("call_number", "03-1111-2222") in stage.actions.asked and box(stage).text() == ""


def test_a_server_that_can_not_call_has_no_box(stage: Stage) -> None:
    stage.put(desks.idle())
    assert not shown(stage, "dial_number")


def test_the_button_beside_a_phone_field_calls_it(stage: Stage) -> None:
    stage.put(outbound_desks.wrap_up())
    QTest.mouseClick(button(stage, "call_phone_button"), Qt.MouseButton.LeftButton)
    assert ("call_field", "tab-1", "phone") in stage.actions.asked


def test_during_a_call_nothing_else_can_be_called_and_the_buttons_say_why(stage: Stage) -> None:
    stage.put(outbound_desks.dialing_from_form())
    beside = button(stage, "call_phone_button")
    assert not beside.isEnabled() and "通話中" in beside.toolTip()
    assert not shown(stage, "dial_number")
    assert button(stage, "hang_up_button").isEnabled() and not button(stage, "hold_button").isEnabled()


def test_away_the_box_says_what_to_press_first(stage: Stage) -> None:
    desk = outbound_desks.idle()
    assert desk.live is not None
    desk.live.me.refusals[Command.DIAL] = ErrorCode.NOT_READY_TO_DIAL
    stage.put(desk)
    box(stage).setText("201")
    assert not button(stage, "dial_button").isEnabled()
    assert "受付可" in button(stage, "dial_button").toolTip()


def test_a_number_from_the_box_offers_its_customer_but_a_colleague_offers_none(stage: Stage) -> None:
    stage.put(outbound_desks.dialing(SATO))
    assert stage.find("load_customer_button").isVisible()
    assert not shown(stage, "answer_button")
    stage.put(outbound_desks.dialing(number="2016"))
    assert not shown(stage, "incoming_popup")
