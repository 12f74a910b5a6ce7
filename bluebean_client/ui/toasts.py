"""News that asks for nothing: shown for some seconds at the lower left, at most three at once."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from bluebean_client.domain.desk import Desk, Notice
from bluebean_client.ui import words
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.formats import clock_time
from bluebean_client.ui.theme.tokens import Tone
from bluebean_client.ui.views import is_news
from bluebean_client.ui.widgets.basics import IconLabel, label
from bluebean_client.ui.widgets.popup import SHADOW, Popup

MOST_TOASTS = 3
SHOWN_SECONDS = 6.0
WIDTH, GAP = 340, 8
PADDING, SPACING = 16, 12


class Toast(Popup):
    """One piece of news with the time at which it came."""

    def __init__(self, ui: UiContext, parent: QWidget, notice: Notice, width: int) -> None:
        super().__init__(ui.theme, parent, f"notice_{notice.key}", radius=10)
        self.notice, self._width = notice, width
        self.over_at = ui.ticker.monotonic() + SHOWN_SECONDS
        told = words.said(notice.problem).whole
        self.setAccessibleName(told)
        icon = IconLabel(ui.theme, 20)
        icon.show_icon("info-disc", ui.theme.tone(Tone.TALK).text)
        self._sentence = label(told, wrap=True)
        self._time = label(clock_time(ui.ticker.local_now()), "small")
        row = QHBoxLayout()
        row.setContentsMargins(PADDING, 12, PADDING, 12)
        row.setSpacing(SPACING)
        row.addWidget(icon)
        row.addWidget(self._sentence, 1)
        row.addWidget(self._time)
        self.body.addLayout(row)

    def place_above(self, left: int, bottom: int) -> int:
        """Put it there, as high as its sentence needs; returns its top."""
        for part in (self._sentence, self._time):
            part.ensurePolished()
        beside = 2 * PADDING + 2 * SPACING + 20 + self._time.sizeHint().width()
        self._sentence.setFixedHeight(self._sentence.heightForWidth(self._width - beside))
        self.place(left, 0, self._width)
        top = bottom - (self.height() - 2 * SHADOW)
        self.place(left, top, self._width)
        return top


class Toasts(QWidget):
    """Keeps the toasts of `page` in step with the desk. Signals: `over(key)` when one has been shown long enough."""

    over = Signal(str)

    def __init__(self, ui: UiContext, page: QWidget, width: int = WIDTH) -> None:
        super().__init__(page)
        self._ui, self._page, self._width = ui, page, width
        self._shown: list[Toast] = []
        self._corner = (0, 0)
        self.hide()  # only the toasts themselves are seen
        ui.ticker.tick.connect(lambda _: self._end_old())

    def show_desk(self, desk: Desk) -> None:
        wanted = [notice for notice in desk.notices if is_news(notice)][-MOST_TOASTS:]
        for toast in [toast for toast in self._shown if toast.notice not in wanted]:
            self._shown.remove(toast)
            toast.hide()
            toast.deleteLater()
        known = [toast.notice for toast in self._shown]
        for notice in wanted:
            if notice not in known:
                self._shown.append(Toast(self._ui, self._page, notice, self._width))
        self._place()

    def place(self, left: int, bottom: int) -> int:
        """The lower left corner of the lowest one; gives where the highest begins."""
        self._corner = (left, bottom)
        return self._place()

    def _place(self) -> int:
        left, bottom = self._corner
        for toast in reversed(self._shown):
            bottom = toast.place_above(left, bottom) - GAP
            toast.show()
            toast.raise_()
        return bottom

    def _end_old(self) -> None:
        now = self._ui.ticker.monotonic()
        for key in [toast.notice.key for toast in self._shown if now >= toast.over_at]:
            self.over.emit(key)
