"""Requests for help on the floor: who is told, who takes one up, and what happens when nobody reacts.

First the supervisors of the group are told, and the administrators. After the group's `help_patience` every supervisor of the site
is. Who is told may take the request up; if he logs off, it waits for somebody again. It ends with the asker, or by his word.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

import msgspec

from server.domain import floor_events as events
from server.domain.floor_state import FloorState, Seat
from server.domain.floor_turn import Turn
from server.domain.refusal import Refusal
from server.protocol.errors import ErrorCode
from server.protocol.seats import SeatHelp
from server.protocol.types import HelpRequest, OperatorRef, Role, Status

DEFAULT_PATIENCE = timedelta(seconds=60)
"""For a request whose groups are gone."""
LEADERS = frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR})


# ---- what is asked -----------------------------------------------------------------------------------------------


def ask(turn: Turn, event: events.RequestHelp) -> None:
    seat = turn.seat(event.operator_id)
    if code := why_no_request(seat):
        raise Refusal(code)
    call = turn.state.calls.get(seat.call_id) if seat.call_id else None
    groups = (call.work_group_id,) if call else seat.work_group_ids
    who = OperatorRef(seat.operator_id, seat.name)
    turn.put_seat(replace(seat, help=HelpRequest(who, seat.extension, turn.now, groups)))


def why_no_request(seat: Seat) -> ErrorCode | None:
    """Why help can't be asked for now; None if it can."""
    if seat.status is Status.OFFLINE:
        return ErrorCode.WORK_NOT_STARTED
    return None if seat.help is None else ErrorCode.HELP_ALREADY_REQUESTED


def cancel(turn: Turn, event: events.CancelHelp) -> None:
    seat = turn.seat(event.operator_id)
    if seat.help is None:
        raise Refusal(ErrorCode.NO_HELP_REQUESTED)
    turn.put_seat(replace(seat, help=None))


def take(turn: Turn, event: events.TakeHelp) -> None:
    """The supervisor sees to it; the first who says so has it."""
    helper, asking = turn.seat(event.operator_id), turn.state.seats.get(event.asker_id)
    if helper.role not in LEADERS:
        raise Refusal(ErrorCode.FORBIDDEN)
    if asking is None or asking.help is None:
        raise Refusal(ErrorCode.NO_HELP_REQUESTED)
    if not may_help(turn.state, helper, asking.help):
        raise Refusal(ErrorCode.FORBIDDEN)
    taken_by = asking.help.taken_by
    if taken_by is not None and taken_by.operator_id != helper.operator_id:
        raise Refusal(ErrorCode.HELP_TAKEN, operator_name=taken_by.name)
    if taken_by is None:
        who = OperatorRef(helper.operator_id, helper.name)
        _put(turn, asking, msgspec.structs.replace(asking.help, taken_by=who, taken_at=turn.now))


def may_help(state: FloorState, helper: Seat, request: HelpRequest) -> bool:
    """Whether a signed-in person is told of the request, and may take it up."""
    if helper.role not in LEADERS or helper.operator_id == request.operator.operator_id:
        return False
    if helper.role is Role.ADMINISTRATOR or request.escalated_at is not None:
        return True
    groups = (state.groups.get(group_id) for group_id in request.work_group_ids)
    return any(group is not None and group.has_member(helper.operator_id) for group in groups)


def _put(turn: Turn, asking: Seat, request: HelpRequest) -> None:
    turn.put_seat(replace(asking, help=request))


# ---- time, and people who go -------------------------------------------------------------------------------------


def deadlines(state: FloorState) -> Iterator[datetime]:
    """When the requests that nobody took up are to be told to more people."""
    for seat, request in _requests(state):
        if request.taken_by is None and request.escalated_at is None:
            yield request.since + patience(state, seat)


def escalate_due(turn: Turn) -> None:
    for seat, request in list(_requests(turn.state)):
        unheard = request.taken_by is None and request.escalated_at is None
        if unheard and request.since + patience(turn.state, seat) <= turn.now:
            _put(turn, seat, msgspec.structs.replace(request, escalated_at=turn.now))


def follow(turn: Turn) -> None:
    """Requests whose helper logged off wait for somebody again; whom a request reaches changes with who is there."""
    for seat, request in list(_requests(turn.state)):
        if request.taken_by is not None and request.taken_by.operator_id not in turn.state.seats:
            _put(turn, seat, msgspec.structs.replace(request, taken_by=None, taken_at=None))
    if turn.touched_seats:
        turn.touched_seats |= turn.state.asking


def patience(state: FloorState, seat: Seat) -> timedelta:
    """That of the most impatient group."""
    groups = (state.groups.get(group_id) for group_id in (seat.help.work_group_ids if seat.help else ()))
    return min((group.help_patience for group in groups if group is not None), default=DEFAULT_PATIENCE)


def _requests(state: FloorState) -> Iterator[tuple[Seat, HelpRequest]]:
    for operator_id in sorted(state.asking):
        seat = state.seats[operator_id]
        if seat.help is not None:
            yield seat, seat.help


# ---- what is seen ------------------------------------------------------------------------------------------------


def shown_to(state: FloorState, seat: Seat) -> tuple[HelpRequest, ...]:
    """Those that this person may take up, oldest first."""
    if not state.asking or seat.role not in LEADERS:
        return ()
    seen = [request for _, request in _requests(state) if may_help(state, seat, request)]
    return tuple(sorted(seen, key=lambda request: (request.since, request.operator.operator_id)))


def seen_by_all(seat: Seat) -> SeatHelp | None:
    """What every colleague sees of the request of this seat."""
    if seat.help is None:
        return None
    return SeatHelp(seat.help.since, seat.help.taken_by.name if seat.help.taken_by else "")


def reaches(state: FloorState, seat: Seat) -> int:
    """How many people at work, with a window that is connected, see the request of this seat."""
    request = seat.help
    if request is None:
        return 0
    there = (one for one in state.seats.values() if one.status is not Status.OFFLINE and one.lost_at is None)
    return sum(1 for one in there if may_help(state, one, request))


def readers(before: FloorState, turn: Turn) -> set[str]:
    """Operators whose list may look different after the turn."""
    if _by_asker(before) == _by_asker(turn.state):
        return set()
    return {seat.operator_id for seat in turn.state.seats.values() if seat.role in LEADERS}


def _by_asker(state: FloorState) -> Mapping[str, HelpRequest]:
    return {seat.operator_id: request for seat, request in _requests(state)}
