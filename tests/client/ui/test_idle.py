"""The empty desk: callbacks of today and latest contacts, opened by click and key; the form of a new customer without a call."""

from dataclasses import replace

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from bluebean_client.domain.desk import Desk
from bluebean_client.ui.i18n import Translations
from bluebean_client.ui.worklists.row import ListRow
from tests.client.ui.conftest import Stage, make_stage
from tests.support import desks, worklist_desks
from tests.support.worklist_desks import CONTACTS, ISHIDA, TAKEN, YAMAMOTO

ALT, CTRL_SHIFT = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
)


def rows(stage: Stage, card: str) -> list[ListRow]:
    found = [row for row in stage.find(card).findChildren(ListRow) if row.isVisible()]
    return sorted(found, key=lambda row: row.y())


def names(stage: Stage, card: str) -> list[str]:
    return [row.name.text() for row in rows(stage, card)]


def words_in(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def of_one_group(desk: Desk) -> Desk:
    assert desk.live is not None
    me = msgspec.structs.replace(desk.live.me, work_group_ids=("orders",))
    return replace(desk, live=msgspec.structs.replace(desk.live, me=me))


def test_a_server_that_knows_neither_leaves_the_desk_empty(stage: Stage) -> None:
    assert not stage.sees("planned_callbacks") and not stage.sees("recent_contacts")


def test_callbacks_of_today_that_nobody_else_makes_are_shown_and_loaded(stage: Stage) -> None:
    stage.put(worklist_desks.with_lists(desks.idle(), TAKEN, ISHIDA, YAMAMOTO, worklist_desks.TOMORROW))
    assert names(stage, "planned_callbacks") == ["石田 健太 様", "山本 久美子 様"]
    told = words_in(stage.find("planned_callbacks"))
    for part in ("再架電の予定", "本日 2 件", "2 分超過", "サポート窓口 ・ 見積りのご説明", "045-123-4567"):
        assert part in told
    stage.press(Qt.Key.Key_2, ALT)
    stage.press(Qt.Key.Key_Down)
    stage.press(Qt.Key.Key_Return)
    assert ("load_callback", YAMAMOTO.callback_id) in stage.actions.asked
    stage.click("all_callbacks_button")
    assert stage.sees("callbacks_list")


def test_a_callback_turns_red_when_its_time_comes(stage: Stage) -> None:
    stage.put(worklist_desks.planned())
    first = rows(stage, "planned_callbacks")[0]
    assert first.lead.property("role") == "strong"
    stage.clock.at = YAMAMOTO.due_at
    stage.window.ui.ticker.tick.emit(stage.clock.now())
    assert first.lead.property("role") == "danger_strong"


def test_the_latest_contacts_are_opened_by_a_click_and_by_enter(stage: Stage) -> None:
    stage.put(worklist_desks.planned())
    assert names(stage, "recent_contacts") == [
        "中島 さくら 様",
        "松本 和彦 様",
        "井上 千春 様",
        "名前なし",
        "木村 直子 様",
    ]
    told = words_in(rows(stage, "recent_contacts")[0])
    for part in ("着", "03-4567-8901", "対応完了", "5:20"):
        assert part in told
    QTest.mouseClick(rows(stage, "recent_contacts")[1], Qt.MouseButton.LeftButton)
    wanted = ("open_customer", CONTACTS[1].record.customer_id)
    assert stage.actions.asked.count(wanted) == 1
    stage.press(Qt.Key.Key_3, ALT)
    stage.press(Qt.Key.Key_End)
    assert rows(stage, "recent_contacts")[-1].hasFocus()
    stage.press(Qt.Key.Key_Return)
    assert stage.actions.asked.count(wanted) == 2


def test_an_open_customer_takes_their_place(stage: Stage) -> None:
    stage.put(worklist_desks.with_lists(desks.wrap_up()))
    assert not stage.sees("recent_contacts") and stage.sees("history_list")


def test_both_are_said_to_be_empty(stage: Stage) -> None:
    stage.put(replace(worklist_desks.nothing_waits(), recent_contacts=()))
    assert "本日の再架電の予定はありません" in words_in(stage.find("planned_callbacks"))
    assert "保存した対応記録がここに並びます" in words_in(stage.find("recent_contacts"))


def test_a_new_customer_of_the_only_group(stage: Stage) -> None:
    stage.put(of_one_group(desks.idle()))
    stage.click("new_customer_button")
    stage.press(Qt.Key.Key_N, CTRL_SHIFT)
    stage.click("first_customer_button")
    assert stage.actions.asked.count(("new_customer", "orders")) == 3


def test_of_several_groups_one_is_chosen(stage: Stage) -> None:
    stage.put(desks.idle())
    stage.press(Qt.Key.Key_N, CTRL_SHIFT)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()] == ["サポート窓口", "新規お申し込み受付"]
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert ("new_customer", "support") in stage.actions.asked


def test_the_seat_list_hides_the_customer_search_for_good(stage: Stage) -> None:
    desk = replace(desks.idle(), capabilities=frozenset({"seats", "customer_search"}))
    stage.put(desk)
    assert stage.sees("customer_search")
    stage.window.work.toggle_seats()
    stage.put(replace(desk, link=desks.server_lost().link))
    assert not stage.sees("customer_search") and stage.sees("seat_search")


@pytest.mark.parametrize("size", [(853, 480), (640, 360)])
def test_one_column_has_both_cards_beside_each_other(
    qtbot: QtBot, japanese: Translations, size: tuple[int, int]
) -> None:
    for stage in make_stage(qtbot, worklist_desks.planned(), size):
        QTest.qWait(10)
        callbacks, recent = stage.find("planned_callbacks"), stage.find("recent_contacts")
        assert callbacks.geometry().right() < recent.x() and callbacks.y() == recent.y()
        assert min(callbacks.height(), recent.height()) > 150
