"""Pure readings for the alert: which calls ring, whose they are, and where on the screen it stands."""

from dataclasses import dataclass
from datetime import UTC, datetime

from PySide6.QtCore import QPoint, QRect, QSize

from bluebean_client.domain import offer
from bluebean_client.domain.desk import Desk
from bluebean_client.domain.phone import PhoneCall, PhoneCallState
from bluebean_client.ui.views import call_customer, group_name
from server.protocol.types import CallView, UsageMode

MARGIN_PX = 16


@dataclass(frozen=True, slots=True)
class RingingCall:
    """`phone_call` is the phone's number of a call that did not come by the server's offer, and None for the offered one."""

    key: str
    """The same while it rings."""
    number: str
    name: str = ""
    customers: int = 0
    """How many have this number, where it is not clear which."""
    line: str = ""
    """The work group that was called; empty for the account's own number."""
    since: datetime | None = None
    phone_call: int | None = None
    can_answer: bool = True
    """Not where a hard phone rings."""
    answering: bool = False
    """The answer is on its way."""


def ringing_calls(desk: Desk) -> tuple[RingingCall, ...]:
    """Calls that wait for an answer by hand, the oldest first."""
    offered = offer.offered_call(desk)
    calls = [] if offered is None or offered.auto_answer else [_offered(desk, offered)]
    for call in offer.living_phone_calls(desk):
        is_offered = offered is not None and call.server_call_id == offered.call_id
        if call.state is PhoneCallState.INCOMING and not call.auto_answer and not is_offered:
            calls.append(_direct(call))
    return tuple(calls)


def _offered(desk: Desk, call: CallView) -> RingingCall:
    customer = call_customer(desk, call)
    return RingingCall(
        call.call_id,
        call.number,
        customer.name if customer is not None else "",
        customers=0 if customer is not None else len(call.matches),
        line=group_name(desk, call.work_group_id),
        since=call.offered_at,
        can_answer=desk.mode is not UsageMode.OPERATOR,
        answering="answer_button" in desk.busy,
    )


def _direct(call: PhoneCall) -> RingingCall:
    since = datetime.fromtimestamp(call.began_at, UTC) if call.began_at else None
    key = call.server_call_id or f"phone:{call.call}"
    return RingingCall(key, call.number, call.name, since=since, phone_call=call.call)


def corner(room: QRect, size: QSize, *, top: bool) -> QPoint:
    """Where a window of `size` stands in the right corner of `room`, the part of a screen that no panel covers."""
    left = max(room.left(), room.right() + 1 - MARGIN_PX - size.width())
    lowest = max(room.top(), room.bottom() + 1 - MARGIN_PX - size.height())
    return QPoint(left, min(room.top() + MARGIN_PX, lowest) if top else lowest)
