"""Where the seat list stands in the window: in the place of the customer, built when it is first wanted."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bluebean_client.domain.desk import Desk
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.late_pages import make_seats_page
from bluebean_client.ui.seats.calling import Calling

if TYPE_CHECKING:
    from bluebean_client.ui.seats.page import SeatsPage


class SeatsPlace(QWidget):
    """Signals: `opened(is_open: bool)`. Gives way when a customer is opened."""

    opened = Signal(bool)

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui, self._desk = ui, Desk()
        self._page: SeatsPage | None = None
        self._calling = Calling(ui)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.is_open = False
        self.hide()

    def toggle(self) -> None:
        if self.is_open:
            self.leave()
        elif "seats" in self._desk.capabilities:
            self._open()

    def _open(self) -> None:
        if self._page is None:
            self._page = page = make_seats_page(self._ui)
            page.left.connect(self.leave)
            page.set_action(self._calling.action())
            page.call_wanted.connect(self._calling.call)
            self._column.addWidget(page)
        self.is_open = True
        self.opened.emit(True)
        self.show()
        self._page.open(self._desk)

    def leave(self) -> None:
        if self.is_open:
            self.is_open = False
            self.hide()
            self.opened.emit(False)

    def show_desk(self, desk: Desk) -> None:
        old, self._desk = self._desk, desk
        self._calling.show_desk(desk)
        if desk.active_tab != old.active_tab and desk.active_tab is not None:
            self.leave()
        if self.is_open and self._page is not None:
            self._page.show_desk(desk)
