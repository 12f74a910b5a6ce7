"""Calling out of the seat list: whom it can be done to, and why not, as its owner in the main window wants it."""

from PySide6.QtCore import QCoreApplication

from bluebean_client.domain.desk import Desk
from bluebean_client.domain.seats import IN_CALL
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.seats.action import SeatAction
from bluebean_client.ui.views import refusal_words
from server.protocol.seats import SeatView
from server.protocol.types import Command, Status

translate = QCoreApplication.translate


def why_not_called(desk: Desk, seat: SeatView) -> str:
    """Why a colleague can't be called now; empty if he can."""
    if desk.identity is not None and seat.operator_id == desk.identity.operator_id:
        return translate("seats", "This is your own seat.")
    if seat.status is Status.OFFLINE or not seat.extension:
        return translate("seats", "Not at work now.")
    if seat.status is Status.PHONE_DISCONNECTED:
        return translate("seats", "The phone is not connected.")
    if seat.status in IN_CALL:
        return translate("seats", "On another call.")
    return refusal_words(desk, Command.DIAL)


class Calling:
    """Reads the desk as it is shown at the moment."""

    def __init__(self, ui: UiContext) -> None:
        self._ui, self._desk = ui, Desk()

    def show_desk(self, desk: Desk) -> None:
        self._desk = desk

    def action(self) -> SeatAction | None:
        """None at a server that makes no calls."""
        if "outbound" not in self._desk.capabilities:
            return None
        return SeatAction(translate("seats", "Call"), "phone", self._refusal, lambda seat: self.call(seat.extension))

    def _refusal(self, seat: SeatView) -> str:
        return why_not_called(self._desk, seat)

    def call(self, number: str) -> None:
        self._ui.slots.start(self._call(number))

    async def _call(self, number: str) -> None:
        await self._ui.actions.call_number(number)
