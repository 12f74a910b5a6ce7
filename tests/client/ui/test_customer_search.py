"""The search for customers, by key and by mouse, and its results below the field."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QListView

from bluebean_client.domain.desk import Found, Problem
from bluebean_client.ui.customer_search.box import SearchBox
from tests.client.ui.conftest import Stage
from tests.support import desks
from tests.support.sample_centre import KEIKO, SATO


def box(stage: Stage) -> SearchBox:
    found = stage.find("customer_search")
    assert isinstance(found, SearchBox)
    return found


def search(stage: Stage, text: str) -> None:
    QTest.keyClick(stage.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert box(stage).hasFocus()
    box(stage).setText(text)
    box(stage)._typing.timeout.emit()


def answer(stage: Stage, **found: object) -> None:
    stage.put(replace(stage.source.desk, found=Found(**found)))  # type: ignore[arg-type]


def key(stage: Stage, pressed: Qt.Key) -> None:
    QTest.keyClick(box(stage), pressed)
    QApplication.processEvents()


def test_two_are_found_and_the_second_is_loaded_by_keys_alone(stage: Stage) -> None:
    stage.put(desks.idle())
    search(stage, "佐藤")
    assert stage.actions.asked[-1] == ("find_customers", "佐藤")
    answer(stage, text="佐藤", customers=(SATO, KEIKO), total=2)
    assert stage.sees("found_customers_list")
    key(stage, Qt.Key.Key_Return)
    assert "load_customer" not in stage.actions.names(), "none of several is chosen for the operator"
    key(stage, Qt.Key.Key_Down)
    key(stage, Qt.Key.Key_Down)
    key(stage, Qt.Key.Key_Return)
    assert ("load_customer", KEIKO.customer_id) in stage.actions.asked
    assert not stage.sees("found_customers_list") and box(stage).text() == ""
    assert stage.actions.asked[-1] == ("find_customers", "")


def test_the_only_one_needs_no_choosing_but_never_by_an_older_answer(stage: Stage) -> None:
    stage.put(desks.idle())
    search(stage, "佐藤")
    answer(stage, text="佐", customers=(SATO,), total=1)
    assert "load_customer" not in stage.actions.names()
    key(stage, Qt.Key.Key_Return)
    assert "load_customer" not in stage.actions.names()
    answer(stage, text="佐藤", customers=(SATO,), total=1)
    assert ("load_customer", SATO.customer_id) in stage.actions.asked


def test_enter_before_the_answer_loads_the_only_one_when_it_comes(stage: Stage) -> None:
    stage.put(desks.idle())
    search(stage, "佐藤")
    key(stage, Qt.Key.Key_Return)
    answer(stage, text="佐藤", pending=True)
    assert "load_customer" not in stage.actions.names()
    answer(stage, text="佐藤", customers=(SATO,), total=1)
    assert ("load_customer", SATO.customer_id) in stage.actions.asked


def test_a_click_loads(stage: Stage) -> None:
    stage.put(desks.idle())
    search(stage, "佐藤")
    answer(stage, text="佐藤", customers=(SATO, KEIKO), total=2)
    view = stage.find("found_customers_list")
    assert isinstance(view, QListView)
    place = view.visualRect(view.model().index(0, 0)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert ("load_customer", SATO.customer_id) in stage.actions.asked


def test_escape_brings_the_caret_back_to_what_was_being_typed(stage: Stage) -> None:
    stage.put(desks.talking())
    stage.window.work.record.fields.text.setFocus()
    search(stage, "佐藤")
    key(stage, Qt.Key.Key_Escape)
    assert stage.window.work.record.fields.text.hasFocus()
    assert not stage.sees("found_customers")


@pytest.mark.parametrize(
    ("found", "says"),
    [
        ({"text": "ほげ"}, "ほげ"),
        ({"text": "佐", "customers": (SATO,), "total": 201}, "200"),
        ({"text": "佐", "customers": (SATO,), "total": 60}, "60"),
        ({"text": "佐", "problem": Problem("server_lost")}, "サーバー"),
    ],
)
def test_what_was_not_found_or_not_all_is_said(stage: Stage, found: dict[str, object], says: str) -> None:
    stage.put(desks.idle())
    search(stage, str(found["text"]))
    answer(stage, **found)
    popup = stage.find("found_customers")
    shown = " ".join(label.text() for label in popup.findChildren(QLabel) if label.isVisible())
    assert says in shown
