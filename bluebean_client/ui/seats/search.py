"""`seat_search`: names, readings and extensions; Enter and arrow down lead to whom it found."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from bluebean_client.ui.context import UiContext

LONGEST = 60
LEAST_WIDTH, MOST_WIDTH = 150, 460


class SearchField(QLineEdit):
    """Signals: `done()`, the hand goes on to what was found."""

    done = Signal()

    def __init__(self, ui: UiContext, hint: str) -> None:
        super().__init__()
        self.setObjectName("seat_search")
        self.setAccessibleName(self.tr("Search seats"))
        self.setPlaceholderText(hint)
        self.setMaxLength(LONGEST)
        self.setMinimumWidth(LEAST_WIDTH)
        self.setMaximumWidth(MOST_WIDTH)
        self.setClearButtonEnabled(True)
        self.addAction(
            QAction(ui.theme.icon("search", "text3", 16), "", self), QLineEdit.ActionPosition.LeadingPosition
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.done.emit()
            return
        super().keyPressEvent(event)
