"""The status of who is called by a colleague: ringing, talking, and back to what he did. The call is the caller's, at both phones."""

from server.domain.floor_state import FloorState, Seat
from server.domain.floor_turn import Turn
from server.domain.statuses import Event, allows
from server.protocol.types import Status


def follow(turn: Turn) -> None:
    """Bring statuses in line with what happened to internal calls in this turn."""
    touched = (turn.state.calls.get(key) or turn.state.leaving.get(key) for key in sorted(turn.touched_calls))
    for extension in dict.fromkeys(call.number for call in touched if call is not None and call.is_internal):
        seat = turn.state.seat_at(extension)
        if seat is not None and seat.call_id is None:
            _show(turn, seat, _at_phone(turn.state, extension))


def _at_phone(state: FloorState, extension: str) -> Status | None:
    """What colleagues' calls make of this phone; None if it is at rest, or only about to ring."""
    calls = [call for call in state.calls.values() if call.is_internal and call.number == extension]
    if any(call.answered_at for call in calls):
        return Status.TALKING_IN
    return Status.RINGING if any(call.offered_at and call.rang_at for call in calls) else None


def _show(turn: Turn, seat: Seat, at_phone: Status | None) -> None:
    if at_phone is None:
        if allows(seat.status, Event.COLLEAGUE_LEFT):
            turn.move(seat, Event.COLLEAGUE_LEFT)
        return
    if allows(seat.status, Event.COLLEAGUE_RINGS):
        seat = turn.move(seat, Event.COLLEAGUE_RINGS)
    if at_phone is Status.TALKING_IN and allows(seat.status, Event.COLLEAGUE_ANSWERED):
        turn.move(seat, Event.COLLEAGUE_ANSWERED)
