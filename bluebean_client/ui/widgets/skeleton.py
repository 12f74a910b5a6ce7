"""Grey rows in the place of content that is still loading; nothing at all for the first 300 ms."""

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from bluebean_client.ui.context import UiContext

QUIET_MS = 300
ROW = 74


class Skeleton(QWidget):
    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui
        self._visible_rows = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._appear)

    def begin(self) -> None:
        if not self._timer.isActive() and not self._visible_rows:
            self._timer.start(QUIET_MS)

    def end(self) -> None:
        self._timer.stop()
        self._visible_rows = False

    def _appear(self) -> None:
        self._visible_rows = True
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._visible_rows:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._ui.theme.colour("hover"))
        for top in range(10, max(11, self.height() - ROW), ROW):
            painter.drawEllipse(QRectF(10, top, 28, 28))
            painter.drawRoundedRect(QRectF(46, top + 2, self.width() * 0.35, 12), 4, 4)
            painter.drawRoundedRect(QRectF(46, top + 22, self.width() - 66, 12), 4, 4)
