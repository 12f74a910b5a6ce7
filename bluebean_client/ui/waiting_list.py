"""待ち呼: the calls that wait now, oldest first, beside their tile."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from bluebean_client.domain.desk import Desk
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.formats import customer_name, elapsed
from bluebean_client.ui.numbering import caller
from bluebean_client.ui.theme.theme import set_property
from bluebean_client.ui.theme.tokens import Tone
from bluebean_client.ui.views import group_name, waiting
from bluebean_client.ui.widgets.basics import ElidedLabel, IconLabel, clear, icon_button, label, line
from bluebean_client.ui.widgets.elapsed import ElapsedLabel
from bluebean_client.ui.widgets.painted import Disc
from bluebean_client.ui.widgets.popup import Popup
from server.protocol.types import WaitingCall

WIDTH = 400
ROW_HEIGHT = 58
MOST_ROWS = 7


class WaitingList(Popup):
    """Opened by its tile, closed by Esc, × or a click outside."""

    def __init__(self, ui: UiContext, parent: QWidget) -> None:
        super().__init__(ui.theme, parent, "waiting_calls_list")
        self._ui = ui
        self._calls: list[tuple[str, WaitingCall]] | None = None
        self._facts = label("", "small")
        self.close_button = icon_button(ui.theme, "close", self.tr("Close"), name="close_waiting_calls_button")
        self.close_button.clicked.connect(self.hide)
        self._rows = QVBoxLayout()
        self._area = QScrollArea()
        self._lay_out()
        ui.ticker.tick.connect(self._draw_facts)

    def _lay_out(self) -> None:
        disc = Disc(self._ui.theme, 32, 16)
        disc.show_icon("hourglass", Tone.WAIT)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(self.tr("Waiting calls"), "section"))
        words.addWidget(self._facts)
        head = QHBoxLayout()
        head.setContentsMargins(16, 12, 12, 12)
        head.setSpacing(10)
        head.addWidget(disc)
        head.addLayout(words, 1)
        head.addWidget(self.close_button)
        rows = QWidget()
        rows.setProperty("clear", True)
        self._rows = QVBoxLayout(rows)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self._area.setWidgetResizable(True)
        self._area.setWidget(rows)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 9, 16, 10)
        foot.addWidget(label(self.tr("Calls are delivered by themselves, in turn."), "small"))
        self.body.addLayout(head)
        self.body.addWidget(line())
        self.body.addWidget(self._area)
        self.body.addLayout(foot)

    def show_desk(self, desk: Desk) -> None:
        calls = waiting(desk)
        if calls == self._calls:
            return
        self._calls = calls
        clear(self._rows)
        positions: dict[str, int] = {}
        for group_id, call in calls:
            positions[group_id] = positions.get(group_id, 0) + 1
            self._rows.addWidget(
                self._row(call, group_name(desk, group_id), positions[group_id], first=call is calls[0][1])
            )
            self._rows.addWidget(line())
        if not calls:
            self._rows.addWidget(self._empty())
        self._rows.addStretch()
        self._area.setFixedHeight(min(MOST_ROWS, max(1, len(calls))) * (ROW_HEIGHT + 1) + 1)
        self._draw_facts(self._ui.ticker.now())
        self.adjustSize()

    def _empty(self) -> QWidget:
        made = label(self.tr("No call is waiting"), "secondary")
        made.setAlignment(Qt.AlignmentFlag.AlignCenter)
        made.setFixedHeight(ROW_HEIGHT)
        return made

    def _row(self, call: WaitingCall, group: str, position: int, *, first: bool) -> QWidget:
        row = QWidget()
        row.setFixedHeight(ROW_HEIGHT)
        icon = IconLabel(self._ui.theme, 18)
        icon.show_icon("hourglass", self._ui.theme.tone(Tone.WAIT).text if first else "text3")
        number = caller(call.number)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(ElidedLabel(customer_name(call.customer_name) if call.customer_name else number, "strong"))
        if call.customer_name:
            top.addWidget(label(number, "secondary"))
        top.addStretch()
        facts = [group, self.tr("position {number}").format(number=position)]
        if not call.customer_name:
            facts.append(self.tr("not registered"))
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addStretch()
        words.addLayout(top)
        words.addWidget(ElidedLabel(" ・ ".join(facts), "small"))
        words.addStretch()
        age = ElapsedLabel(self._ui.ticker)
        age.set_since(call.since)
        age.setFixedWidth(72)
        set_property(age, "role", "age_first" if first else "age")
        across = QHBoxLayout(row)
        across.setContentsMargins(16, 0, 18, 0)
        across.setSpacing(12)
        across.addWidget(icon)
        across.addLayout(words, 1)
        across.addWidget(age)
        return row

    def _draw_facts(self, now: datetime) -> None:
        calls = self._calls or []
        longest = self.tr("{count} calls ・ longest {time}")
        text = longest.format(count=len(calls), time=elapsed(calls[0][1].since, now)) if calls else self.tr("0 calls")
        self._facts.setText(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)
