"""The target is called, or talked with: hand the customer over, confer, or go back to him."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bluebean_client.domain.desk import Desk
from bluebean_client.domain.offer import connected_call
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.numbering import phone_number
from bluebean_client.ui.theme.tokens import Tone
from bluebean_client.ui.transfer.cards import PartyCard
from bluebean_client.ui.transfer.reading import customer_words, refusal_in_words
from bluebean_client.ui.views import call_customer, refusal_words
from bluebean_client.ui.widgets.basics import button, icon_button, label, line, with_icon
from bluebean_client.ui.widgets.error_line import ErrorLine
from server.protocol.transfer import Consultation, TransferStage
from server.protocol.types import CallView, Command

LOW_WINDOW_PX = 420


class TalkPage(QWidget):
    """Signals: `completed()`, `dropped()`, `conference_wanted()`, `back()` to the choice of targets, `hidden()`."""

    completed = Signal()
    dropped = Signal()
    conference_wanted = Signal()
    back = Signal()
    hidden = Signal()

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # has the focus at first, so that no key acts by accident
        theme = ui.theme
        self._title, self._words = label("", "dialog"), label("", "secondary", wrap=True)
        self._hide = icon_button(theme, "close", self.tr("Hide; the conference goes on"), name="hide_transfer_button")
        self.target = PartyCard(ui, self.tr("Target"), "transfer_target")
        self.customer = PartyCard(ui, self.tr("Customer"), "transfer_customer")
        self._error = ErrorLine(theme)
        self.drop = button(self.tr("Hang up"), "danger", name="drop_target_button", size="large")
        with_icon(self.drop, theme, "hang-up", theme.tone(Tone.DANGER).text)
        self._hint = label("", "small")
        self._back = button(self.tr("Back to the choice"), "ghost", name="back_to_targets_button")
        with_icon(self._back, theme, "arrow-left")
        self.confer = button(self.tr("Conference"), name="conference_button", size="large")
        with_icon(self.confer, theme, "conference")
        self.complete = button(self.tr("Transfer"), "primary", name="complete_transfer_button", size="large")
        with_icon(self.complete, theme, "transfer", "#FFFFFF")
        self.setAccessibleName(self.tr("Transfer"))
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._hide)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        for part in (self.drop, self._hint, self._back):
            foot.addWidget(part)
        foot.addStretch()
        foot.addWidget(self.confer)
        foot.addWidget(self.complete)
        self._column = column = QVBoxLayout(self)
        column.addLayout(head)
        column.addWidget(self._words)
        for card in (self.target, self.customer):
            column.addWidget(card)
        column.addWidget(self._error)
        column.addStretch()
        column.addWidget(line())
        column.addLayout(foot)

    def fit(self, window_px: int) -> None:
        """Into a window so high: at 200 % of the smallest one the buttons are seen without scrolling."""
        low = window_px < LOW_WINDOW_PX
        self._column.setContentsMargins(24, 10 if low else 20, 24, 8 if low else 14)
        self._column.setSpacing(6 if low else 10)
        for card in (self.target, self.customer):
            card.set_low(low)

    def _connect(self) -> None:
        self.complete.clicked.connect(self.completed)
        self.drop.clicked.connect(self.dropped)
        self.confer.clicked.connect(self.conference_wanted)
        self._back.clicked.connect(self.back)
        self._hide.clicked.connect(self.hidden)

    def show_consultation(self, desk: Desk, asked: Consultation) -> None:
        call = connected_call(desk)
        if call is None:
            return
        self._show_words(asked)
        self._show_target(asked)
        self._show_customer(desk, call, asked)
        self._error.say(refusal_in_words(desk))
        for made, command in (
            (self.complete, Command.COMPLETE_TRANSFER),
            (self.confer, Command.CONFERENCE),
            (self.drop, Command.DROP_TARGET),
        ):
            words = refusal_words(desk, command)
            made.setEnabled(not words)
            made.setToolTip(words)

    def _show_words(self, asked: Consultation) -> None:
        name = asked.target.name or phone_number(asked.target.number)
        calling, conference = asked.stage is TransferStage.CALLING, asked.stage is TransferStage.CONFERENCE
        if calling:
            title, words = self.tr("Calling {name}"), self.tr("The customer hears music.")
        elif conference:
            title, words = self.tr("Conference with {name}"), self.tr("All three hear each other.")
        else:
            title = self.tr("Talking with {name}")
            words = self.tr("The customer can't hear this. Transfer connects the two, and you leave the call.")
        self._title.setText(title.format(name=name))
        self._words.setText(words)
        self._hide.setVisible(conference)
        self._back.setVisible(calling)
        self._hint.setVisible(not calling)
        self._hint.setText(self.tr("Back to the customer") if not conference else self.tr("On with the customer alone"))
        self.complete.setText(self.tr("Leave") if conference else self.tr("Transfer"))
        self.complete.setAccessibleName(self.complete.text())

    def _show_target(self, asked: Consultation) -> None:
        number = phone_number(asked.target.number)
        shown = self.tr("Ext. {extension}").format(extension=number) if asked.target.name else ""
        self.target.show_party(asked.target.name or number, shown)
        if asked.stage is TransferStage.CALLING:
            self.target.show_state(Tone.RING, "bell-ring", self.tr("Ringing"), asked.since)
        else:
            self.target.show_state(Tone.TALK, "phone-in", self.tr("Talking"), asked.since)

    def _show_customer(self, desk: Desk, call: CallView, asked: Consultation) -> None:
        known = call_customer(desk, call)
        self.customer.show_party(*customer_words(desk, call), person=known.name if known else "")
        if asked.stage is TransferStage.CONFERENCE:
            self.customer.show_state(Tone.TALK, "phone-in", self.tr("Talking"), call.answered_at)
        else:
            self.customer.show_state(Tone.WAIT, "pause", self.tr("On hold"), call.held_since)
