"""再架電通知: tells of a callback shortly before its time. Takes no focus, stays until 読込 or ×."""

from datetime import datetime

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bluebean_client.domain import worklists
from bluebean_client.domain.desk import Desk
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.formats import customer_name
from bluebean_client.ui.numbering import caller
from bluebean_client.ui.theme.tokens import Tone
from bluebean_client.ui.widgets.basics import ElidedLabel, IconLabel, button, icon_button, label
from bluebean_client.ui.widgets.popup import SHADOW, Popup
from bluebean_client.ui.worklists.callback_forms import FormPlace
from bluebean_client.ui.worklists.callback_menu import later_menu
from bluebean_client.ui.worklists.words import due_words, left_words, why_no_change
from server.protocol.worklists import CallbackView

WIDTH, GAP = 520, 8


class CallbackNotice(Popup):
    """About one callback. Signals: `loaded()`, 読込 was chosen; `resized()`, when it wants to be placed again."""

    loaded = Signal()
    resized = Signal()

    def __init__(self, ui: UiContext, parent: QWidget, callback: CallbackView) -> None:
        super().__init__(ui.theme, parent, "callback_notice", radius=10, strip=ui.theme.tone(Tone.DANGER).fill)
        self._ui, self.callback = ui, callback
        icon = IconLabel(ui.theme, 20)
        icon.show_icon("alarm", ui.theme.tone(Tone.DANGER).text)
        self._facts = ElidedLabel("")
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(label(self.tr("Callback"), "strong"))
        words.addWidget(self._facts)
        load = button(self.tr("Load"), "primary", name="load_noticed_callback_button")
        self._later = button(self.tr("Later"), name="put_off_callback_button")
        close = icon_button(ui.theme, "close", self.tr("Close"), name="dismiss_callback_button")
        for made in (load, self._later, close):
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # keys reach it through the list of the tile
        row = QHBoxLayout()
        row.setContentsMargins(16, 14, 12, 10)
        row.setSpacing(12)
        row.addWidget(icon)
        row.addLayout(words, 1)
        row.addWidget(load)
        row.addWidget(self._later)
        row.addWidget(close)
        self._form = FormPlace(ui)
        self._form.resized.connect(self.resized)
        self.body.addLayout(row)
        self.body.addWidget(self._form)
        lists = ui.actions.lists
        load.clicked.connect(lambda: ui.slots.start(lists.load_callback(callback.callback_id)))
        load.clicked.connect(self.loaded)
        self._later.clicked.connect(self._open_menu)
        close.clicked.connect(lambda: ui.slots.start(lists.dismiss_callback(callback.callback_id)))
        self.draw(ui.ticker.now())

    def show_desk(self, desk: Desk, callback: CallbackView) -> None:
        self.callback = callback
        self._later.setVisible("change_callbacks" in desk.capabilities)
        why_not = why_no_change(callback)
        self._later.setEnabled(not why_not)
        self._later.setToolTip(why_not)
        self._form.show_desk(desk)

    def _open_menu(self) -> None:
        menu = later_menu(self._ui, self, self.callback, self._form.ask)
        menu.popup(self._later.mapToGlobal(QPoint(0, self._later.height() + 2)))

    def draw(self, now: datetime) -> None:
        callback = self.callback
        name = customer_name(callback.customer_name) if callback.customer_name else ""
        facts = [due_words(callback.due_at, now), name, caller(callback.number), left_words(callback.due_at, now)]
        text = "  ".join(fact for fact in facts if fact)
        self._facts.setText(text)
        self.setAccessibleName(f"{self.tr('Callback')} {text}")


class CallbackNotices(QWidget):
    """The notices of the desk in one place at the lower left, the soonest lowest.

    Signals: `came()`, when there is a new one or one is higher or lower than before; `loaded()`, when 読込 was chosen.
    """

    came = Signal()
    loaded = Signal()

    def __init__(self, ui: UiContext, page: QWidget) -> None:
        super().__init__(page)
        self._ui, self._page = ui, page
        self._shown: dict[int, CallbackNotice] = {}
        self._corner = (0, 0)
        self.hide()  # only the notices themselves are seen
        ui.ticker.tick.connect(self._draw)

    def show_desk(self, desk: Desk) -> None:
        wanted = {callback.callback_id: callback for callback in worklists.notices(desk)}
        for callback_id in self._shown.keys() - wanted.keys():
            gone = self._shown.pop(callback_id)
            gone.hide()
            gone.deleteLater()
        new = [callback for callback_id, callback in wanted.items() if callback_id not in self._shown]
        for callback in new:
            made = self._shown[callback.callback_id] = CallbackNotice(self._ui, self._page, callback)
            made.loaded.connect(self.loaded)
            made.resized.connect(self._place)
            made.resized.connect(self.came)
        for callback_id, callback in wanted.items():
            self._shown[callback_id].show_desk(desk, callback)
        self._draw(self._ui.ticker.now())
        self._place()
        if new:
            self.came.emit()

    def place(self, left: int, bottom: int) -> int:
        """The lower left corner of the lowest one; gives where the highest begins."""
        self._corner = (left, bottom)
        return self._place()

    def _place(self) -> int:
        left, bottom = self._corner
        width = min(WIDTH, self._page.width() - left - GAP)
        soonest_first = sorted(self._shown.values(), key=lambda notice: notice.callback.due_at)
        for notice in soonest_first:
            notice.place(left, 0, width)
            bottom -= notice.height() - 2 * SHADOW
            notice.place(left, bottom, width)
            notice.show()
            notice.raise_()
            bottom -= GAP
        return bottom

    def _draw(self, now: datetime) -> None:
        for notice in self._shown.values():
            notice.draw(now)
