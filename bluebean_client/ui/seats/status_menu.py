"""The menu by which a supervisor sets the status of a colleague of the seat list, or logs him off."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from bluebean_client.domain.desk import Desk
from bluebean_client.domain.seats import IN_CALL, may_set_status_of
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.reason_menu import reason_menu
from bluebean_client.ui.status_words import status_look
from server.protocol.seats import SeatView
from server.protocol.types import Status

translate = QCoreApplication.translate
CONNECTED = IN_CALL - {Status.RINGING}
SETTABLE = (Status.AVAILABLE, Status.WRAP_UP, Status.AWAY, Status.BREAK)


def is_menu_key(event: QKeyEvent) -> bool:
    """Shift+F10, for keyboards without a menu key; of that one Qt makes a context menu's event itself."""
    return event.key() == Qt.Key.Key_F10 and bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)


class StatusSetting:
    """Reads the desk as it is shown at the moment."""

    def __init__(self, ui: UiContext) -> None:
        self._ui, self._desk = ui, Desk()

    def show_desk(self, desk: Desk) -> None:
        self._desk = desk

    def allows(self, seat: SeatView) -> bool:
        """Whether the reader has a say in what somebody does who is signed in."""
        return may_set_status_of(self._desk, seat) and bool(seat.extension)

    def menu(self, seat: SeatView, parent: QWidget) -> QMenu:
        """What is refused now is disabled and says why."""
        menu = QMenu(parent)
        menu.setObjectName("seat_status_menu")
        menu.setToolTipsVisible(True)
        menu.setAccessibleName(translate("seats", "Set the status of {name}").format(name=seat.name))
        later = seat.status in CONNECTED
        for status in SETTABLE:
            self._add_status(menu, seat, status, later=later)
        menu.addSeparator()
        sure = menu.addMenu(translate("seats", "Log off"))
        sure.menuAction().setObjectName("seat_log_off_action")
        sure.menuAction().setEnabled(not _busy(seat))
        sure.menuAction().setToolTip(_busy(seat))
        really = sure.addAction(translate("seats", "Log {name} off").format(name=seat.name))
        really.setObjectName("seat_really_log_off_action")
        really.triggered.connect(lambda _: self._set(seat, Status.OFFLINE, ""))
        return menu

    def _add_status(self, menu: QMenu, seat: SeatView, status: Status, *, later: bool) -> None:
        words = status_look(status).word
        if later and status is not Status.WRAP_UP:
            words = translate("seats", "After the call: {status}").format(status=words)
        reasons = self._desk.reasons
        if reasons.of(status):
            given = seat.reason.key if seat.reason and seat.status is status else ""
            below = reason_menu(menu, reasons, status, given, lambda key: self._set(seat, status, key))
            below.setTitle(words)
            action = menu.addMenu(below)
        else:
            action = menu.addAction(words)
            action.triggered.connect(lambda _: self._set(seat, status, ""))
        why = _why_not(seat, status, has_reasons=bool(reasons.of(status)))
        action.setObjectName(f"seat_{status.value}_action")
        action.setEnabled(not why)
        action.setToolTip(why)

    def _set(self, seat: SeatView, status: Status, reason: str) -> None:
        self._ui.slots.start(self._ui.actions.shift.set_status_of(seat.operator_id, status, reason))


def _why_not(seat: SeatView, status: Status, *, has_reasons: bool) -> str:
    """Why a status can't be set at this seat now; empty if it can."""
    if seat.status is Status.RINGING or (seat.status in CONNECTED and status is Status.WRAP_UP):
        return _busy(seat)
    if seat.status is Status.OFFLINE:
        return translate("seats", "Not at work now.")
    if seat.status is Status.PHONE_DISCONNECTED:
        return translate("seats", "The phone is not connected.")
    return translate("seats", "This is the status now.") if seat.status is status and not has_reasons else ""


def _busy(seat: SeatView) -> str:
    """Why somebody can't be taken out of where he is; empty if he can."""
    return translate("seats", "On a call.") if seat.status in IN_CALL else ""
