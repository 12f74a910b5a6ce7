"""Who is offered a waiting call."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from server.domain.distribution import Caller, FreeOperator, assign
from server.protocol.types import GroupKind

NOW = datetime(2026, 4, 1, 9, tzinfo=UTC)
SEQUENTIAL, SIMULTANEOUS = GroupKind.INBOUND_SEQUENTIAL, GroupKind.INBOUND_SIMULTANEOUS


def caller(name: str, group: str = "sales", *, waited: int = 0, kind: GroupKind = SEQUENTIAL) -> Caller:
    return Caller(name, group, kind, NOW - timedelta(seconds=waited))


def operator(name: str, *groups: str, idle: int = 0) -> FreeOperator:
    return FreeOperator(name, frozenset(groups or ("sales",)), NOW - timedelta(seconds=idle))


def offers(callers: list[Caller], operators: list[FreeOperator]) -> list[tuple[str, str]]:
    return [(each.call_id, each.operator_id) for each in assign(callers, operators, NOW)]


def test_the_operator_idle_for_longest_is_offered_the_call() -> None:
    free = [operator("ito", idle=5), operator("abe", idle=60), operator("mori", idle=30)]
    assert offers([caller("c1")], free) == [("c1", "abe")]


def test_of_two_idle_equally_long_the_same_one_is_chosen_every_time() -> None:
    free = [operator("mori", idle=9), operator("abe", idle=9)]
    assert offers([caller("c1")], free) == offers([caller("c1")], free[::-1]) == [("c1", "abe")]


def test_the_caller_who_waited_longest_comes_first_whatever_his_group() -> None:
    waiting = [caller("young", "sales", waited=3), caller("old", "support", waited=30)]
    assert offers(waiting, [operator("abe", "sales", "support")]) == [("old", "abe")]


def test_a_caller_whose_group_has_nobody_free_does_not_hold_up_the_others() -> None:
    waiting = [caller("old", "support", waited=30), caller("young", "sales", waited=3)]
    assert offers(waiting, [operator("abe", "sales")]) == [("young", "abe")]


def test_a_caller_who_rings_already_gets_no_second_operator_in_a_sequential_group() -> None:
    ringing = Caller("c1", "sales", SEQUENTIAL, NOW, frozenset({"abe"}))
    assert offers([ringing], [operator("mori")]) == []


def test_a_simultaneous_group_rings_at_every_free_operator() -> None:
    free = [operator("abe"), operator("mori"), operator("ito", "support")]
    assert offers([caller("c1", kind=SIMULTANEOUS)], free) == [("c1", "abe"), ("c1", "mori")]


def test_who_becomes_free_while_it_rings_joins_in_a_simultaneous_group() -> None:
    ringing = Caller("c1", "sales", SIMULTANEOUS, NOW, frozenset({"abe"}))
    assert offers([ringing], [operator("mori")]) == [("c1", "mori")]


def test_an_assignment_says_why() -> None:
    only = assign([caller("c1")], [operator("abe", idle=60), operator("mori", idle=2)], NOW)[0]
    assert only.why == "idle for 60 s, longest of 2 free in sales"


groups = st.sampled_from(["sales", "support", "claims"])
callers = st.lists(
    st.builds(
        caller,
        st.integers(0, 30).map(lambda number: f"c{number:02}"),
        groups,
        waited=st.integers(0, 5),
        kind=st.sampled_from([SEQUENTIAL, SIMULTANEOUS]),
    ),
    unique_by=lambda one: one.call_id,
    max_size=12,
)
operators = st.lists(
    st.builds(
        lambda number, names, idle: operator(f"o{number:02}", *names, idle=idle),
        st.integers(0, 30),
        st.lists(groups, min_size=1, max_size=3),
        st.integers(0, 5),
    ),
    unique_by=lambda one: one.operator_id,
    max_size=12,
)


@given(callers, operators, st.randoms(use_true_random=False))
def test_nobody_is_offered_twice_nobody_waits_beside_a_free_operator_and_order_of_input_is_no_matter(
    waiting: list[Caller], free: list[FreeOperator], random: object
) -> None:
    made = offers(waiting, free)
    busy = {one for _, one in made}
    assert len(busy) == len(made)
    kinds = {one.call_id: one.kind for one in waiting}
    served = [call for call, _ in made]
    assert all(served.count(call) == 1 for call in served if kinds[call] is SEQUENTIAL)
    idle_groups = {group for one in free if one.operator_id not in busy for group in one.work_group_ids}
    assert not [one for one in waiting if one.call_id not in served and one.work_group_id in idle_groups]
    random.shuffle(waiting)  # type: ignore[attr-defined]
    random.shuffle(free)  # type: ignore[attr-defined]
    assert offers(waiting, free) == made
