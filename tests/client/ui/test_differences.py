"""Two saved the same customer: both values of every field side by side, chosen field by field, then saved."""

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from tests.client.ui.conftest import Stage
from tests.support import customer_desks


def press(stage: Stage, name: str) -> None:
    found = stage.find(name)
    assert isinstance(found, QAbstractButton)
    found.click()
    QApplication.processEvents()


@pytest.fixture
def dialog(stage: Stage) -> Stage:
    stage.put(customer_desks.conflict())
    press(stage, "show_differences_button")
    return stage


def edits(stage: Stage) -> dict[str, object]:
    return {asked[2]: asked[3] for asked in stage.actions.asked if asked[0] == "edit_field"}


def checked(stage: Stage, name: str) -> bool:
    found = stage.find(name)
    assert isinstance(found, QAbstractButton)
    return found.isChecked()


def test_both_values_are_shown_and_who_saved_when(dialog: Stage) -> None:
    texts = " ".join(label.text() for label in dialog.find("difference_dialog").findChildren(QLabel))
    for told in ("みどりビル", "渋谷区", "080-1111-2222", "渡辺 直樹"):
        assert told in texts, told


def test_at_first_ones_own_input_is_chosen_and_theirs_where_nothing_was_typed(dialog: Stage) -> None:
    assert checked(dialog, "mine_address") and checked(dialog, "mine_notes")
    assert checked(dialog, "theirs_mobile") and checked(dialog, "theirs_contact_by")


def test_what_is_chosen_is_put_into_the_form_and_saved(dialog: Stage) -> None:
    press(dialog, "theirs_address")
    press(dialog, "mine_mobile")
    press(dialog, "save_difference_button")
    assert edits(dialog) == {
        "address": "東京都渋谷区神南 1-1-1",
        "mobile": "+819012345678",
        "contact_by": ["電話"],
        "notes": customer_desks.MINE["notes"],
    }
    assert dialog.actions.asked[-1] == ("save_all", "tab-1")
    assert not dialog.sees("difference_dialog")


def test_all_of_one_side_at_once(dialog: Stage) -> None:
    press(dialog, "all_theirs_button")
    press(dialog, "save_difference_button")
    assert edits(dialog) == customer_desks.THEIRS


def test_going_back_changes_nothing(dialog: Stage) -> None:
    press(dialog, "theirs_address")
    press(dialog, "close_difference_button")
    assert "edit_field" not in dialog.actions.names() and "save_all" not in dialog.actions.names()
