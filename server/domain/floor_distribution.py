"""Between the floor and the rules of distribution: who waits on which terms, who is free, and when to look again.

A turn in which nobody waits or nobody is free costs next to nothing. What depends on time alone (a level that relaxes, a last
operator who is waited for no longer, a pause that is over) is due at `FloorState.distribute_at`.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from server.domain.distribution.assign import assign
from server.domain.distribution.memory import Memory, day_of
from server.domain.distribution.values import Assignment, Caller, FreeOperator, Terms
from server.domain.floor_actions import LookUpCustomers
from server.domain.floor_offers import offer_to
from server.domain.floor_state import Call, Group
from server.domain.floor_turn import Turn
from server.domain.floor_views import is_free
from server.domain.statuses import ON_THE_PHONE
from server.protocol.offers import OfferReason
from server.protocol.types import GroupKind, Status

MATCHES_GO_STALE_AFTER = timedelta(seconds=5)
BUSY_BUT_BACK_SOON = ON_THE_PHONE | {Status.WRAP_UP}
"""Statuses of a last operator in which he is waited for."""


def distribute(turn: Turn) -> None:
    """Offer waiting calls to whoever is free now."""
    turn.state.distribute_at = None
    if not turn.state.switch_up:
        return
    waiting = [call for call in turn.state.calls.values() if _can_be_offered(turn, call)]
    if not waiting:
        return
    free = _free_operators(turn)
    staffed = {group_id for operator in free for group_id in operator.work_group_ids}
    if callers := [_caller(turn, call) for call in waiting if call.work_group_id in staffed]:
        terms = {
            group_id: _terms(turn, turn.state.groups[group_id]) for group_id in {one.work_group_id for one in callers}
        }
        for assignment in assign(callers, free, terms, turn.now, turn.chance):
            _offer(turn, assignment)
    moments = (moment for call in waiting for moment in _moments(turn.state.groups[call.work_group_id], call))
    turn.state.distribute_at = min((moment for moment in moments if moment > turn.now), default=None)


def _can_be_offered(turn: Turn, call: Call) -> bool:
    """Whether somebody more may be asked for the call now; one at a time in a sequential group."""
    group = turn.state.groups.get(call.work_group_id)
    if group is None or not call.is_queued or (call.offer_from is not None and call.offer_from > turn.now):
        return False
    return not call.offers or group.info.kind is GroupKind.INBOUND_SIMULTANEOUS


def _caller(turn: Turn, call: Call) -> Caller:
    group = turn.state.groups[call.work_group_id]
    pause = timedelta(seconds=group.distribution.again_after_seconds)
    return Caller(
        call_id=call.call_id,
        work_group_id=call.work_group_id,
        place_at=call.place_at,
        ringing_at=frozenset(call.offers),
        last_operator=call.last_operator,
        waits_for_him=bool(call.last_operator) and _is_worth_waiting_for(turn, group, call),
        spared=frozenset(name for name, at in call.missed_by.items() if at + pause > turn.now),
    )


def _is_worth_waiting_for(turn: Turn, group: Group, call: Call) -> bool:
    """Whether the last operator is busy, works in this group, and the caller has not waited for him too long."""
    rule, seat = group.distribution.last_operator, turn.state.seats.get(call.last_operator)
    if rule is None or seat is None or group.group_id not in seat.work_group_ids or seat.lost_at is not None:
        return False
    patient = call.arrived_at + timedelta(seconds=rule.wait_seconds) > turn.now
    return patient and seat.status in BUSY_BUT_BACK_SOON


def _moments(group: Group, call: Call) -> Iterator[datetime]:
    """When the caller may be offered to somebody to whom he may not be offered before."""
    distribution = group.distribution
    for step in distribution.relax:
        yield call.place_at + timedelta(seconds=step.after_seconds)
    if distribution.last_operator is not None and call.last_operator:
        yield call.arrived_at + timedelta(seconds=distribution.last_operator.wait_seconds)
    for at in call.missed_by.values():
        yield at + timedelta(seconds=distribution.again_after_seconds)


def _free_operators(turn: Turn) -> list[FreeOperator]:
    free = [seat for seat in turn.state.seats.values() if is_free(seat)]
    called = turn.state.called_extensions() if free else frozenset()
    people = turn.state.people
    return [
        FreeOperator(
            seat.operator_id,
            seat.work_group_ids,
            seat.idle_since or seat.since,
            people[seat.operator_id].skills if seat.operator_id in people else {},
        )
        for seat in free
        if seat.extension not in called
    ]


def _terms(turn: Turn, group: Group) -> Terms:
    memory = turn.state.memories.get(group.group_id, Memory())
    today = day_of(turn.now, group.info.time_zone)
    return Terms(group.info.kind, group.distribution, group.info.members, memory.last_in_turn, memory.taken_on(today))


def _offer(turn: Turn, assignment: Assignment) -> None:
    call, why = turn.state.calls[assignment.call_id], assignment.why
    if why.reason is OfferReason.ROUND_ROBIN:
        memory = turn.state.memories.get(call.work_group_id, Memory())
        turn.put_memory(call.work_group_id, memory.with_turn_of(assignment.operator_id))
    offer_to(turn, call, turn.state.seats[assignment.operator_id], why)
    if call.number and turn.now - call.arrived_at > MATCHES_GO_STALE_AFTER:
        turn.do(LookUpCustomers(call.call_id, call.work_group_id, call.number))
