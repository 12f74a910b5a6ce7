"""Where any number is typed and called: in the middle of the call bar, while there is no call."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from bluebean_client.domain.desk import Desk
from bluebean_client.domain.offer import DIAL_BUTTON
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.views import refusal_words
from bluebean_client.ui.widgets.basics import UNBOUND_PX, button, with_icon
from bluebean_client.ui.widgets.inputs import LineEdit
from server.protocol.types import Command

WIDEST, ICON_WIDTH = 360, 40


class DialBox(QWidget):
    """What was typed goes when it is called; refused, it stays for the hand to mend."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui
        self._refused = ""
        self._busy = False
        self.number = LineEdit("dial_number")
        self.number.setPlaceholderText(self.tr("Number or extension"))
        self.number.setAccessibleName(self.tr("Number or extension to call"))
        self.number.setToolTip("Ctrl+D")
        self.number.setMinimumWidth(96)
        self.dial = with_icon(button(self.tr("Call"), name=DIAL_BUTTON), ui.theme, "phone")
        self.dial.setAccessibleName(self.tr("Call"))
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.number, 1)
        row.addWidget(self.dial)
        self.setMaximumWidth(WIDEST)
        self.set_tight(False)
        self.number.textChanged.connect(lambda _: self._check())
        self.number.returnPressed.connect(self.call)
        self.dial.clicked.connect(self.call)

    def show_desk(self, desk: Desk) -> None:
        self._refused = refusal_words(desk, Command.DIAL)
        self._busy = DIAL_BUTTON in desk.busy
        self._check()

    def set_tight(self, tight: bool) -> None:
        """The button is an icon then, so that the number has room."""
        self.dial.setText("" if tight else self.tr("Call"))
        self.dial.setMaximumWidth(ICON_WIDTH if tight else UNBOUND_PX)
        self._row.setSpacing(4 if tight else 8)

    def focus_number(self) -> None:
        self.number.setFocus()
        self.number.selectAll()

    def call(self) -> None:
        if self.dial.isEnabled():
            self._ui.slots.start(self._call(self.number.text()))

    async def _call(self, number: str) -> None:
        if await self._ui.actions.call_number(number) and self.number.text() == number:
            self.number.clear()

    def _check(self) -> None:
        typed = bool(self.number.text().strip())
        self.dial.setEnabled(typed and not self._refused and not self._busy)
        usable = self.tr("Call  Enter") if typed else self.tr("Enter a number first.")
        self.dial.setToolTip(self._refused or usable)
