"""The pop-up of an incoming call: what it tells, what it offers, and that it leaves the caret where it is."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from server.protocol.push import DeskState
from server.protocol.types import CallState, Status
from tests.client.ui.conftest import Stage, compose, text_area
from tests.support import desks, sample_centre


def test_popup_does_not_take_the_caret(stage: Stage) -> None:
    stage.put(replace(desks.wrap_up(), live=desks.idle().live))
    text_area(stage).setFocus()
    text_area(stage).moveCursor(text_area(stage).textCursor().MoveOperation.End)
    at = text_area(stage).textCursor().position()
    ringing = desks.ringing((sample_centre.SATO, sample_centre.KEIKO))
    stage.put(replace(desks.wrap_up(), live=ringing.live, phone=ringing.phone))
    assert stage.sees("incoming_popup")
    assert QApplication.focusWidget() is text_area(stage)
    assert text_area(stage).textCursor().position() == at


def test_composition_survives_an_incoming_call(stage: Stage) -> None:
    stage.put(desks.talking())
    text_area(stage).setFocus()
    compose(stage, "かいて")
    stage.put(desks.ringing())
    stage.put(desks.talking(record=replace(sample_centre.DRAFT, text="別の文")))
    assert text_area(stage).toPlainText() == sample_centre.DRAFT.text


def test_answer_by_mouse_and_by_key(stage: Stage) -> None:
    stage.put(desks.ringing())
    QTest.mouseClick(stage.find("answer_button"), Qt.MouseButton.LeftButton)
    stage.press(Qt.Key.Key_F2)
    assert stage.actions.names().count("answer") == 2


def test_unknown_number_offers_to_create(stage: Stage) -> None:
    stage.put(desks.ringing())
    assert not stage.sees("load_customer_button")
    QTest.mouseClick(stage.find("create_customer_button"), Qt.MouseButton.LeftButton)
    assert "create_customer" in stage.actions.names()


def test_each_match_can_be_loaded(stage: Stage) -> None:
    stage.put(desks.ringing((sample_centre.SATO, sample_centre.KEIKO)))
    found = [b for b in stage.window.findChildren(QAbstractButton, "load_customer_button") if b.isVisible()]
    QTest.mouseClick(found[1], Qt.MouseButton.LeftButton)
    assert ("load_customer", sample_centre.KEIKO.customer_id) in stage.actions.asked


@pytest.mark.parametrize(("by_itself", "words"), [(True, "自動で応答しました"), (False, "応答しました")])
def test_popup_tells_who_answered(stage: Stage, by_itself: bool, words: str) -> None:
    talked = desks.offered(state=CallState.TALKING, answered_at=desks.ago(1), auto_answer=by_itself)
    stage.put(replace(desks.ringing(), live=DeskState(desks.me(Status.TALKING_IN, 1, desks.IN_CALL, call=talked))))
    assert words in [label.text() for label in stage.find("incoming_popup").findChildren(QLabel)]


def test_popup_of_a_callback_says_that_the_customer_is_called_by_the_answer(stage: Stage) -> None:
    words = "折り返し: 応答するとお客様に発信します"
    for state, status, told in (
        (CallState.OFFERED, Status.RINGING, True),
        (CallState.DIALING, Status.DIALING, True),
        (CallState.TALKING, Status.TALKING_IN, False),
    ):
        call = desks.offered(state=state, callback=True, answered_at=None if told else desks.ago(1))
        stage.put(replace(desks.ringing(), live=DeskState(desks.me(status, 1, desks.IN_CALL, call=call))))
        shown = [label.text() for label in stage.find("incoming_popup").findChildren(QLabel) if label.isVisible()]
        assert (words in shown) == told
        assert ("こちらから発信" in shown) == (state is not CallState.OFFERED)


def test_a_control_that_goes_hands_the_focus_to_no_button(stage: Stage) -> None:
    stage.put(replace(desks.idle(), capabilities=frozenset({"outbound"})))
    stage.find("dial_number").setFocus()
    stage.put(replace(desks.ringing(), capabilities=frozenset({"outbound"})))
    assert QApplication.focusWidget() is stage.window.work


def test_popup_goes_when_the_call_is_lost(stage: Stage) -> None:
    stage.put(desks.ringing())
    stage.put(desks.idle())
    assert not stage.sees("incoming_popup")


def test_a_faster_colleague_closes_the_popup_and_is_named_without_a_touch_of_the_caret(stage: Stage) -> None:
    written = desks.wrap_up()
    stage.put(replace(written, live=desks.idle().live))
    text_area(stage).setFocus()
    ringing = desks.ringing((sample_centre.SATO,))
    stage.put(replace(written, live=ringing.live, phone=ringing.phone))
    compose(stage, "かいて")
    taken = desks.call_taken(by="渡辺 直樹")
    stage.put(replace(written, live=taken.live, notices=taken.notices))
    assert not stage.sees("incoming_popup")
    assert "渡辺 直樹さんが応答しました" in stage.texts("notice_call_end")
    assert QApplication.focusWidget() is text_area(stage)


def test_popup_is_wholly_below_the_call_bar(stage: Stage) -> None:
    stage.put(desks.ringing((sample_centre.SATO, sample_centre.KEIKO)))
    popup, bar = stage.find("incoming_popup"), stage.window.work.bar
    assert popup.y() + 16 >= bar.height()


CTRL = Qt.KeyboardModifier.ControlModifier


def test_the_only_customer_is_loaded_by_key_and_an_unknown_one_created(stage: Stage) -> None:
    stage.put(desks.ringing((sample_centre.SATO,)))
    stage.press(Qt.Key.Key_R, CTRL)
    stage.put(desks.ringing())
    stage.press(Qt.Key.Key_R, CTRL)
    assert stage.asked() == [("load_customer", sample_centre.SATO.customer_id), ("create_customer",)]


def test_of_several_customers_one_is_chosen_by_arrows(stage: Stage) -> None:
    ringing = desks.ringing((sample_centre.SATO, sample_centre.KEIKO))
    stage.put(desks.wrap_up())
    text_area(stage).setFocus()
    stage.put(replace(desks.wrap_up(), live=ringing.live, phone=ringing.phone))
    stage.press(Qt.Key.Key_R, CTRL)
    assert stage.asked() == []
    stage.press(Qt.Key.Key_Escape)
    assert text_area(stage).hasFocus()
    stage.press(Qt.Key.Key_R, CTRL)
    stage.press(Qt.Key.Key_Down)
    stage.press(Qt.Key.Key_Return)
    assert stage.asked() == [("load_customer", sample_centre.KEIKO.customer_id)]
    stage.put(desks.wrap_up())
    assert text_area(stage).hasFocus()
