"""Callbacks on the floor: kept in step with the database, moved on with the time of day and with who is at his desk, shown.

They go by the time of day, which `TimeOfDay` tells and which may be set; the floor's own time only ever runs on.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice

from server.domain import floor_events as events
from server.domain.callbacks import (
    Callback,
    CallbackBook,
    Escalation,
    Presence,
    advanced,
    carried_on,
    for_group,
    next_moment,
)
from server.domain.floor_actions import KeepCallback
from server.domain.floor_state import FloorState, Group, Seat
from server.domain.floor_turn import Turn
from server.domain.refusal import Refusal
from server.protocol.errors import ErrorCode
from server.protocol.types import OperatorRef, Role, Status
from server.protocol.worklists import MOST_CALLBACKS, CallbackStage, CallbackView

NOT_AT_DESK = frozenset({Status.OFFLINE, Status.AWAY, Status.BREAK, Status.PHONE_DISCONNECTED})
LEADERS = frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR})


# ---- what happens ------------------------------------------------------------------------------------------------


def time_of_day(turn: Turn, event: events.TimeOfDay) -> None:
    turn.state.time_of_day = event.now
    turn.time_was_told = True


def callbacks_read(turn: Turn, event: events.CallbacksRead) -> None:
    """The open callbacks of a customer are these now; whatever else was known of him is done."""
    known = {callback.callback_id: callback for callback in turn.state.callbacks.of_customer(event.customer_id)}
    fresh = [carried_on(callback, known.get(callback.callback_id)) for callback in event.callbacks]
    turn.put_callbacks(fresh, without=known.keys() - {callback.callback_id for callback in fresh})


def take(turn: Turn, event: events.TakeCallback) -> None:
    """The operator is about to make the call: colleagues need not. Long before its time it is only looked at."""
    callback = _own(turn, event.operator_id, event.callback_id)
    if (holder := other_holder(turn.state, event.operator_id, callback)) is not None:
        raise Refusal(ErrorCode.CALLBACK_TAKEN, operator_name=holder.name)
    if callback.stage is not CallbackStage.PLANNED:
        _keep(turn, replace(callback, taken_by=event.operator_id))


def dismiss(turn: Turn, event: events.DismissCallback) -> None:
    """The operator has seen the notice."""
    callback = _own(turn, event.operator_id, event.callback_id)
    _keep(turn, replace(callback, dismissed_by=callback.dismissed_by | {event.operator_id}))


def give_to_group(turn: Turn, event: events.GiveToGroup) -> None:
    """Whoever has it does not make the call, and does not wait until others are told."""
    _keep(turn, for_group(_own(turn, event.operator_id, event.callback_id), event.operator_id))


def _own(turn: Turn, operator_id: str, callback_id: int) -> Callback:
    callback = turn.state.callbacks.by_id.get(callback_id)
    if callback is None or not sees(turn.state, turn.seat(operator_id), callback):
        raise Refusal(ErrorCode.NO_SUCH_CALLBACK, callback_id=callback_id)
    return callback


def _keep(turn: Turn, callback: Callback) -> None:
    turn.put_callbacks([callback])
    turn.do(KeepCallback(callback))


# ---- time --------------------------------------------------------------------------------------------------------


def follow(turn: Turn) -> None:
    """Bring every callback that is near its time to the stage that time and presence ask for."""
    now = turn.state.time_of_day
    if now is None or not (turn.time_was_told or turn.touched_seats or turn.touched_callbacks):
        return
    moved = []
    for callback in turn.state.callbacks.due_until(now + _longest_notice(turn.state)):
        presence = presence_of(turn.state, callback)
        on = _released(turn.state, advanced(callback, escalation_of(turn.state, callback), presence, now))
        if on is not callback:
            moved.append(on)
            turn.do(KeepCallback(on))
    if moved:
        turn.put_callbacks(moved)


def _released(state: FloorState, callback: Callback) -> Callback:
    """Who logged off makes no call."""
    gone = callback.taken_by is not None and callback.taken_by not in state.seats
    return replace(callback, taken_by=None) if gone else callback


def next_time_of_day(state: FloorState) -> datetime | None:
    """When `TimeOfDay` is to be told next because of a callback."""
    now = state.time_of_day
    if now is None:
        return None
    horizon = now + _longest_notice(state)
    near = (next_moment(one, escalation_of(state, one), now) for one in state.callbacks.due_until(horizon))
    moments = [moment for moment in near if moment is not None]
    if later := state.callbacks.due_after(horizon):
        moments.append(later.due_at - _longest_notice(state))
    return min(moments, default=None)


def _longest_notice(state: FloorState) -> timedelta:
    return max((group.escalation.notice for group in state.groups.values()), default=timedelta())


def escalation_of(state: FloorState, callback: Callback) -> Escalation:
    group = state.groups.get(callback.work_group_id)
    return group.escalation if group else Escalation()


def presence_of(state: FloorState, callback: Callback) -> Presence:
    seat = state.seats.get(callback.responsible_id)
    if seat is None or callback.work_group_id not in seat.work_group_ids:
        return Presence()
    return Presence(signed_in=True, at_desk=seat.status not in NOT_AT_DESK)


def readers(before: FloorState, turn: Turn) -> set[str]:
    """Operators whose list may look different after the turn."""
    books = (before.callbacks.by_id, turn.state.callbacks.by_id)
    touched = [book[key] for book in books for key in turn.touched_callbacks if key in book]
    if any(callback.has_reached(CallbackStage.GROUP) for callback in touched):
        return set(turn.state.seats)
    found = {operator for callback in touched for operator in (callback.assignee_id, callback.responsible_id)}
    leaders = [seat for seat in turn.state.seats.values() if seat.role in LEADERS] if touched else []
    found.update(
        seat.operator_id
        for seat in leaders
        if any(leads(turn.state, seat, group) for group in {callback.work_group_id for callback in touched})
    )
    return found


# ---- what is seen ------------------------------------------------------------------------------------------------


def sees(state: FloorState, seat: Seat, callback: Callback) -> bool:
    """Whose it is to make, and a supervisor all those of the groups that he is a member of."""
    return is_for(state, seat, callback) or leads(state, seat, callback.work_group_id)


def is_for(state: FloorState, seat: Seat, callback: Callback) -> bool:
    """The assignee and who took it; once escalated everybody who may take it, in the groups that he works in.

    For a supervisor what was escalated to him, of all groups that he is a member of.
    """
    works_there = callback.work_group_id in seat.work_group_ids
    if works_there and seat.operator_id in (callback.assignee_id, callback.taken_by):
        return True
    if callback.has_reached(CallbackStage.SUPERVISORS) and leads(state, seat, callback.work_group_id):
        return True
    return works_there and callback.taken_by is None and callback.has_reached(CallbackStage.GROUP)


def other_holder(state: FloorState, operator_id: str, callback: Callback) -> Seat | None:
    """Who else is making the call."""
    return state.seats.get(callback.taken_by or "") if callback.taken_by != operator_id else None


def change_refusal(state: FloorState, seat: Seat, callback: Callback) -> ErrorCode | None:
    """Why the operator may not call it off or move it: it is his if he is to make it, or leads the group."""
    if other_holder(state, seat.operator_id, callback) is not None:
        return ErrorCode.CALLBACK_TAKEN
    is_his = seat.operator_id in (callback.assignee_id, callback.taken_by)
    return None if is_his or leads(state, seat, callback.work_group_id) else ErrorCode.CALLBACK_NOT_YOURS


def leads(state: FloorState, seat: Seat, work_group_id: str) -> bool:
    group = state.groups.get(work_group_id)
    if group is None or seat.role not in LEADERS:
        return False
    return seat.role is Role.ADMINISTRATOR or group.has_member(seat.operator_id)


def callbacks_shown(state: FloorState, seat: Seat) -> tuple[CallbackView, ...]:
    """Soonest first. If there are too many, those that are his come before those that he supervises."""
    own = [one for one in _candidates(state.callbacks, seat) if is_for(state, seat, one)][:MOST_CALLBACKS]
    if seat.role in LEADERS:
        known = {one.callback_id for one in own}
        others = (one for one in state.callbacks.by_time if one.callback_id not in known)
        led = {group for group in state.groups if leads(state, seat, group)}
        supervised = (one for one in others if one.work_group_id in led)
        own += islice(supervised, MOST_CALLBACKS - len(own))
    own.sort(key=lambda callback: (callback.due_at, callback.callback_id))
    return tuple(_view(state, seat, callback) for callback in own)


def _candidates(book: CallbackBook, seat: Seat) -> list[Callback]:
    """Without those of others who were told alone, soonest first."""
    found = {one.callback_id: one for one in (*book.by_operator.get(seat.operator_id, ()), *book.escalated)}
    return sorted(found.values(), key=lambda callback: (callback.due_at, callback.callback_id))


def _view(state: FloorState, seat: Seat, callback: Callback) -> CallbackView:
    group = state.groups.get(callback.work_group_id)
    is_his = is_for(state, seat, callback)
    told = is_his and callback.stage is not CallbackStage.PLANNED and callback.taken_by is None
    return CallbackView(
        callback_id=callback.callback_id,
        customer_id=callback.customer_id,
        work_group_id=callback.work_group_id,
        due_at=callback.due_at,
        customer_name=callback.customer_name,
        number=callback.number,
        summary=callback.summary,
        stage=callback.stage,
        assignee=_person(group, callback.assignee_id),
        taken_by=_person(group, callback.taken_by) if callback.taken_by else None,
        notice=told and seat.operator_id not in callback.dismissed_by,
        may_assign=leads(state, seat, callback.work_group_id),
        supervised=not is_his,
        change_refusal=change_refusal(state, seat, callback),
    )


def _person(group: Group | None, operator_id: str) -> OperatorRef:
    """Who has left the group is named by his id."""
    members = group.info.members if group else ()
    return next((one for one in members if one.operator_id == operator_id), OperatorRef(operator_id, operator_id))
