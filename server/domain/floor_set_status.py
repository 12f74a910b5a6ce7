"""Statuses by choice: an operator's own, and those that supervisors set for the people of their groups."""

from collections.abc import Mapping
from dataclasses import replace

from server.domain import floor_events as events
from server.domain import floor_seats, floor_wrap_up
from server.domain.floor_help import LEADERS
from server.domain.floor_state import FloorState, Seat
from server.domain.floor_turn import Turn
from server.domain.refusal import Refusal
from server.domain.status_reasons import check_reason
from server.domain.statuses import BUTTONS, IN_CALL, NEXT_STATUSES, STATUS_BUTTON, Event, allows
from server.protocol.errors import ErrorCode
from server.protocol.reasons import StatusReasons
from server.protocol.types import Role, Status

_WHY_NOT_OF: Mapping[Status, ErrorCode] = {
    Status.OFFLINE: ErrorCode.OPERATOR_NOT_AT_WORK,
    Status.RINGING: ErrorCode.OPERATOR_IN_CALL,
    Status.TALKING_IN: ErrorCode.OPERATOR_IN_CALL,
    Status.TALKING_OUT: ErrorCode.OPERATOR_IN_CALL,
    Status.DIALING: ErrorCode.OPERATOR_IN_CALL,
    Status.PHONE_DISCONNECTED: ErrorCode.OPERATOR_WITHOUT_PHONE,
}
"""What a supervisor reads when somebody's status can't be set."""


def reasons_changed(turn: Turn, event: events.ReasonsChanged) -> None:
    """A reason that is gone stays with those who have it; all are shown as they are called now."""
    turn.state.reasons = event.reasons
    turn.touched_seats |= turn.state.seats.keys()


def set_status(turn: Turn, event: events.SetStatus) -> None:
    seat = turn.seat(event.operator_id)
    if event.status not in STATUS_BUTTON:
        raise Refusal(ErrorCode.BAD_REQUEST, where="status")
    check_reason(turn.state.reasons, event.status, event.reason)
    _set(turn, seat, event.status, event.reason, by=seat.operator_id)


def choose_next(turn: Turn, event: events.SetNextStatus) -> None:
    seat = turn.seat(event.operator_id)
    if event.status is not None:
        check_next(turn.state.reasons, event.status, event.reason)
        if code := floor_wrap_up.why_no_next_status(seat):
            raise Refusal(code)
    _choose_next(turn, seat, event.status, event.reason, by=seat.operator_id)


def check_next(reasons: StatusReasons, status: Status, reason: str) -> None:
    if status not in NEXT_STATUSES:
        raise Refusal(ErrorCode.BAD_REQUEST, where="status")
    check_reason(reasons, status, reason)


# ---- of others ---------------------------------------------------------------------------------------------------


def set_status_of(turn: Turn, event: events.SetStatusOf) -> None:
    """At once; of somebody in a call it is what follows the call. Nobody is logged off while he has a customer."""
    actor, seat = turn.seat(event.operator_id), turn.state.seats.get(event.target_id)
    if not may_set_status_of(turn.state, actor, event.target_id):
        raise Refusal(ErrorCode.FORBIDDEN)
    if seat is None:
        raise Refusal(ErrorCode.OPERATOR_NOT_AT_WORK, operator_name=turn.state.name_of(event.target_id))
    if event.status is Status.OFFLINE:
        _log_off(turn, seat, actor)
        return
    if event.status not in STATUS_BUTTON:
        raise Refusal(ErrorCode.BAD_REQUEST, where="status")
    check_reason(turn.state.reasons, event.status, event.reason)
    if seat.status in IN_CALL and event.status in NEXT_STATUSES:
        _choose_next(turn, seat, event.status, event.reason, by=actor.operator_id)
    elif _is_possible(seat, event.status, event.reason):
        _set(turn, seat, event.status, event.reason, by=actor.operator_id)
    else:
        code = _WHY_NOT_OF.get(seat.status, ErrorCode.OPERATOR_IN_STATUS_ALREADY)
        raise Refusal(code, operator_name=seat.name)


def may_set_status_of(state: FloorState, actor: Seat, target_id: str) -> bool:
    """An administrator anybody's; a supervisor that of the members of the groups of which he is one."""
    if actor.role is Role.ADMINISTRATOR:
        return True
    groups = state.groups.values()
    return actor.role in LEADERS and any(
        group.has_member(actor.operator_id) and group.has_member(target_id) for group in groups
    )


def _log_off(turn: Turn, seat: Seat, actor: Seat) -> None:
    if seat.call_id is not None or seat.status not in (*STATUS_BUTTON, Status.OFFLINE, Status.PHONE_DISCONNECTED):
        raise Refusal(ErrorCode.OPERATOR_IN_CALL, operator_name=seat.name)
    floor_seats.leave(turn, seat, ErrorCode.LOGGED_OFF_BY_OTHER, by=actor.name)


# ---- what both do ------------------------------------------------------------------------------------------------


def _event_of(seat: Seat, status: Status, reason: str) -> Event:
    """Another reason for the same status is an event of its own."""
    return Event.OTHER_REASON if seat.status is status and reason != seat.reason else BUTTONS[STATUS_BUTTON[status]]


def _is_possible(seat: Seat, status: Status, reason: str) -> bool:
    return allows(seat.status, _event_of(seat, status, reason))


def _set(turn: Turn, seat: Seat, status: Status, reason: str, *, by: str) -> None:
    seen = seat.outcome is not None and seat.outcome.answered_at is None
    shown = replace(seat, outcome=None if seen else seat.outcome)
    turn.move(shown, _event_of(seat, status, reason), reason=reason, by=by)


def _choose_next(turn: Turn, seat: Seat, status: Status | None, reason: str, *, by: str) -> None:
    turn.put_seat(replace(seat, next_status=status, next_reason=reason, next_by=by if status else ""))
