"""A draft is offered, restored or thrown away on purpose; on the page before work it is no trouble that has to be told."""

from dataclasses import replace

from PySide6.QtWidgets import QLabel

from tests.client.ui.conftest import Stage
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


def test_a_draft_is_no_error_of_the_choice_of_work_groups(stage: Stage) -> None:
    stage.put(replace(desks.work_groups(), notices=desks.draft_found().notices))
    told = [label.text() for label in stage.window.work_groups.findChildren(QLabel)]
    assert told and not any("残っています" in text for text in told)
