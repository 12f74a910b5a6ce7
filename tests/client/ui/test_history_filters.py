"""The filters of the history list at every width: there, and whole."""

from dataclasses import replace

import msgspec
import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from bluebean_client.domain.desk import Desk, HistoryFilter
from bluebean_client.ui.history_filters import _FilterBox
from bluebean_client.ui.i18n import Translations
from tests.client.ui.conftest import Stage, make_stage
from tests.support import desks

SIZES = [(1720, 960), (1440, 900), (1280, 720), (1024, 700), (853, 480)]
BOXES = [f"history_{key}_filter" for key in ("respondent", "reaction", "next_action")]


def filtered(**chosen: str) -> Desk:
    desk = desks.talking()
    assert desk.tab is not None
    return desk.with_tab(replace(desk.tab, history_filter=HistoryFilter(**chosen)))


def box(stage: Stage, name: str) -> _FilterBox:
    found = stage.find(name)
    assert isinstance(found, _FilterBox)
    return found


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_all_are_seen_and_their_names_are_whole(
    qtbot: QtBot, japanese: Translations, language: str, size: tuple[int, int]
) -> None:
    japanese.use(language)
    for stage in make_stage(qtbot, desks.talking(), size):
        stage.window.work.focus_region(3)
        for name in BOXES:
            found = box(stage, name)
            qtbot.waitUntil(
                lambda found=found: found.room_px() >= found.fontMetrics().horizontalAdvance(found.currentText())
            )
        assert isinstance(stage.find("history_text_button"), QPushButton)


def test_a_label_that_is_too_long_ends_with_dots_and_is_told_by_the_tooltip(
    qtbot: QtBot, japanese: Translations
) -> None:
    long = replace_label(filtered(reaction="considering"), "上位プランをご検討中（ご家族と相談）")
    for stage in make_stage(qtbot, long, (1024, 700)):
        stage.window.work.focus_region(3)
        found = box(stage, "history_reaction_filter")
        found.grab()
        assert found.toolTip() == "上位プランをご検討中（ご家族と相談）"
        assert box(stage, "history_respondent_filter").toolTip() == ""


def replace_label(desk: Desk, words: str) -> Desk:
    """The desk with another label of the first reaction of its first group."""
    group = desk.work_groups[0]
    first, *others = group.reactions
    reactions = (msgspec.structs.replace(first, label=words), *others)
    return replace(desk, work_groups=(msgspec.structs.replace(group, reactions=reactions), *desk.work_groups[1:]))
