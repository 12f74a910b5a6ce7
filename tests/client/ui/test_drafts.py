"""A draft is offered, restored or thrown away on purpose; on the page before work it is no trouble that has to be told."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel

from bluebean_client.domain import notices
from bluebean_client.domain.desk import Notice, Problem, Severity
from bluebean_client.domain.problem_codes import ClientProblem
from bluebean_client.ui.banners import Banner
from tests.client.ui.conftest import Stage, text_area
from tests.support import desks


def test_a_draft_is_restored_by_its_banner(stage: Stage) -> None:
    stage.put(desks.draft_found())
    assert any("佐藤 健一（13:58 の下書き）" in text for text in stage.texts("notice_draft:d1"))
    stage.click("restore_draft_button")
    assert stage.asked() == [("restore_draft", "d1")]


def test_a_draft_is_discarded_after_a_question_only(stage: Stage) -> None:
    stage.put(desks.draft_found())
    stage.click("discard_draft_button")
    assert stage.asked() == []
    assert "元に戻せません" in " ".join(stage.texts("question_dialog"))
    stage.click("cancel_button")
    assert stage.asked() == []
    stage.click("discard_draft_button")
    stage.click("confirm_button")
    assert stage.asked() == [("discard_draft", "d1")]


def test_a_banner_that_comes_or_goes_beside_it_leaves_the_focus_on_its_button(stage: Stage) -> None:
    desk = desks.draft_found()
    stage.put(desk)
    stage.find("restore_draft_button").setFocus()
    lost = Notice(notices.LINK, Severity.ERROR, Problem(ClientProblem.SERVER_LOST), "reconnect")
    for beside in ((lost, *desk.notices), desk.notices):
        stage.put(replace(desk, notices=beside))
        stage.press(Qt.Key.Key_Space)
    assert stage.asked() == [("restore_draft", "d1")] * 2


def test_a_banner_that_goes_as_soon_as_it_came_is_never_a_window(stage: Stage) -> None:
    desk = desks.draft_found()  # beside a banner that stays
    stage.put(desk)
    stage.source.put(replace(desk, notices=(*desk.notices, notices.switch_lost())))
    stage.source.put(desk)
    QApplication.processEvents()
    assert not [other for other in QApplication.topLevelWidgets() if isinstance(other, Banner) and other.isVisible()]


def test_the_focus_of_a_banner_that_goes_is_on_no_button_afterwards(stage: Stage) -> None:
    one = desks.draft_found()
    [first] = one.notices
    second = replace(first, key="draft:d2")
    stage.put(replace(one, notices=(first, second)))
    stage.find("restore_draft_button").setFocus()
    stage.put(replace(one, notices=(second,)))
    stage.press(Qt.Key.Key_Space)
    assert stage.asked() == [] and not stage.sees("question_dialog")


def test_a_draft_without_its_work_group_can_be_copied(stage: Stage) -> None:
    stage.put(desks.draft_without_group())
    assert any("業務グループ" in text for text in stage.texts("notice_draft:d1"))
    assert not stage.sees("restore_draft_button")
    stage.click("copy_draft_button")
    assert QGuiApplication.clipboard().text() == "折り返しのご希望。\n平日の午前"
    assert stage.sees("copy_draft_button"), "it is still there until it is discarded"
    stage.click("discard_draft_button")
    stage.click("confirm_button")
    assert stage.asked() == [("discard_draft", "d1")]


def test_a_draft_without_its_customer_says_so_and_can_be_saved_as_a_new_one(stage: Stage) -> None:
    stage.put(desks.draft_without_customer())
    told = stage.find("save_problem")
    assert isinstance(told, QLabel)
    assert "佐藤 健一" in told.text() and "新しいお客様として保存" in told.text()
    assert text_area(stage).toPlainText()
    stage.click("save_all_button")
    assert stage.asked()[-1] == ("save_all", "tab-1")


def test_a_draft_is_no_error_of_the_choice_of_work_groups(stage: Stage) -> None:
    stage.put(replace(desks.work_groups(), notices=desks.draft_found().notices))
    told = [label.text() for label in stage.window.work_groups.findChildren(QLabel)]
    assert told and not any("残っています" in text for text in told)
