"""One call in the alert: who calls which line, for how long, 応答 and 拒否."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bluebean_client.domain.desk import Problem
from bluebean_client.domain.problem_codes import ClientProblem
from bluebean_client.ui import words
from bluebean_client.ui.alert.reading import RingingCall
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.formats import customer_name
from bluebean_client.ui.softphone.reading import shown_number
from bluebean_client.ui.theme.tokens import Tone
from bluebean_client.ui.widgets.basics import ElidedLabel, button, with_icon
from bluebean_client.ui.widgets.elapsed import ElapsedLabel
from bluebean_client.ui.widgets.painted import Disc

BUTTON_PX = 116


class AlertCard(QWidget):
    """Signals: `answer_wanted(key: str)`, `decline_wanted(key: str)`."""

    answer_wanted = Signal(str)
    decline_wanted = Signal(str)

    def __init__(self, ui: UiContext, key: str) -> None:
        super().__init__()
        self._disc = Disc(ui.theme, 48, 22)
        self._disc.show_icon("bell-ring", Tone.RING)
        self._line = ElidedLabel(role="ring_word")
        self._line.setObjectName("alert_line")
        self._age = ElapsedLabel(ui.ticker, name="alert_age")
        self._age.setProperty("role", "secondary")
        self._name = ElidedLabel(role="section")
        self._name.setObjectName("alert_name")
        self._number = ElidedLabel(role="secondary")
        self._number.setObjectName("alert_number")
        self._hint = ElidedLabel(role="hint")
        self._hint.setObjectName("alert_hint")
        self.decline = button(self.tr("Decline"), "danger", name="alert_decline_button")
        with_icon(self.decline, ui.theme, "hang-up", ui.theme.tone(Tone.DANGER).text)
        self.answer = button(self.tr("Answer"), "answer", name="alert_answer_button")
        with_icon(self.answer, ui.theme, "phone-filled", "#FFFFFF")
        for made in (self.decline, self.answer):
            made.setFixedWidth(BUTTON_PX)
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._lay_out()
        self.answer.clicked.connect(lambda: self.answer_wanted.emit(key))
        self.decline.clicked.connect(lambda: self.decline_wanted.emit(key))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._line, 1)
        head.addWidget(self._age)
        who = QVBoxLayout()
        who.setSpacing(1)
        for part in (self._name, self._number):
            who.addWidget(part)
        facts = QVBoxLayout()
        facts.setSpacing(3)
        facts.addLayout(head)
        facts.addLayout(who)
        top = QHBoxLayout()
        top.setSpacing(14)
        top.addWidget(self._disc)
        top.addLayout(facts, 1)
        bottom = QHBoxLayout()
        bottom.setSpacing(8)
        bottom.addWidget(self._hint, 1)
        bottom.addWidget(self.decline)
        bottom.addWidget(self.answer)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(12)
        column.addLayout(top)
        column.addLayout(bottom)

    def show_call(self, call: RingingCall, line: str, key: str) -> None:
        """`line` is what was called; `key` the one that answers this call from everywhere, or empty."""
        number = shown_number(call.number)
        name = customer_name(call.name) if call.name and call.phone_call is None else call.name
        if call.customers:
            name = self.tr("{count} customers have this number").format(count=call.customers)
        self._line.setText(line)
        self._name.setText(name or number)
        self._number.setText(number if name else "")
        self._number.setVisible(bool(name))
        self._age.set_since(call.since)
        self.answer.setVisible(call.can_answer)
        self.answer.setEnabled(not call.answering)
        by_key = self.tr("{key}: answer").format(key=key) if key else ""
        by_hand = words.said(Problem(ClientProblem.ANSWER_ON_HARD_PHONE)).title
        self._hint.setText(by_key if call.can_answer else by_hand)
        for made in (self.answer, self.decline):
            made.setAccessibleDescription(name or number)

    def fit(self) -> None:
        """Make known at once how high it is now, not when the event loop runs again."""
        self._column.activate()
