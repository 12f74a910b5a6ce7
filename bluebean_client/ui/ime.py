"""Knows whether an input method is in the middle of a composition; then no shortcut acts and no field is overwritten."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication


class CompositionWatch(QObject):
    """Attributes: `composing`."""

    def __init__(self, application: QApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.composing = False
        application.installEventFilter(self)
        application.focusChanged.connect(self._on_focus_changed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QInputMethodEvent):
            self.composing = bool(event.preeditString())
        return False

    def _on_focus_changed(self) -> None:
        self.composing = False
