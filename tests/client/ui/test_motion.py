"""For who wants nothing to blink or move: the same is said by a sign, and no timer of blinking ever runs."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bluebean_client.ui.i18n import Translations
from bluebean_client.ui.motion import EFFECTS, answers, stands_still
from tests.client.ui.conftest import Stage, make_stage
from tests.support import desks, shift_desks, worklist_desks
from tests.support.fake_actions import FakeSettings


@pytest.fixture
def still(qtbot: QtBot, japanese: Translations) -> Iterator[Stage]:
    """The page of work is built when work begins, with the setting of then."""
    before = [QApplication.isEffectEnabled(effect) for effect in EFFECTS]
    for stage in make_stage(qtbot, desks.login()):
        stage.settings.values["motion"] = "reduced"
        stage.put(shift_desks.quiet())
        yield stage
    for effect, enabled in zip(EFFECTS, before, strict=True):
        QApplication.setEffectEnabled(effect, enabled)


def test_a_request_for_help_has_a_sign_until_somebody_sees_to_it(still: Stage) -> None:
    button = still.window.work.bar.calls.help
    assert not button.marked
    still.put(shift_desks.asked())
    assert button.marked and button.alarm and not still.window.work.blinker.is_blinking
    with_sign = button.grab().toImage()
    button.show_marked(False)
    assert button.grab().toImage() != with_sign
    button.show_marked(True)
    still.put(shift_desks.taken_up())
    assert button.alarm and not button.marked


def test_an_overdue_callback_has_a_sign_until_the_list_was_opened(still: Stage) -> None:
    still.put(worklist_desks.overdue())
    tile = still.window.work.rail.callbacks
    assert tile.marked and not still.window.work.blinker.is_blinking
    still.press(Qt.Key.Key_6, Qt.KeyboardModifier.AltModifier)
    assert not tile.marked


def test_menus_and_pull_downs_appear_at_once(still: Stage) -> None:
    assert not any(QApplication.isEffectEnabled(effect) for effect in EFFECTS)


def test_otherwise_it_blinks_and_has_no_sign(stage: Stage) -> None:
    stage.put(shift_desks.asked())
    assert stage.window.work.blinker.is_blinking and not stage.window.work.bar.calls.help.marked


def test_the_setting_goes_before_the_system() -> None:
    assert stands_still(FakeSettings(motion="reduced"))


@pytest.mark.parametrize(
    ("question", "still"),
    [(["echo", "false"], True), (["echo", "true"], False), (["false"], False), (["no-such-program-here"], False)],
)
def test_the_system_is_asked_and_may_be_silent(question: list[str], still: bool) -> None:
    assert answers(question, "false") is still
