"""The softphone without a call: number field, history that completes what is typed, dial pad."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from bluebean_client.domain.desk import Desk
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.softphone.history_panel import HistoryPanel
from bluebean_client.ui.softphone.tiles import DialPad
from bluebean_client.ui.views import phone_is_ready
from bluebean_client.ui.widgets.basics import button, give_way, with_icon
from bluebean_client.ui.widgets.inputs import LineEdit
from bluebean_client.ui.widgets.page_tabs import PageTabs


class NumberField(LineEdit):
    """Signals: `down()` towards the list below."""

    down = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.down.emit()
        else:
            super().keyPressEvent(event)


class Dialer(QWidget):
    """Signals: `detail_wanted(entry)`, `clear_wanted()`."""

    detail_wanted = Signal(object)
    clear_wanted = Signal()

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui
        self._desk = Desk()
        self._dialed = ""
        self.number = NumberField("dial_number")
        self.number.setProperty("scale", "large")
        self.number.setPlaceholderText(self.tr("Number, name or extension"))
        self.number.setAccessibleName(self.tr("Number, name or extension"))
        self.number.setClearButtonEnabled(False)
        self.dial = with_icon(
            button("", "answer", name="dial_button", size="large"), ui.theme, "phone-filled", "#FFFFFF", 18
        )
        self.dial.setAccessibleName(self.tr("Call"))
        self.dial.setFixedWidth(48)
        self.history = HistoryPanel(ui)
        self._pad = DialPad()
        self._tabs = PageTabs((("history_tab_button", self.tr("History")), ("keypad_tab_button", self.tr("Keypad"))))
        self._pages = QStackedWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.number, 1)
        row.addWidget(self.dial)
        padded = QWidget()
        room = QVBoxLayout(padded)
        room.setContentsMargins(0, 12, 0, 12)
        room.addWidget(self._pad, 1)
        room.addStretch()
        for page in (self.history, padded):
            give_way(page)
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 4)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self._tabs)
        column.addWidget(self._pages, 1)

    def _connect(self) -> None:
        self.dial.clicked.connect(self.press_dial)
        self.number.returnPressed.connect(self.press_dial)
        self.number.textChanged.connect(self._on_typed)
        self.number.down.connect(self._go_down)
        self._tabs.chosen.connect(self._pages.setCurrentIndex)
        self._pad.pressed.connect(self.number.insert)
        self.history.picked.connect(self.call)
        self.history.left.connect(self.number.setFocus)
        self.history.detail_wanted.connect(self.detail_wanted)
        self.history.clear_wanted.connect(self.clear_wanted)

    def show_desk(self, desk: Desk) -> None:
        self._desk = desk
        self.history.show_desk(desk)
        self._check()

    def put_number(self, number: str) -> None:
        """Of a link: into the field, for the person to call."""
        self.number.setText(number)
        self.number.setFocus()

    def call(self, number: str) -> None:
        number = number.strip()
        if phone_is_ready(self._desk) and number and self._ui.actions.phone.dial(number):
            self._dialed = number
            self.number.clear()

    def press_dial(self) -> None:
        """Calls what is typed; an empty field gets the number dialed last, as on every phone."""
        if not self.dial.isEnabled():
            return
        if self.number.text().strip():
            self.call(self.number.text())
        else:
            self.number.setText(self._last_dialed())

    def _last_dialed(self) -> str:
        entries = self._desk.history.entries if self._desk.history is not None else ()
        return self._dialed or next((entry.number for entry in entries if entry.outgoing), "")

    def _go_down(self) -> None:
        self._tabs.choose(0)
        self.history.enter()

    def _on_typed(self, text: str) -> None:
        self.history.search(text.strip())
        self._check()

    def _check(self) -> None:
        ready = phone_is_ready(self._desk)
        self.dial.setEnabled(ready and bool(self.number.text().strip() or self._last_dialed()))
        redial = self.tr("Number dialed last") if not self.number.text().strip() else self.tr("Call")
        self.dial.setToolTip(redial if ready else self.tr("The phone is not registered."))
