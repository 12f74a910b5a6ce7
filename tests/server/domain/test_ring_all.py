"""A simultaneous group on the pure floor: fifty desks ring, one wins, and what the others are told."""

from server.domain import floor_actions as actions
from server.domain.floor_actions import Action
from server.protocol.types import EndReason, Status
from tests.support.ring_all_floor import RingAllFloor

FIFTY = 50


def hung_up(done: list[Action]) -> set[str]:
    return {action.leg for action in done if isinstance(action, actions.HangUp)}


def test_all_are_dialed_in_the_turn_in_which_the_caller_comes_and_stop_in_the_turn_in_which_one_has_him() -> None:
    floor = RingAllFloor(FIFTY)
    legs = floor.caller_arrives()
    assert len(legs) == FIFTY
    floor.all_ring()
    join = floor.answers("op07")
    done = floor.joined(join)
    assert hung_up(done) == {leg for name, leg in legs.items() if name != "op07"}
    assert {floor.status(name) for name in legs if name != "op07"} == {Status.AVAILABLE}
    assert floor.status("op07") is Status.TALKING_IN
    assert floor.floor.figures(floor.now).missed_total == 0


def test_the_losers_read_who_took_the_call_and_keep_their_turn() -> None:
    floor = RingAllFloor(3)
    idle = {name: floor.seat(name).idle_since for name in floor.names}
    floor.caller_arrives()
    floor.all_ring()
    floor.wait(7)
    floor.joined(floor.answers("op01"))
    for name in ("op00", "op02"):
        call = floor.call(name)
        assert (call.end_reason, call.taken_by) == (EndReason.TAKEN_BY_OTHER, "Name of op01")
        assert floor.seat(name).idle_since == idle[name]


def test_of_two_answers_in_one_moment_the_first_that_is_heard_wins_and_the_other_phone_is_hung_up() -> None:
    floor = RingAllFloor(3)
    legs = floor.caller_arrives()
    floor.all_ring()
    idle = floor.seat("op00").idle_since
    join = floor.answers("op02")
    done = floor.phone_answers("op00")
    assert hung_up(done) == {legs["op00"]}
    assert not any(isinstance(action, actions.Join) for action in done)
    assert (floor.status("op00"), floor.seat("op00").idle_since) == (Status.AVAILABLE, idle)
    assert floor.call("op00").taken_by == "Name of op02"
    assert floor.status("op01") is Status.RINGING
    assert hung_up(floor.joined(join)) == {legs["op01"]}


def test_who_lost_is_offered_the_same_call_no_more_while_it_is_the_winners() -> None:
    floor = RingAllFloor(2)
    floor.caller_arrives()
    floor.all_ring()
    floor.answers("op00")
    floor.phone_answers("op01")
    assert floor.dialed() == {}
    assert floor.status("op01") is Status.AVAILABLE


def test_when_the_winner_drops_before_the_bridge_the_others_ring_on_and_one_of_them_has_the_caller() -> None:
    floor = RingAllFloor(3)
    legs = floor.caller_arrives()
    floor.all_ring()
    floor.answers("op00")
    done = floor.phone_drops("op00")
    assert hung_up(done) == set() and floor.dialed() == {}
    assert (floor.status("op01"), floor.status("op02")) == (Status.RINGING, Status.RINGING)
    assert hung_up(floor.joined(floor.answers("op02"))) == {legs["op01"]}
    assert floor.call("op01").taken_by == "Name of op02"


def test_that_a_loser_answers_and_the_winner_then_drops_rings_for_the_loser_again() -> None:
    floor = RingAllFloor(2)
    floor.caller_arrives()
    floor.all_ring()
    floor.answers("op00")
    floor.phone_answers("op01")
    floor.phone_drops("op00")
    assert set(floor.dialed()) == {"op01"}
    assert floor.status("op01") is Status.RINGING
    floor.joined(floor.answers("op01"))
    assert floor.status("op01") is Status.TALKING_IN


def test_one_more_phone_that_rings_is_no_news_to_anybody() -> None:
    floor = RingAllFloor(FIFTY)
    legs = floor.caller_arrives()
    shown = [action for name in legs for action in floor.rings(name) if isinstance(action, actions.ShowDesk)]
    assert shown == []
