"""Whose call it is, in the middle of the call bar."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bluebean_client.domain.desk import Desk
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.formats import caller, customer_name
from bluebean_client.ui.status_words import held_look, status_look
from bluebean_client.ui.theme.tokens import Tone
from bluebean_client.ui.views import call_customer, current_call, group_name, status
from bluebean_client.ui.widgets.basics import ElidedLabel, IconLabel, label
from bluebean_client.ui.widgets.painted import Disc
from server.protocol.types import CallState, CallView


class CallInfo(QWidget):
    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui
        self._words = True
        self._disc = Disc(ui.theme, 40)
        self._name = ElidedLabel(role="section")
        self._facts = ElidedLabel(role="secondary")
        self._recording = IconLabel(ui.theme, 16)
        self._recording.show_icon("record", ui.theme.tone(Tone.DANGER).fill)
        self._recording.setAccessibleName(self.tr("Recording"))
        self._recording.setToolTip(self.tr("This call is being recorded"))
        self._recording_word = label(self.tr("Recording"), "secondary")
        self._lay_out()
        self.show_call(None, "", "")

    def _lay_out(self) -> None:
        below = QHBoxLayout()
        below.setSpacing(6)
        below.addWidget(self._facts)
        below.addSpacing(4)
        below.addWidget(self._recording)
        below.addWidget(self._recording_word)
        below.addStretch()
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addStretch()
        words.addWidget(self._name)
        words.addLayout(below)
        words.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._disc)
        row.addLayout(words, 1)

    def set_words(self, shown: bool) -> None:
        """Below 1400 px recording keeps its icon and drops its word."""
        self._words = shown
        self._recording_word.setVisible(shown and self._recording.isVisibleTo(self))

    def show_desk(self, desk: Desk) -> None:
        call = current_call(desk)
        if call is None:
            self.show_call(None, "", "")
            return
        held = call.state is CallState.HELD
        look = held_look() if held else status_look(status(desk))
        icon = "phone-in" if call.state is CallState.OFFERED else look.icon
        self._disc.show_icon(icon, look.tone)
        customer = call_customer(desk, call)
        number = caller(call.number)
        name = customer_name(customer.name) if customer and customer.name else number
        facts = [number if name != number else self._match_words(call), group_name(desk, call.work_group_id)]
        self.show_call(call, name, " ・ ".join(fact for fact in facts if fact))

    def _match_words(self, call: CallView) -> str:
        if len(call.matches) > 1:
            return self.tr("{count} matches").format(count=len(call.matches))
        return ""

    def show_call(self, call: CallView | None, name: str, facts: str) -> None:
        up = call is not None
        self._name.setText(name)
        self._facts.setText(facts)
        recording = call is not None and call.recording
        self._recording.setVisible(recording)
        self._recording_word.setVisible(recording and self._words)
        for part in (self._disc, self._name, self._facts):
            part.setVisible(up)
