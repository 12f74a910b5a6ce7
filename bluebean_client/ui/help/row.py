"""One colleague who asks for help: who, where, since when, and the button to see to it."""

from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from bluebean_client.domain.desk import Desk
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.help.words import asker_facts, asker_words, is_mine
from bluebean_client.ui.theme.tokens import Tone
from bluebean_client.ui.widgets.basics import ElidedLabel, IconLabel, button
from server.protocol.types import HelpRequest


class AskerRow(QWidget):
    def __init__(self, ui: UiContext, request: HelpRequest) -> None:
        super().__init__()
        self._ui, self.request = ui, request
        self._desk = Desk()
        icon = IconLabel(ui.theme, 20)
        icon.show_icon("lifebuoy", ui.theme.tone(Tone.DANGER).text)
        self._name = ElidedLabel(asker_words(request), "strong")
        self._facts = ElidedLabel("", "small")
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self._name)
        words.addWidget(self._facts)
        self.take = button(self.tr("See to it"), "primary", name="take_help_button")
        self.take.setAccessibleName(self.tr("See to {name}").format(name=request.operator.name))
        self.take.clicked.connect(lambda: ui.slots.start(ui.actions.shift.take_help(request.operator.operator_id)))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(icon)
        row.addLayout(words, 1)
        row.addWidget(self.take)

    def show_request(self, desk: Desk, request: HelpRequest) -> None:
        self._desk, self.request = desk, request
        mine = is_mine(desk, request)
        self.take.setText(self.tr("Seen to by you") if mine else self.tr("See to it"))
        self.take.setEnabled(not mine and self.take.objectName() not in desk.busy)
        self.draw(self._ui.ticker.now())

    def draw(self, now: datetime) -> None:
        facts = asker_facts(self._desk, self.request, now)
        self._facts.setText(facts)
        self.setAccessibleName(f"{self._name.text()} {facts}")
