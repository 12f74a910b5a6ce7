"""話してから転送 or すぐに転送: how a call goes to the target that was chosen."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bluebean_client.domain.desk import Desk
from bluebean_client.domain.offer import connected_call
from bluebean_client.domain.seats import group_names, groups_text, seats_of
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.softphone.call_card import StateChip
from bluebean_client.ui.status_words import status_look
from bluebean_client.ui.transfer.cards import WayCard
from bluebean_client.ui.transfer.reading import customer_words, refusal_in_words
from bluebean_client.ui.transfer.target import Target
from bluebean_client.ui.widgets.basics import ElidedLabel, button, label, line, with_icon
from bluebean_client.ui.widgets.error_line import ErrorLine
from server.protocol.transfer import TransferMode
from server.protocol.types import CallState


class WayPage(QWidget):
    """Signals: `begun(mode)`, `back()`."""

    begun = Signal(object)
    back = Signal()

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._title, self._facts = label("", "dialog"), ElidedLabel(role="secondary")
        self._chip = StateChip(ui)
        self.attended = WayCard(ui, "talk-first", self.tr("Talk first, then transfer"), "attended_transfer_button")
        self.blind = WayCard(ui, "at-once", self.tr("Transfer at once"), "blind_transfer_button")
        self._error = ErrorLine(ui.theme)
        self._held = label("", "secondary")
        self._back = with_icon(
            button(self.tr("Back to the choice"), "ghost", name="back_to_targets_button"), ui.theme, "arrow-left"
        )
        self._lay_out()
        self._back.clicked.connect(self.back)
        self.attended.clicked.connect(lambda: self.begun.emit(TransferMode.ATTENDED))
        self.blind.clicked.connect(lambda: self.begun.emit(TransferMode.BLIND))

    def _lay_out(self) -> None:
        state = QHBoxLayout()
        state.setSpacing(8)
        state.addWidget(self._chip)
        state.addWidget(self._facts, 1)
        foot = QHBoxLayout()
        foot.addWidget(self._back)
        foot.addStretch()
        foot.addWidget(self._held, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 14)
        column.setSpacing(10)
        column.addWidget(self._title)
        column.addLayout(state)
        column.addSpacing(6)
        column.addWidget(self.attended)
        column.addWidget(self.blind)
        column.addWidget(self._error)
        column.addStretch()
        column.addWidget(line())
        column.addLayout(foot)

    def show_target(self, desk: Desk, target: Target) -> None:
        self._title.setText(self.tr("Transfer to {name}").format(name=target.name))
        self._error.say(refusal_in_words(desk))
        self._show_state(desk, target)
        self.attended.setVisible(not target.work_group_id)
        self.attended.say(self.tr("Talk with {name} first, and hand over then").format(name=target.name))
        if target.work_group_id:
            self.blind.say(self.tr("The customer waits there with music for whoever is free"))
        else:
            self.blind.say(self.tr("Hand over without talking; if nobody answers the call comes back to you"))
        call = connected_call(desk)
        waits = call is not None and call.state is CallState.HELD
        name = customer_words(desk, call)[0] if call else ""
        self._held.setText(self.tr("{name} is on hold").format(name=name) if waits else "")

    def _show_state(self, desk: Desk, target: Target) -> None:
        seat = seats_of(desk).get(target.operator_id)
        self._chip.setVisible(seat is not None)
        if seat is None:
            self._facts.setText(self.tr("Queue of a work group") if target.work_group_id else target.typed)
            return
        look = status_look(seat.status)
        self._chip.show_state(look.tone, look.icon, look.word)
        extension = self.tr("Ext. {extension}").format(extension=seat.extension)
        self._facts.setText(" ・ ".join(part for part in (extension, groups_text(seat, group_names(desk))) if part))
