"""The softphone while one call rings and no other is up: who calls, 応答 and 拒否."""

from datetime import UTC, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bluebean_client.domain.phone import PhoneCall
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.softphone.reading import shown_number, title
from bluebean_client.ui.theme.tokens import Tone
from bluebean_client.ui.widgets.basics import button, label, with_icon
from bluebean_client.ui.widgets.elapsed import ElapsedLabel
from bluebean_client.ui.widgets.painted import Disc


class IncomingView(QWidget):
    """Signals: `answer_wanted(call: int)`, `decline_wanted(call: int)`."""

    answer_wanted = Signal(int)
    decline_wanted = Signal(int)

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._call = 0
        self._disc = Disc(ui.theme, 72, 30)
        self._disc.show_icon("bell-ring", Tone.RING)
        self._name = label("", "customer", name="incoming_name", wrap=True)
        self._number = label("", "secondary", name="incoming_number")
        self._age = ElapsedLabel(ui.ticker, words=lambda time: self.tr("ringing {time}").format(time=time))
        self._age.setProperty("role", "secondary")
        self.decline = with_icon(
            button(self.tr("Decline"), "danger", name="decline_button", size="large"), ui.theme, "hang-up", "#BF2730"
        )
        self.decline.setIcon(ui.theme.icon("hang-up", ui.theme.tone(Tone.DANGER).text, gap=4))
        self.answer = with_icon(
            button(self.tr("Answer"), "answer", name="answer_button", size="large"), ui.theme, "phone-filled", "#FFFFFF"
        )
        self.answer.setToolTip("F2")
        self._lay_out()
        self.answer.clicked.connect(lambda: self.answer_wanted.emit(self._call))
        self.decline.clicked.connect(lambda: self.decline_wanted.emit(self._call))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(6)
        column.addStretch(2)
        column.addWidget(self._disc, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(10)
        for part in (self._name, self._number, self._age):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(part)
        column.addStretch(3)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.decline, 1)
        row.addWidget(self.answer, 1)
        column.addLayout(row)

    def buttons_top(self) -> int:
        """From there down nothing may be covered."""
        return self.answer.y()

    def show_call(self, call: PhoneCall) -> None:
        name, number = title(call), shown_number(call.number)
        self._call = call.call
        self._name.setText(name)
        self._number.setText(number)
        self._number.setVisible(name != number)
        self._age.set_since(datetime.fromtimestamp(call.began_at, UTC) if call.began_at else None)
        self.setAccessibleName(self.tr("Incoming call"))
        self.setAccessibleDescription(name)
