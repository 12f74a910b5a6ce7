"""座席一覧: two views of the same seats, live, searched, and used without a mouse."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QBuffer, QSize, Qt, QThreadPool
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from bluebean_client.domain.seats import Column
from bluebean_client.ui.i18n import Translations
from bluebean_client.ui.seats.action import SeatAction
from bluebean_client.ui.seats.desk_tile import DeskTile
from bluebean_client.ui.seats.page import SeatsPage
from bluebean_client.ui.seats.paper import faded
from bluebean_client.ui.seats.table import SeatTable
from server.protocol.seats import SeatView
from server.protocol.types import Status
from tests.client.ui.conftest import Stage, make_stage
from tests.support import seat_desks
from tests.support.desks import sato_tab
from tests.support.seat_desks import drawn_office, office, with_status


@pytest.fixture
def seats(qtbot: QtBot, japanese: Translations) -> Iterator[Stage]:
    yield from make_stage(qtbot, office())


def open_list(stage: Stage) -> None:
    stage.click("seat_list_button")


def open_table(stage: Stage) -> SeatTable:
    open_list(stage)
    stage.click("seat_table_button")
    table = stage.find("seat_table")
    assert isinstance(table, SeatTable)
    return table


def tile(stage: Stage, extension: str) -> DeskTile:
    found = stage.find(f"desk_{extension}")
    assert isinstance(found, DeskTile)
    return found


def names(table: SeatTable) -> list[str]:
    return [seat.name for seat in table.seats]


def help_line(stage: Stage) -> str:
    found = stage.find("desk_card_help")
    assert isinstance(found, QLabel)
    return found.text()


def search(stage: Stage, text: str) -> None:
    field = stage.find("seat_search")
    assert isinstance(field, QLineEdit)
    field.setText(text)
    QApplication.processEvents()


def test_a_server_without_seats_has_no_tile(stage: Stage) -> None:
    assert not stage.sees("seat_list_button")
    stage.window.work.toggle_seats()
    assert not stage.sees("seat_search")


def test_the_list_opens_with_the_office_and_asks_for_the_newest_plan(seats: Stage) -> None:
    open_list(seats)
    assert seats.sees("seat_layout") and not seats.sees("seat_table") and not seats.sees("customer_form")
    assert "load_seat_plan" in seats.actions.names()
    assert QApplication.focusWidget() is seats.find("seat_search")
    assert tile(seats, "2017").accessibleName() == "山口 拓海 2017 通話中（発信）"
    assert tile(seats, "2021").accessibleName() == "2021 空席"


def test_escape_clears_the_search_and_then_leads_back(seats: Stage) -> None:
    open_list(seats)
    search(seats, "前田")
    seats.press(Qt.Key.Key_Escape)
    assert seats.sees("seat_search") and seats.find("seat_search").text() == ""  # type: ignore[attr-defined]
    seats.press(Qt.Key.Key_Escape)
    assert not seats.sees("seat_search")


def test_alt_7_opens_and_closes(seats: Stage) -> None:
    QTest.keyClick(seats.window, Qt.Key.Key_7, Qt.KeyboardModifier.AltModifier)
    assert seats.sees("seat_layout")
    QTest.keyClick(seats.window, Qt.Key.Key_7, Qt.KeyboardModifier.AltModifier)
    assert not seats.sees("seat_layout")


def test_a_status_changes_live_in_both_views(seats: Stage) -> None:
    open_list(seats)
    seats.put(with_status(office(), "op-1", Status.BREAK))
    assert tile(seats, "2011").accessibleName() == "渡辺 直樹 2011 休憩"
    seats.click("seat_table_button")
    table = seats.find("seat_table")
    assert isinstance(table, SeatTable)
    assert next(seat.status for seat in table.seats if seat.name == "渡辺 直樹") is Status.BREAK


def test_who_asks_for_help_is_marked_in_words_in_both_views_and_nothing_blinks(seats: Stage) -> None:
    open_list(seats)
    assert tile(seats, "2022").accessibleName() == "林 美穂 2022 通話中（着信） ヘルプ要求"
    tile(seats, "2022").click()
    assert help_line(seats) == "ヘルプ要求"
    tile(seats, "2024").click()
    assert help_line(seats) == "藤井 誠さんが対応しています"
    tile(seats, "2017").click()
    assert not seats.sees("desk_card_help")
    assert not seats.window.work.blinker.is_blinking
    seats.click("seat_table_button")
    table = seats.find("seat_table")
    assert isinstance(table, SeatTable)
    model = table.model()
    spoken = [model.index(row, Column.NAME).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]
    assert [words for words in spoken if words] == ["林 美穂 ヘルプ要求", "石井 香織 ヘルプ対応中"]


def test_rows_stay_where_they_are_while_the_hand_is_on_the_table(seats: Stage) -> None:
    table = open_table(seats)
    table._sort_by(Column.STATUS)
    table.setFocus()
    before = names(table)
    seats.put(with_status(office(), "op-1", Status.BREAK))
    assert names(table) == before
    table.clearFocus()
    table.settle()
    assert names(table) != before
    assert names(table).index("渡辺 直樹") > before.index("渡辺 直樹")


def test_who_is_chosen_stays_chosen_in_another_order(seats: Stage) -> None:
    table = open_table(seats)
    row = names(table).index("前田 剛")
    table.selectRow(row)
    table._sort_by(Column.NAME)
    assert (
        table.currentIndex().data() == "前田 剛"
        or table.model().index(table.currentIndex().row(), 0).data() == "前田 剛"
    )


def test_search_finds_by_reading_and_says_when_there_is_nobody(seats: Stage) -> None:
    table = open_table(seats)
    search(seats, "まえだ")
    assert names(table) == ["前田 剛"]
    search(seats, "いない人")
    assert not seats.sees("seat_table")
    assert "該当する人がいません" in seats.find("seats_empty").text()  # type: ignore[attr-defined]


def test_search_fades_the_others_and_brings_the_floor(seats: Stage) -> None:
    open_list(seats)
    search(seats, "2031")
    assert seats.sees("desk_2031") and not seats.sees("desk_2011")


def test_enter_in_the_search_leads_to_whom_it_found(seats: Stage) -> None:
    open_list(seats)
    search(seats, "前田")
    seats.press(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is tile(seats, "2025")
    seats.press(Qt.Key.Key_Space)
    assert seats.sees("desk_card") and "前田 剛" in seats.texts("desk_card")
    seats.press(Qt.Key.Key_Escape)
    assert not seats.sees("desk_card")
    assert QApplication.focusWidget() is tile(seats, "2025")


def test_without_floors_the_table_comes_first_and_the_layout_says_why_it_is_empty(seats: Stage) -> None:
    seats.put(seat_desks.without_floors())
    open_list(seats)
    assert seats.sees("seat_table")
    seats.click("seat_layout_button")
    assert "登録されていません" in seats.find("seats_empty").text()  # type: ignore[attr-defined]


def test_a_customer_who_is_opened_takes_the_place(seats: Stage) -> None:
    open_list(seats)
    tab = sato_tab()
    seats.put(replace(office(), tabs=(tab,), active_tab=tab.tab_id))
    assert not seats.sees("seat_search")


def test_the_owner_says_what_a_row_and_a_desk_do(seats: Stage) -> None:
    table = open_table(seats)
    done: list[str] = []

    def refusal(seat: SeatView) -> str:
        return "" if seat.status is Status.AVAILABLE else "通話中です"

    page = seats.window.findChild(SeatsPage)
    assert page is not None
    page.set_action(SeatAction("発信", "phone", refusal, lambda seat: done.append(seat.name)))
    QApplication.processEvents()
    index = table.model().index(names(table).index("渡辺 直樹"), Column.ACTION)
    QTest.mouseClick(
        table.viewport(),
        Qt.MouseButton.LeftButton,
        pos=table._delegate.button_in(table.visualRect(index)).center(),
    )
    assert done == ["渡辺 直樹"]
    table.selectRow(names(table).index("小林 陽子"))
    table.setFocus()
    seats.press(Qt.Key.Key_Return)
    assert done == ["渡辺 直樹"], "who talks can't be called"
    seats.click("seat_layout_button")
    seats.click("desk_2025")
    seats.click("desk_card_action_button")
    assert done == ["渡辺 直樹", "前田 剛"]


@pytest.mark.parametrize("size", [(1280, 720), (1024, 640), (853, 480)])
@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("view", ["seat_layout_button", "seat_table_button"])
def test_no_word_of_the_list_is_cut(
    qtbot: QtBot, japanese: Translations, view: str, language: str, size: tuple[int, int]
) -> None:
    japanese.use(language)
    for stage in make_stage(qtbot, office(), size):
        open_list(stage)
        stage.click(view)
        page = stage.window.findChild(SeatsPage)
        assert page is not None
        shown = [made for made in page.findChildren(QAbstractButton) if made.isVisible() and made.text()]
        assert shown
        assert [made.text() for made in shown if made.width() < made.sizeHint().width()] == []


def test_a_number_that_is_nobodys_is_called_from_the_search(seats: Stage) -> None:
    open_list(seats)
    assert not seats.find("seat_call_button").isEnabled()
    search(seats, "03-1234-5678")
    seats.press(Qt.Key.Key_Return)
    assert ("call_number", "03-1234-5678") in seats.actions.asked
    search(seats, "09012345678")
    seats.click("seat_call_button")
    assert ("call_number", "09012345678") in seats.actions.asked


GROUND, MARGIN = (248, 249, 251), (3, 300)
"""The colour of an empty plan, and a place of the sample's that no desk covers."""


def drawn(stage: Stage) -> tuple[int, ...]:
    """The colour of the plan beside the desks, once all pictures are made."""
    QApplication.processEvents()
    QThreadPool.globalInstance().waitForDone()
    QApplication.processEvents()
    return stage.find("seat_layout").grab().toImage().pixelColor(*MARGIN).getRgb()[:3]


def test_a_floor_s_picture_is_asked_for_when_it_is_shown_and_stands_behind_the_desks(seats: Stage) -> None:
    seats.put(drawn_office(b""))
    assert "want_plan_picture" not in seats.actions.names()
    open_list(seats)
    assert ("want_plan_picture", "floor3.png") in seats.actions.asked
    assert drawn(seats) == GROUND, "the desks wait for no picture"
    seats.put(drawn_office(png(QColor("#204080"))))
    assert drawn(seats) == pytest.approx((118, 137, 176), abs=2)
    seats.put(drawn_office(png(QColor("#ff0000"))))
    assert drawn(seats) == pytest.approx((248, 100, 100), abs=2)


def test_desks_stand_and_call_whatever_became_of_the_picture(seats: Stage) -> None:
    seats.put(drawn_office(b"no picture"))
    open_list(seats)
    assert drawn(seats) == GROUND
    seats.click("desk_2013")
    seats.click("desk_card_action_button")
    assert ("call_number", "2013") in seats.actions.asked


@pytest.mark.parametrize(
    ("picture", "dark", "shown"),
    [
        ("#ffffff", False, GROUND),
        ("#000000", False, (100, 101, 101)),
        ("#ffffff", True, (24, 28, 34)),
        ("#404040", True, (41, 45, 50)),
    ],
    ids=["paper", "ink", "paper-in-the-dark", "dark-picture-in-the-dark"],
)
def test_a_picture_s_paper_becomes_the_ground_and_its_ink_fades(
    picture: str, dark: bool, shown: tuple[int, ...]
) -> None:
    ground = QColor("#181c22") if dark else QColor(*GROUND)
    image = faded(png(QColor(picture)), QSize(80, 80), ground, dark=dark)
    assert (image.width(), image.height()) == (80, 40), "its proportions are kept"
    assert image.pixelColor(1, 1).getRgb()[:3] == pytest.approx(shown, abs=2)


def test_a_picture_of_more_pixels_than_the_server_takes_is_not_read() -> None:
    assert faded(png(QColor("red"), 4097, 1), QSize(80, 80), QColor(*GROUND), dark=False).isNull()


def png(colour: QColor, width: int = 20, height: int = 10) -> bytes:
    image, content = QImage(width, height, QImage.Format.Format_RGB32), QBuffer()
    image.fill(colour)
    image.save(content, "PNG")
    return content.data().data()
