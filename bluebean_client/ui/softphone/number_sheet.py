"""Whom to call or to hand a call on to: a number typed, picked from the history, or another call that is up."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListView, QVBoxLayout, QWidget

from bluebean_client.domain.desk import Desk
from bluebean_client.domain.phone import HistoryKind, PhoneCall
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.softphone.dialer import NumberField
from bluebean_client.ui.softphone.history_panel import TYPING_MS
from bluebean_client.ui.softphone.history_rows import ENTRY_ROLE, EntryDelegate, EntryModel, dress_list
from bluebean_client.ui.softphone.reading import MOST_CALLS, connected, title
from bluebean_client.ui.widgets.basics import ElidedLabel, button, clear, icon_button, label, with_icon


class NumberSheet(QWidget):
    """Opened for a second call, or with `transferred` to hand that call on. A phone that does not dial by itself (`dials`) can
    hand on, but not talk to the other side first.

    Signals: `closed()`, `call_wanted(number)`, `blind_wanted(call, number)`, `consult_wanted(call, number)`,
    `join_wanted(call, to_call)`.
    """

    closed = Signal()
    call_wanted = Signal(str)
    blind_wanted = Signal(int, str)
    consult_wanted = Signal(int, str)
    join_wanted = Signal(int, int)

    def __init__(self, ui: UiContext, *, dials: bool = True) -> None:
        super().__init__()
        self._ui, self._dials = ui, dials
        self._transferred: PhoneCall | None = None
        self._others: tuple[PhoneCall, ...] = ()
        self._full = False
        self._title = ElidedLabel(role="section")
        self._close = icon_button(ui.theme, "close", self.tr("Back"), name="close_sheet_button")
        self._calls = QVBoxLayout()
        self.number = NumberField("target_number")
        self.number.setPlaceholderText(self.tr("Number, name or extension"))
        self.number.setAccessibleName(self.tr("Number, name or extension"))
        self._list = QListView()
        self._list.setObjectName("target_list")
        self._list.setAccessibleName(self.tr("Call history"))
        dress_list(self._list)
        self._model, self._delegate = EntryModel(ui, self), EntryDelegate(ui, self._list)
        self._list.setModel(self._model)
        self._list.setItemDelegate(self._delegate)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._make_buttons(ui)
        self._lay_out()
        self._connect()

    def _make_buttons(self, ui: UiContext) -> None:
        self.blind = button(self.tr("Transfer now"), name="blind_transfer_button", size="large")
        self.consult = button(self.tr("Talk first"), "primary", name="consult_transfer_button", size="large")
        self.dial = with_icon(
            button(self.tr("Call"), "answer", name="dial_second_button", size="large"),
            ui.theme,
            "phone-filled",
            "#FFFFFF",
        )

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._close)
        ending = QHBoxLayout()
        ending.setSpacing(8)
        for made in (self.blind, self.consult, self.dial):
            ending.addWidget(made, 1)
        self._hint = label("", "small", wrap=True)
        self._calls.setSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 16)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(self._calls)
        column.addWidget(self.number)
        column.addWidget(self._list, 1)
        column.addWidget(self._hint)
        column.addLayout(ending)

    def _connect(self) -> None:
        self._close.clicked.connect(self.closed)
        self.number.textChanged.connect(self._on_typed)
        self.number.returnPressed.connect(self._on_enter)
        self.number.down.connect(self._enter_list)
        self._timer.timeout.connect(self._ask)
        self._list.clicked.connect(lambda index: self._pick(index.data(ENTRY_ROLE).number))
        self._list.activated.connect(lambda index: self._pick(index.data(ENTRY_ROLE).number))
        self.blind.clicked.connect(lambda: self._hand_on(talk_first=False))
        self.consult.clicked.connect(lambda: self._hand_on(talk_first=True))
        self.dial.clicked.connect(lambda: self.call_wanted.emit(self.number.text().strip()))

    def buttons_top(self) -> int:
        """From there down nothing may be covered."""
        return self._list.geometry().bottom()

    def open(self, desk: Desk, transferred: PhoneCall | None, number: str = "") -> None:
        self._transferred = transferred
        if transferred is None:
            self._title.setText(self.tr("Add a call"))
            self._hint.setText(self.tr("The call that you talk on is held."))
        else:
            self._title.setText(self.tr("Transfer {name}").format(name=title(transferred)))
            self._hint.setText(self.tr("Transfer now hands the call on without talking to the other side first."))
        self.blind.setVisible(transferred is not None)
        self.consult.setVisible(transferred is not None and self._dials)
        self.dial.setVisible(transferred is None)
        self.number.setText(number)
        self._ask()
        self.show_desk(desk)
        self.number.setFocus()

    def show_desk(self, desk: Desk) -> None:
        if desk.history is not None:
            self._model.show_entries(desk.history.entries)
        up = connected(desk)
        self._full = len(desk.phone.calls) >= MOST_CALLS
        transferred = self._transferred
        others = tuple(call for call in up if transferred is not None and call.call != transferred.call)
        if [call.call for call in others] != [call.call for call in self._others]:
            self._others = others
            self._show_others()
        self._check()

    def _show_others(self) -> None:
        clear(self._calls)
        for call in self._others:
            words = self.tr("To {name}, who is on the other call").format(name=title(call))
            made = with_icon(button(words, name="join_calls_button"), self._ui.theme, "transfer")
            made.clicked.connect(lambda _, call=call: self._join(call.call))
            self._calls.addWidget(made)

    def _join(self, to_call: int) -> None:
        if self._transferred is not None:
            self.join_wanted.emit(self._transferred.call, to_call)

    def _hand_on(self, *, talk_first: bool) -> None:
        number = self.number.text().strip()
        if self._transferred is not None and number:
            (self.consult_wanted if talk_first else self.blind_wanted).emit(self._transferred.call, number)

    def _pick(self, number: str) -> None:
        self._timer.stop()
        self.number.blockSignals(True)
        self.number.setText(number)
        self.number.blockSignals(False)
        self._check()
        self.number.setFocus()

    def _on_enter(self) -> None:
        """The safer of the two ways to hand on: the other side can still say no."""
        hand_on = self.consult if self._dials else self.blind
        made = self.dial if self._transferred is None else hand_on
        if made.isEnabled():
            made.click()

    def _on_typed(self) -> None:
        self._timer.start(TYPING_MS)
        self._check()

    def _ask(self) -> None:
        self._ui.actions.phone.ask_history(self.number.text().strip(), HistoryKind.ALL)

    def _check(self) -> None:
        typed = bool(self.number.text().strip())
        self.blind.setEnabled(typed)
        for made in (self.consult, self.dial):
            made.setEnabled(typed and not self._full)
            made.setToolTip(self.tr("Four calls are the most at a time") if self._full else "")

    def _enter_list(self) -> None:
        if self._model.entries:
            self._list.setFocus()
            self._list.setCurrentIndex(self._model.index(0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
