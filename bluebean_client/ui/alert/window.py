"""The alert: a window of its own in the corner of the screen, above all others, that takes no key from anybody."""

import sys
from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QCursor,
    QGuiApplication,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QScreen,
)
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bluebean_client.ui.alert.card import AlertCard
from bluebean_client.ui.alert.reading import RingingCall, corner
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.theme.tokens import Tone

WIDTH_PX = 400
STRIP_PX = 4
RADIUS_PX = 12

AT_TOP = sys.platform == "darwin"
"""Where the system's own messages stand: macOS has them under its menu bar."""

FLAGS = (
    Qt.WindowType.Tool
    | Qt.WindowType.FramelessWindowHint
    | Qt.WindowType.WindowStaysOnTopHint
    | Qt.WindowType.WindowDoesNotAcceptFocus
)


class AlertWindow(QWidget):
    """It has no parent: a minimised window would take its tool windows along.

    Signals: `answer_wanted(call: RingingCall)`, `decline_wanted(call: RingingCall)`, `window_wanted()` when it is clicked elsewhere.
    """

    answer_wanted = Signal(object)
    decline_wanted = Signal(object)
    window_wanted = Signal()

    def __init__(self, ui: UiContext) -> None:
        super().__init__(None, FLAGS)
        self._ui = ui
        self._calls: dict[str, RingingCall] = {}
        self._cards: dict[str, AlertCard] = {}
        self._on: QScreen | None = None
        self.setObjectName("alert_window")
        self.setWindowTitle(self.tr("Incoming call"))
        self.setAccessibleName(self.tr("Incoming call"))
        for attribute in (
            Qt.WidgetAttribute.WA_ShowWithoutActivating,
            Qt.WidgetAttribute.WA_TranslucentBackground,
            Qt.WidgetAttribute.WA_MacAlwaysShowToolWindow,
            Qt.WidgetAttribute.WA_X11NetWmWindowTypeNotification,
        ):
            self.setAttribute(attribute)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, STRIP_PX, 1, 1)
        self._column.setSpacing(1)
        self.setFixedWidth(WIDTH_PX)
        QGuiApplication.instance().screenRemoved.connect(self._on_screen_removed)  # type: ignore[union-attr]

    # ---- what is shown ------------------------------------------------------------------------------------------

    def show_calls(self, calls: Sequence[RingingCall], account: str, key: str) -> None:
        """The oldest call keeps its place in the corner. `key` answers it from everywhere; both words may be empty."""
        self._calls = {call.key: call for call in calls}
        for gone in set(self._cards) - set(self._calls):
            self._remove(self._cards.pop(gone))
        for number, call in enumerate(calls):
            if call.key not in self._cards:
                self._cards[call.key] = self._add_card(call.key)
            self._cards[call.key].show_call(call, self._line_words(call, account), "" if number else key)
        if not calls:
            self.hide()
        elif not self.isVisible():
            self._appear()
        else:
            self._place()

    def _line_words(self, call: RingingCall, account: str) -> str:
        line = call.line or account
        return self.tr("Call to {line}").format(line=line) if line else self.tr("Incoming call")

    def _add_card(self, key: str) -> AlertCard:
        card = AlertCard(self._ui, key)
        card.answer_wanted.connect(lambda: self.answer_wanted.emit(self._calls[key]))
        card.decline_wanted.connect(lambda: self.decline_wanted.emit(self._calls[key]))
        self._column.insertWidget(self._column.count() if AT_TOP else 0, card)
        card.show()  # else it is only when the event loop runs again, and has no height until then
        return card

    def _remove(self, card: AlertCard) -> None:
        self._column.removeWidget(card)
        card.hide()
        card.deleteLater()

    def paintEvent(self, event: QPaintEvent) -> None:
        """No shadow: without a compositor it would be a black frame."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        shape = QPainterPath()
        shape.addRoundedRect(room, RADIUS_PX, RADIUS_PX)
        painter.fillPath(shape, self._ui.theme.colour("surface"))
        painter.setClipPath(shape)
        painter.fillRect(QRectF(0, 0, self.width(), STRIP_PX), QColor(self._ui.theme.tone(Tone.RING).fill))
        for card in self._cards.values():
            painter.fillRect(QRectF(0, card.y() - 1, self.width(), 1), self._ui.theme.colour("line"))
        painter.setClipping(False)
        painter.setPen(QPen(self._ui.theme.colour("line2"), 1))
        painter.drawPath(shape)

    # ---- where it stands ----------------------------------------------------------------------------------------

    def _appear(self) -> None:
        """On the screen that the pointer is on, which is where the person looks; it stays there for as long as it is up."""
        self._on = QGuiApplication.screenAt(QCursor.pos()) or QGuiApplication.primaryScreen()
        self.setScreen(self._on)
        self._place()
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _place(self) -> None:
        for card in self._cards.values():
            card.fit()
        self._column.activate()
        self.setFixedHeight(self._column.sizeHint().height())
        screen = self._on or QGuiApplication.primaryScreen()
        self.move(corner(screen.availableGeometry(), self.size(), top=AT_TOP))
        self.update()

    def _on_screen_removed(self, screen: QScreen) -> None:
        if screen is self._on:
            self._on = None
            self._place()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.window_wanted.emit()
