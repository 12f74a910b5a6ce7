"""Who is offered which waiting call, and why.

Callers: the one who has waited longest comes first, whatever his group; a group's `priority_seconds` count as if its callers had
waited so much longer. So a later caller passes an earlier one only if he came within the difference of their groups' seconds,
and nobody waits for ever behind groups that matter more. A caller for whom nobody is good enough, or who waits for his last
operator, keeps his place and holds up nobody behind him; nor is anybody kept free for him.

Operators: who talked with the number last comes first. Else a sequential group asks one operator at a time, by its rule;
ties go to the longest idle, and of those idle equally long to the one whose id comes first. A simultaneous group asks
every free operator at once. An operator is offered one call at a time, so who works in several groups is offered the call that
comes first in all of them.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from server.domain.distribution.ranking import places, rank
from server.domain.distribution.values import Assignment, Caller, Chance, FreeOperator, Terms
from server.protocol.offers import OfferReason, Why
from server.protocol.types import GroupKind


def assign(
    callers: Iterable[Caller],
    operators: Iterable[FreeOperator],
    groups: Mapping[str, Terms],
    now: datetime,
    chance: Chance,
) -> list[Assignment]:
    """Offers to make now, in order. No operator occurs twice, no sequential caller gets a second one.

    `groups` holds the terms of each caller's group.
    """
    pools = _Pools(operators, groups, chance)
    assignments: list[Assignment] = []
    for caller in sorted(callers, key=lambda one: _turn(one, groups[one.work_group_id])):
        if not pools.free:
            break
        for operator, why in list(_choose(caller, groups[caller.work_group_id], pools, now)):
            assignments.append(Assignment(caller.call_id, operator.operator_id, why))
            pools.take(operator)
    return assignments


def _turn(caller: Caller, terms: Terms) -> tuple[datetime, str]:
    return caller.place_at - timedelta(seconds=terms.distribution.priority_seconds), caller.call_id


class _Pools:
    """The free operators by group, each group's in the order of its rule. Who is taken leaves all of them.

    Attributes:
        free: all who are left, by id.
    """

    def __init__(self, operators: Iterable[FreeOperator], groups: Mapping[str, Terms], chance: Chance) -> None:
        self.free = {operator.operator_id: operator for operator in operators}
        self._groups = groups
        self._chance = chance
        self._ranked: dict[str, dict[str, FreeOperator]] = {}
        self._highest: dict[str, int] = {}
        self._last_in_turn: dict[str, str] = {}

    def of(self, group_id: str) -> Mapping[str, FreeOperator]:
        """By id, whose turn is first comes first."""
        if group_id not in self._ranked:
            ranked = rank(self._own(group_id), self._groups[group_id], self._chance)
            self._ranked[group_id] = {operator.operator_id: operator for operator in ranked}
        return self._ranked[group_id]

    def highest_level(self, group_id: str) -> int:
        """Nobody of the pool has more in the skill of the group: where that is not enough, none needs to be looked at."""
        if group_id not in self._highest:
            skill = self._groups[group_id].distribution.skill or ""
            self._highest[group_id] = max((one.skills.get(skill, 0) for one in self._own(group_id)), default=0)
        return self._highest[group_id]

    def _own(self, group_id: str) -> Iterator[FreeOperator]:
        return (operator for operator in self.free.values() if group_id in operator.work_group_ids)

    def take(self, operator: FreeOperator) -> None:
        del self.free[operator.operator_id]
        for group_id in operator.work_group_ids:
            if group_id in self._ranked:
                self._ranked[group_id].pop(operator.operator_id, None)

    def next_turn(self, group_id: str, operator_id: str) -> str:
        """Note whose turn it is in a group; gives whose it was before."""
        before = self._last_in_turn.get(group_id, self._groups[group_id].last_in_turn)
        self._last_in_turn[group_id] = operator_id
        return before


def _choose(caller: Caller, terms: Terms, pools: _Pools, now: datetime) -> Iterator[tuple[FreeOperator, Why]]:
    sequential = terms.kind is not GroupKind.INBOUND_SIMULTANEOUS
    if caller.waits_for_him or (caller.ringing_at and (sequential or caller.last_operator in caller.ringing_at)):
        return
    distribution = terms.distribution
    minimum = distribution.minimum_after(now - caller.place_at)
    if minimum > pools.highest_level(caller.work_group_id):
        return
    pool = pools.of(caller.work_group_id)

    def suits(operator: FreeOperator) -> bool:
        return operator.operator_id not in caller.spared and distribution.suffices(operator.skills, minimum)

    suited, known = filter(suits, pool.values()), pool.get(caller.last_operator)
    if known is not None and suits(known):
        yield known, _why(OfferReason.LAST_OPERATOR, caller, known, terms, pools, now)
    elif not sequential:
        yield from ((one, _why(OfferReason.RING_ALL, caller, one, terms, pools, now)) for one in suited)
    elif (first := next(suited, None)) is not None:
        yield first, _why(OfferReason(distribution.rule.value), caller, first, terms, pools, now)


def _why(
    reason: OfferReason, caller: Caller, operator: FreeOperator, terms: Terms, pools: _Pools, now: datetime
) -> Why:
    distribution, me = terms.distribution, operator.operator_id
    in_order, in_turn = reason in (OfferReason.ROUND_ROBIN, OfferReason.FIXED_ORDER), reason is OfferReason.ROUND_ROBIN
    return Why(
        reason=reason,
        free=len(pools.of(caller.work_group_id)),
        idle_seconds=_idle_seconds(operator, now),
        taken=terms.taken.get(me, 0) if reason is OfferReason.FEWEST_CALLS else 0,
        place=places(terms).get(me, len(terms.members)) + 1 if in_order else 0,
        after=pools.next_turn(caller.work_group_id, me) if in_turn else "",
        skill=distribution.skill or "",
        level=operator.skills.get(distribution.skill or "", 0),
        minimum_level=distribution.minimum_after(now - caller.place_at),
    )


def _idle_seconds(operator: FreeOperator, now: datetime) -> int:
    return max(0, int((now - operator.idle_since).total_seconds()))
