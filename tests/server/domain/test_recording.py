"""Recording by rule: which calls each rule takes in, and what a transfer in the middle of an answer does to it."""

import pytest

from server.domain import floor_actions as actions
from server.domain import floor_events as events
from server.domain.recording import RecordingPolicy, RecordingRule
from server.protocol.transfer import TransferMode
from server.protocol.types import Direction, Status
from tests.support.ring_all_floor import RingAllFloor


@pytest.mark.parametrize(
    ("rule", "inbound", "outbound"),
    [
        (RecordingRule.ALL, True, True),
        (RecordingRule.INBOUND, True, False),
        (RecordingRule.OUTBOUND, False, True),
        (RecordingRule.NONE, False, False),
    ],
)
def test_a_rule_is_for_calls_with_people_outside_and_colleagues_have_their_own(
    rule: RecordingRule, inbound: bool, outbound: bool
) -> None:
    for internal in (False, True):
        policy = RecordingPolicy(rule, internal)
        assert policy.covers(Direction.IN, internal=False) is inbound
        assert policy.covers(Direction.OUT, internal=False) is outbound
        assert policy.covers(Direction.OUT, internal=True) is internal


def test_a_transfer_within_the_moment_of_the_answer_does_not_lose_the_recording() -> None:
    """The operator's phone is hung up before it is in the mix, so the order to join and record may not be carried out."""
    floor = RingAllFloor(2)
    floor.caller_arrives()
    floor.all_ring()
    first = floor.answers("op00")
    floor.phone_drops("op01")  # declined it: away
    floor.take(events.SetStatus("op01", Status.AVAILABLE))
    floor.take(events.TransferTo("op00", first.call_id, TransferMode.BLIND, "op01", "", False))
    second = floor.answers("op01")
    assert (second.leg, second.record) == (first.leg, True)


def test_a_file_is_that_of_the_recorded_parts_of_its_leg_that_have_none() -> None:
    floor = RingAllFloor(2)
    floor.caller_arrives()
    join = floor.answers("op00")
    floor.joined(join)
    floor.take(events.LegEnded("caller", cause=16))
    saved = [
        action.call
        for action in floor.take(events.RecordingDone("caller", "first.wav"))
        if isinstance(action, actions.SaveCall)
    ]
    assert [call.recording for call in saved] == ["first.wav"]
    again = floor.take(events.RecordingDone("caller", "second.wav"))
    assert [action for action in again if isinstance(action, actions.SaveCall)] == []


def test_a_recording_that_could_not_be_started_is_promised_on_no_screen() -> None:
    floor = RingAllFloor(1)
    floor.caller_arrives()
    join = floor.answers("op00")
    floor.joined(join)
    assert floor.call("op00").recording
    floor.take(events.RecordingFailed(join.call_id))
    assert not floor.call("op00").recording
