"""A switch: on with a check mark, off with an empty knob."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton

from bluebean_client.ui.theme.theme import Theme

WIDTH_PX, HEIGHT_PX, KNOB_PX = 42, 24, 16


class Toggle(QAbstractButton):
    def __init__(self, theme: Theme, words: str, name: str = "") -> None:
        super().__init__()
        self._theme = theme
        self.setCheckable(True)
        self.setAccessibleName(words)
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedSize(WIDTH_PX + 4, HEIGHT_PX + 4)

    def sizeHint(self) -> QSize:
        return self.size()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, on, usable = self._theme, self.isChecked(), self.isEnabled()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(2, 2, WIDTH_PX, HEIGHT_PX)
        track = theme.colour(("accent" if usable else "disabled") if on else "surface")
        painter.setPen(Qt.PenStyle.NoPen if on else QPen(theme.colour("control" if usable else "line2"), 1))
        painter.setBrush(track)
        painter.drawRoundedRect(room.adjusted(0.5, 0.5, -0.5, -0.5), HEIGHT_PX / 2, HEIGHT_PX / 2)
        margin = (HEIGHT_PX - KNOB_PX) / 2
        left = room.right() - KNOB_PX - margin if on else room.left() + margin
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("#FFFFFF" if on else "control" if usable else "disabled"))
        painter.drawEllipse(QRectF(left, room.top() + margin, KNOB_PX, KNOB_PX))
        if on:
            mark = theme.pixmap("check", "accent" if usable else "disabled", 12, self)
            painter.drawPixmap(QPoint(round(left + 2), round(room.top() + margin + 2)), mark)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), HEIGHT_PX / 2, HEIGHT_PX / 2)
