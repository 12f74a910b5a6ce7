"""Tells a supervisor of colleagues who ask for help: notices at the lower left that take no focus."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from bluebean_client.domain.desk import Desk
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.help.row import AskerRow
from bluebean_client.ui.help.words import requests_to_hear
from bluebean_client.ui.theme.tokens import Tone
from bluebean_client.ui.widgets.basics import icon_button
from bluebean_client.ui.widgets.popup import SHADOW, Popup
from server.protocol.types import HelpRequest

WIDTH, GAP = 480, 8
Seen = tuple[str, datetime, datetime | None]


class HelpNotice(Popup):
    """About one colleague. Signals: `closed()` by its ×: it comes back if nobody reacts."""

    closed = Signal()

    def __init__(self, ui: UiContext, page: QWidget, request: HelpRequest) -> None:
        super().__init__(ui.theme, page, "help_notice", radius=10, strip=ui.theme.tone(Tone.DANGER).fill)
        self.row = AskerRow(ui, request)
        close = icon_button(ui.theme, "close", self.tr("Close"), name="close_help_notice_button")
        close.clicked.connect(self.closed)
        for made in (self.row.take, close):
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # keys reach it through F1
        across = QHBoxLayout()
        across.setContentsMargins(16, 14, 12, 10)
        across.setSpacing(12)
        across.addWidget(self.row, 1)
        across.addWidget(close)
        self.body.addLayout(across)

    def show_request(self, desk: Desk, request: HelpRequest) -> None:
        self.row.show_request(desk, request)
        self.setAccessibleName(self.row.accessibleName())


class HelpNotices(QWidget):
    """Keeps the notices of `page` in step with the desk. Signals: `came()`, when there is a new one."""

    came = Signal()

    def __init__(self, ui: UiContext, page: QWidget) -> None:
        super().__init__(page)
        self._ui, self._page = ui, page
        self._shown: dict[Seen, HelpNotice] = {}
        self._closed: set[Seen] = set()
        self._corner = (0, 0)
        self.hide()  # only the notices themselves are seen
        ui.ticker.tick.connect(self._draw)

    def show_desk(self, desk: Desk) -> None:
        wanted = {_seen(request): request for request in requests_to_hear(desk)}
        self._closed &= wanted.keys()
        for key in self._shown.keys() - (wanted.keys() - self._closed):
            self._remove(key)
        new = [key for key in wanted if key not in self._shown and key not in self._closed]
        for key in new:
            notice = self._shown[key] = HelpNotice(self._ui, self._page, wanted[key])
            notice.closed.connect(lambda key=key: self._close(key))
        for key, notice in self._shown.items():
            notice.show_request(desk, wanted[key])
        self._place()
        if new:
            self.came.emit()

    def _close(self, key: Seen) -> None:
        self._closed.add(key)
        self._remove(key)
        self.came.emit()

    def _remove(self, key: Seen) -> None:
        gone = self._shown.pop(key)
        gone.hide()
        gone.deleteLater()

    def place(self, left: int, bottom: int) -> int:
        """The lower left corner of the lowest one; gives where the highest begins."""
        self._corner = (left, bottom)
        return self._place()

    def _place(self) -> int:
        left, bottom = self._corner
        width = min(WIDTH, self._page.width() - left - GAP)
        for notice in self._shown.values():
            notice.place(left, 0, width)
            bottom -= notice.height() - 2 * SHADOW
            notice.place(left, bottom, width)
            notice.show()
            notice.raise_()
            bottom -= GAP
        return bottom

    def _draw(self, now: datetime) -> None:
        for notice in self._shown.values():
            notice.row.draw(now)


def _seen(request: HelpRequest) -> Seen:
    """What a person closes: the same request once escalated is news again."""
    return (request.operator.operator_id, request.since, request.escalated_at)
