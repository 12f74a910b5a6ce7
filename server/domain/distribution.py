"""Who is offered a waiting call, and how ties are broken.

The caller who has waited longest comes first, whatever his group. A sequential group offers him to one operator at a time:
the one idle for longest, and of those idle equally long the one whose id comes first. A simultaneous group offers him to
every free operator at once. An operator is offered one call at a time.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from server.protocol.types import GroupKind


@dataclass(frozen=True, slots=True)
class Caller:
    """A call that waits, with the operators at whose desks it rings already."""

    call_id: str
    work_group_id: str
    kind: GroupKind
    arrived_at: datetime
    ringing_at: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class FreeOperator:
    """An operator who can be offered a call now."""

    operator_id: str
    work_group_ids: frozenset[str]
    idle_since: datetime


@dataclass(frozen=True, slots=True)
class Assignment:
    """`why` says in a sentence for the log why this operator."""

    call_id: str
    operator_id: str
    why: str


def assign(callers: Iterable[Caller], operators: Iterable[FreeOperator], now: datetime) -> list[Assignment]:
    """Offers to make now, in order. No operator occurs twice, no sequential caller gets a second one."""
    free = sorted(operators, key=_longest_idle)
    assignments: list[Assignment] = []
    for caller in sorted(callers, key=_longest_waiting):
        suited = [operator for operator in free if caller.work_group_id in operator.work_group_ids]
        chosen = _choose(caller, suited)
        assignments += [Assignment(caller.call_id, one.operator_id, _why(caller, one, suited, now)) for one in chosen]
        taken = {operator.operator_id for operator in chosen}
        free = [operator for operator in free if operator.operator_id not in taken]
        if not free:
            break
    return assignments


def _longest_waiting(caller: Caller) -> tuple[datetime, str]:
    return caller.arrived_at, caller.call_id


def _longest_idle(operator: FreeOperator) -> tuple[datetime, str]:
    return operator.idle_since, operator.operator_id


def _choose(caller: Caller, suited: Sequence[FreeOperator]) -> Sequence[FreeOperator]:
    """`suited` comes longest idle first."""
    if caller.kind is GroupKind.INBOUND_SIMULTANEOUS:
        return suited
    return () if caller.ringing_at else suited[:1]


def _why(caller: Caller, operator: FreeOperator, suited: Sequence[FreeOperator], now: datetime) -> str:
    idle_seconds = (now - operator.idle_since).total_seconds()
    if caller.kind is GroupKind.INBOUND_SIMULTANEOUS:
        return f"rings at all {len(suited)} free operators of {caller.work_group_id}"
    return f"idle for {idle_seconds:.0f} s, longest of {len(suited)} free in {caller.work_group_id}"
