"""A dialog inside the window: a scrim from below the call bar down, a card in its middle; Esc leaves, Enter presses a button."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from bluebean_client.ui.context import UiContext
from bluebean_client.ui.widgets.basics import UNBOUND_PX, button, label
from bluebean_client.ui.widgets.popup import SHADOW, Popup

AROUND_FOCUS_PX = 40


class Modal(QWidget):
    """Signals: `closed()`. `panel` is the card; it keeps Tab inside. Gives the focus back to who had it.

    `window` is the window or its page, whose pop-ups of calls then come above it.
    A card that is higher than the window is cut nowhere: it is moved by the wheel, and so that what has the focus is seen.
    """

    closed = Signal()

    def __init__(self, ui: UiContext, window: QWidget, name: str, top: int) -> None:
        super().__init__(window)
        self._top = top
        self._window = window
        focused = QApplication.focusWidget()
        self._opener = focused if focused is not None and focused.window() is window.window() else None
        self._scrolled = 0
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.panel = Popup(ui.theme, self, name, radius=14)
        window.installEventFilter(self)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow_focus)

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
        self.panel.setMaximumHeight(UNBOUND_PX)
        self.panel.place(0, 0, width)
        if height:
            least = self.panel.minimumSizeHint().height()
            self.panel.setFixedHeight(max(least, min(height + 2 * SHADOW, room.height() - 8)))
        self._scroll_to(self._scrolled)

    def _scroll_to(self, scrolled: int) -> None:
        """In the middle, or so many pixels up where it is too high."""
        left, spare = (self.width() - self.panel.width()) // 2, self.height() - self.panel.height()
        self._scrolled = min(max(0, scrolled), max(0, -spare))
        self.panel.move(left, max(0, spare // 2 - 10) - self._scrolled)

    def _follow_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is None or not self.panel.isAncestorOf(now):
            return
        top = now.mapTo(self.panel, QPoint(0, 0)).y()
        bottom = top + now.height()
        if top - AROUND_FOCUS_PX < self._scrolled:
            self._scroll_to(top - AROUND_FOCUS_PX)
        elif bottom + AROUND_FOCUS_PX > self._scrolled + self.height():
            self._scroll_to(bottom + AROUND_FOCUS_PX - self.height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._scroll_to(self._scrolled - event.angleDelta().y() // 2)

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


def open_dialogs(inside: QWidget) -> list[Modal]:
    """Those that are seen in a window or page."""
    return [dialog for dialog in inside.findChildren(Modal) if dialog.isVisible()]


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
