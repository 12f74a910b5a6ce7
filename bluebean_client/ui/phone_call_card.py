"""One call of the softphone as a card with the painted edge of its state's colour."""

from datetime import UTC, datetime

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from bluebean_client.domain.phone import PhoneCall, PhoneCallState
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.formats import caller
from bluebean_client.ui.theme.tokens import Tone
from bluebean_client.ui.widgets.basics import ElidedLabel, IconLabel, label
from bluebean_client.ui.widgets.elapsed import ElapsedLabel

EDGE_PX, RADIUS_PX = 4, 10


class PhoneCallCard(QFrame):
    """Name or number, direction, state and time."""

    def __init__(self, ui: UiContext, call: PhoneCall) -> None:
        super().__init__()
        self._ui = ui
        self._tone, icon, state = self._look(call)
        number = caller(call.number)
        self.setProperty("card", True)
        self.setObjectName(f"phone_call_{call.call}")
        self.setAccessibleName(call.name or number)
        self.setAccessibleDescription(state)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 12, 10)
        column.setSpacing(6)
        column.addLayout(self._top(call.name or number, icon, state))
        way = self.tr("outgoing") if call.outgoing else self.tr("incoming")
        column.addLayout(self._below(f"{number} ・ {way}" if call.name else way, call.started_at))

    def _top(self, name: str, icon: str, state: str) -> QHBoxLayout:
        chip = QFrame()
        chip.setProperty("chip", self._tone.value)
        picture = IconLabel(self._ui.theme, 14)
        picture.show_icon(icon, self._ui.theme.tone(self._tone).text)
        inside = QHBoxLayout(chip)
        inside.setContentsMargins(9, 2, 10, 2)
        inside.setSpacing(5)
        inside.addWidget(picture)
        inside.addWidget(label(state, f"{self._tone.value}_word"))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(ElidedLabel(name, "section"), 1)
        row.addWidget(chip)
        return row

    def _below(self, facts: str, started_at: float) -> QHBoxLayout:
        age = ElapsedLabel(self._ui.ticker)
        age.setFixedWidth(76)
        age.setProperty("role", "age")
        age.set_since(datetime.fromtimestamp(started_at, UTC) if started_at else None)
        row = QHBoxLayout()
        row.addWidget(ElidedLabel(facts, "secondary"), 1)
        row.addWidget(age)
        return row

    def _look(self, call: PhoneCall) -> tuple[Tone, str, str]:
        return {
            PhoneCallState.INCOMING: (Tone.RING, "bell-ring", self.tr("Ringing")),
            PhoneCallState.CALLING: (Tone.RING, "dialpad", self.tr("Dialing")),
            PhoneCallState.RINGING: (Tone.RING, "dialpad", self.tr("Dialing")),
            PhoneCallState.TALKING: (Tone.TALK, "phone-filled", self.tr("Talking")),
            PhoneCallState.HELD: (Tone.WAIT, "pause", self.tr("On hold")),
            PhoneCallState.ENDED: (Tone.OFFLINE, "circle", self.tr("Ended")),
        }[call.state]

    def paintEvent(self, event: QPaintEvent) -> None:
        """A `border-left` of the sheet would leave notches at the round corners."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), RADIUS_PX, RADIUS_PX)
        painter.setClipPath(shape)
        fill = self._ui.theme.colour(self._ui.theme.tone(self._tone).fill)
        painter.fillRect(QRectF(0, 0, EDGE_PX, self.height()), fill)
