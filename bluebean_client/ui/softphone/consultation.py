"""話してから転送: who is handed on to whom, while the person talks to the second one first."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from bluebean_client.domain.desk import Desk
from bluebean_client.domain.offer import living_phone_calls
from bluebean_client.domain.phone import PhoneCall
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.softphone.reading import CONNECTED, by_id, title
from bluebean_client.ui.widgets.basics import ElidedLabel, button


@dataclass(frozen=True, slots=True)
class Consultation:
    """`call` is to be handed on; `target` is the call to whom, None until the phone has begun it."""

    call: int
    known: frozenset[int]
    """Calls that were there before; the target is the one that is not among them."""
    target: int | None = None

    @staticmethod
    def begin(call: int, desk: Desk) -> "Consultation":
        return Consultation(call, frozenset(each.call for each in desk.phone.calls))

    def follow(self, desk: Desk) -> "Consultation | None":
        """As the calls are now; None once one of the two has ended."""
        alive = living_phone_calls(desk)
        if all(each.call != self.call for each in alive):
            return None
        if self.target is None:
            new = next((each.call for each in alive if each.outgoing and each.call not in self.known), None)
            return Consultation(self.call, self.known, new)
        return self if any(each.call == self.target for each in alive) else None


class ConsultationStrip(QFrame):
    """Signals: `completed()`, `abandoned()`."""

    completed = Signal()
    abandoned = Signal()

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self.setProperty("strip", True)
        self.setObjectName("consultation_strip")
        self._words = ElidedLabel(role="secondary")
        self._transfer = button(self.tr("Transfer"), "primary", name="complete_transfer_button")
        self._back = button(self.tr("Back"), name="abandon_transfer_button")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._back, 1)
        row.addWidget(self._transfer, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 10)
        column.setSpacing(6)
        column.addWidget(self._words)
        column.addLayout(row)
        self._transfer.clicked.connect(self.completed)
        self._back.clicked.connect(self.abandoned)
        self.hide()

    def show_consultation(self, desk: Desk, now: Consultation | None) -> None:
        """A target that does not answer yet can't be handed on to."""
        self.setVisible(now is not None)
        if now is None:
            return
        call = by_id(desk, now.call)
        target = by_id(desk, now.target) if now.target is not None else None
        words = self.tr("{caller} to {target}")
        self._words.setText(words.format(caller=self._name(call), target=self._name(target)))
        answered = target is not None and target.state in CONNECTED
        self._transfer.setEnabled(answered)
        self._transfer.setToolTip("" if answered else self.tr("The other side has not answered yet."))

    @staticmethod
    def _name(call: PhoneCall | None) -> str:
        return title(call) if call is not None else "…"
