"""Several calls at one desk: whoever is talked to, held, joined in a conference, or handed on."""

import pytest

from bluebean_client.domain.phone import CallEnd, PhoneCallState, Transfer
from bluebean_client.phone.audio.port import Cue
from bluebean_client.phone.calls.book import RING_SECONDS_MAX, NoSuchCall
from bluebean_client.phone.sip.call_port import CallFollows, IncomingCall, SipRefused
from tests.support.call_desk import Desk
from tests.support.fake_phone import SERVER_IP

State = PhoneCallState


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
