"""The life of a call: arrival and waiting of an inbound one; answer, hold, and every way in which any can end.

A call waits (music) until an offer is answered, is then joined with the operator's leg in a mix, and ends when either
side leaves. Only when both are in the mix (`Joined`) do the phones of colleagues stop ringing: an operator whose phone
drops the call before that gives the caller back to the queue.
"""

from collections.abc import Mapping, Set
from dataclasses import replace
from datetime import datetime, timedelta

import msgspec

from server.domain import floor_events as events
from server.domain import floor_recording, floor_wrap_up
from server.domain.floor_actions import (
    AddToMix,
    Answer,
    DestroyMix,
    HangUp,
    Join,
    LookUpCustomers,
    PlayMusic,
    Reject,
    RemoveFromMix,
    StopMusic,
    Tag,
)
from server.domain.floor_offers import DIAL_PAUSE, offer_answered, offer_failed, offer_of, withdraw
from server.domain.floor_state import INBOUND_KINDS, Call, Group, Offer, Outcome, Seat, whole_seconds
from server.domain.floor_turn import Turn
from server.domain.numbers import to_e164
from server.domain.queueing.callback import CallbackStep
from server.domain.queueing.rules import OverflowStage
from server.domain.statuses import Event
from server.protocol.types import Direction, EndReason

CALL_TAG = "call"

LOOK_UP_PATIENCE = timedelta(milliseconds=300)
"""A caller is offered without names rather than later than this."""
MOST_MATCHES = 20


NUMBER_UNKNOWN = 404
CUSTOMER_LEG_PREFIX = "out-"
CUSTOMER_NOT_REACHED = frozenset({EndReason.BUSY, EndReason.NO_ANSWER, EndReason.REJECTED, EndReason.CONGESTION})
"""Of a callback; all else is no fault of the customer's, and he is offered again at once."""
MOST_ATTEMPTS = 2
NORMAL_CAUSES = frozenset({0, 16, 31})
HUNG_UP_IN: Mapping[OverflowStage, EndReason] = {
    OverflowStage.MESSAGE: EndReason.TURNED_AWAY,
    OverflowStage.GREETING: EndReason.TURNED_AWAY,
    OverflowStage.RECORDING: EndReason.VOICEMAIL,
}
"""What a caller's call came to who hangs up on his other way; all else is giving up."""


# ---- arrival and waiting -----------------------------------------------------------------------------------------


def caller_arrived(turn: Turn, event: events.CallerArrived) -> None:
    known = (*turn.state.calls.values(), *turn.state.leaving.values())
    if any(call.leg == event.leg for call in known):
        return
    called = to_e164(event.called, turn.country) or event.called
    group = _group_of_number(turn, called)
    if group is None:
        turn.do(Reject(event.leg, event.leg, NUMBER_UNKNOWN))
        return
    call = Call(
        call_id=turn.new_id(),
        work_group_id=group.group_id,
        direction=Direction.IN,
        leg=event.leg,
        number=to_e164(event.caller, turn.country),
        called_number=called,
        arrived_at=turn.now,
    )
    lane = call.lane
    turn.do(Answer(lane, call.leg), Tag(lane, call.leg, CALL_TAG, call.call_id), PlayMusic(lane, call.leg, group.music))
    if call.number:
        call = replace(call, offer_from=turn.now + LOOK_UP_PATIENCE)
        since = group.distribution.talked_since(turn.now)
        turn.do(LookUpCustomers(call.call_id, call.work_group_id, call.number, since))
    turn.put_call(call)


def _group_of_number(turn: Turn, called: str) -> Group | None:
    groups = turn.state.groups.values()
    return next((group for group in groups if called in group.numbers and group.info.kind in INBOUND_KINDS), None)


def customers_found(turn: Turn, event: events.CustomersFound) -> None:
    call = turn.state.calls.get(event.call_id) or turn.state.leaving.get(event.call_id)
    if call is None:
        return
    waits_for_this = call.offer_from == call.arrived_at + LOOK_UP_PATIENCE
    matches = event.customers[:MOST_MATCHES]
    last = event.last_operator or call.last_operator
    sent_on_by_him = call.transfer is not None and call.transfer.by == last
    known = replace(call, matches=matches, last_operator="" if sent_on_by_him else last)
    turn.put_call(replace(known, offer_from=None if waits_for_this else call.offer_from))


# ---- answer ------------------------------------------------------------------------------------------------------


def phone_answered(turn: Turn, call: Call, leg: str) -> None:
    offer = offer_of(call, leg)
    if offer and call.is_waiting:
        answer(turn, call, offer)
    elif offer:
        withdraw(turn, call.call_id, offer, EndReason.TAKEN_BY_OTHER)


def answer(turn: Turn, call: Call, offer: Offer) -> None:
    """The first operator who answers has the caller."""
    answered = replace(
        call,
        offers={key: other for key, other in call.offers.items() if key != offer.operator_id},
        operator_id=offer.operator_id or None,
        operator_leg=offer.leg,
        offered_at=offer.offered_at,
        answered_at=turn.now,
        announcing=(),
        ring_seconds=whole_seconds(offer.rang_at or offer.offered_at, turn.now),
        wait_seconds=whole_seconds(call.arrived_at, turn.now),
        phone_elsewhere=False,
        transfer=replace(call.transfer, stage=None) if call.transfer else None,
    )
    turn.put_call(answered)
    offer_answered(turn, call, offer)
    if seat := turn.seat_with(offer.operator_id, call.call_id):
        turn.move(seat, Event.CALL_ANSWERED)
    join(turn, answered)


def join(turn: Turn, call: Call) -> None:
    """Let customer and operator hear each other, and record them or not."""
    if call.operator_leg is not None:
        recorded = bool(floor_recording.decide(turn, call).recorded)
        turn.do(Join(call.lane, call.call_id, call.leg, call.operator_leg, call.mix, recorded))


def joined(turn: Turn, event: events.Joined) -> None:
    call = turn.state.calls.get(event.call_id)
    if call is None or call.operator_leg != event.operator_leg:
        return
    if not call.joined and call.direction is Direction.IN and call.operator_id and call.transfer is None:
        turn.state.answered_total += 1
    turn.put_call(replace(call, joined=True))
    for offer in call.offers.values():
        withdraw(turn, call.call_id, offer, EndReason.TAKEN_BY_OTHER)


def join_failed(turn: Turn, event: events.JoinFailed) -> None:
    call = turn.state.calls.get(event.call_id)
    if call is None or call.operator_leg != event.operator_leg or call.joined:
        return
    if call.direction is Direction.OUT:
        end(turn, call, EndReason.SWITCH_LOST)
    else:
        turn.do(HangUp(event.operator_leg, event.operator_leg))
        requeue(turn, replace(call, offer_from=turn.now + DIAL_PAUSE), EndReason.SWITCH_LOST)


def requeue(turn: Turn, call: Call, reason: EndReason) -> None:
    """The operator was gone before he heard the caller: the caller goes on waiting, in his old place."""
    group = turn.group_of(call)
    lane = call.lane
    turn.do(RemoveFromMix(lane, call.mix, call.leg), PlayMusic(lane, call.leg, group.music if group else "default"))
    waiting = replace(call, held=False, held_since=None, hold_seconds=0)
    _go_on_without_operator(turn, call, waiting, reason)


def _go_on_without_operator(turn: Turn, call: Call, waiting: Call, reason: EndReason) -> Seat | None:
    """Gives the seat of the operator who has lost the call, if he is signed in."""
    outcome = Outcome(call.call_id, call.offered_at or call.arrived_at, turn.now, reason)
    seat = turn.seat_with(call.operator_id, call.call_id)
    turn.put_call(
        replace(waiting, operator_id=None, operator_leg=None, offered_at=None, answered_at=None, ring_seconds=0)
    )
    return turn.release(seat, Event.CALL_ENDED, outcome) if seat else None


def _called_again(turn: Turn, call: Call, reason: EndReason) -> Call | None:
    """Of a callback that came to nothing: the call as it waits on. None if it was tried often enough, or is no such call."""
    callback, group = call.callback, turn.group_of(call)
    if callback is None or not call.is_dialing:
        return None
    rang = call.rang_at is not None or call.carrier_heard
    in_vain = reason in CUSTOMER_NOT_REACHED or (reason is EndReason.OPERATOR_HUNG_UP and rang)
    attempts = callback.attempts + in_vain
    if attempts >= MOST_ATTEMPTS or reason is EndReason.NUMBER_UNKNOWN:
        return None
    pause = timedelta(seconds=group.queue.callback_retry_seconds) if in_vain and group else DIAL_PAUSE
    step, not_before = CallbackStep.WAITING, turn.now + pause
    return replace(
        call,
        leg=CUSTOMER_LEG_PREFIX + turn.new_id(),
        callback=msgspec.structs.replace(callback, step=step, attempts=attempts, not_before=not_before),
        offer_from=not_before,
        rang_at=None,
        carrier_heard=False,
    )


# ---- hold --------------------------------------------------------------------------------------------------------


def hold(turn: Turn, call: Call) -> None:
    group = turn.group_of(call)
    lane = call.lane
    turn.do(RemoveFromMix(lane, call.mix, call.leg), PlayMusic(lane, call.leg, group.music if group else "default"))
    turn.put_call(replace(call, held=True, held_since=turn.now))


def resume(turn: Turn, call: Call) -> None:
    turn.do(StopMusic(call.lane, call.leg), AddToMix(call.lane, call.mix, call.leg))
    turn.put_call(off_hold(call, turn.now))


def off_hold(call: Call, now: datetime) -> Call:
    """The call with its hold, if it is in one, over and counted."""
    if not call.held:
        return call
    held = whole_seconds(call.held_since or now, now)
    return replace(call, held=False, held_since=None, hold_seconds=call.hold_seconds + held)


# ---- the end -----------------------------------------------------------------------------------------------------


def leg_ended(turn: Turn, call: Call, event: events.LegEnded) -> None:
    if event.leg == call.leg:
        end(turn, call, _why_customer_left(turn, call), gone=event.leg)
    elif event.leg == call.operator_leg:
        _operator_left(turn, call, event)
    elif offer := offer_of(call, event.leg):
        offer_failed(turn, call, offer, event)


def _why_customer_left(turn: Turn, call: Call) -> EndReason:
    if not turn.state.switch_up:
        return EndReason.SWITCH_LOST
    if call.overflow is not None and call.is_waiting:
        return HUNG_UP_IN.get(call.overflow.stage, EndReason.CALLER_GAVE_UP)
    return EndReason.CALLER_GAVE_UP if call.is_waiting else EndReason.CUSTOMER_HUNG_UP


def _operator_left(turn: Turn, call: Call, event: events.LegEnded) -> None:
    reason = why_operator_left(turn, call, event)
    if call.joined or call.direction is Direction.OUT or not turn.state.switch_up:
        end(turn, call, reason, gone=event.leg)
    else:
        requeue(turn, call, reason)


def why_operator_left(turn: Turn, call: Call, event: events.LegEnded) -> EndReason:
    seat = turn.state.seats.get(call.operator_id or "")
    phone_is_away = seat is not None and not turn.state.has_phone(seat.extension)
    if not turn.state.switch_up:
        return EndReason.SWITCH_LOST
    if phone_is_away or event.cause not in NORMAL_CAUSES:
        return EndReason.PHONE_LOST
    return EndReason.OPERATOR_HUNG_UP


def end(
    turn: Turn, call: Call, reason: EndReason, *, gone: str = "", spared: str = "", at: datetime | None = None
) -> None:
    """End a call for everybody. `gone` is the leg that has left already, `at` when it really ended, if not now.

    `spared` is a leg that goes on in another call.
    """
    if again := _called_again(turn, call, reason):
        _hang_up_legs(turn, call, {gone, spared})
        if seat := _go_on_without_operator(turn, call, again, reason):
            floor_wrap_up.begin(turn, seat.operator_id, call)
        return
    ended_at = at or turn.now
    for offer in call.offers.values():
        withdraw(turn, call.call_id, offer, reason)
    _hang_up_legs(turn, call, {gone, spared})
    in_vain = call.is_off_line and reason is not EndReason.CALLED_AGAIN
    given_up = in_vain or reason is EndReason.CALLER_GAVE_UP
    ended = replace(
        off_hold(turn.state.calls[call.call_id], ended_at),
        ended_at=ended_at,
        end_reason=reason,
        abandoned=given_up or reason is EndReason.VOICEMAIL,
        talk_seconds=whole_seconds(call.answered_at, ended_at) if call.answered_at else 0,
        wait_seconds=whole_seconds(call.arrived_at, ended_at) if call.is_waiting or in_vain else call.wait_seconds,
    )
    turn.put_call(ended)
    turn.state.abandoned_total += given_up
    if seat := turn.seat_with(call.operator_id, call.call_id):
        kept = Outcome(call.call_id, call.offered_at or call.arrived_at, ended_at, reason, call.answered_at)
        seat = turn.release(seat, Event.CALL_ENDED, None if call.record_id else kept)
        floor_wrap_up.begin(turn, seat.operator_id, call)


def _hang_up_legs(turn: Turn, call: Call, left: Set[str]) -> None:
    legs = call.legs() - left
    if call.leg in legs:
        turn.do(HangUp(call.lane, call.leg))
    if call.operator_leg in legs:
        turn.do(HangUp(call.operator_leg, call.operator_leg))
    if call.callback is not None and call.callback.confirming in legs:
        turn.do(HangUp(call.callback.confirming, call.callback.confirming))
    if call.operator_leg is not None and (call.carrier_heard or not call.is_dialing):
        turn.do(DestroyMix(call.lane, call.mix))
