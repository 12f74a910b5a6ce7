"""ヘルプ in the window: the dialog, the button that blinks until somebody reacts, and what supervisors see."""

from PySide6.QtCore import Qt

from tests.client.ui.conftest import Stage
from tests.support import desks, shift_desks


def said(stage: Stage) -> str:
    return " ".join(stage.texts("help_popup"))


def test_the_key_opens_the_dialog_and_only_its_button_requests(stage: Stage) -> None:
    stage.put(shift_desks.quiet())
    stage.press(Qt.Key.Key_F1)
    assert (stage.sees("help_popup"), stage.asked()) == (True, [])
    stage.press(Qt.Key.Key_Escape)
    assert not stage.sees("help_popup")
    stage.press(Qt.Key.Key_F1)
    stage.click("request_help_button")
    assert stage.asked() == [("request_help",)]


def test_the_button_blinks_until_somebody_sees_to_it(stage: Stage) -> None:
    bar = stage.window.work.bar.calls
    stage.put(shift_desks.quiet())
    assert (bar.help.text(), bar.help.alarm) == ("ヘルプ", False)
    stage.put(shift_desks.asked())
    assert (bar.help.text(), bar.help.alarm) == ("要求中", True)
    stage.window.work.blinker.beat.emit(True)
    assert bar.help.lit
    stage.put(shift_desks.taken_up())
    stage.window.work.blinker.beat.emit(True)
    assert (bar.help.lit, bar.help.alarm, bar.help.filled) == (False, True, False)


def test_the_dialog_tells_who_reacts_and_cancels(stage: Stage) -> None:
    stage.put(shift_desks.asked())
    stage.click("help_button")
    assert "管理者の画面に通知しました  0:38" in said(stage)
    stage.put(shift_desks.asked(reaches=0))
    assert "業務中の管理者がいません" in said(stage)
    stage.put(shift_desks.unheard())
    assert "応答がないため、すべての管理者に通知しました" in said(stage)
    stage.put(shift_desks.taken_up())
    assert "藤井 誠さんが対応します　0:12" in said(stage)
    stage.click("cancel_help_button")
    assert stage.asked() == [("cancel_help",)]
    stage.click("close_help_button")
    assert not stage.sees("help_popup")


def test_a_supervisor_hears_of_colleagues_and_sees_to_one(stage: Stage) -> None:
    text = stage.window.work
    stage.put(shift_desks.colleagues_ask())
    assert [notice.accessibleName() for notice in text.help.notices._shown.values()] == [
        "前田 亮さんがヘルプを要求しています 1:34 ・ まだ誰も対応していません ・ 内線 2017 ・ 新規お申し込み受付",
        "加藤 美咲さんがヘルプを要求しています 0:21 ・ 内線 2031 ・ サポート窓口",
    ]
    stage.click("take_help_button")
    assert stage.asked() == [("take_help", "op-2017")]
    stage.click("close_help_notice_button")
    assert len(text.help.notices._shown) == 1
    stage.put(desks.idle())
    assert not stage.sees("help_notice")


def test_by_keyboard_the_dialog_has_the_colleagues_too(stage: Stage) -> None:
    stage.put(shift_desks.colleagues_ask())
    stage.press(Qt.Key.Key_F1)
    stage.press(Qt.Key.Key_Space)
    assert stage.asked() == [("take_help", "op-2017")]


def test_without_help_at_the_server_there_is_no_button(stage: Stage) -> None:
    stage.press(Qt.Key.Key_F1)
    assert not stage.sees("help_button")
    assert not stage.sees("help_popup")
