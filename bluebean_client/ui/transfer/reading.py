"""What the transfer dialog reads from the desk."""

from PySide6.QtCore import QCoreApplication

from bluebean_client.domain.desk import Desk
from bluebean_client.domain.offer import connected_call
from bluebean_client.ui import words
from bluebean_client.ui.formats import customer_name
from bluebean_client.ui.numbering import caller
from bluebean_client.ui.status_words import status_look
from bluebean_client.ui.views import call_customer
from server.protocol.seats import SeatView
from server.protocol.transfer import Consultation
from server.protocol.types import CallView, Status

translate = QCoreApplication.translate

TAKES_CALLS = frozenset({Status.AVAILABLE, Status.WRAP_UP})


def why_not(seat: SeatView, own: str) -> str:
    """Why a colleague can't be handed the call now; empty if he can."""
    if seat.operator_id == own:
        return translate("transfer", "This is your own extension.")
    if seat.status in TAKES_CALLS and seat.extension:
        return ""
    return translate("transfer", "{name} can't take a call now: {status}").format(
        name=seat.name, status=status_look(seat.status).word
    )


def consultation_of(desk: Desk) -> Consultation | None:
    call = connected_call(desk)
    return call.consultation if call else None


def customer_words(desk: Desk, call: CallView) -> tuple[str, str]:
    """Name with its title of respect, or the number; and the number beside a name."""
    customer, number = call_customer(desk, call), caller(call.number)
    return (customer_name(customer.name), number) if customer and customer.name else (number, "")


def refusal_in_words(desk: Desk) -> str:
    """Why the server did not begin the transfer that was asked for last."""
    notice = next((notice for notice in desk.notices if notice.key == "command:transfer_button"), None)
    return words.said(notice.problem).whole if notice else ""
