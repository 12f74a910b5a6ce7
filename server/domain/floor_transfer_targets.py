"""To whom a call can be transferred now, and in which work group he would have it."""

from dataclasses import dataclass

from server.domain import floor_events as events
from server.domain.floor_state import INBOUND_KINDS, Call, Seat
from server.domain.floor_turn import Turn
from server.domain.numbers import is_extension, normalise
from server.domain.outgoing import OutgoingLine, number_outside
from server.domain.refusal import Refusal
from server.protocol.errors import ErrorCode
from server.protocol.types import Status

OFFERED_IN = frozenset({Status.AVAILABLE, Status.WRAP_UP})
"""Statuses in which a colleague may be asked to take a customer."""


@dataclass(frozen=True, slots=True)
class Target:
    """`seat` is None for a queue and for a number at which nobody is signed in; `line` is how a number outside is called."""

    work_group_id: str
    number: str = ""
    seat: Seat | None = None
    line: OutgoingLine | None = None
    hidden: bool = False
    """Who calls is not shown there."""


def target_of(turn: Turn, call: Call, event: events.TransferTo) -> Target:
    """The colleague who was chosen, or who sits at the extension that was typed; else the number. Raises `Refusal`."""
    number = normalise(event.to_number)
    seat = turn.state.seats.get(event.to_operator) if event.to_operator else turn.state.seat_at(number)
    if seat is not None:
        return _operator(turn, call, event, seat)
    if not is_extension(number) and not event.to_operator:
        return _outside(turn, call, event)
    if not event.internal or not turn.state.has_phone(number):
        raise Refusal(ErrorCode.NO_SUCH_TARGET, number=number)
    return Target(call.work_group_id, number)


def _outside(turn: Turn, call: Call, event: events.TransferTo) -> Target:
    (number, hidden), group = number_outside(event.to_number, turn.country), turn.group_of(call)
    if group is None or group.line is None:
        raise Refusal(ErrorCode.NO_OUTGOING_LINE, work_group_id=call.work_group_id)
    return Target(call.work_group_id, number, line=group.line, hidden=hidden)


def _operator(turn: Turn, call: Call, event: events.TransferTo, seat: Seat) -> Target:
    if seat.operator_id == event.operator_id:
        raise Refusal(ErrorCode.TARGET_IS_YOURSELF)
    if not can_be_offered(turn, seat):
        raise Refusal(ErrorCode.TARGET_NOT_FREE, operator_name=seat.name, status=seat.status.value)
    return Target(_group_for(call, seat), seat.extension, seat)


def queue_target(turn: Turn, work_group_id: str) -> Target:
    """A queue in which somebody works now: in another the customer would wait for nobody. Raises `Refusal`."""
    group = turn.state.groups.get(work_group_id)
    if group is None or group.info.kind not in INBOUND_KINDS:
        raise Refusal(ErrorCode.NO_SUCH_TARGET, number="")
    if not any(work_group_id in seat.work_group_ids for seat in turn.state.seats.values()):
        raise Refusal(ErrorCode.NOBODY_IN_QUEUE_GROUP, name=group.info.name)
    return Target(work_group_id)


def can_be_offered(turn: Turn, seat: Seat) -> bool:
    free = seat.status in OFFERED_IN and seat.call_id is None and seat.lost_at is None
    is_called = seat.extension in turn.state.called_extensions()
    return free and bool(seat.work_group_ids) and turn.state.has_phone(seat.extension) and not is_called


def _group_for(call: Call, seat: Seat) -> str:
    """The call's own group if the colleague works in it; else one whose customers he may see."""
    return call.work_group_id if call.work_group_id in seat.work_group_ids else seat.work_group_ids[0]
