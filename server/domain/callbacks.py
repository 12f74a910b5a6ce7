"""Callbacks: who is told of a promised call when, and who sees it.

A callback is planned; shortly before its time its assignee is told if he works in its group. If nobody is at his desk for it
it goes to the whole group, and later to the supervisors. A stage is never taken back: neither a restart nor a clock that is
set tells anybody twice. Times are moments (UTC), so that a change to daylight saving time means nothing here.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property

from server.protocol.worklists import CallbackStage

_ORDER = {stage: rank for rank, stage in enumerate(CallbackStage)}


@dataclass(frozen=True, slots=True)
class Escalation:
    """When a group's callbacks are told of: the notice before their time, the others after it."""

    notice: timedelta = timedelta(minutes=1)
    group: timedelta = timedelta(minutes=10)
    supervisors: timedelta = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Presence:
    """Where the operator is who has to make the call."""

    signed_in: bool = False
    """With the callback's group open, so that his window shows it; also while his network is away for a moment."""
    at_desk: bool = False
    """And not away."""


@dataclass(frozen=True, slots=True)
class Callback:
    """One promised call that is not done. `callback_id` is the contact record that promised it."""

    callback_id: int
    customer_id: int
    work_group_id: str
    assignee_id: str
    due_at: datetime
    stage: CallbackStage = CallbackStage.PLANNED
    taken_by: str | None = None
    dismissed_by: frozenset[str] = frozenset()
    """Operators who have closed their notice."""
    customer_name: str = ""
    number: str = ""
    summary: str = ""

    @property
    def responsible_id(self) -> str:
        """Who makes the call as things are."""
        return self.taken_by or self.assignee_id

    def has_reached(self, stage: CallbackStage) -> bool:
        return _ORDER[self.stage] >= _ORDER[stage]


def advanced(callback: Callback, escalation: Escalation, presence: Presence, now: datetime) -> Callback:
    """The callback as it is to be at `now`. `presence` is that of `responsible_id`.

    One who took it and left his desk gives it back as soon as others may have it.
    """
    late = now - callback.due_at
    reached = callback.stage
    if presence.signed_in and late >= -escalation.notice:
        reached = _later(reached, CallbackStage.NOTIFIED)
    if presence.at_desk or late < escalation.group:
        return callback if reached is callback.stage else replace(callback, stage=reached)
    reached = _later(reached, CallbackStage.SUPERVISORS if late >= escalation.supervisors else CallbackStage.GROUP)
    if (reached, None) == (callback.stage, callback.taken_by):
        return callback
    return replace(callback, stage=reached, taken_by=None)


def for_group(callback: Callback, giver_id: str) -> Callback:
    """The callback as everybody in the group may have it from now on; who gave it away need not be told."""
    stage = _later(callback.stage, CallbackStage.GROUP)
    return replace(callback, stage=stage, taken_by=None, dismissed_by=frozenset({giver_id}))


def next_moment(callback: Callback, escalation: Escalation, now: datetime) -> datetime | None:
    """When `advanced` may give something else for the same presence; None if never again."""
    due = callback.due_at
    moments = (due - escalation.notice, due + escalation.group, due + escalation.supervisors)
    return min((moment for moment in moments if moment > now), default=None)


def carried_on(fresh: Callback, known: Callback | None) -> Callback:
    """`fresh` comes from the database, which may lag behind what is `known` of the same promise."""
    if known is None or (known.due_at, known.assignee_id) != (fresh.due_at, fresh.assignee_id):
        return fresh
    return replace(
        fresh, stage=_later(fresh.stage, known.stage), taken_by=known.taken_by, dismissed_by=known.dismissed_by
    )


def _later(one: CallbackStage, other: CallbackStage) -> CallbackStage:
    return one if _ORDER[one] >= _ORDER[other] else other


@dataclass(frozen=True)
class CallbackBook:
    """All open callbacks. Replaced as a whole, never changed, so that copies of the floor's state share it."""

    by_id: Mapping[int, Callback] = field(default_factory=dict)

    @cached_property
    def by_time(self) -> tuple[Callback, ...]:
        return tuple(sorted(self.by_id.values(), key=lambda callback: (callback.due_at, callback.callback_id)))

    @cached_property
    def by_operator(self) -> Mapping[str, tuple[Callback, ...]]:
        """Those that an operator is to make or has taken, soonest first."""
        found: dict[str, list[Callback]] = {}
        for callback in self.by_time:
            for operator_id in {callback.assignee_id, callback.responsible_id}:
                found.setdefault(operator_id, []).append(callback)
        return {operator_id: tuple(own) for operator_id, own in found.items()}

    @cached_property
    def escalated(self) -> tuple[Callback, ...]:
        """Those that others than the assignee were told of, soonest first."""
        return tuple(callback for callback in self.by_time if callback.has_reached(CallbackStage.GROUP))

    def due_until(self, moment: datetime) -> tuple[Callback, ...]:
        return self.by_time[: bisect_right(self.by_time, moment, key=lambda callback: callback.due_at)]

    def due_after(self, moment: datetime) -> Callback | None:
        """The first one later than that."""
        index = bisect_right(self.by_time, moment, key=lambda callback: callback.due_at)
        return self.by_time[index] if index < len(self.by_time) else None

    def of_customer(self, customer_id: int) -> Iterator[Callback]:
        return (callback for callback in self.by_id.values() if callback.customer_id == customer_id)

    def changed(self, put: Iterable[Callback], without: Iterable[int] = ()) -> "CallbackBook":
        rest = dict(self.by_id)
        for callback_id in without:
            rest.pop(callback_id, None)
        return CallbackBook(rest | {callback.callback_id: callback for callback in put})
