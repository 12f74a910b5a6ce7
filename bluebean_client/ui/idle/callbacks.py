"""再架電の予定: the calls that I am to make today, with 読込; red when they are overdue."""

from collections.abc import Iterable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent

from bluebean_client.domain import worklists
from bluebean_client.domain.desk import Desk
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.formats import clock_time, customer_name, short_moment
from bluebean_client.ui.idle.card import IdleCard
from bluebean_client.ui.numbering import caller
from bluebean_client.ui.theme.theme import set_property
from bluebean_client.ui.views import group_name
from bluebean_client.ui.widgets.basics import button
from bluebean_client.ui.worklists.row import ListRow
from bluebean_client.ui.worklists.words import late_words
from server.protocol.worklists import CallbackView

ROW_HEIGHT, TIME_WIDTH = 58, 44
NUMBER_FROM = 420
"""Narrower, the number is left out."""


class IdleCallbackRow(ListRow):
    def __init__(self, ui: UiContext, key: str) -> None:
        super().__init__(ui.theme, key, ROW_HEIGHT)
        self.icon.hide()
        self.lead.show()
        self.lead.setFixedWidth(TIME_WIDTH)
        self.load = button(self.tr("Load"), name="load_planned_callback_button", size="small")
        self.right.addWidget(self.load)
        self.load.clicked.connect(self.acted)


class IdleCallbacks(IdleCard):
    """Signals: `all_wanted()`."""

    all_wanted = Signal()

    def __init__(self, ui: UiContext) -> None:
        super().__init__(ui, "planned_callbacks", self.tr("Planned callbacks"), ROW_HEIGHT)
        self._late: tuple[int, ...] = ()
        everything = button(self.tr("Show all"), "link", name="all_callbacks_button")
        everything.clicked.connect(self.all_wanted)
        self.head.addWidget(everything)
        ui.ticker.tick.connect(self._on_tick)

    def _today(self) -> list[CallbackView]:
        return worklists.due_today(self._desk, self._ui.ticker.now())

    def _on_tick(self, now: datetime) -> None:
        """Nothing is drawn anew but when one becomes overdue."""
        if self.isVisible() and self._late != _late(self._desk, now):
            self.draw()

    def show_desk(self, desk: Desk) -> None:
        super().show_desk(desk)
        self.setVisible("callbacks" in desk.capabilities)

    def draw(self) -> None:
        self._late = _late(self._desk, self._ui.ticker.now())
        super().draw()
        today = len(self._today())
        self.count.setText(self.tr("{count} today").format(count=today) if today else "")

    def items(self) -> Iterable[str]:
        return (str(callback.callback_id) for callback in self._today())

    def make_row(self, key: str) -> ListRow:
        row = IdleCallbackRow(self._ui, key)
        row.acted.connect(lambda: self._ui.slots.start(self._ui.actions.lists.load_callback(int(key))))
        return row

    def fill_row(self, row: ListRow) -> bool:
        callback = worklists.find_callback(self._desk, int(row.key))
        if callback is None:
            return False
        now = self._ui.ticker.now()
        late = worklists.is_overdue(callback, now)
        same_day = callback.due_at.astimezone().date() == now.astimezone().date()
        row.lead.setText(clock_time(callback.due_at) if same_day else "—")
        row.lead.setToolTip(short_moment(callback.due_at, now))
        set_property(row.lead, "role", "danger_strong" if late else "strong")
        name = customer_name(callback.customer_name) if callback.customer_name else ""
        row.show_who(name, caller(callback.number))
        row.number.setVisible(bool(name) and self.width() >= NUMBER_FROM)
        how_late = late_words(callback.due_at, now) if late else ""
        row.show_facts(how_late, group_name(self._desk, callback.work_group_id), callback.summary)
        set_property(row.facts, "role", "danger_small" if late else "small")
        row.say(short_moment(callback.due_at, now), row.name.text(), row.facts.text())
        return True

    def empty_words(self) -> str:
        return self.tr("No callback is planned for today")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.draw()


def _late(desk: Desk, now: datetime) -> tuple[int, ...]:
    return tuple(callback.callback_id for callback in worklists.overdue(desk, now))
