"""Each rule as an order of the free operators of a group: the first who is good enough is asked."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from server.domain.distribution.rules import Rule
from server.domain.distribution.values import Chance, FreeOperator, Terms

Ranking = Callable[[Iterable[FreeOperator], Terms, Chance], Sequence[FreeOperator]]


def rank(operators: Iterable[FreeOperator], terms: Terms, chance: Chance) -> Sequence[FreeOperator]:
    """Who comes first by the group's rule; the order in which the operators are given does not matter."""
    return _RANKINGS[terms.distribution.rule](operators, terms, chance)


def places(terms: Terms) -> Mapping[str, int]:
    """Place of each member in the site file, from 0."""
    return {member.operator_id: place for place, member in enumerate(terms.members)}


def _idle(operator: FreeOperator) -> tuple[object, str]:
    """Who is idle for longest; of those idle equally long, the one whose id comes first."""
    return operator.idle_since, operator.operator_id


def _longest_idle(operators: Iterable[FreeOperator], terms: Terms, chance: Chance) -> Sequence[FreeOperator]:
    return sorted(operators, key=_idle)


def _fewest_calls(operators: Iterable[FreeOperator], terms: Terms, chance: Chance) -> Sequence[FreeOperator]:
    return sorted(operators, key=lambda one: (terms.taken.get(one.operator_id, 0), _idle(one)))


def _round_robin(operators: Iterable[FreeOperator], terms: Terms, chance: Chance) -> Sequence[FreeOperator]:
    """Begins after the last in turn; if he is no member any more, with the first."""
    place_of = places(terms)
    count, last = len(place_of), place_of.get(terms.last_in_turn, -1)

    def turn(operator: FreeOperator) -> tuple[int, str]:
        place = place_of.get(operator.operator_id, count)
        return (place - last - 1) % (count + 1), operator.operator_id

    return sorted(operators, key=turn)


def _fixed_order(operators: Iterable[FreeOperator], terms: Terms, chance: Chance) -> Sequence[FreeOperator]:
    place_of = places(terms)
    return sorted(operators, key=lambda one: (place_of.get(one.operator_id, len(place_of)), one.operator_id))


def _random(operators: Iterable[FreeOperator], terms: Terms, chance: Chance) -> Sequence[FreeOperator]:
    drawn = [(chance(), one.operator_id, one) for one in sorted(operators, key=lambda one: one.operator_id)]
    return [operator for _, _, operator in sorted(drawn, key=lambda each: each[:2])]


def _skill(operators: Iterable[FreeOperator], terms: Terms, chance: Chance) -> Sequence[FreeOperator]:
    skill = terms.distribution.skill or ""
    return sorted(operators, key=lambda one: (-one.skills.get(skill, 0), _idle(one)))


_RANKINGS: Mapping[Rule, Ranking] = {
    Rule.LONGEST_IDLE: _longest_idle,
    Rule.FEWEST_CALLS: _fewest_calls,
    Rule.ROUND_ROBIN: _round_robin,
    Rule.FIXED_ORDER: _fixed_order,
    Rule.RANDOM: _random,
    Rule.SKILL: _skill,
}
