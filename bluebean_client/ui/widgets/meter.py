"""Painted gauges: loudness as a row of segments with a peak mark, and the bars of a call's quality."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from bluebean_client.ui.theme.theme import Theme
from bluebean_client.ui.theme.tokens import Tone

QUIET_DB, LOUD_DB, HOT_DB = -60.0, 0.0, -6.0
SEGMENT_PX, GAP_PX, HEIGHT_PX = 7, 2, 10
PEAK_UPDATES = 12
"""How many updates a peak mark stays, about one second."""


def share(decibels: float) -> float:
    """dBFS on the scale of the meter, 0 to 1."""
    return min(1.0, max(0.0, (decibels - QUIET_DB) / (LOUD_DB - QUIET_DB)))


class LevelMeter(QWidget):
    """Fixed in height and redrawn by itself only, so that a new level lays nothing out."""

    def __init__(self, theme: Theme, words: str, name: str = "") -> None:
        super().__init__()
        self._theme = theme
        self._level, self._peak, self._peak_age = 0.0, 0.0, 0
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setFixedHeight(HEIGHT_PX)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(24 * (SEGMENT_PX + GAP_PX), HEIGHT_PX)

    @property
    def level(self) -> float:
        """What is shown, 0 to 1."""
        return self._level

    def show_level(self, decibels: float) -> None:
        self._level = share(decibels)
        self._peak_age += 1
        if self._level >= self._peak or self._peak_age > PEAK_UPDATES:
            self._peak, self._peak_age = self._level, 0
        if self.isVisible():
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        count = max(1, (self.width() + GAP_PX) // (SEGMENT_PX + GAP_PX))
        width = (self.width() - GAP_PX * (count - 1)) / count
        lit, peak = round(self._level * count), round(self._peak * count) - 1
        hot = round(share(HOT_DB) * count)
        on, off = self._theme.colour("bar_talk"), self._theme.colour("hover")
        loud = self._theme.colour("bar_record")
        for number in range(count):
            bright = number < lit or (number == peak and peak > 0)
            colour = (loud if number >= hot else on) if bright else off
            painter.fillRect(QRectF(number * (width + GAP_PX), 0, width, self.height()), colour)


class QualityBars(QWidget):
    """Four bars like those of a mobile phone."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._bars, self._tone = theme, 0, Tone.FREE
        self.setFixedSize(17, 14)

    def show_bars(self, bars: int, tone: Tone) -> None:
        if (bars, tone) != (self._bars, self._tone):
            self._bars, self._tone = bars, tone
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        on, off = QColor(self._theme.tone(self._tone).text), self._theme.colour("pressed")
        for number in range(4):
            height = 4 + 3 * number
            painter.setBrush(on if number < self._bars else off)
            painter.drawRoundedRect(QRectF(number * 4.4, 13 - height, 3.2, height), 0.8, 0.8)
