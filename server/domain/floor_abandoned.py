"""Abandoned calls on the floor: listed when a caller gives up, done by hand, when he is back, or when somebody talks with that number."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from msgspec.structs import replace

from server.domain import floor_events as events
from server.domain.floor_actions import KeepHandled
from server.domain.floor_state import Call, FloorState, Group, whole_seconds
from server.domain.floor_turn import Turn
from server.domain.floor_views import names_of
from server.domain.refusal import Refusal
from server.protocol.errors import ErrorCode
from server.protocol.types import Direction, EndReason, OperatorRef
from server.protocol.worklists import AbandonedCall

KEPT_FOR = timedelta(hours=24)
MOST_KEPT = 100
"""Of each group, the newest."""


def handle(turn: Turn, event: events.HandleAbandoned) -> None:
    """The operator says that nothing is left to do about this caller. Idempotent; who said it first stays named."""
    seat = turn.seat(event.operator_id)
    for group_id in seat.work_group_ids:
        known = turn.state.abandoned.get(group_id, ())
        found = [one for one in known if one.call_id == event.call_id]
        if found:
            _mark(turn, group_id, found, OperatorRef(seat.operator_id, seat.name))
            return
    raise Refusal(ErrorCode.NO_SUCH_CALL, call_id=event.call_id)


def follow(turn: Turn) -> None:
    """Calls that this turn touched: one given up is listed; one that is there, or is talked, settles what that number left behind."""
    for call_id in sorted(turn.touched_calls):
        call = turn.state.calls.get(call_id) or turn.state.leaving.get(call_id)
        if call is None:
            continue
        if call.abandoned:
            _list(turn, call)
        elif call.joined and call.number:
            _settle(turn, call)
        elif call.direction is Direction.IN and call.number:
            _note_return(turn, call)


def _list(turn: Turn, call: Call) -> None:
    """Put it among the others, again with its name if that came late."""
    known = turn.state.abandoned.get(call.work_group_id, ())
    before = next((one for one in known if one.call_id == call.call_id), None)
    entry = abandoned_view(call, before)
    if entry == before:
        return
    oldest = turn.now - KEPT_FOR
    rest = [one for one in known if one.call_id != call.call_id and one.at > oldest]
    _put(turn, call.work_group_id, sorted([entry, *rest], key=lambda one: one.at, reverse=True)[:MOST_KEPT])


def _settle(turn: Turn, call: Call) -> None:
    known = turn.state.abandoned.get(call.work_group_id, ())
    open_ones = [one for one in known if one.number == call.number and one.handled_by is None]
    if open_ones and call.operator_id:
        seat = turn.state.seats.get(call.operator_id)
        name = seat.name if seat else call.operator_id
        _mark(turn, call.work_group_id, open_ones, OperatorRef(call.operator_id, name))


def _note_return(turn: Turn, call: Call) -> None:
    known = turn.state.abandoned.get(call.work_group_id, ())
    earlier = {
        one.call_id
        for one in known
        if one.number == call.number
        and one.back_at is None
        and one.at <= call.arrived_at
        and one.call_id != call.call_id
    }
    if earlier:
        back = (replace(one, back_at=call.arrived_at) if one.call_id in earlier else one for one in known)
        _put(turn, call.work_group_id, back)


def _mark(turn: Turn, group_id: str, found: Iterable[AbandonedCall], operator: OperatorRef) -> None:
    done = {one.call_id for one in found if one.handled_by is None}
    turn.do(*(KeepHandled(call_id, operator, turn.now) for call_id in sorted(done)))
    known = turn.state.abandoned.get(group_id, ())
    _put(
        turn,
        group_id,
        [replace(one, handled_by=operator) if one.call_id in done else one for one in known],
    )


def _put(turn: Turn, group_id: str, calls: Iterable[AbandonedCall]) -> None:
    turn.state.abandoned = {**turn.state.abandoned, group_id: tuple(calls)}


def place_of(turn: Turn, group: Group, call: Call) -> datetime | None:
    """The place of a caller who waited here, was cut off or hung up, and calls again soon; None if he has none."""
    since = call.arrived_at - timedelta(seconds=group.queue.return_seconds)
    known = turn.state.abandoned.get(group.group_id, ()) if call.number else ()
    own = (one for one in known if one.number == call.number and one.is_open and not one.voicemail and one.at > since)
    return next((one.place_at for one in own), None)


def abandoned_view(call: Call, before: AbandonedCall | None) -> AbandonedCall:
    """`before` is what was shown of it so far."""
    ended_at = call.ended_at or call.arrived_at
    return AbandonedCall(
        call_id=call.call_id,
        number=call.number,
        customer_name=names_of(call),
        customer_id=call.matches[0].customer_id if len(call.matches) == 1 else None,
        at=ended_at,
        waited_seconds=whole_seconds(call.arrived_at, ended_at),
        handled_by=before.handled_by if before else None,
        voicemail=call.end_reason is EndReason.VOICEMAIL and call.recording is not None,
        place_at=call.place_at,
        back_at=before.back_at if before else None,
    )


def groups_changed_between(before: FloorState, after: FloorState) -> set[str]:
    """Groups whose abandoned calls look different."""
    if before.abandoned is after.abandoned:
        return set()
    groups = before.abandoned.keys() | after.abandoned.keys()
    return {group for group in groups if before.abandoned.get(group) != after.abandoned.get(group)}
