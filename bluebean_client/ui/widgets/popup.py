"""A raised child of the window with a painted shadow: pop-ups, pop-overs, sheets. Never a window, so it takes no caret."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bluebean_client.ui.theme.theme import Theme
from bluebean_client.ui.theme.tokens import Scheme

SHADOW = 16
"""Room around the visible frame, in px."""


class Popup(QWidget):
    """`body` is the layout inside; `strip` a colour for the upper edge, empty for none."""

    def __init__(self, theme: Theme, parent: QWidget, name: str, *, radius: float = 12, strip: str = "") -> None:
        super().__init__(parent)
        self.theme, self.radius, self.strip = theme, radius, strip
        self.setObjectName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, False)
        self.body = QVBoxLayout(self)
        self.body.setSpacing(0)
        self.body.setContentsMargins(SHADOW, SHADOW, SHADOW, SHADOW)
        self.hide()

    def place(self, left: int, top: int, width: int) -> None:
        """Put the visible frame there; as high as its content."""
        self.setFixedWidth(width + 2 * SHADOW)
        self.adjustSize()
        self.move(left - SHADOW, top - SHADOW)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
        dark = self.theme.tokens.scheme is Scheme.DARK
        for step in range(SHADOW, 0, -2):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(0, 0, 0, 9 if dark else 4))
            grown = room.adjusted(-step, -step + 5, step, step)
            painter.drawRoundedRect(grown, self.radius + step, self.radius + step)
        shape = QPainterPath()
        shape.addRoundedRect(room, self.radius, self.radius)
        painter.fillPath(shape, self.theme.colour("surface"))
        if self.strip:
            painter.save()
            painter.setClipPath(shape)
            painter.fillRect(QRectF(room.left(), room.top(), room.width(), 4), QColor(self.strip))
            painter.restore()
        painter.setPen(QPen(self.theme.colour("line2"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(shape)
