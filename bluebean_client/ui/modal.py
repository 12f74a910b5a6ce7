"""A dialog inside the window: a scrim from below the call bar down, a card in its middle; Esc leaves, Enter presses a button."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from bluebean_client.ui.context import UiContext
from bluebean_client.ui.widgets.basics import button, label
from bluebean_client.ui.widgets.popup import Popup


class Modal(QWidget):
    """Signals: `closed()`. `panel` is the card; it keeps Tab inside. Gives the focus back to who had it."""

    closed = Signal()

    def __init__(self, ui: UiContext, window: QWidget, name: str, top: int) -> None:
        super().__init__(window)
        self._top = top
        self._window = window
        focused = QApplication.focusWidget()
        self._opener = focused if focused is not None and focused.window() is window else None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.panel = Popup(ui.theme, self, name, radius=14)
        window.installEventFilter(self)

    def open(self, width: int, height: int = 0) -> None:
        self._size = (width, height)
        self._place()
        self.show()
        self.raise_()
        self.panel.show()

    def _place(self) -> None:
        room = QRect(0, self._top, self._window.width(), self._window.height() - self._top)
        self.setGeometry(room)
        width, height = self._size
        width = min(width, room.width() - 40)
        self.panel.setMinimumHeight(0)
        self.panel.place(0, 0, width)
        if height:
            self.panel.setFixedHeight(min(height + 32, room.height() - 8))
        self.panel.move(
            QPoint((room.width() - self.panel.width()) // 2, max(0, (room.height() - self.panel.height()) // 2 - 10))
        )

    def dismiss(self) -> None:
        self._window.removeEventFilter(self)
        self.hide()
        if self._opener is not None and self._opener.isVisible():
            self._opener.setFocus()
        self.closed.emit()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), QColor(16, 20, 28, 76))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = QApplication.focusWidget()
            if isinstance(focused, QPushButton) and self.isAncestorOf(focused):
                focused.click()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes round inside the dialog."""
        inside = [
            w
            for w in self.panel.findChildren(QWidget)
            if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isVisible() and w.isEnabled()
        ]
        if not inside:
            return False
        focused = QApplication.focusWidget()
        at = inside.index(focused) if focused in inside else -1
        inside[(at + (1 if forward else -1)) % len(inside)].setFocus(Qt.FocusReason.TabFocusReason)
        return True


class Question(Modal):
    """A title, a sentence, two buttons. Signals: `confirmed()`. The safe button has the focus."""

    confirmed = Signal()

    def __init__(
        self, ui: UiContext, window: QWidget, top: int, words: tuple[str, str, str, str], *, danger: bool = False
    ) -> None:
        super().__init__(ui, window, "question_dialog", top)
        title, text, yes, no = words
        self.yes: QPushButton = button(yes, "danger" if danger else "primary", name="confirm_button")
        self.no: QPushButton = button(no, name="cancel_button")
        inner = QVBoxLayout()
        inner.setContentsMargins(24, 20, 24, 18)
        inner.setSpacing(8)
        inner.addWidget(label(title, "dialog", wrap=True))
        if text:
            inner.addWidget(label(text, "", wrap=True))
        inner.addSpacing(8)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(self.no)
        row.addWidget(self.yes)
        inner.addLayout(row)
        self.panel.body.addLayout(inner)
        self.no.clicked.connect(self.dismiss)
        self.yes.clicked.connect(self._confirm)
        self.open(440)
        self.no.setFocus()

    def _confirm(self) -> None:
        self.dismiss()
        self.confirmed.emit()
