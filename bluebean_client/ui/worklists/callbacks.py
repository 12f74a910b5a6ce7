"""再架電: promised calls, soonest first, with 読込 and a mark on those that are overdue."""

from collections.abc import Callable, Iterable
from datetime import datetime

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from bluebean_client.domain import worklists
from bluebean_client.domain.desk import Desk
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.formats import customer_name
from bluebean_client.ui.numbering import caller
from bluebean_client.ui.theme.theme import set_property
from bluebean_client.ui.theme.tokens import Tone
from bluebean_client.ui.views import group_name
from bluebean_client.ui.widgets.basics import button, icon_button, label
from bluebean_client.ui.worklists.callback_forms import FormPlace, ReasonForm, TimeForm
from bluebean_client.ui.worklists.callback_menu import CANCEL_KEY, SOON, SOON_KEY, TIME_KEY, callback_menu, put_off
from bluebean_client.ui.worklists.callback_scope import LED, MINE, CallbackScope
from bluebean_client.ui.worklists.popover import ListPopover, Look
from bluebean_client.ui.worklists.row import ListRow
from bluebean_client.ui.worklists.words import due_words, late_words
from server.protocol.worklists import MOST_CALLBACKS, CallbackView

LOOK = Look("callbacks_list", "close_callbacks_button", "alarm", Tone.DANGER, width=460, row_height=77)
TIME_WIDTH = 72


class CallbackRow(ListRow):
    """Signals: `menu_wanted()`; `put_off()`, `time_wanted()` and `cancel_wanted()` by their keys."""

    menu_wanted = Signal()
    put_off = Signal()
    time_wanted = Signal()
    cancel_wanted = Signal()

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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by_key = {SOON_KEY: self.put_off, TIME_KEY: self.time_wanted, CANCEL_KEY: self.cancel_wanted}
        pressed = QKeySequence(event.keyCombination()).toString()
        wanted = by_key.get(SOON_KEY if event.text() == SOON_KEY else pressed)
        if wanted is not None and not event.isAutoRepeat():
            wanted.emit()
        else:
            super().keyPressEvent(event)


class CallbackList(ListPopover):
    """Signals: `my_customers_wanted()`; `loaded()`, 読込 was chosen."""

    my_customers_wanted = Signal()
    loaded = Signal()

    def __init__(self, ui: UiContext, parent: QWidget) -> None:
        self._scope = CallbackScope(ui)
        self._form = FormPlace(ui)
        super().__init__(ui, parent, LOOK, self.tr("Callbacks"))
        self.body.insertWidget(self.body.indexOf(self._area), self._scope)
        self._scope.changed.connect(self._show_other_rows)
        self.body.insertWidget(self.body.indexOf(self._area) + 1, self._form)
        self._form.resized.connect(self.resized)
        self._foot.addWidget(label(self.tr("You are told one minute before."), "small"))
        self._foot.addStretch()
        self._others = button(self.tr("Open my customers"), "link", name="open_my_customers_button")
        self._others.clicked.connect(self.my_customers_wanted)
        self._foot.addWidget(self._others)

    def show_desk(self, desk: Desk) -> None:
        self._others.setVisible("my_customers" in desk.capabilities)
        self._scope.show_desk(desk)
        had_focus = self._has_focus()
        super().show_desk(desk)
        self._form.show_desk(desk)
        if had_focus and not self._has_focus():  # what had it is gone
            self.focus_first()

    def _has_focus(self) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def _show_other_rows(self) -> None:
        self._pointer_inside = False  # who asks for other rows wants them to move
        self._draw()
        self.resized.emit()

    def items(self) -> Iterable[str]:
        return (str(callback.callback_id) for callback in self._scope.callbacks(self._desk))

    def make_row(self, key: str) -> ListRow:
        row = CallbackRow(self._ui, key)
        row.acted.connect(lambda: self._load(int(key)))
        row.menu_wanted.connect(lambda: self._open_menu(row))
        row.put_off.connect(lambda: self._change(key, lambda callback: put_off(self._ui, callback, SOON)))
        row.time_wanted.connect(lambda: self._change(key, lambda callback: self._form.ask(TimeForm, callback)))
        row.cancel_wanted.connect(lambda: self._change(key, lambda callback: self._form.ask(ReasonForm, callback)))
        return row

    def _change(self, key: str, act: Callable[[CallbackView], None]) -> None:
        """By a key; what the menu would not offer does nothing."""
        callback = worklists.find_callback(self._desk, int(key))
        if callback and callback.change_refusal is None and "change_callbacks" in self._desk.capabilities:
            act(callback)

    def _open_menu(self, row: CallbackRow) -> None:
        callback = worklists.find_callback(self._desk, int(row.key))
        if callback is not None:
            menu = callback_menu(self._ui, row, self._desk, callback, self._form.ask)
            menu.popup(row.more.mapToGlobal(QPoint(0, row.more.height() + 2)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right go from one's own callbacks to those of the groups that one leads, and back."""
        scopes = {Qt.Key.Key_Left: MINE, Qt.Key.Key_Right: LED}
        if event.key() in scopes:
            self._scope.choose(scopes[Qt.Key(event.key())])
            self.focus_first()
        else:
            super().keyPressEvent(event)

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
        if self._scope.is_led:
            return self._facts_of_led(now)
        late, today = len(worklists.overdue(self._desk, now)), len(worklists.due_today(self._desk, now))
        if late:
            return self.tr("{late} overdue ・ {today} today").format(late=late, today=today)
        return self.tr("{today} today").format(today=today)

    def _facts_of_led(self, now: datetime) -> str:
        led = worklists.led_callbacks(self._desk, now)
        late = sum(worklists.is_overdue(callback, now) for callback in led)
        text = self.tr("{late} overdue ・ {count} in all").format(late=late, count=len(led))
        cut = len(worklists.all_callbacks(self._desk)) >= MOST_CALLBACKS
        return f"{text} ・ {self.tr('the soonest ones')}" if cut else text

    def empty_words(self) -> str:
        if self._scope.is_led and worklists.led_callbacks(self._desk, self._ui.ticker.now()):
            return self.tr("No callback is like that")
        return self.tr("No callback is planned")
