"""Tiles of the softphone: the buttons of a call with an icon above a word, and the keys of the dial pad."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from bluebean_client.ui.theme.theme import Theme
from bluebean_client.ui.theme.tokens import Tone
from bluebean_client.ui.widgets.basics import button
from bluebean_client.ui.widgets.painted import PaintedButton

KEYS = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#")
NAMES = {"*": "star", "#": "hash"}
TALLEST_KEY_PX, KEY_SPACING_PX = 56, 8
LOWEST_TILE_PX, TALLEST_TILE_PX = 48, 60
ICON_PX, WORD_PX = 20, 18


class CallTile(PaintedButton):
    """`show_on` marks what is in effect (muted, on hold, in conference) in a colour of its own besides another word."""

    def __init__(self, theme: Theme, text: str, icon: str, name: str) -> None:
        super().__init__(theme, text, icon, name)
        self._on: Tone | None = None
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.set_low(False)

    def sizeHint(self) -> QSize:
        return QSize(96, TALLEST_TILE_PX)

    def set_low(self, low: bool) -> None:
        """Save height."""
        self.setFixedHeight(LOWEST_TILE_PX if low else TALLEST_TILE_PX)

    def show_on(self, tone: Tone | None) -> None:
        if tone is not self._on:
            self._on = tone
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme, usable = self.theme, self.isEnabled()
        tone = theme.tone(self._on) if self._on is not None else None
        ground = QColor(tone.soft) if tone else theme.colour("hover")
        if usable and (self.isDown() or self.underMouse()):
            ground = theme.colour("pressed") if tone is None else ground.darker(104)
        self.paint_ground(painter, ground)
        colour = tone.text if tone is not None else "text" if usable else "disabled"
        top = (self.height() - ICON_PX - WORD_PX - 4) // 2
        icon = theme.pixmap(self.icon_name, colour if tone or not usable else "text2", ICON_PX, self)
        painter.drawPixmap(QPoint((self.width() - ICON_PX) // 2, top), icon)
        painter.setPen(theme.colour(colour))
        font = theme.font(13, bold=tone is not None)
        painter.setFont(font)
        word = QFontMetrics(font).elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width() - 6)
        room = QRect(0, top + ICON_PX + 4, self.width(), WORD_PX)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), word)


class DialPad(QWidget):
    """Signals: `pressed(key: str)`."""

    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(KEY_SPACING_PX)
        rows = len(KEYS) // 3
        self.setMaximumHeight(rows * TALLEST_KEY_PX + (rows - 1) * KEY_SPACING_PX)  # the keys would drift apart
        for place, key in enumerate(KEYS):
            made = button(key, "pad", name=f"digit_{NAMES.get(key, key)}")
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
            made.setMaximumHeight(TALLEST_KEY_PX)
            made.clicked.connect(lambda _, key=key: self.pressed.emit(key))
            grid.addWidget(made, place // 3, place % 3)
