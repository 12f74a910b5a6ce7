"""The dial pad of the phone panel: tones into the call that is up."""

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bluebean_client.domain.desk import Desk
from bluebean_client.domain.offer import active_phone_call
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.softphone.keypad_view import KeyedDigits
from bluebean_client.ui.softphone.reading import CONNECTED, title
from bluebean_client.ui.softphone.tiles import DialPad
from bluebean_client.ui.widgets.basics import ElidedLabel


class TonesPage(QWidget):
    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._send = ui.actions.send_dtmf
        self._call: int | None = None
        self._target = ElidedLabel(role="secondary")
        self._target.setObjectName("tones_target")
        self.digits, self._pad = KeyedDigits(ui), DialPad()
        self._pad.pressed.connect(self.press)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(10)
        column.addWidget(self._target)
        column.addWidget(self.digits)
        column.addWidget(self._pad, 1)
        column.addStretch()

    def show_desk(self, desk: Desk) -> None:
        """Another call begins with an empty display."""
        call = active_phone_call(desk)
        up = call is not None and call.state in CONNECTED
        now = call.call if call is not None and up else None
        if now != self._call:
            self.digits.clear()
        self._call = now
        self._pad.setEnabled(up)
        self._target.setText(
            self.tr("Tones to {name}").format(name=title(call))
            if call is not None and up
            else self.tr("Tones can be sent during a call.")
        )

    def press(self, key: str) -> None:
        if self._call is not None:
            self.digits.add(key)
            self._send(key)

    def hideEvent(self, event: QHideEvent) -> None:
        """What was keyed may have been secret."""
        super().hideEvent(event)
        self.digits.clear()
