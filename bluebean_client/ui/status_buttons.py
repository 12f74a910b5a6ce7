"""受付可, 後処理, 離席, 休憩: the segmented buttons, and the same four as a menu where the window is narrow."""

from PySide6.QtCore import QPoint
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QMenu, QPushButton, QWidget

from bluebean_client.domain.desk import Desk
from bluebean_client.domain.problem_codes import ClientProblem
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.reason_menu import reason_menu
from bluebean_client.ui.theme.theme import set_property
from bluebean_client.ui.views import refusal, refusal_words, status
from bluebean_client.ui.widgets.basics import button
from bluebean_client.ui.wrap_up import NEXT
from server.protocol.errors import ErrorCode
from server.protocol.types import Command, Status

CHOICES = (
    ("available_button", Command.AVAILABLE, Status.AVAILABLE),
    ("wrap_up_button", Command.WRAP_UP, Status.WRAP_UP),
    ("away_button", Command.AWAY, Status.AWAY),
    ("break_button", Command.BREAK, Status.BREAK),
)


class StatusButtons(QFrame):
    """Raised is the present one; refused ones are disabled and say why. Attributes: `folded_into`, what stands for them while hidden."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui
        self._desk = Desk()
        self.setProperty("segments", True)
        self.setFixedHeight(48)
        self.folded_into: QWidget | None = None
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

    def set_slim(self) -> None:
        """As high and as wide as a bar of one line has room for."""
        self.setFixedHeight(36)
        bold = QFontMetrics(self._ui.theme.font(14, bold=True))
        for made in self._buttons.values():
            made.setMinimumWidth(max(52, bold.horizontalAdvance(made.text()) + 12))

    def _word(self, wanted: Status) -> str:
        return {
            Status.AVAILABLE: self.tr("Ready"),
            Status.WRAP_UP: self.tr("Wrap-up"),
            Status.AWAY: self.tr("Away"),
            Status.BREAK: self.tr("Break"),
        }[wanted]

    def show_desk(self, desk: Desk) -> None:
        self._desk = desk
        now, chosen = status(desk), desk.live.me.next_status if desk.live else None
        for number, (name, command, wanted) in enumerate(CHOICES, start=1):
            made, in_advance = self._buttons[wanted], self._is_for_later(desk, command, wanted)
            code = refusal(desk, command)
            allowed = in_advance or code is None or self._takes_other_reason(desk, wanted, code)
            made.setChecked(now is wanted)
            made.setEnabled(allowed and name not in desk.busy and "next_status_button" not in desk.busy)
            set_property(made, "next", wanted is chosen)
            made.setAccessibleDescription(self._later_words(wanted) if wanted is chosen else "")
            words = self._later_words(wanted) if in_advance else "" if allowed else refusal_words(desk, command)
            made.setToolTip(words or f"{self._word(wanted)}  Ctrl+{number}")

    def _takes_other_reason(self, desk: Desk, wanted: Status, code: ErrorCode | ClientProblem) -> bool:
        """Whether a press in the status itself chooses another of its reasons."""
        return code is ErrorCode.ALREADY_IN_STATUS and bool(desk.reasons.of(wanted))

    def _is_for_later(self, desk: Desk, command: Command, wanted: Status) -> bool:
        """Whether a press chooses in advance: what the call forbids now, and what can follow it."""
        known = "next_status" in desk.capabilities and wanted in NEXT and refusal(desk, command) is not None
        return known and refusal(desk, Command.NEXT_STATUS) is None and status(desk) is not Status.WRAP_UP

    def _later_words(self, wanted: Status) -> str:
        if self._desk.live and self._desk.live.me.next_status is wanted:
            return self.tr("Follows the call and its wrap-up. Press again to take it back.")
        return self.tr("Press to have it follow the call and its wrap-up.")

    def choose(self, wanted: Status) -> None:
        """Ask for a status, now or for when the call is over, unless it is refused."""
        made = self._buttons[wanted]
        made.setChecked(status(self._desk) is wanted)
        if not made.isEnabled():
            return
        shift = self._ui.actions.shift
        if self._chosen_for_later(wanted):
            self._ui.slots.start(shift.choose_next_status(None))
        elif self._desk.reasons.of(wanted):
            self._open_reasons(wanted)
        elif self._chooses_for_later(wanted):
            self._ui.slots.start(shift.choose_next_status(wanted))
        else:
            self._ui.slots.start(self._ui.actions.set_status(wanted))

    def _chooses_for_later(self, wanted: Status) -> bool:
        command = next(command for _, command, status_of_it in CHOICES if status_of_it is wanted)
        return self._is_for_later(self._desk, command, wanted)

    def _chosen_for_later(self, wanted: Status) -> bool:
        """A press takes it back."""
        chosen = self._desk.live.me.next_status if self._desk.live else None
        return chosen is wanted and self._chooses_for_later(wanted)

    # ---- reasons -------------------------------------------------------------------------------------------------

    def _open_reasons(self, wanted: Status) -> None:
        """Below its button, or below what stands for the buttons where these are folded."""
        menu = self._reasons(wanted, self)
        menu.aboutToHide.connect(menu.deleteLater)
        opener = self._buttons[wanted] if self.isVisible() else self.folded_into or self
        menu.popup(opener.mapToGlobal(QPoint(0, opener.height() + 2)))
        menu.setActiveAction(menu.actions()[0])

    def _reasons(self, wanted: Status, parent: QWidget) -> QMenu:
        me = self._desk.live.me if self._desk.live else None
        given = me.reason.key if me and me.reason and me.status is wanted else ""
        return reason_menu(parent, self._desk.reasons, wanted, given, lambda key: self._give(wanted, key))

    def _give(self, wanted: Status, reason: str) -> None:
        """The call may have come or gone while the menu was open."""
        if self._chooses_for_later(wanted):
            self._ui.slots.start(self._ui.actions.shift.choose_next_status(wanted, reason))
        else:
            self._ui.slots.start(self._ui.actions.set_status(wanted, reason))

    def menu(self) -> QMenu:
        """A refused one says why."""
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        for name, _, wanted in CHOICES:
            if self._desk.reasons.of(wanted) and not self._chosen_for_later(wanted):
                below = self._reasons(wanted, menu)
                below.setTitle(self._word(wanted))
                action = menu.addMenu(below)
            else:
                action = menu.addAction(self._word(wanted))
                action.triggered.connect(lambda _, wanted=wanted: self.choose(wanted))
            action.setObjectName(f"{name}_action")
            action.setEnabled(self._buttons[wanted].isEnabled())
            action.setToolTip(self._buttons[wanted].toolTip())
        return menu
