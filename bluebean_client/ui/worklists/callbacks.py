"""再架電: promised calls, soonest first, with 読込 and a mark on those that are overdue."""

from collections.abc import Iterable

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QWidget

from bluebean_client.domain import worklists
from bluebean_client.domain.desk import Desk
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.formats import customer_name
from bluebean_client.ui.numbering import caller
from bluebean_client.ui.theme.theme import set_property
from bluebean_client.ui.theme.tokens import Tone
from bluebean_client.ui.views import group_name
from bluebean_client.ui.widgets.basics import button, icon_button, label
from bluebean_client.ui.worklists.callback_menu import callback_menu
from bluebean_client.ui.worklists.popover import ListPopover, Look
from bluebean_client.ui.worklists.row import ListRow
from bluebean_client.ui.worklists.words import due_words, late_words
from server.protocol.worklists import CallbackView

LOOK = Look("callbacks_list", "close_callbacks_button", "alarm", Tone.DANGER, width=460, row_height=77)
TIME_WIDTH = 72


class CallbackRow(ListRow):
    """Signals: `menu_wanted()`."""

    menu_wanted = Signal()

    def __init__(self, ui: UiContext, key: str) -> None:
        super().__init__(ui.theme, key, LOOK.row_height)
        self.lead.show()
        self.lead.setFixedWidth(TIME_WIDTH)
        self.state = label("", "danger_word")
        self.load = button(self.tr("Load"), name="load_callback_button", size="small")
        self.more = icon_button(ui.theme, "more", self.tr("More"), name="callback_menu_button")
        for part in (self.state, self.load, self.more):
            self.right.addWidget(part)
        self.load.clicked.connect(self.acted)
        self.more.clicked.connect(self.menu_wanted)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """By the menu key too."""
        self.menu_wanted.emit()


class CallbackList(ListPopover):
    """Signals: `my_customers_wanted()`; `loaded()`, 読込 was chosen."""

    my_customers_wanted = Signal()
    loaded = Signal()

    def __init__(self, ui: UiContext, parent: QWidget) -> None:
        super().__init__(ui, parent, LOOK, self.tr("Callbacks"))
        self._foot.addWidget(label(self.tr("You are told one minute before."), "small"))
        self._foot.addStretch()
        self._others = button(self.tr("Open my customers"), "link", name="open_my_customers_button")
        self._others.clicked.connect(self.my_customers_wanted)
        self._foot.addWidget(self._others)

    def show_desk(self, desk: Desk) -> None:
        self._others.setVisible("my_customers" in desk.capabilities)
        super().show_desk(desk)

    def items(self) -> Iterable[str]:
        return (str(callback.callback_id) for callback in worklists.callbacks(self._desk))

    def make_row(self, key: str) -> ListRow:
        row = CallbackRow(self._ui, key)
        row.acted.connect(lambda: self._load(int(key)))
        row.menu_wanted.connect(lambda: self._open_menu(row))
        return row

    def _open_menu(self, row: CallbackRow) -> None:
        callback = worklists.find_callback(self._desk, int(row.key))
        if callback is not None:
            menu = callback_menu(self._ui, row, self._desk, callback)
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(row.more.mapToGlobal(QPoint(0, row.more.height() + 2)))

    def _load(self, callback_id: int) -> None:
        self.dismiss()
        self._ui.slots.start(self._ui.actions.lists.load_callback(callback_id))
        self.loaded.emit()

    def fill_row(self, row: ListRow, place: int) -> bool:
        callback = worklists.find_callback(self._desk, int(row.key))
        if callback is None or not isinstance(row, CallbackRow):
            return False
        now = self._ui.ticker.now()
        late = worklists.is_overdue(callback, now)
        others = worklists.is_others(callback, self._desk)
        red = late and not others
        row.icon.show_icon("alarm" if late else "clock", self._ui.theme.tone(Tone.DANGER).text if red else "text3")
        time = due_words(callback.due_at, now)
        row.lead.setText("\n".join(part for part in time.rpartition(" ")[::2] if part))  # a day stands above its time
        set_property(row.lead, "role", "danger_strong" if red else "strong")
        name = customer_name(callback.customer_name) if callback.customer_name else ""
        row.show_who(name, caller(callback.number), two_lines=True)
        row.show_facts(group_name(self._desk, callback.work_group_id), self._whose(callback), callback.summary)
        row.state.setText(late_words(callback.due_at, now) if red else "")
        row.state.setVisible(red)
        set_property(row.load, "kind", "primary" if red and place == 1 else "")
        row.load.setEnabled(not others)
        row.set_overdue(red)
        row.say(time, row.state.text(), row.name.text(), row.facts.text())
        return True

    def _whose(self, callback: CallbackView) -> str:
        """Who has it, if it is not simply mine."""
        me = self._desk.identity.operator_id if self._desk.identity else ""
        if worklists.is_others(callback, self._desk) and callback.taken_by is not None:
            return self.tr("{name} is on it").format(name=callback.taken_by.name)
        if callback.assignee.operator_id != me:
            return self.tr("for {name}").format(name=callback.assignee.name)
        return ""

    def facts(self) -> str:
        now = self._ui.ticker.now()
        late, today = len(worklists.overdue(self._desk, now)), len(worklists.due_today(self._desk, now))
        if late:
            return self.tr("{late} overdue ・ {today} today").format(late=late, today=today)
        return self.tr("{today} today").format(today=today)

    def empty_words(self) -> str:
        return self.tr("No callback is planned")
