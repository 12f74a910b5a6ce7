"""The border between the columns can be dragged, and stays where it was put."""

import pytest
from PySide6.QtWidgets import QSplitter
from pytestqt.qtbot import QtBot

from bluebean_client.ui.columns import Columns, widths_from_text, widths_to_text
from tests.client.ui.conftest import Stage
from tests.support import desks


def test_widths_are_remembered_as_text() -> None:
    widths = {Columns.TWO: 600, Columns.TABS_RIGHT: 320}
    assert widths_from_text(widths_to_text(widths)) == widths


@pytest.mark.parametrize(
    "text", ["", "two", "two=", "two=wide", "two=-400", "two=10", "two=99999", "four=400", "=", "two=４００"]
)
def test_a_width_that_makes_no_sense_is_forgotten(text: str) -> None:
    assert widths_from_text(text) == {}


def test_the_chosen_width_is_kept_and_holds_after_the_window_changes(stage: Stage, qtbot: QtBot) -> None:
    stage.put(desks.talking())
    area = stage.window.work.area
    assert area.right.width() == 548
    splitter = area.findChild(QSplitter)
    with qtbot.waitSignal(area.widths_chosen, timeout=5000):
        splitter.moveSplitter(splitter.sizes()[0] - 60, 1)
    chosen = area.right.width()
    assert chosen > 580
    assert stage.settings.get("column_widths") == f"two={chosen}"
    stage.window.resize(1300, 800)
    stage.window.resize(1440, 900)
    assert area.right.width() == chosen


def test_the_customer_never_gets_too_narrow(stage: Stage) -> None:
    stage.put(desks.talking())
    stage.window.work.area.set_widths({Columns.TWO: 900})
    assert stage.window.work.customer.width() >= 420


def test_beside_a_third_column_the_record_is_no_higher_than_its_content(stage: Stage, qtbot: QtBot) -> None:
    stage.put(desks.talking())
    height = stage.window.work.record.height()
    stage.window.resize(1720, 960)
    qtbot.waitUntil(lambda: stage.window.work.record.height() == height, timeout=5000)
    assert stage.window.work.history.height() > height
    assert stage.window.work.record.width() == 460
    stage.window.resize(1440, 900)
    assert stage.window.work.record.width() == 548
