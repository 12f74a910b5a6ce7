"""What a turn of the floor adds to the log of statuses."""

from collections.abc import Iterator

from server.domain.floor_actions import NoteStatus
from server.domain.floor_state import FloorState, Seat
from server.domain.floor_turn import Turn
from server.domain.status_log import StatusChange


def changes(before: FloorState, turn: Turn) -> Iterator[NoteStatus]:
    """One for each operator who is in another status, for another reason or in other groups than before the turn."""
    for operator_id in sorted(turn.touched_seats):
        known, seat = before.seats.get(operator_id), turn.state.seats.get(operator_id)
        if seat is None:
            if known is not None:
                yield NoteStatus(StatusChange(operator_id, turn.now, None))
        elif known is None or _logged(known) != _logged(seat):
            yield NoteStatus(_change(seat, turn))


def _logged(seat: Seat) -> tuple[object, ...]:
    return seat.status, seat.since, seat.reason_shown, seat.work_group_ids


def _change(seat: Seat, turn: Turn) -> StatusChange:
    return StatusChange(seat.operator_id, turn.now, seat.status, seat.reason_shown, seat.status_by, seat.work_group_ids)
