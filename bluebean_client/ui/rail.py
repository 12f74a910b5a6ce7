"""The rail at the left: customers, waiting calls, settings, log off. Tiles that the server knows nothing of are not shown."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from bluebean_client.domain.desk import Desk
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.theme.theme import set_property
from bluebean_client.ui.theme.tokens import Tone
from bluebean_client.ui.views import waiting
from bluebean_client.ui.widgets.basics import line
from bluebean_client.ui.widgets.elapsed import ElapsedLabel
from bluebean_client.ui.widgets.painted import RailButton


class Rail(QFrame):
    """The tiles of lists are pressed and coloured by `ListPanels`.

    Signals: `customers_wanted()`, `seats_wanted()`, `settings_wanted()`, `log_off_wanted()`.
    """

    customers_wanted = Signal()
    seats_wanted = Signal()
    settings_wanted = Signal()
    log_off_wanted = Signal()

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui
        self.setProperty("region", "rail")
        self.customers = RailButton(ui.theme, self.tr("Customer"), "customer-filled", "customers_button", key="Alt+1")
        self.customers.show_state(current=True)
        self.my_customers = RailButton(
            ui.theme, self.tr("My list"), "customer-list", "my_customers_button", key="Alt+0"
        )
        self.waiting = RailButton(
            ui.theme, self.tr("Waiting"), "hourglass", "waiting_calls_button", key="Alt+4", with_time=True
        )
        self.waiting_time = ElapsedLabel(ui.ticker, name="waiting_time")
        self.abandoned = RailButton(
            ui.theme, self.tr("Abandoned"), "phone-missed", "abandoned_calls_button", key="Alt+5"
        )
        self.callbacks = RailButton(ui.theme, self.tr("Callbacks"), "callback", "callbacks_button", key="Alt+6")
        self.seats = RailButton(ui.theme, self.tr("Seats"), "seat", "seat_list_button", key="Alt+7")
        self.settings = RailButton(ui.theme, self.tr("Settings"), "settings", "settings_button", key="Ctrl+,")
        self.log_off = RailButton(ui.theme, self.tr("Log off"), "log-off", "log_off_button", key="Ctrl+Shift+Q")
        self._before_seats = line()
        self._oldest: datetime | None = None
        self._lay_out()
        self.customers.clicked.connect(self.customers_wanted)
        self.seats.clicked.connect(self.seats_wanted)
        self.settings.clicked.connect(self.settings_wanted)
        self.log_off.clicked.connect(self.log_off_wanted)

    def _lay_out(self) -> None:
        self.waiting_time.setParent(self.waiting)
        self.waiting_time.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.waiting_time.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.waiting_time.setAccessibleName(self.tr("Longest waiting time"))
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 6, 4, 6)
        column.setSpacing(1)
        divider = line()
        column.addWidget(self.customers)
        column.addWidget(self.my_customers)
        column.addSpacing(4)
        column.addWidget(divider)
        column.addSpacing(4)
        for tile in (self.waiting, self.abandoned, self.callbacks):
            column.addWidget(tile)
        column.addSpacing(4)
        column.addWidget(self._before_seats)
        column.addSpacing(4)
        column.addWidget(self.seats)
        column.addStretch()
        column.addWidget(self.settings)
        column.addWidget(self.log_off)
        self.set_room()

    def set_room(self, *, low: bool = False, slim: bool = False, lowest: bool = False) -> None:
        """`low`: a window of little height; `slim`: one of little width, with icons only.

        `lowest`: room for the lists only. Settings and log off are in the operator's menu as well.
        """
        self.setFixedWidth(56 if slim else 80)
        for tile in self._tiles():
            tile.set_room(low=low, slim=slim, lowest=lowest)
        for tile in (self.settings, self.log_off):
            tile.setVisible(not (slim and lowest))
        shape = self.waiting.shape
        self.waiting_time.setGeometry(0, shape.time, shape.width, 18)

    def _tiles(self) -> tuple[RailButton, ...]:
        lists = (self.my_customers, self.waiting, self.abandoned, self.callbacks)
        return (self.customers, *lists, self.seats, self.settings, self.log_off)

    def show_desk(self, desk: Desk) -> None:
        calls = waiting(desk)
        count = len(calls)
        self.waiting.show_state(count=count, tone=Tone.WAIT if count else Tone.AWAY)
        set_property(self.waiting_time, "waiting", bool(count))
        self.waiting_time.set_since(calls[0][1].since if calls else None, "–")
        self.waiting.setEnabled(desk.live is not None)
        self.my_customers.setVisible("my_customers" in desk.capabilities)
        self.abandoned.setVisible("abandoned" in desk.capabilities)
        self.callbacks.setVisible("callbacks" in desk.capabilities)
        for part in (self._before_seats, self.seats):
            part.setVisible("seats" in desk.capabilities)

    def show_place(self, *, seats: bool) -> None:
        """Which page is in front: the seat list or the customer."""
        self.customers.show_word(self.tr("Customer"), "customer" if seats else "customer-filled")
        self.customers.show_state(current=not seats)
        self.seats.show_word(self.tr("Seats"), "seat-filled" if seats else "seat")
        self.seats.show_state(current=seats)
