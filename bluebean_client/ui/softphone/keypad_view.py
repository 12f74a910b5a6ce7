"""The dial pad during a call: what is keyed goes to the far side as tones."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from bluebean_client.domain.phone import PhoneCall
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.softphone.call_card import PhoneCallCard
from bluebean_client.ui.softphone.tiles import DialPad
from bluebean_client.ui.widgets.basics import button, clear, icon_button, label, with_icon

MOST_KEYED = 14
CARD_FROM_PX = 370
"""Below this height the keys need the room of the card."""


class KeyedDigits(QFrame):
    """What was keyed so far, and a button that empties it; sent tones can't be taken back."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self.setProperty("region", "keyed")
        self.setFixedHeight(48)
        self._digits = label("", "keyed", name="keyed_digits")
        self._digits.setAccessibleName(self.tr("Keyed digits"))
        empty = icon_button(ui.theme, "backspace", self.tr("Empty the display"), name="empty_keyed_button")
        empty.clicked.connect(self.clear)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 10, 0)
        row.addWidget(self._digits, 1)
        row.addWidget(empty)

    def add(self, key: str) -> None:
        self._digits.setText((self._digits.text() + key)[-MOST_KEYED:])
        self._digits.setAccessibleDescription(self._digits.text())

    def clear(self) -> None:
        self._digits.clear()


class KeypadView(QWidget):
    """Signals: `keyed(digit: str)`, `closed()`, `hang_up_wanted()`."""

    keyed = Signal(str)
    closed = Signal()
    hang_up_wanted = Signal()

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui
        self._card: PhoneCallCard | None = None
        self._call: int | None = None
        self._place = QVBoxLayout()
        self.digits = KeyedDigits(ui)
        self._pad = DialPad()
        self._close = button(self.tr("Close"), name="close_keypad_button", size="large")
        self._hang_up = with_icon(
            button(self.tr("Hang up"), "hang_up", name="hang_up_button", size="large"), ui.theme, "hang-up", "#FFFFFF"
        )
        self._lay_out()
        self._pad.pressed.connect(self.press)
        self._close.clicked.connect(self.closed)
        self._hang_up.clicked.connect(self.hang_up_wanted)

    def _lay_out(self) -> None:
        ending = QHBoxLayout()
        ending.setSpacing(8)
        ending.addWidget(self._close)
        ending.addWidget(self._hang_up, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(10)
        column.addLayout(self._place)
        column.addWidget(self.digits)
        column.addWidget(self._pad, 1)
        column.addStretch()
        column.addLayout(ending)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._card is not None:
            self._card.setVisible(self.height() >= CARD_FROM_PX)

    def press(self, key: str) -> None:
        self.digits.add(key)
        self.keyed.emit(key)

    def buttons_top(self) -> int:
        """From there down nothing may be covered."""
        return self._pad.y()

    def show_call(self, call: PhoneCall) -> None:
        """Another call begins with an empty display."""
        if self._card is None or self._call != call.call:
            clear(self._place)
            self.digits.clear()
            self._call, self._card = call.call, PhoneCallCard(self._ui, call)
            self._place.addWidget(self._card)
        self._card.show_call(call, sending_tones=True)

    def forget(self) -> None:
        """The calls are over."""
        clear(self._place)
        self.digits.clear()
        self._card, self._call = None, None
