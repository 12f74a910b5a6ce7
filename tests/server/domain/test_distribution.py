"""Who is offered a waiting call."""

import itertools
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from server.domain.distribution.assign import assign
from server.domain.distribution.rules import Distribution, Relaxation, Rule
from server.domain.distribution.sentences import sentence
from server.domain.distribution.values import Assignment, Caller, FreeOperator, Terms
from server.protocol.offers import OfferReason, Why
from server.protocol.types import GroupKind, OperatorRef

NOW = datetime(2026, 4, 1, 9, tzinfo=UTC)
SEQUENTIAL, SIMULTANEOUS = GroupKind.INBOUND_SEQUENTIAL, GroupKind.INBOUND_SIMULTANEOUS
NAMES = ("abe", "ito", "mori", "sato")
PLAIN = Terms(SEQUENTIAL)
ALL_GROUPS = {"sales": PLAIN, "support": PLAIN, "claims": Terms(SIMULTANEOUS)}
RULES_WITHOUT_SKILL = [rule for rule in Rule if rule is not Rule.SKILL]


def never() -> float:
    raise AssertionError("nothing is left to chance here")


def caller(name: str, group: str = "sales", *, waited: int = 0, **more: object) -> Caller:
    return Caller(name, group, NOW - timedelta(seconds=waited), **more)  # type: ignore[arg-type]


def operator(name: str, *groups: str, idle: int = 0, **skills: int) -> FreeOperator:
    return FreeOperator(name, groups or ("sales",), NOW - timedelta(seconds=idle), skills)


def terms(rule: Rule = Rule.LONGEST_IDLE, kind: GroupKind = SEQUENTIAL, **more: object) -> Terms:
    """Of a group with the members `NAMES`; what is no key of `Terms` is declared."""
    own = {key: more.pop(key) for key in ("last_in_turn", "taken") if key in more}
    members = tuple(OperatorRef(name, name) for name in NAMES)
    return Terms(kind, Distribution(rule=rule, **more), members, **own)  # type: ignore[arg-type]


def made(
    callers: list[Caller],
    operators: list[FreeOperator],
    groups: Mapping[str, Terms] | Terms = ALL_GROUPS,
    chance: Callable[[], float] = never,
) -> list[Assignment]:
    by_group = {"sales": groups} if isinstance(groups, Terms) else groups
    return assign(callers, operators, by_group, NOW, chance)


def offers(
    callers: list[Caller], operators: list[FreeOperator], groups: Mapping[str, Terms] | Terms = ALL_GROUPS
) -> list[tuple[str, str]]:
    return [(each.call_id, each.operator_id) for each in made(callers, operators, groups)]


# ---- whose turn it is among callers --------------------------------------------------------------------------------


def test_the_caller_who_waited_longest_comes_first_whatever_his_group() -> None:
    waiting = [caller("young", "sales", waited=3), caller("old", "support", waited=30)]
    assert offers(waiting, [operator("abe", "sales", "support")]) == [("old", "abe")]


def test_a_group_of_priority_counts_as_if_its_callers_had_waited_longer() -> None:
    groups = {"sales": PLAIN, "support": terms(priority_seconds=60)}
    shared = [operator("abe", "sales", "support")]
    waiting = [caller("regular", "sales", waited=50), caller("urgent", "support", waited=1)]
    assert offers(waiting, shared, groups) == [("urgent", "abe")]
    waiting = [caller("regular", "sales", waited=62), caller("urgent", "support", waited=1)]
    assert offers(waiting, shared, groups) == [("regular", "abe")]


@given(st.integers(0, 300), st.integers(0, 300), st.integers(0, 300))
def test_nobody_is_passed_by_who_came_later_than_the_difference_of_priorities(mine: int, his: int, later: int) -> None:
    groups = {"sales": terms(priority_seconds=mine), "support": terms(priority_seconds=his)}
    waiting = [caller("first", "sales", waited=500), caller("later", "support", waited=500 - later)]
    [(served, _)] = offers(waiting, [operator("abe", "sales", "support")], groups)
    if later > his - mine:
        assert served == "first"


def test_a_caller_whose_group_has_nobody_free_does_not_hold_up_the_others() -> None:
    waiting = [caller("old", "support", waited=30), caller("young", "sales", waited=3)]
    assert offers(waiting, [operator("abe", "sales")]) == [("young", "abe")]


def test_a_caller_who_rings_already_gets_no_second_operator_in_a_sequential_group() -> None:
    assert offers([caller("c1", ringing_at=frozenset({"abe"}))], [operator("mori")]) == []


# ---- the rules -----------------------------------------------------------------------------------------------------


def test_the_operator_idle_for_longest_is_offered_the_call() -> None:
    free = [operator("ito", idle=5), operator("abe", idle=60), operator("mori", idle=30)]
    assert offers([caller("c1")], free) == [("c1", "abe")]


def test_of_two_idle_equally_long_the_same_one_is_chosen_every_time() -> None:
    free = [operator("mori", idle=9), operator("abe", idle=9)]
    assert offers([caller("c1")], free) == offers([caller("c1")], free[::-1]) == [("c1", "abe")]


def test_fewest_calls_asks_who_took_the_fewest_and_of_equals_the_longest_idle() -> None:
    group = terms(Rule.FEWEST_CALLS, taken={"abe": 3, "ito": 1, "mori": 1})
    free = [operator("abe", idle=90), operator("ito", idle=5), operator("mori", idle=30)]
    assert offers([caller("c1"), caller("c2"), caller("c3")], free, group) == [
        ("c1", "mori"),
        ("c2", "ito"),
        ("c3", "abe"),
    ]


def test_round_robin_goes_on_after_the_last_in_turn_and_begins_again_at_the_end() -> None:
    group = terms(Rule.ROUND_ROBIN, last_in_turn="ito")
    free = [operator(name) for name in ("abe", "ito", "sato")]
    found = made([caller(f"c{number}") for number in range(3)], free, group)
    assert [each.operator_id for each in found] == ["sato", "abe", "ito"]
    assert [each.why.after for each in found] == ["ito", "sato", "abe"]


def test_round_robin_begins_with_the_first_member_if_nobody_or_nobody_known_was_the_last() -> None:
    for last in ("", "gone"):
        group = terms(Rule.ROUND_ROBIN, last_in_turn=last)
        assert offers([caller("c1")], [operator("sato"), operator("abe")], group) == [("c1", "abe")]


def test_fixed_order_asks_the_first_member_who_is_free() -> None:
    free = [operator("sato", idle=90), operator("ito", idle=1)]
    assert offers([caller("c1"), caller("c2")], free, terms(Rule.FIXED_ORDER)) == [("c1", "ito"), ("c2", "sato")]


def test_random_is_up_to_the_chance_that_is_given() -> None:
    free = [operator(name) for name in NAMES]
    drawn = iter((0.9, 0.1, 0.5, 0.7))
    found = made([caller("c1")], free, terms(Rule.RANDOM), lambda: next(drawn))
    assert [each.operator_id for each in found] == ["ito"]


def test_skill_asks_the_highest_level_and_of_equals_the_longest_idle() -> None:
    group = terms(Rule.SKILL, skill="english")
    free = [
        operator("abe", idle=90, english=2),
        operator("ito", idle=1, english=7),
        operator("mori", idle=5, english=7),
    ]
    assert [who for _, who in offers([caller(f"c{n}") for n in range(3)], free, group)] == ["mori", "ito", "abe"]


def test_a_minimum_level_holds_for_every_rule_and_relaxes_with_the_waiting_time() -> None:
    group = terms(skill="english", minimum_level=5, relax=(Relaxation(30, 3), Relaxation(60, 0)))
    free = [operator("abe", idle=90), operator("ito", idle=50, english=3), operator("mori", idle=1, english=5)]
    assert offers([caller("c1", waited=29)], free, group) == [("c1", "mori")]
    assert offers([caller("c1", waited=30)], free, group) == [("c1", "ito")]
    assert offers([caller("c1", waited=60)], free, group) == [("c1", "abe")]
    assert offers([caller("c1", waited=59)], free[:1], group) == []


def test_who_waits_for_a_skill_holds_up_nobody_behind_him() -> None:
    groups = {"sales": terms(skill="english", minimum_level=5), "support": PLAIN}
    waiting = [caller("old", "sales", waited=30), caller("young", "support", waited=3)]
    assert offers(waiting, [operator("abe", "sales", "support")], groups) == [("young", "abe")]


def test_a_simultaneous_group_rings_at_every_free_operator_who_is_good_enough() -> None:
    free = [operator("abe", english=5), operator("mori", english=5), operator("ito"), operator("sato", "support")]
    assert offers([caller("c1")], free, terms(kind=SIMULTANEOUS, skill="english")) == [("c1", "abe"), ("c1", "mori")]


def test_who_becomes_free_while_it_rings_joins_in_a_simultaneous_group() -> None:
    ringing = caller("c1", ringing_at=frozenset({"abe"}))
    assert offers([ringing], [operator("mori")], terms(kind=SIMULTANEOUS)) == [("c1", "mori")]


def test_an_operator_who_is_spared_is_not_asked_for_this_caller_only() -> None:
    waiting = [caller("again", waited=9, spared=frozenset({"abe"})), caller("other")]
    assert offers(waiting, [operator("abe")]) == [("other", "abe")]


# ---- the last operator ---------------------------------------------------------------------------------------------


def test_who_talked_with_the_number_last_is_asked_before_the_longest_idle() -> None:
    free = [operator("abe", idle=60), operator("mori", idle=2)]
    [only] = made([caller("c1", last_operator="mori")], free)
    assert (only.operator_id, only.why.reason) == ("mori", OfferReason.LAST_OPERATOR)


def test_a_caller_waits_for_his_last_operator_and_nobody_behind_him_does() -> None:
    waiting = [caller("c1", waited=9, last_operator="mori", waits_for_him=True), caller("c2")]
    assert offers(waiting, [operator("abe")]) == [("c2", "abe")]


def test_a_last_operator_who_is_not_worth_waiting_for_leaves_it_to_the_rule() -> None:
    assert offers([caller("c1", last_operator="mori")], [operator("abe")]) == [("c1", "abe")]


def test_a_last_operator_who_is_not_good_enough_is_not_asked() -> None:
    group = terms(skill="english", minimum_level=5)
    free = [operator("abe", english=5), operator("mori", idle=9, english=1)]
    assert offers([caller("c1", last_operator="mori")], free, group) == [("c1", "abe")]


def test_a_last_operator_of_a_simultaneous_group_is_asked_alone() -> None:
    group, free = terms(kind=SIMULTANEOUS), [operator("abe"), operator("ito"), operator("mori")]
    assert offers([caller("c1", last_operator="mori")], free, group) == [("c1", "mori")]
    ringing = caller("c1", last_operator="mori", ringing_at=frozenset({"mori"}))
    assert offers([ringing], free[:2], group) == []


# ---- why -----------------------------------------------------------------------------------------------------------


def test_an_assignment_says_why() -> None:
    [only] = made([caller("c1")], [operator("abe", idle=60), operator("mori", idle=2)])
    assert only.why == Why(OfferReason.LONGEST_IDLE, free=2, idle_seconds=60)
    assert sentence(only.why) == "idle for 60 s, longest of 2 free"


def test_what_was_asked_for_is_part_of_the_reason() -> None:
    group = terms(Rule.SKILL, skill="english", minimum_level=5, relax=(Relaxation(30, 2),))
    [only] = made([caller("c1", waited=31)], [operator("abe", english=3)], group)
    assert (only.why.level, only.why.minimum_level) == (3, 2)
    assert sentence(only.why) == "has level 3 in english, highest of 1 free (asked for: 2)"


def test_every_reason_has_a_sentence() -> None:
    assert all(sentence(Why(reason)) for reason in OfferReason)


# ---- fairness, by each rule's own definition -----------------------------------------------------------------------


def serve(rule: Rule, calls: int, busy: Callable[[int], frozenset[str]]) -> list[tuple[str, Why]]:
    """One call a second; each is over at once. `busy` says who is not free when the n-th call comes."""
    taken: dict[str, int] = {}
    idle_since, last, served = dict.fromkeys(NAMES, NOW), "", []
    for number in range(calls):
        now = NOW + timedelta(seconds=number)
        free = [FreeOperator(one, ("sales",), idle_since[one]) for one in NAMES if one not in busy(number)]
        group = terms(rule, last_in_turn=last, taken=taken)
        found = assign([Caller("c", "sales", now)], free, {"sales": group}, now, Random(number).random)
        for each in found:
            served.append((each.operator_id, each.why))
            last, idle_since[each.operator_id] = each.operator_id, now + timedelta(milliseconds=1)
            taken[each.operator_id] = taken.get(each.operator_id, 0) + 1
    return served


@given(st.sampled_from([Rule.LONGEST_IDLE, Rule.FEWEST_CALLS, Rule.ROUND_ROBIN]), st.integers(1, 40))
def test_if_all_are_free_the_calls_are_shared_evenly(rule: Rule, calls: int) -> None:
    who = [operator_id for operator_id, _ in serve(rule, calls, lambda _: frozenset())]
    counts = [who.count(name) for name in NAMES]
    assert max(counts) - min(counts) <= 1


absences = st.lists(st.frozensets(st.sampled_from(NAMES), max_size=3), min_size=1, max_size=25)


@given(absences)
def test_fewest_calls_never_asks_somebody_while_one_with_fewer_is_free(away: list[frozenset[str]]) -> None:
    taken = dict.fromkeys(NAMES, 0)
    served = serve(Rule.FEWEST_CALLS, len(away), lambda number: away[number])
    for number, (who, why) in enumerate(served):
        assert why.taken == taken[who] == min(taken[name] for name in NAMES if name not in away[number])
        taken[who] += 1


@given(absences)
def test_round_robin_skips_only_those_who_are_not_free(away: list[frozenset[str]]) -> None:
    place, expected = -1, []
    for busy in away:
        round_of_names = itertools.islice(itertools.cycle(range(len(NAMES))), place + 1, place + 1 + len(NAMES))
        place = next(number for number in round_of_names if NAMES[number] not in busy)
        expected.append(NAMES[place])
    assert [who for who, _ in serve(Rule.ROUND_ROBIN, len(away), lambda number: away[number])] == expected


@given(absences)
def test_fixed_order_always_asks_the_first_who_is_free(away: list[frozenset[str]]) -> None:
    served = [who for who, _ in serve(Rule.FIXED_ORDER, len(away), lambda number: away[number])]
    assert served == [next(name for name in NAMES if name not in busy) for busy in away]


def test_random_asks_everybody_about_equally_often() -> None:
    who = [operator_id for operator_id, _ in serve(Rule.RANDOM, 800, lambda _: frozenset())]
    assert all(150 <= who.count(name) <= 250 for name in NAMES)


# ---- whatever is declared ------------------------------------------------------------------------------------------

groups = st.sampled_from(["sales", "support", "claims"])
declared = st.builds(
    lambda rule, priority, minimum, relaxed: Distribution(
        rule=rule,
        priority_seconds=priority,
        skill="english" if rule is Rule.SKILL or minimum > 1 else None,
        minimum_level=minimum,
        relax=(Relaxation(2, relaxed),) if minimum > 1 else (),
    ),
    st.sampled_from(Rule),
    st.integers(0, 3),
    st.integers(1, 3),
    st.integers(0, 1),
)
members = st.permutations([f"o{number:02}" for number in range(31)]).map(
    lambda names: tuple(OperatorRef(name, name) for name in names)
)
callers = st.lists(
    st.builds(caller, st.integers(0, 30).map(lambda number: f"c{number:02}"), groups, waited=st.integers(0, 5)),
    unique_by=lambda one: one.call_id,
    max_size=12,
)
operators = st.lists(
    st.builds(
        lambda number, names, idle, level: operator(f"o{number:02}", *names, idle=idle, english=level),
        st.integers(0, 30),
        st.lists(groups, min_size=1, max_size=3, unique=True),
        st.integers(0, 5),
        st.integers(0, 3),
    ),
    unique_by=lambda one: one.operator_id,
    max_size=12,
)


@given(callers, operators, declared, declared, members, st.randoms(use_true_random=False))
def test_nobody_is_offered_twice_nobody_waits_beside_who_is_good_enough_and_the_order_of_input_is_no_matter(
    waiting: list[Caller],
    free: list[FreeOperator],
    one: Distribution,
    other: Distribution,
    order: tuple[OperatorRef, ...],
    random: Random,
) -> None:
    by_group = {
        "sales": Terms(SEQUENTIAL, one, order),
        "support": Terms(SEQUENTIAL, other, order),
        "claims": Terms(SIMULTANEOUS, Distribution(priority_seconds=one.priority_seconds), order),
    }
    found = [(each.call_id, each.operator_id) for each in assign(waiting, free, by_group, NOW, Random(7).random)]
    busy = {who for _, who in found}
    assert len(busy) == len(found)
    served = [call for call, _ in found]
    groups_of = {each.call_id: each.work_group_id for each in waiting}
    assert all(served.count(call) == 1 or groups_of[call] == "claims" for call in served)
    for left in (each for each in waiting if each.call_id not in served):
        distribution = by_group[left.work_group_id].distribution
        for idle in (each for each in free if each.operator_id not in busy):
            suits = distribution.suffices(idle.skills, distribution.minimum_after(NOW - left.place_at))
            assert not (suits and left.work_group_id in idle.work_group_ids)
    random.shuffle(waiting)
    random.shuffle(free)
    again = assign(waiting, free, by_group, NOW, Random(7).random)
    assert [(each.call_id, each.operator_id) for each in again] == found
