"""What follows from each event of a call, and when a silent call is given up, on a clock that only the test moves."""

import pytest

from bluebean_client.domain.phone import CallEnd, PhoneCall, PhoneCallState, Transfer
from bluebean_client.phone.audio.port import Cue
from bluebean_client.phone.calls.book import ENDED_SHOWN_SECONDS, RING_SECONDS_MAX, CallBook, NoSuchCall
from bluebean_client.phone.calls.watch import HELD_ASK_SECONDS, LOST_SECONDS, SILENT_SECONDS
from bluebean_client.phone.sip.call_port import (
    CallFollows,
    CallGone,
    CallMedia,
    IncomingCall,
    SipRefused,
    StreamCounters,
)
from tests.support.fake_phone import SERVER_IP, FakeSipStack, FakeSound

State = PhoneCallState
STARTED_AT = 1_700_000_000.0


class Desk:
    """A call book, what is around it, and the time."""

    def __init__(self) -> None:
        self.stack, self.sound = FakeSipStack(), FakeSound()
        self.book = CallBook(self.stack, self.sound, lambda: STARTED_AT)
        self.now = 1000.0

    def incoming(
        self,
        call: int = 1,
        *,
        server_call_id: str = "c-1",
        auto_answer: bool = False,
        do_not_disturb: bool = False,
    ) -> None:
        event = IncomingCall(call, "0312345678", "", server_call_id, auto_answer, SERVER_IP)
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


# ---- several calls --------------------------------------------------------------------------------------------------


def test_answering_a_second_call_holds_the_first_and_resuming_swaps() -> None:
    desk = Desk().talking()
    desk.incoming(2)
    desk.book.answer(2, desk.now)
    assert (desk.states, desk.stack.talking) == ([State.HELD, State.INCOMING], {2})
    assert desk.stack.take() == ["ring 2", "hold 1", "answer 2"]
    desk.book.connected(2, desk.now)
    desk.book.resume(1, desk.now)
    assert (desk.states, desk.stack.talking) == ([State.TALKING, State.HELD], {1})
    assert desk.stack.take() == ["resume 1", "hold 2"]


def test_dialing_holds_whoever_was_talked_to_and_their_return_is_the_persons_choice() -> None:
    desk = Desk().talking()
    desk.stack.dialed = 1
    desk.book.dial("600", desk.now)
    assert desk.states == [State.HELD, State.CALLING]
    desk.gone(2, 486)
    assert (desk.states, desk.call.end, desk.sound.talking) == ([State.HELD, State.ENDED], CallEnd.REFUSED, False)


def test_hold_and_resume_of_the_only_call() -> None:
    desk = Desk().talking()
    desk.book.hold(1, desk.now)
    desk.book.hold(1, desk.now)
    assert (desk.call.state, desk.stack.talking, desk.sound.talking) == (State.HELD, set(), False)
    desk.book.resume(1, desk.now)
    desk.book.resume(1, desk.now)
    assert (desk.call.state, desk.stack.take()) == (State.TALKING, ["hold 1", "resume 1"])


def test_what_needs_a_connected_call_is_refused_before() -> None:
    desk = Desk()
    desk.incoming()
    for order in (
        lambda: desk.book.hold(1, desk.now),
        lambda: desk.book.resume(1, desk.now),
        lambda: desk.book.transfer_to(1, "600", desk.now),
        lambda: desk.book.join(desk.now),
    ):
        with pytest.raises(SipRefused) as refusal:
            order()
        assert refusal.value.reason == "not_connected"
    assert desk.call.state is State.INCOMING


def test_a_conference_of_all_that_are_connected_and_one_taken_out() -> None:
    desk = Desk().talking(1, 2, 3)
    desk.incoming(4)
    desk.book.join(desk.now)
    assert desk.stack.talking == {1, 2, 3}
    assert [view.in_conference for view in desk.book.views] == [True, True, True, False]
    desk.book.resume(2, desk.now)
    assert desk.states == [State.HELD, State.TALKING, State.HELD, State.INCOMING]
    assert not any(view.in_conference for view in desk.book.views)


def test_a_conference_goes_on_when_one_leaves_and_the_last_is_an_ordinary_call() -> None:
    desk = Desk().talking(1, 2, 3)
    desk.book.join(desk.now)
    desk.gone(1, 200)
    assert [view.in_conference for view in desk.book.views] == [False, True, True]
    desk.book.hold(2, desk.now)
    assert (desk.stack.talking, desk.call.in_conference, desk.call.state) == ({3}, False, State.TALKING)


def test_muting_in_a_conference_is_towards_all_and_joining_keeps_a_muted_microphone_muted() -> None:
    desk = Desk().talking(1, 2)
    desk.book.mute(2, True)
    desk.book.join(desk.now)
    assert [view.muted for view in desk.book.views] == [True, True]
    desk.book.mute(1, False)
    assert [view.muted for view in desk.book.views] == [False, False]


def test_do_not_disturb_refuses_with_busy_and_no_sound() -> None:
    desk = Desk()
    desk.incoming(do_not_disturb=True)
    assert (desk.call.end, desk.call.sip_code, desk.stack.take()) == (
        CallEnd.DO_NOT_DISTURB,
        486,
        ["hang up 1 with 486"],
    )
    assert not desk.sound.ringing


@pytest.mark.parametrize("answered", [False, True])
def test_a_direct_caller_hears_busy_while_a_call_of_the_server_is_there(answered: bool) -> None:
    desk = Desk().talking() if answered else Desk()
    if not answered:
        desk.incoming()
        desk.stack.take()
    desk.incoming(2, server_call_id="")
    assert desk.stack.take() == ["hang up 2 with 486"]
    assert (desk.call.end, desk.call.sip_code) == (CallEnd.MISSED, 486)
    desk.incoming(3)
    assert desk.call.state is State.INCOMING, "the server knows what it does"


@pytest.mark.parametrize("auto_answer", [False, True])
def test_a_direct_call_stops_ringing_when_one_of_the_server_is_answered(auto_answer: bool) -> None:
    desk = Desk()
    desk.incoming(1, server_call_id="")
    desk.incoming(2, auto_answer=auto_answer)
    if not auto_answer:
        desk.book.answer(2, desk.now)
    assert desk.stack.take()[-2:] == ["answer 2", "hang up 1 with 486"]
    assert desk.states == [State.ENDED, State.INCOMING] and not desk.sound.ringing


def test_the_servers_call_holds_a_direct_one_and_never_the_other_way_round() -> None:
    desk = Desk()
    desk.incoming(1, server_call_id="")
    desk.book.answer(1, desk.now)
    desk.book.connected(1, desk.now)
    desk.incoming(2)
    desk.book.answer(2, desk.now)
    desk.book.connected(2, desk.now)
    assert desk.states == [State.HELD, State.TALKING]
    with pytest.raises(SipRefused, match="in_server_call"):
        desk.book.resume(1, desk.now)
    assert desk.states == [State.HELD, State.TALKING]
    desk.gone(2, 200)
    desk.book.resume(1, desk.now)
    assert desk.states == [State.TALKING, State.ENDED]


def test_a_call_that_nobody_answers_for_long_is_missed() -> None:
    desk = Desk()
    desk.incoming()
    desk.wait(RING_SECONDS_MAX - 1)
    assert desk.call.state is State.INCOMING
    desk.wait(1)
    assert (desk.call.end, desk.call.sip_code) == (CallEnd.MISSED, 480)


def test_the_far_sides_goodbye_is_heard_and_ones_own_is_not() -> None:
    desk = Desk().talking(1, 2)
    desk.sound.cues.clear()
    desk.gone(1, 200)
    assert desk.sound.cues == [], "the held one's goodbye was heard in the conversation"
    desk.gone(2, 200)
    assert desk.sound.cues == [Cue.FAR_HUNG_UP]
    desk.talking(3)
    desk.book.hang_up(3, desk.now)
    assert desk.sound.cues == [Cue.FAR_HUNG_UP]


# ---- handing on ------------------------------------------------------------------------------------------------------


def test_a_blind_transfer_holds_and_hangs_up_when_it_has_worked() -> None:
    desk = Desk().talking()
    desk.book.transfer_to(1, "600", desk.now)
    assert (desk.call.state, desk.call.transfer) == (State.HELD, Transfer.ASKED)
    desk.book.transfer_answered(1, 200, desk.now)
    assert desk.stack.take() == ["hold 1", "transfer 1 to 600", "hang up 1 with 0"]
    assert (desk.call.state, desk.call.end) == (State.ENDED, CallEnd.TRANSFERRED)


def test_a_blind_transfer_that_fails_returns_to_the_call_unless_another_is_talked_to() -> None:
    desk = Desk().talking()
    desk.book.transfer_to(1, "600", desk.now)
    desk.book.transfer_answered(1, 486, desk.now)
    assert (desk.call.transfer, desk.call.transfer_code, desk.call.state) == (Transfer.FAILED, 486, State.TALKING)
    desk.book.transfer_to(1, "600", desk.now)
    desk.talking(2)
    desk.book.transfer_answered(1, 603, desk.now)
    assert desk.states == [State.HELD, State.TALKING]


def test_a_transfer_that_cannot_even_be_asked_for_leaves_all_as_it_was() -> None:
    desk = Desk().talking()
    desk.stack.refusal = SipRefused("refused", "no")
    with pytest.raises(SipRefused):
        desk.book.transfer_to(1, "600", desk.now)
    assert (desk.call.state, desk.call.transfer, desk.stack.talking) == (State.TALKING, Transfer.NONE, {1})


def test_an_attended_transfer_leaves_both_calls_or_none() -> None:
    desk = Desk().talking(1, 2)
    desk.book.transfer_between(1, 2)
    desk.book.transfer_answered(1, 503, desk.now)
    assert [view.transfer for view in desk.book.views] == [Transfer.FAILED, Transfer.NONE]
    assert desk.states == [State.HELD, State.TALKING]
    desk.book.transfer_between(1, 2)
    desk.gone(2, 200)
    desk.book.transfer_answered(1, 200, desk.now)
    assert [view.end for view in desk.book.views] == [CallEnd.TRANSFERRED, CallEnd.TRANSFERRED]
    with pytest.raises(NoSuchCall):
        desk.book.transfer_between(1, 1)


def test_where_the_far_side_sends_the_phone_it_goes_and_comes_back_if_nobody_is_there() -> None:
    desk = Desk().talking()
    desk.book.follows(CallFollows(1, 2, "103"), desk.now)
    assert desk.states == [State.HELD, State.CALLING]
    desk.gone(2, 404)
    assert desk.states == [State.TALKING, State.ENDED]
    desk.book.follows(CallFollows(1, 3, "104"), desk.now)
    desk.book.connected(3, desk.now)
    assert (desk.book.views[0].end, desk.call.state, desk.stack.talking) == (CallEnd.TRANSFERRED, State.TALKING, {3})


def test_a_call_that_takes_the_place_of_another_is_talked_to_at_once() -> None:
    desk = Desk().talking()
    event = IncomingCall(2, "103", "Sato", "", False, SERVER_IP, replaces=1)
    desk.book.incoming(event, desk.now, auto_answer=False, do_not_disturb=True)
    assert (desk.book.views[0].end, desk.sound.ringing) == (CallEnd.TRANSFERRED, False)
    desk.book.connected(2, desk.now)
    assert (desk.call.state, desk.call.number, desk.stack.talking) == (State.TALKING, "103", {2})


# ---- watching ------------------------------------------------------------------------------------------------------


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
