"""受付可, 後処理, 離席, 休憩: the segmented buttons, and the same four as a menu where the window is narrow."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QMenu, QPushButton

from bluebean_client.domain.desk import Desk
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.views import refusal, refusal_words, status
from bluebean_client.ui.widgets.basics import button
from server.protocol.types import Command, Status

CHOICES = (
    ("available_button", Command.AVAILABLE, Status.AVAILABLE),
    ("wrap_up_button", Command.WRAP_UP, Status.WRAP_UP),
    ("away_button", Command.AWAY, Status.AWAY),
    ("break_button", Command.BREAK, Status.BREAK),
)


class StatusButtons(QFrame):
    """Raised is the present one; refused ones are disabled and say why."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui
        self._desk = Desk()
        self.setProperty("segments", True)
        self.setFixedHeight(48)
        self._buttons: dict[Status, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 4, 0)
        row.setSpacing(0)
        group = QButtonGroup(self)
        group.setExclusive(False)
        for name, _, wanted in CHOICES:
            made = button(self._word(wanted), "segment", name=name)
            made.setCheckable(True)
            made.setMinimumWidth(62)
            made.clicked.connect(lambda _, wanted=wanted: self.choose(wanted))
            group.addButton(made)
            row.addWidget(made, 1)
            self._buttons[wanted] = made

    def _word(self, wanted: Status) -> str:
        return {
            Status.AVAILABLE: self.tr("Ready"),
            Status.WRAP_UP: self.tr("Wrap-up"),
            Status.AWAY: self.tr("Away"),
            Status.BREAK: self.tr("Break"),
        }[wanted]

    def show_desk(self, desk: Desk) -> None:
        self._desk = desk
        now = status(desk)
        for name, command, wanted in CHOICES:
            made = self._buttons[wanted]
            made.setChecked(now is wanted)
            made.setEnabled(refusal(desk, command) is None and name not in desk.busy)
            made.setToolTip(refusal_words(desk, command))

    def choose(self, wanted: Status) -> None:
        """Ask for a status, unless it is refused now."""
        self._buttons[wanted].setChecked(status(self._desk) is wanted)
        if self._buttons[wanted].isEnabled():
            self._ui.slots.start(self._ui.actions.set_status(wanted))

    def open_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        for name, _, wanted in CHOICES:
            action = menu.addAction(self._word(wanted))
            action.setObjectName(f"{name}_action")
            action.setEnabled(self._buttons[wanted].isEnabled())
            action.triggered.connect(lambda _, wanted=wanted: self.choose(wanted))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)
