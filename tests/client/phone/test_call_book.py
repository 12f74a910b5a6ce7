"""What follows from each event of a call, and when a silent call is given up, on a clock that only the test moves."""

import pytest

from bluebean_client.domain.phone import PhoneCall, PhoneCallState
from bluebean_client.phone.call_book import ENDED_SHOWN_SECONDS, CallBook, NoSuchCall
from bluebean_client.phone.call_port import CallGone, IncomingCall, StreamCounters
from bluebean_client.phone.call_watch import LOST_SECONDS, SILENT_SECONDS
from bluebean_client.phone.sound_port import Cue
from tests.support.fake_phone import SERVER_IP, FakeSipStack, FakeSound

State = PhoneCallState
STARTED_AT = 1_700_000_000.0


class Desk:
    """A call book, what is around it, and the time."""

    def __init__(self) -> None:
        self.stack, self.sound = FakeSipStack(), FakeSound()
        self.book = CallBook(self.stack, self.sound, lambda: STARTED_AT)
        self.now = 1000.0

    def incoming(self, call: int = 1, *, auto_answer: bool = False, do_not_disturb: bool = False) -> None:
        event = IncomingCall(call, "0312345678", "", "c-1", auto_answer, SERVER_IP)
        self.book.incoming(event, self.now, auto_answer=auto_answer, do_not_disturb=do_not_disturb)

    def talking(self, *calls: int) -> "Desk":
        """Answered one after the other: the last is talked to."""
        for call in calls or (1,):
            self.incoming(call)
            self.book.answer(call, self.now)
            self.book.connected(call, self.now)
        self.stack.take()
        return self

    def gone(self, call: int, code: int, *, elsewhere: bool = False) -> None:
        self.book.gone(CallGone(call, code, elsewhere), self.now)

    def wait(self, seconds: float, *, packets: bool = False) -> bool:
        """A second at a time; whether the way to the switch should be tried at the end."""
        silent = False
        for _ in range(round(seconds)):
            self.now += 1.0
            if packets:
                before = self.stack.received.get(1)
                self.stack.received[1] = StreamCounters(50 + (before.packets if before else 0), 0, 0.0, 0.0)
            silent = self.book.tick(self.now)
        return silent

    @property
    def call(self) -> PhoneCall:
        return self.book.views[-1]

    @property
    def states(self) -> list[PhoneCallState]:
        return [view.state for view in self.book.views]


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
