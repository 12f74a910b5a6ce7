"""Old desk + messages = new desk, for whatever the server sends."""

import itertools
from dataclasses import replace
from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bluebean_client.domain.desk import Desk, Identity, Link, Screen
from bluebean_client.domain.live import received
from bluebean_client.domain.tabs import differences, merge
from server.protocol.push import Change, DeskState, Snapshot, difference
from server.protocol.types import CallState, EndReason, QueueView, Status, WaitingCall
from tests.support.fake_server import NOW, offered, operator_state

DESK = Desk(screen=Screen.WORK_GROUPS, identity=Identity("o1", "佐藤", "201"))

moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))
waiting = st.builds(WaitingCall, st.text(max_size=4), st.text(max_size=4), st.text(max_size=4), moments)
queues = st.dictionaries(st.sampled_from(["a", "b", "c"]), st.lists(waiting, max_size=2).map(tuple), max_size=3).map(
    lambda found: {key: QueueView(key, calls) for key, calls in found.items()}
)
people = st.builds(
    operator_state,
    st.sampled_from(Status),
    since=moments,
    call=st.none() | st.sampled_from([offered("c1"), offered("c2")]),
    work_group_ids=st.sampled_from([(), ("sales",)]),
)
states = st.builds(DeskState, people, queues, st.booleans())


@given(history=st.lists(states, min_size=1, max_size=6))
def test_old_desk_and_changes_make_the_same_desk_as_a_snapshot(history: list[DeskState]) -> None:
    desk = received(DESK, Snapshot(0, history[0]), NOW)
    seq = 0
    for old, new in itertools.pairwise(history):
        for body in difference(old, new):
            seq += 1
            desk = received(desk, Change(seq, body), NOW)
    assert desk == received(DESK, Snapshot(0, history[-1]), NOW)
    assert desk.live == history[-1]
    at_work = history[-1].me.status is not Status.OFFLINE and bool(history[-1].me.work_group_ids)
    assert desk.screen is (Screen.WORK if at_work else Screen.WORK_GROUPS)
    assert [notice.problem.code for notice in desk.notices] == ([] if history[-1].switch_up else ["switch_lost"])


@given(state=states)
def test_a_change_before_any_snapshot_changes_nothing(state: DeskState) -> None:
    for body in difference(DeskState(operator_state()), state):
        assert received(DESK, Change(1, body), NOW) == DESK


@given(state=states)
def test_a_lost_link_is_online_again_only_by_a_snapshot(state: DeskState) -> None:
    lost = replace(received(DESK, Snapshot(0, state), NOW), link=Link.LOST)
    assert received(lost, Snapshot(7, state), NOW).link is Link.ONLINE
    assert lost.link is Link.LOST


values = st.dictionaries(st.sampled_from(["a", "b", "c", "d"]), st.sampled_from(["", "1", "2", "3"]), max_size=4)


@given(base=values, typed=values, fresh=values)
def test_merging_never_drops_what_was_typed_and_never_keeps_what_was_not(base, typed, fresh) -> None:
    typed = {**base, **typed}  # a form shows every field of its base
    merged = merge(base, typed, fresh)
    for key, value in typed.items():
        assert value == base.get(key) or merged[key] == value
    for key, value in fresh.items():
        assert typed.get(key) != base.get(key) or merged[key] == value
    assert all(found.mine != found.theirs for found in differences(base, typed, fresh).values())


@pytest.mark.parametrize(
    ("reason", "code"),
    [
        (EndReason.SWITCH_LOST, "call_lost_with_switch"),
        (EndReason.PHONE_LOST, "call_lost_with_phone"),
        (EndReason.MISSED, "call_missed"),
        (EndReason.TAKEN_BY_OTHER, "call_taken_by_other"),
        (EndReason.CALLER_GAVE_UP, "call_given_up"),
        (EndReason.LEFT_BY_KEY, "call_left_by_key"),
        (EndReason.CUSTOMER_HUNG_UP, None),
        (EndReason.OPERATOR_HUNG_UP, None),
    ],
)
def test_an_end_that_neither_side_chose_is_told_until_the_next_call(reason: EndReason, code: str | None) -> None:
    call = offered("c1")
    ended = msgspec.structs.replace(call, state=CallState.ENDED, end_reason=reason, ended_at=NOW)
    desk = DESK
    for view in (call, ended, ended):
        desk = received(desk, Snapshot(0, DeskState(operator_state(call=view))), NOW)
    assert [notice.problem.code for notice in desk.notices] == ([code] if code else [])
    desk = received(desk, Snapshot(0, DeskState(operator_state(call=offered("c2")))), NOW)
    assert desk.notices == ()


def test_who_was_slower_reads_the_name_of_who_took_the_call() -> None:
    taken = msgspec.structs.replace(
        offered("c1"), state=CallState.ENDED, end_reason=EndReason.TAKEN_BY_OTHER, taken_by="渡辺 直樹", ended_at=NOW
    )
    desk = DESK
    for view in (offered("c1"), taken):
        desk = received(desk, Snapshot(0, DeskState(operator_state(call=view))), NOW)
    [notice] = desk.notices
    assert (notice.problem.code, notice.problem.details) == ("call_taken_by", {"name": "渡辺 直樹"})
