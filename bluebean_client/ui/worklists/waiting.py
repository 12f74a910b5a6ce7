"""待ち呼: the calls that wait now, oldest first, beside their tile."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from PySide6.QtWidgets import QWidget

from bluebean_client.domain.desk import Desk
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.formats import customer_name, elapsed, spoken_duration
from bluebean_client.ui.numbering import caller
from bluebean_client.ui.theme.theme import set_property
from bluebean_client.ui.theme.tokens import Tone
from bluebean_client.ui.views import group_name, waiting
from bluebean_client.ui.widgets.basics import label
from bluebean_client.ui.widgets.elapsed import ElapsedLabel
from bluebean_client.ui.worklists.figures import FiguresTable
from bluebean_client.ui.worklists.popover import ListPopover, Look
from bluebean_client.ui.worklists.row import ListRow
from server.protocol.types import WaitingCall

LOOK = Look("waiting_calls_list", "close_waiting_calls_button", "hourglass", Tone.WAIT, width=460, row_height=58)
ASKED_EVERY = timedelta(seconds=5)


class WaitingRow(ListRow):
    """Nothing can be done with it: calls are delivered by themselves."""

    def __init__(self, ui: UiContext, key: str) -> None:
        super().__init__(ui.theme, key, LOOK.row_height)
        self.age = ElapsedLabel(ui.ticker)
        self.age.setFixedWidth(72)
        self.right.addWidget(self.age)


class WaitingList(ListPopover):
    def __init__(self, ui: UiContext, parent: QWidget) -> None:
        self._calls: dict[str, tuple[str, WaitingCall]] = {}
        super().__init__(ui, parent, LOOK, self.tr("Waiting calls"))
        self._figures = FiguresTable()
        self.body.insertWidget(self.body.count() - 1, self._figures)
        self._asked_at: datetime | None = None
        ui.ticker.tick.connect(self._on_tick)
        self._foot.addWidget(label(self.tr("Calls are delivered by themselves, in turn."), "small"))

    def open(self) -> None:
        self._ask(self._ui.ticker.now())
        super().open()

    def _on_tick(self, now: datetime) -> None:
        """While somebody looks the figures are asked for anew every few seconds."""
        if self.isVisible() and (self._asked_at is None or abs(now - self._asked_at) >= ASKED_EVERY):
            self._ask(now)

    def _ask(self, now: datetime) -> None:
        self._asked_at = now
        self._ui.slots.start(self._ui.actions.lists.ask_group_figures())

    def show_desk(self, desk: Desk) -> None:
        self._calls = {call.call_id: (group_id, call) for group_id, call in waiting(desk)}
        super().show_desk(desk)
        if self._figures.show_figures(desk) and self.isVisible():
            self.adjustSize()
            self.resized.emit()

    def items(self) -> Iterable[str]:
        return self._calls

    def make_row(self, key: str) -> ListRow:
        return WaitingRow(self._ui, key)

    def fill_row(self, row: ListRow, place: int) -> bool:
        if row.key not in self._calls or not isinstance(row, WaitingRow):
            return False
        group_id, call = self._calls[row.key]
        first = place == 1
        row.icon.show_icon("hourglass", self._ui.theme.tone(Tone.WAIT).text if first else "text3")
        name = customer_name(call.customer_name) if call.customer_name else ""
        row.show_who(name, caller(call.number))
        position = self.tr("position {number}").format(number=self._position(group_id, call))
        group = group_name(self._desk, group_id)
        called = self.tr("callback") if call.callback else ""
        row.show_facts(group, position, called or ("" if name else self.tr("not registered")))
        row.age.set_since(call.since)
        set_property(row.age, "role", "age_first" if first else "age")
        waited = spoken_duration((self._ui.ticker.now() - call.since).total_seconds())
        row.say(name or caller(call.number), group, position, called, waited)
        return True

    def _position(self, group_id: str, call: WaitingCall) -> int:
        return [one for group, one in self._calls.values() if group == group_id].index(call) + 1

    def facts(self) -> str:
        if not self._calls:
            return self.tr("0 calls")
        since = next(iter(self._calls.values()))[1].since
        longest = elapsed(since, self._ui.ticker.now())
        return self.tr("{count} calls ・ longest {time}").format(count=len(self._calls), time=longest)

    def empty_words(self) -> str:
        return self.tr("No call is waiting")
