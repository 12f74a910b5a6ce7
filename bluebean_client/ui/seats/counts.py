"""How many colleagues are in which status, as a row of small chips."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from bluebean_client.ui.context import UiContext
from bluebean_client.ui.seats.looks import CHIP_HEIGHT, chip_width, paint_chip
from bluebean_client.ui.status_words import StatusLook, status_look
from server.protocol.types import Status

GAP = 6


class StatusCounts(QWidget):
    """Right-aligned; those at the end that have no room are not drawn."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self.setObjectName("seat_counts")
        self.setAccessibleName(self.tr("Seats by status"))
        self._ui = ui
        self._chips: list[tuple[StatusLook, str]] = []
        self.setFixedHeight(CHIP_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_counts(self, counts: Sequence[tuple[Status, int]]) -> None:
        looks = [(self._look(status), count) for status, count in counts]
        chips = [(look, f"{look.word} {count}") for look, count in looks]
        if chips != self._chips:
            self._chips = chips
            self.setAccessibleDescription("、".join(words for _, words in chips))
            self.update()

    def _look(self, status: Status) -> StatusLook:
        look = status_look(status)
        return replace(look, word=self.tr("Talking")) if status is Status.TALKING_IN else look

    def sizeHint(self) -> QSize:
        return QSize(0, CHIP_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        widths = [chip_width(self._ui.theme, words) + GAP for _, words in self._chips]
        ends = list(accumulate(widths))
        shown = sum(1 for end in ends if end - GAP <= self.width())
        left = self.width() + GAP - (ends[shown - 1] if shown else 0)
        for (look, words), width in zip(self._chips[:shown], widths, strict=False):
            paint_chip(painter, self._ui.theme, QPoint(left, 0), look, words, self)
            left += width
