"""What follows from each event of a call, and when a silent call is given up, on a clock that only the test moves."""

import pytest

from bluebean_client.domain.phone import CallEnd, PhoneCallState
from bluebean_client.phone.audio.port import Cue
from bluebean_client.phone.calls.book import ENDED_SHOWN_SECONDS, NoSuchCall
from bluebean_client.phone.calls.watch import HELD_ASK_SECONDS, LOST_SECONDS, SILENT_SECONDS
from bluebean_client.phone.sip.call_port import CallMedia, StreamCounters
from tests.support.call_desk import STARTED_AT, Desk

State = PhoneCallState


def test_an_incoming_call_rings_here_and_there_until_it_is_answered() -> None:
    desk = Desk()
    desk.incoming()
    assert (desk.sound.ringing, desk.sound.talking, desk.stack.take()) == (True, False, ["ring 1"])
    desk.book.answer(1, desk.now)
    assert (desk.sound.ringing, desk.sound.talking, desk.stack.take()) == (False, True, ["answer 1"])
    desk.book.answer(1, desk.now)
    assert desk.stack.take() == [], "answered twice"
    desk.book.connected(1, desk.now)
    assert (desk.call.state, desk.call.started_at) == (State.TALKING, STARTED_AT)


def test_a_call_for_automatic_answer_beeps_and_never_rings() -> None:
    desk = Desk()
    desk.incoming(auto_answer=True)
    assert (desk.sound.ringing, desk.sound.cues, desk.stack.take()) == (False, [Cue.AUTO_ANSWER], ["answer 1"])


def test_a_second_caller_does_not_ring_into_a_conversation() -> None:
    desk = Desk().talking()
    desk.incoming(2)
    assert (desk.sound.ringing, desk.sound.talking) == (False, True)
    desk.book.hang_up(1, desk.now)
    assert (desk.sound.ringing, desk.sound.talking) == (True, False)


@pytest.mark.parametrize(("early_media", "ringing_back"), [(True, False), (False, True)])
def test_the_far_sides_ringing_is_heard_from_there_or_made_here(early_media: bool, ringing_back: bool) -> None:
    desk = Desk()
    desk.book.dial("600", desk.now)
    desk.book.ringing(1, desk.now, early_media=early_media)
    assert (desk.sound.ringing_back, desk.sound.talking) == (ringing_back, early_media)
    desk.book.connected(1, desk.now)
    assert (desk.sound.ringing_back, desk.sound.talking) == (False, True)


def test_an_ended_call_is_shown_for_a_moment_and_forgotten() -> None:
    desk = Desk().talking()
    desk.gone(1, 200)
    assert (desk.call.state, desk.call.sip_code, desk.sound.talking) == (State.ENDED, 200, False)
    with pytest.raises(NoSuchCall):
        desk.book.hang_up(1, desk.now)
    desk.book.tick(desk.now + ENDED_SHOWN_SECONDS - 0.1)
    assert len(desk.book.views) == 1
    desk.book.tick(desk.now + ENDED_SHOWN_SECONDS)
    assert desk.book.views == ()


def test_hanging_up_ends_the_call_whatever_the_network_makes_of_it() -> None:
    desk = Desk().talking()
    desk.book.hang_up(1, desk.now)
    assert (desk.call.state, desk.stack.take(), desk.book.alive) == (State.ENDED, ["hang up 1 with 0"], False)
    desk.gone(1, 408)
    assert desk.call.sip_code == 0


def test_a_call_that_is_heard_is_never_silent() -> None:
    desk = Desk().talking()
    assert not desk.wait(3 * LOST_SECONDS, packets=True)
    assert desk.call.state is State.TALKING


def test_a_silent_call_makes_the_line_be_tried_and_is_kept_for_a_minute() -> None:
    desk = Desk().talking()
    assert not desk.wait(SILENT_SECONDS - 1)
    assert desk.wait(1)
    assert desk.wait(LOST_SECONDS - SILENT_SECONDS - 1)
    assert desk.call.state is State.TALKING
    assert not desk.wait(1)
    assert (desk.call.state, desk.call.sip_code) == (State.ENDED, 408)
    assert desk.stack.take() == ["hang up 1 with 0"]


def test_voice_that_returns_within_the_minute_saves_the_call() -> None:
    desk = Desk().talking()
    desk.wait(LOST_SECONDS - 1)
    assert not desk.wait(1, packets=True)
    desk.wait(LOST_SECONDS - 1)
    assert desk.call.state is State.TALKING


def test_a_switch_that_knows_nothing_of_a_silent_call_ends_it_at_once() -> None:
    desk = Desk().talking()
    desk.wait(SILENT_SECONDS)
    desk.book.ask_after_silent_calls(desk.now)
    desk.book.ask_after_silent_calls(desk.now)
    assert desk.stack.take() == ["probe 1"], "asked once, not twice"
    desk.book.probe_answered(1, 481, desk.now)
    assert (desk.call.state, desk.call.sip_code) == (State.ENDED, 481)


def test_a_switch_that_knows_the_silent_call_keeps_it() -> None:
    desk = Desk().talking()
    for _ in range(int(2 * LOST_SECONDS / SILENT_SECONDS)):
        desk.wait(SILENT_SECONDS)
        desk.book.ask_after_silent_calls(desk.now)
        desk.book.probe_answered(1, 200, desk.now)
    assert desk.call.state is State.TALKING
    desk.book.probe_answered(1, 408, desk.now)
    desk.wait(LOST_SECONDS)
    assert not desk.book.alive, "no answer counts as an answer"


def test_a_held_call_is_asked_after_now_and_then_and_never_taken_for_silent() -> None:
    desk = Desk().talking()
    desk.book.hold(1, desk.now)
    desk.stack.take()
    for _ in range(5):
        assert not desk.wait(HELD_ASK_SECONDS)
        assert desk.stack.take() == ["probe 1"]
        desk.book.probe_answered(1, 200, desk.now)
    assert not desk.wait(LOST_SECONDS)
    assert (desk.call.state, desk.call.end) == (State.ENDED, CallEnd.LOST), "nobody answered for a minute"


def test_a_call_that_the_far_side_holds_may_be_silent() -> None:
    desk = Desk().talking()
    desk.book.media(CallMedia(1, True, "", False))
    assert not desk.wait(SILENT_SECONDS + 1)
    assert desk.call.held_by_far
    desk.book.media(CallMedia(1, False, "PCMA/8000", True))
    assert (desk.call.held_by_far, desk.call.codec, desk.call.encrypted) == (False, "PCMA/8000", True)


def test_the_quality_changes_every_five_seconds_and_is_that_of_the_whole_call_in_the_end() -> None:
    desk = Desk().talking()
    desk.book.media(CallMedia(1, False, "PCMU/8000", False))
    seen = []
    for second in range(1, 13):
        lost = 0 if second <= 5 else 10 * (second - 5)
        desk.stack.received[1] = StreamCounters(40 * second, lost, 1.0, 20.0)
        desk.wait(1)
        quality = desk.call.quality
        seen.append(None if quality is None else quality.loss_percent)
    assert seen == [None] * 4 + [0.0] * 5 + [20.0] * 3
    desk.gone(1, 200)
    assert desk.call.quality is not None and 10.0 < desk.call.quality.loss_percent < 15.0
