"""How loud a recording is where, with the place that is heard; a click or an arrow key goes elsewhere."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from bluebean_client.ui.formats import duration
from bluebean_client.ui.theme.theme import Theme

HEIGHT_PX, BAR_PX, GAP_PX = 48, 2, 2
STEP_SECONDS, PAGE_SECONDS = 5.0, 30.0
LEAST_BAR_PX = 2.0
_KEYS = {
    Qt.Key.Key_Right: STEP_SECONDS,
    Qt.Key.Key_Left: -STEP_SECONDS,
    Qt.Key.Key_PageUp: PAGE_SECONDS,
    Qt.Key.Key_PageDown: -PAGE_SECONDS,
}


class Waveform(QWidget):
    """Signals: `wanted(seconds)`, the place to go to."""

    wanted = Signal(float)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._peaks: tuple[int, ...] = ()
        self._seconds = self._place = 0.0
        self.setObjectName("recording_waveform")
        self.setAccessibleName(self.tr("Place in the recording"))
        self.setFixedHeight(HEIGHT_PX)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(400, HEIGHT_PX)

    def show_recording(self, peaks: tuple[int, ...], seconds: float) -> None:
        self._peaks, self._seconds = peaks, seconds
        self.update()

    def show_place(self, seconds: float) -> None:
        before, self._place = self._x(self._place), seconds
        if round(before) != round(self._x(seconds)):
            self.update()
        self.setAccessibleDescription(duration(seconds))

    def _x(self, seconds: float) -> float:
        return self.width() * seconds / self._seconds if self._seconds else 0.0

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._go_to_mouse(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go_to_mouse(event)

    def _go_to_mouse(self, event: QMouseEvent) -> None:
        if self._seconds:
            share = min(1.0, max(0.0, event.position().x() / max(1, self.width())))
            self.wanted.emit(share * self._seconds)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _KEYS.get(Qt.Key(event.key()))
        if step is not None:
            self.wanted.emit(min(self._seconds, max(0.0, self._place + step)))
        elif event.key() == Qt.Key.Key_Home:
            self.wanted.emit(0.0)
        elif event.key() == Qt.Key.Key_End:
            self.wanted.emit(max(0.0, self._seconds - STEP_SECONDS))
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, at = self.height() / 2, self._x(self._place)
        painter.setPen(Qt.PenStyle.NoPen)
        bars = max(1, self.width() // (BAR_PX + GAP_PX))
        loudest = max(1, max(self._peaks, default=0))
        for bar in range(bars):
            left = bar * (BAR_PX + GAP_PX)
            height = max(LEAST_BAR_PX, self._peak(bar, bars) / loudest * (self.height() - 6))
            painter.setBrush(self._theme.colour("accent" if left < at else "line2"))
            painter.drawRoundedRect(QRectF(left, middle - height / 2, BAR_PX, height), 1, 1)
        if self._seconds:
            painter.setPen(QPen(self._theme.colour("accent"), 1.5))
            x = min(max(1.0, at), self.width() - 1.0)
            painter.drawLine(round(x), 1, round(x), self.height() - 1)
        if self.hasFocus():
            painter.setPen(QPen(self._theme.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)

    def _peak(self, bar: int, bars: int) -> int:
        count = len(self._peaks)
        first = bar * count // bars
        return max(self._peaks[first : max(first + 1, (bar + 1) * count // bars)], default=0)
