"""Hears how loud it is while a page is on the screen, and not a moment longer: the microphone is open for it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from bluebean_client.domain.phone_messages import Levels
from bluebean_client.ui.context import UiContext


class LevelWatch(QObject):
    def __init__(self, ui: UiContext, page: QWidget, hear: Callable[[Levels], None]) -> None:
        super().__init__(page)
        self._ui, self._hear = ui, hear
        self._stop: Callable[[], None] | None = None
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and self._stop is None:
            self._stop = self._ui.actions.phone.watch_levels(self._hear)
        elif event.type() == QEvent.Type.Hide and self._stop is not None:
            self._stop()
            self._stop = None
        return False
