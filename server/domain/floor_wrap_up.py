"""Wrap-up on the floor: its countdown and how that is extended, and the status that is chosen in advance to follow it."""

from dataclasses import replace
from datetime import timedelta

import msgspec

from server.domain import floor_events as events
from server.domain.floor_state import Call, Seat
from server.domain.floor_turn import Turn
from server.domain.refusal import Refusal
from server.domain.statuses import BUTTONS, IN_CALL, STATUS_BUTTON, Event
from server.protocol.errors import ErrorCode
from server.protocol.types import Status

_WHY_NO_NEXT = {
    Status.OFFLINE: ErrorCode.WORK_NOT_STARTED,
    Status.RINGING: ErrorCode.REFUSED_WHILE_RINGING,
    Status.PHONE_DISCONNECTED: ErrorCode.PHONE_NOT_CONNECTED,
}


def begin(turn: Turn, operator_id: str, call: Call) -> None:
    """The operator's call has ended: count down where its group does; what nothing holds up follows at once."""
    seat, group = turn.state.seats[operator_id], turn.group_of(call)
    if group is not None and group.info.wrap_up_seconds is not None:
        ends_at = turn.now + timedelta(seconds=group.info.wrap_up_seconds)
        turn.put_seat(replace(seat, wrap_up_ends_at=ends_at, wrap_up_extension=group.wrap_up_extension))
    elif seat.outcome is None:
        follow_choice(turn, seat)


def over(turn: Turn, seat: Seat) -> None:
    """The countdown has come to its end."""
    if seat.next_status is None:
        turn.move(seat, Event.WRAP_UP_OVER)
    else:
        follow_choice(turn, seat)


def follow_choice(turn: Turn, seat: Seat) -> None:
    """What the wrap-up was for is done: on to the status that was chosen in advance, if one was."""
    if seat.status is Status.WRAP_UP and seat.next_status is not None:
        turn.move(seat, BUTTONS[STATUS_BUTTON[seat.next_status]], reason=seat.next_reason, by=seat.next_by)


def why_no_next_status(seat: Seat) -> ErrorCode | None:
    """Why nothing can be chosen in advance; None if it can: in a call, and as long as something will end the wrap-up."""
    if seat.status in IN_CALL:
        return None
    if seat.status is Status.WRAP_UP and (seat.wrap_up_ends_at is not None or seat.outcome is not None):
        return None
    return _WHY_NO_NEXT.get(seat.status, ErrorCode.NOTHING_TO_WAIT_FOR)


def extend(turn: Turn, event: events.ExtendWrapUp) -> None:
    seat = turn.seat(event.operator_id)
    code, extension, ends_at = why_no_extension(seat), seat.wrap_up_extension, seat.wrap_up_ends_at
    if code is not None or extension is None or ends_at is None:
        raise Refusal(code or ErrorCode.NO_EXTENSION_LEFT)
    later = ends_at + timedelta(seconds=extension.seconds)
    used = msgspec.structs.replace(extension, left=extension.left - 1)
    turn.put_seat(replace(seat, wrap_up_ends_at=later, wrap_up_extension=used))


def why_no_extension(seat: Seat) -> ErrorCode | None:
    """Why the countdown can't be extended now; None if it can."""
    if seat.status is not Status.WRAP_UP:
        return ErrorCode.NOT_IN_WRAP_UP
    if seat.wrap_up_ends_at is None:
        return ErrorCode.WRAP_UP_WITHOUT_END
    if seat.wrap_up_extension is None or seat.wrap_up_extension.left < 1:
        return ErrorCode.NO_EXTENSION_LEFT
    return None
