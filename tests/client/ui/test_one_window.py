"""Nothing but the window itself is ever a window: a part shown before it has its place would flash and take the keyboard."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from bluebean_client.domain.desk import Desk
from tests.client.ui.conftest import Stage
from tests.support import desks, softphone_desks

SITUATIONS: tuple[Callable[[], Desk], ...] = (
    *(desks.login, desks.login_refused, desks.work_groups, desks.idle, desks.ringing, desks.talking, desks.held),
    *(desks.wrap_up, desks.after_save, desks.invalid, desks.version_conflict, desks.server_lost, desks.draft_found),
    *(desks.phone_lost, desks.loading_history, desks.new_customer),
    *(softphone_desks.idle, softphone_desks.two_calls, softphone_desks.refused),
)


class Windows(QObject):
    """Remembers every widget that became a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  (Qt's name)
        shown = event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow()
        if shown and not isinstance(watched, QMainWindow):
            self.shown.append(f"{type(watched).__name__} {watched.objectName()}")
        return False


@pytest.fixture
def windows(qapp: QApplication) -> Windows:
    watch = Windows()
    qapp.installEventFilter(watch)
    yield watch
    qapp.removeEventFilter(watch)


def test_no_part_is_ever_a_window(stage: Stage, windows: Windows) -> None:
    for situation in SITUATIONS:
        stage.put(situation())
    assert windows.shown == []


def test_no_part_of_a_dialog_is_ever_a_window(stage: Stage, windows: Windows) -> None:
    stage.put(desks.talking(dirty=True))
    for ask in (stage.window.ask_log_off, stage.window.close, stage.window.open_settings):
        ask()
        QApplication.processEvents()
        assert windows.shown == [] and stage.window.isActiveWindow()
        button = stage.find("cancel_settings_button" if ask == stage.window.open_settings else "cancel_button")
        button.click()
        QApplication.processEvents()
        assert stage.find("record_text").hasFocus() or QApplication.focusWidget() is not None
