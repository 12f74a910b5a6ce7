"""The lists and their tiles: opened beside them one at a time, counts and colours, the blinking of what is overdue."""

from datetime import datetime

from PySide6.QtCore import QEvent, QObject, QPoint, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from bluebean_client.domain import worklists
from bluebean_client.domain.desk import Desk
from bluebean_client.ui.blinker import Blinker
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.rail import Rail
from bluebean_client.ui.theme.tokens import Tone
from bluebean_client.ui.widgets.painted import RailButton
from bluebean_client.ui.widgets.popup import SHADOW
from bluebean_client.ui.worklists.abandoned import AbandonedList
from bluebean_client.ui.worklists.callbacks import CallbackList
from bluebean_client.ui.worklists.my_customers import MyCustomerList
from bluebean_client.ui.worklists.popover import ListPopover
from bluebean_client.ui.worklists.waiting import WaitingList

GAP = 8
BLINKS = "callbacks"


class ListPanels(QObject):
    """Signals: `resized()`, when a list wants to be placed again."""

    resized = Signal()

    def __init__(self, ui: UiContext, page: QWidget, rail: Rail, blinker: Blinker) -> None:
        super().__init__(page)
        self._ui, self._page, self._rail, self._blinker = ui, page, rail, blinker
        self._desk = Desk()
        self._seen: set[int] = set()
        self._lit = False
        self.waiting, self.abandoned = WaitingList(ui, page), AbandonedList(ui, page)
        self.callbacks, self.my_customers = CallbackList(ui, page), MyCustomerList(ui, page)
        self._tiles: dict[ListPopover, RailButton] = {
            self.waiting: rail.waiting,
            self.abandoned: rail.abandoned,
            self.callbacks: rail.callbacks,
            self.my_customers: rail.my_customers,
        }
        for panel, tile in self._tiles.items():
            tile.clicked.connect(lambda _checked=False, panel=panel: self.toggle(panel))
            panel.resized.connect(self.resized)
        self.callbacks.opened.connect(self._look_at_overdue)
        self.callbacks.my_customers_wanted.connect(lambda: self.toggle(self.my_customers))
        blinker.beat.connect(self._on_beat)
        ui.ticker.tick.connect(self._draw_tiles)
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def show_desk(self, desk: Desk) -> None:
        self._desk = desk
        for panel in self._tiles:
            panel.show_desk(desk)
        self._draw_tiles(self._ui.ticker.now())

    # ---- tiles ---------------------------------------------------------------------------------------------------

    def _draw_tiles(self, now: datetime) -> None:
        desk = self._desk
        gave_up = len(worklists.unhandled(worklists.abandoned(desk)))
        self._rail.abandoned.show_state(count=gave_up)
        late = {callback.callback_id for callback in worklists.overdue(desk, now)}
        self._seen &= late
        blinks = bool(late - self._seen)
        self._blinker.want(BLINKS, blinks)
        self._rail.callbacks.show_marked(blinks and self._blinker.still)
        count = len(worklists.due_today(desk, now))
        tone = Tone.DANGER if late else Tone.AWAY
        self._rail.callbacks.show_state(count=count, tone=tone, lit=self._lit and bool(late))

    def _on_beat(self, lit: bool) -> None:
        self._lit = lit
        self._draw_tiles(self._ui.ticker.now())

    def _look_at_overdue(self, opened: bool) -> None:
        """Who has opened the list knows of them: the tile stays red, but still."""
        if opened:
            self._seen |= {callback.callback_id for callback in worklists.overdue(self._desk, self._ui.ticker.now())}
            self._draw_tiles(self._ui.ticker.now())

    # ---- opening -------------------------------------------------------------------------------------------------

    def toggle(self, panel: ListPopover) -> None:
        if panel.isVisible():
            panel.dismiss()
            return
        if not self._tiles[panel].isVisible():
            return  # the server does not know it
        for other in self._tiles:
            if other.isVisible():
                other.dismiss()
        panel.open()
        self.resized.emit()

    def place(self, top: int, bottom: int) -> None:
        """Each beside its tile, between these edges of the page."""
        for panel, tile in self._tiles.items():
            if not panel.isVisible():
                continue
            corner = tile.mapTo(self._page, QPoint(0, 0))
            panel.fit(bottom - top - GAP)
            panel.place(self._rail.width() + 6, 0, panel.width_wanted)
            height = panel.height() - 2 * SHADOW
            panel.place(
                self._rail.width() + 6, max(top, min(corner.y() - GAP, bottom - height - GAP)), panel.width_wanted
            )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A click outside the open list closes it; one on its own tile is the tile's affair."""
        if event.type() != QEvent.Type.MouseButtonPress or not isinstance(event, QMouseEvent):
            return False
        if not isinstance(watched, QWidget) or watched.window() is not self._page.window():
            return False
        for panel, tile in self._tiles.items():
            inside = watched is panel or panel.isAncestorOf(watched)
            if panel.isVisible() and not inside and watched is not tile:
                panel.dismiss()
        return False

    def leave(self) -> None:
        """Stop watching the application; the page is about to be replaced."""
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
