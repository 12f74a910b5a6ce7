"""The “…” of the customer's card: what it offers when, by menu and by key."""

from dataclasses import replace

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu

from bluebean_client.domain.desk import Desk
from tests.client.ui.conftest import Stage
from tests.support import desks
from tests.support.sample_centre import SATO

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
RELOAD, LINK, COPY = "最新の情報を読み込む", "通話をこの顧客に紐づける", "名前と電話番号をコピー"


@pytest.fixture
def opened(stage: Stage) -> Stage:
    stage.put(desks.talking())
    return stage


def unlinked() -> Desk:
    desk = desks.talking()
    assert desk.tab is not None
    return desk.with_tab(replace(desk.tab, call_id=None))


def menu(stage: Stage) -> dict[str, tuple[bool, str]]:
    """Words to whether it can be chosen and why not; the menu is closed again."""
    stage.press(Qt.Key.Key_M, CTRL_SHIFT)
    shown = QApplication.activePopupWidget()
    assert isinstance(shown, QMenu)
    found = {}
    for action in shown.actions():
        if not action.isSeparator():
            words = action.text().split("\t")[0]
            found[words] = (action.isEnabled(), action.toolTip() if not action.isEnabled() else "")
    shown.close()
    return found


def test_it_offers_what_makes_sense(opened: Stage) -> None:
    assert menu(opened) == {
        RELOAD: (True, ""),
        LINK: (False, "通話はこの顧客のものです"),
        COPY: (True, ""),
        "タブを閉じる": (True, ""),
    }
    opened.put(unlinked())
    assert menu(opened)[LINK] == (True, "")
    desk = desks.new_customer()
    assert desk.tab is not None
    opened.put(desk.with_tab(replace(desk.tab, values={})))
    assert menu(opened)[RELOAD] == (False, "まだ保存されていません")
    assert menu(opened)[COPY] == (False, "コピーするものがありません")


def test_a_call_of_another_group_can_not_be_this_customers(opened: Stage) -> None:
    desk = unlinked()
    assert desk.live is not None and desk.live.me.call is not None
    call = msgspec.structs.replace(desk.live.me.call, work_group_id="orders")
    live = msgspec.structs.replace(desk.live, me=msgspec.structs.replace(desk.live.me, call=call))
    opened.put(replace(desk, live=live))
    assert menu(opened)[LINK] == (False, "別の作業グループの通話、または社内の通話です")


def test_each_act_has_its_key(opened: Stage) -> None:
    opened.put(unlinked())
    opened.press(Qt.Key.Key_F5)
    opened.press(Qt.Key.Key_L, CTRL_SHIFT)
    opened.press(Qt.Key.Key_C, CTRL_SHIFT)
    assert ("open_customer", SATO.customer_id) in opened.actions.asked
    assert ("link_call", "tab-1") in opened.actions.asked
    assert QApplication.clipboard().text() == "佐藤 健一 03-1234-5678 090-1234-5678"


def test_without_a_customer_the_keys_do_nothing(stage: Stage) -> None:
    for key, modifier in ((Qt.Key.Key_F5, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_M, CTRL_SHIFT)):
        stage.press(key, modifier)
    stage.press(Qt.Key.Key_L, CTRL_SHIFT)
    assert stage.asked() == [] and QApplication.activePopupWidget() is None
