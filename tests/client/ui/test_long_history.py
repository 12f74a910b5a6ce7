"""A history of 5,000 records: rows come page by page, the list stays where it was, and scrolling takes no time."""

import time

import msgspec
from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.client.ui.conftest import Stage
from tests.support import desks
from tests.support.sample_centre import HISTORY

MANY, PAGE = 5_000, 100
FRAME_SECONDS = 0.1
"""Generous, for a machine with much else to do; unhurried it takes a tenth of it."""

RECORDS = tuple(
    msgspec.structs.replace(
        HISTORY[number % len(HISTORY)], record_id=MANY - number, text=f"記録 {number} " + "話した。" * (number % 30)
    )
    for number in range(MANY)
)


def test_older_records_are_asked_for_at_the_end_and_added_below(qtbot: QtBot, stage: Stage) -> None:
    stage.put(desks.talking(history=RECORDS[:PAGE], history_total=MANY))
    view = stage.window.work.history.view
    QApplication.processEvents()
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum())
    QApplication.processEvents()
    assert "more_history" in stage.actions.names()
    before = bar.value()
    stage.put(desks.talking(history=RECORDS[: 2 * PAGE], history_total=MANY))
    qtbot.waitUntil(lambda: bar.maximum() > before)  # rows are laid out in batches, between events
    assert bar.value() == before
    assert view.model().rowCount() == 2 * PAGE


def test_all_of_them_are_scrolled_through_without_a_stutter(qtbot: QtBot, stage: Stage) -> None:
    stage.put(desks.talking(history=RECORDS, history_total=MANY))
    view = stage.window.work.history.view
    bar = view.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > MANY * 50, timeout=30_000)
    taken = []
    for step in range(100):
        began = time.process_time()
        bar.setValue(bar.maximum() * step // 100)
        view.repaint()
        taken.append(time.process_time() - began)
    assert sorted(taken)[95] < FRAME_SECONDS
    assert not stage.window.work.history.model.canFetchMore(QModelIndex())
