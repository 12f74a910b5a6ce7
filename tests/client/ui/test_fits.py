"""No text is cut, in either language, at the smallest sizes that are designed for; columns follow the width."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QTableView, QWidget
from pytestqt.qtbot import QtBot

from bluebean_client.domain.desk import Desk
from bluebean_client.ui.columns import Columns, divide
from bluebean_client.ui.i18n import Translations
from bluebean_client.ui.phone_panel.calls_page import CallsPage
from bluebean_client.ui.text_scale import scale_text, smallest_window
from bluebean_client.ui.widgets.basics import ElidedLabel
from bluebean_client.ui.widgets.painted import RailButton
from server.protocol.types import Status
from tests.client.ui.conftest import make_stage
from tests.support import (
    desks,
    outbound_desks,
    panel_desks,
    sample_centre,
    seat_desks,
    shift_desks,
    transfer_desks,
    worklist_desks,
)

LARGE_TEXT = (853, 480)
"""What is left of 1280×720 at a text scale of 150 %."""
LARGEST_TEXT = (640, 360)
"""And at 200 %."""


def wrap_up_then_break() -> Desk:
    return shift_desks.counting_down(0, next_status=Status.BREAK)


SITUATIONS = (
    desks.login,
    desks.work_groups,
    desks.idle,
    desks.ringing,
    desks.talking,
    desks.held,
    desks.after_save,
    desks.call_given_up,
)
FULL_BARS = (
    shift_desks.quiet,
    shift_desks.ringing,
    shift_desks.held,
    shift_desks.asked,
    shift_desks.break_chosen_in_call,
    shift_desks.counting_down,
    wrap_up_then_break,
)


@pytest.mark.parametrize("size", [(1280, 720), (1024, 640), LARGE_TEXT])
@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda situation: situation.__name__)
def test_no_text_is_cut(
    qtbot: QtBot, japanese: Translations, situation: Callable[[], Desk], language: str, size: tuple[int, int]
) -> None:
    japanese.use(language)
    for stage in make_stage(qtbot, situation(), size):
        QTest.qWait(10)
        texts = [*stage.window.findChildren(QLabel), *stage.window.findChildren(QPushButton)]
        shown = [w for w in texts if w.isVisible() and w.text() and not isinstance(w, ElidedLabel)]
        assert len(shown) > 3
        for widget in shown:
            if isinstance(widget, QLabel) and widget.wordWrap():
                needed, there = widget.heightForWidth(widget.width()), widget.height()
            else:
                needed, there = widget.sizeHint().width(), widget.width()
            assert there >= needed, f"{widget.objectName()} {widget.text()!r}: {there} < {needed}"


@pytest.mark.parametrize("size", [(1024, 640), LARGE_TEXT])
@pytest.mark.parametrize("situation", [desks.after_save, desks.wrap_up, desks.invalid])
def test_save_and_footer_are_always_in_sight(
    qtbot: QtBot, japanese: Translations, situation: Callable[[], Desk], size: tuple[int, int]
) -> None:
    for stage in make_stage(qtbot, situation(), size):
        assert (stage.window.width(), stage.window.height()) == size
        if stage.sees("record_page_button"):
            QTest.mouseClick(stage.find("record_page_button"), Qt.MouseButton.LeftButton)
        for name in ("save_all_button", "registration_label", "status_label", "hang_up_button"):
            widget = stage.find(name)
            corner = widget.mapTo(stage.window, widget.rect().bottomRight())
            assert stage.window.work.rect().contains(corner), name
        text, save = stage.find("record_text"), stage.find("save_all_button")
        text.setFocus()
        QTest.qWait(10)  # until it is scrolled to
        assert save.width() > 60
        bottom = text.mapTo(stage.window, text.rect().bottomLeft()).y()
        assert bottom < save.mapTo(stage.window, save.rect().topLeft()).y()


def test_at_200_percent_the_record_scrolls_and_shows_what_has_the_focus(qtbot: QtBot, japanese: Translations) -> None:
    for stage in make_stage(qtbot, desks.wrap_up(), LARGEST_TEXT):
        QTest.mouseClick(stage.find("record_page_button"), Qt.MouseButton.LeftButton)
        for name in ("record_text", "respondent", "next_assignee"):
            widget = stage.find(name)
            assert widget.height() >= 32, name
            widget.setFocus()
            QTest.qWait(10)
            middle = widget.mapTo(stage.window, widget.rect().center()).y()
            assert stage.window.work.bar.height() < middle, name
            assert middle < stage.find("save_all_button").mapTo(stage.window, QPoint(0, 0)).y(), name


def test_with_large_text_one_column_has_three_tabs(qtbot: QtBot, japanese: Translations) -> None:
    for stage in make_stage(qtbot, desks.wrap_up(), LARGE_TEXT):
        shown = {"customer_form", "record_text", "history_list"}
        for page, name in (("customer", "customer_form"), ("record", "record_text"), ("history", "history_list")):
            QTest.mouseClick(stage.find(f"{page}_page_button"), Qt.MouseButton.LeftButton)
            assert {each for each in shown if stage.sees(each)} == {name}


def test_refused_save_brings_the_page_with_the_error_to_the_front(qtbot: QtBot, japanese: Translations) -> None:
    for stage in make_stage(qtbot, desks.wrap_up(saving=True), LARGE_TEXT):
        QTest.mouseClick(stage.find("record_page_button"), Qt.MouseButton.LeftButton)
        stage.put(desks.invalid())
        assert stage.find("field_phone").hasFocus()


@pytest.mark.parametrize(
    ("percent", "smallest"),
    [("100", (1024, 640)), ("115", (1024, 626)), ("125", (1024, 576)), ("150", (853, 480)), ("200", (640, 360))],
)
def test_smallest_window_fits_the_designed_screen_at_every_text_scale(percent: str, smallest: tuple[int, int]) -> None:
    assert smallest_window(percent) == smallest


def test_text_scale_reaches_qt_unless_the_person_set_it_himself() -> None:
    environment: dict[str, str] = {}
    scale_text(environment, "100")
    assert environment == {}
    scale_text(environment, "125")
    assert environment == {"QT_SCALE_FACTOR": "1.25"}
    scale_text(environment, "150")
    assert environment == {"QT_SCALE_FACTOR": "1.25"}


def test_a_low_window_has_lower_tiles(qtbot: QtBot, japanese: Translations) -> None:
    for stage in make_stage(qtbot, desks.idle(), (1440, 900)):
        tile = stage.find("waiting_calls_button")
        assert tile.height() == 66
        stage.window.resize(1440, 720)
        assert tile.height() == 60
        stage.window.resize(1440, 900)
        assert tile.height() == 66


@pytest.mark.parametrize(
    ("width", "columns", "record"),
    [
        (1680, Columns.THREE, 460),
        (1679, Columns.TWO, 548),
        (1400, Columns.TWO, 548),
        (1399, Columns.TWO, 500),
        (1279, Columns.TABS_RIGHT, 308),
        (1023, Columns.ONE, 0),
    ],
)
def test_columns_follow_the_width(width: int, columns: Columns, record: int) -> None:
    division = divide(width)
    assert (division.columns, division.record) == (columns, record)


def test_status_buttons_fold_into_the_chip_below_1280(qtbot: QtBot, japanese: Translations) -> None:
    for stage in make_stage(qtbot, desks.idle(), (1024, 700)):
        assert not stage.sees("available_button")
        assert stage.window.work.bar.chip.folded
        stage.window.resize(1280, 720)
        assert stage.sees("available_button")


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("situation", FULL_BARS, ids=lambda situation: situation.__name__)
def test_the_call_bar_holds_all_it_can_have(
    qtbot: QtBot, japanese: Translations, situation: Callable[[], Desk], language: str
) -> None:
    japanese.use(language)
    for stage in make_stage(qtbot, situation(), LARGEST_TEXT):
        bar = stage.window.work.bar
        for size in (LARGEST_TEXT, (731, 411), LARGE_TEXT, (1023, 600), (1024, 640), (1280, 720), (1400, 900)):
            stage.window.resize(*size)
            QTest.qWait(1)
            parts = bar.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
            parts = sorted((part for part in parts if part.isVisible()), key=lambda part: part.x())
            assert bar.width() == size[0]
            for left, right in pairwise(parts):
                assert left.geometry().right() < right.x(), f"{left.objectName()} lies on {right.objectName()}, {size}"
            assert parts[-1].geometry().right() < size[0]
            for part in (bar.chip.word, bar.chip.below, bar.chip.time):
                assert not part.isVisible() or part.width() >= part.sizeHint().width(), (part.text(), size)


def test_in_a_narrow_bar_the_menu_of_the_chip_has_what_wrap_up_offers(qtbot: QtBot, japanese: Translations) -> None:
    for stage in make_stage(qtbot, shift_desks.counting_down(), LARGEST_TEXT):
        assert not stage.sees("extend_wrap_up_button")
        stage.window.work.bar.chip.pressed.emit()
        (menu,) = [each for each in QApplication.topLevelWidgets() if isinstance(each, QMenu) and each.isVisible()]
        (extend,) = [action for action in menu.actions() if action.objectName() == "extend_wrap_up_action"]
        (following,) = [action.menu() for action in menu.actions() if action.menu()]
        assert isinstance(following, QMenu)
        extend.trigger()
        following.actions()[-1].trigger()
        assert stage.asked() == [("extend_wrap_up",), ("choose_next_status", Status.BREAK, "")]
        menu.close()


@pytest.mark.parametrize("size", [(1024, 640), LARGEST_TEXT])
def test_answering_is_in_sight_however_many_customers_match(
    qtbot: QtBot, japanese: Translations, size: tuple[int, int]
) -> None:
    matches = tuple(replace(sample_centre.SATO, customer_id=number) for number in range(6))
    for stage in make_stage(qtbot, desks.ringing(matches), size):
        QTest.qWait(10)
        answer = stage.find("answer_button")
        corner = answer.mapTo(stage.window, answer.rect().bottomRight())
        assert stage.window.rect().contains(corner)
        assert stage.find("load_customer_button").visibleRegion().boundingRect().height() >= 24


def test_in_the_lowest_window_no_tile_of_the_rail_lies_on_another(qtbot: QtBot, japanese: Translations) -> None:
    for stage in make_stage(qtbot, worklist_desks.overdue(), LARGEST_TEXT):
        rail = stage.window.work.rail
        tiles = [tile for tile in rail.findChildren(RailButton) if tile.isVisible()]
        assert len(tiles) >= 5
        for upper, lower in pairwise(sorted(tiles, key=lambda tile: tile.y())):
            assert upper.geometry().bottom() < lower.y(), f"{upper.objectName()} lies on {lower.objectName()}"
        assert not rail.log_off.isVisible()  # the operator's menu has it
        stage.window.resize(1280, 720)
        assert rail.log_off.isVisible()


def test_a_dialog_higher_than_the_window_shows_what_has_the_focus(qtbot: QtBot, japanese: Translations) -> None:
    for stage in make_stage(qtbot, seat_desks.office(), LARGEST_TEXT):
        stage.window.work.account_wanted.emit("own_password")
        for name in ("old_password", "repeat_password", "cancel_password_button", "old_password"):
            widget = stage.find(name)
            widget.setFocus()
            QTest.qWait(1)
            assert widget.visibleRegion().boundingRect().size() == widget.size(), name


def test_parts_of_the_transfer_dialog_do_not_lie_on_each_other(qtbot: QtBot, japanese: Translations) -> None:
    for stage in make_stage(qtbot, transfer_desks.consulted(), LARGEST_TEXT):
        parts = [stage.find(name) for name in ("transfer_target", "transfer_customer", "complete_transfer_button")]
        tops = [part.mapTo(stage.window, QPoint(0, 0)).y() for part in parts]
        for part, top, below in zip(parts, tops, tops[1:], strict=False):
            assert top + part.height() <= below, part.objectName()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_at_200_percent_the_seat_list_keeps_its_parts_apart(
    qtbot: QtBot, japanese: Translations, language: str
) -> None:
    japanese.use(language)
    for stage in make_stage(qtbot, seat_desks.office(), LARGEST_TEXT):
        stage.window.work.toggle_seats()
        stage.click("seat_table_button")
        QTest.qWait(10)
        search, call, table = stage.find("seat_search"), stage.find("seat_call_button"), stage.find("seat_table")
        assert search.geometry().right() < call.x()
        assert isinstance(table, QTableView)
        assert table.horizontalHeader().length() <= table.viewport().width()


def test_at_200_percent_the_choice_of_a_target_shows_whole_rows(qtbot: QtBot, japanese: Translations) -> None:
    for stage in make_stage(qtbot, transfer_desks.talking(), LARGEST_TEXT):
        stage.window.transfers.press()
        QTest.qWait(10)
        table = stage.find("transfer_seats")
        assert isinstance(table, QTableView)
        assert table.viewport().height() >= 2 * table.rowHeight(0)
        assert table.horizontalHeader().length() <= table.viewport().width()


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("situation", [panel_desks.talking, panel_desks.direct_beside_the_server])
def test_at_200_percent_nothing_of_the_phone_panel_lies_on_its_calls(
    qtbot: QtBot, japanese: Translations, situation: Callable[[], Desk], language: str
) -> None:
    japanese.use(language)
    for stage in make_stage(qtbot, situation(), LARGEST_TEXT):
        stage.window.work.toggle_phone_panel()
        QTest.qWait(10)
        (calls,) = [each for each in stage.window.findChildren(CallsPage) if each.isVisible()]
        hint = stage.find("panel_server_hint")
        assert calls.calls.geometry().bottom() < hint.y()
        assert hint.geometry().bottom() < calls.height()
        assert hint.height() >= hint.heightForWidth(hint.width())


def test_at_200_percent_the_record_stays_two_lines_high_under_a_banner(qtbot: QtBot, japanese: Translations) -> None:
    for stage in make_stage(qtbot, outbound_desks.not_reached(), LARGEST_TEXT):
        QTest.mouseClick(stage.find("record_page_button"), Qt.MouseButton.LeftButton)
        text = stage.find("record_text")
        text.setFocus()
        QTest.qWait(10)
        assert text.visibleRegion().boundingRect().height() >= 2 * text.fontMetrics().lineSpacing()


def test_no_part_of_the_work_is_ever_a_window_of_its_own(qtbot: QtBot, japanese: Translations) -> None:
    """It would take the focus from who is typing."""
    seen: set[QWidget] = set()
    watch = ShownWindows(seen)
    QApplication.instance().installEventFilter(watch)  # type: ignore[union-attr]
    for stage in make_stage(qtbot, desks.talking(), (1440, 900)):
        for size in ((1720, 960), LARGEST_TEXT, (1024, 700)):
            stage.window.resize(*size)
        history = stage.window.work.history
        history.wanted.emit("detail", history.model.records[0])
        QTest.qWait(1)
        assert seen == {stage.window}
    QApplication.instance().removeEventFilter(watch)  # type: ignore[union-attr]


class ShownWindows(QObject):
    def __init__(self, seen: set[QWidget]) -> None:
        super().__init__()
        self._seen = seen

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  (Qt's name)
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self._seen.add(watched)
        return False
