"""Loss and return of the switch, and of the server itself: which calls go on, which are over, and since when.

When the switch returns it is surveyed. A leg that was known before and is not there now has vanished, and its call ends with
the most likely reason; what is there goes on, and is put right where a command was lost in the gap. Legs of nobody are
hung up, except callers whose announcement the server missed: they are welcomed as if they came now.
"""

from dataclasses import replace
from datetime import timedelta

from server.domain import (
    floor_calls,
    floor_legs,
    floor_offers,
    floor_outbound,
    floor_queue,
    floor_queue_callback,
    floor_seats,
    floor_transfer,
)
from server.domain import floor_events as events
from server.domain.floor_actions import DestroyMix, HangUp, PlayMusic, RemoveFromMix, SurveySwitch
from server.domain.floor_state import Call, Offer, Outcome, Seat
from server.domain.floor_turn import Turn
from server.domain.statuses import IN_CALL, TALKING_STATUS
from server.protocol.types import EndReason, Status

SWITCH_PATIENCE = timedelta(seconds=5)
"""Calls are given up when the switch has been away for longer: no state outlives its cause."""


def switch_lost(turn: Turn, event: events.SwitchLost) -> None:
    """A switch that this server has not met yet can't be lost: restored calls wait for it however long it takes."""
    if turn.state.switch_up:
        turn.state.switch_lost_at = turn.now
    turn.state.switch_up = False
    turn.state.surveyed_legs = None


def switch_returned(turn: Turn, event: events.SwitchReturned) -> None:
    turn.state.suspected = frozenset()
    turn.state.surveyed_legs = frozenset(leg for call in turn.state.calls.values() for leg in call.legs())
    turn.state.phone_news = {}
    turn.do(SurveySwitch())


def switch_stays_away(turn: Turn) -> None:
    """Patience is over: calls ended when the switch was lost, and no phone can be reached."""
    for call in [call for call in turn.state.calls.values() if not call.is_consulted]:
        if call.is_off_line and call.is_waiting:  # nothing of it is lost but an offer
            for offer in call.offers.values():
                floor_offers.withdraw(turn, call.call_id, offer, EndReason.SWITCH_LOST, hang_up=False)
            floor_queue_callback.confirmed(turn, turn.state.calls[call.call_id], gone=True)
        else:
            floor_calls.end(turn, call, EndReason.SWITCH_LOST, at=turn.state.switch_lost_at)
    turn.state.phones = frozenset()
    for seat in list(turn.state.seats.values()):
        turn.watch_phone(seat)


def switch_surveyed(turn: Turn, event: events.SwitchSurveyed) -> None:
    if turn.state.surveyed_legs is None:
        return
    vanished = turn.state.surveyed_legs - event.legs.keys()
    lived_on = bool(turn.state.surveyed_legs & event.legs.keys())
    turn.state.surveyed_legs = None
    _take_phones(turn, event)
    turn.state.switch_up = True
    for call in [call for call in turn.state.calls.values() if not call.is_consulted]:
        reason = _why_over(turn, call, vanished, lived_on)
        if reason is EndReason.OPERATOR_HUNG_UP and call.consulting:
            floor_transfer.operator_left(turn, call, events.LegEnded(call.operator_leg or ""))
        elif reason is not None:
            ended_at = turn.state.switch_lost_at if reason is EndReason.SWITCH_LOST else None
            floor_calls.end(turn, call, reason, at=ended_at)
    floor_transfer.follow(turn)  # who was only asked goes home with the customer
    for call in list(turn.state.calls.values()):
        if call.is_talking:
            _repair_talking(turn, call, event, vanished)
        elif call.is_dialing:
            _repair_dialing(turn, call, event)
        else:
            _repair_waiting(turn, call, event, vanished)
    turn.state.switch_lost_at = None
    _clear_away(turn, event)
    for seat in list(turn.state.seats.values()):
        turn.watch_phone(seat)


def _take_phones(turn: Turn, event: events.SwitchSurveyed) -> None:
    """News that came while the survey was made is newer than the survey."""
    came = {extension for extension, registered in turn.state.phone_news.items() if registered}
    went = turn.state.phone_news.keys() - came
    turn.state.phones = (event.phones | came) - went
    turn.state.doubted = {}
    turn.state.phone_news = {}


def _why_over(turn: Turn, call: Call, vanished: frozenset[str], lived_on: bool) -> EndReason | None:
    """Why a call did not survive the gap; None if it did. Who vanished alone hung up; but why a number was not reached is lost."""
    if call.is_dialing:
        return EndReason.SWITCH_LOST if call.legs() & vanished else None
    if call.leg in vanished:
        if call.is_waiting:
            switch_died = turn.state.switch_lost_at is not None and not lived_on
            return EndReason.SWITCH_LOST if switch_died else EndReason.CALLER_GAVE_UP
        return EndReason.SWITCH_LOST if call.operator_leg in vanished else EndReason.CUSTOMER_HUNG_UP
    return EndReason.OPERATOR_HUNG_UP if call.operator_leg in vanished else None


def _repair_talking(turn: Turn, call: Call, event: events.SwitchSurveyed, vanished: frozenset[str]) -> None:
    customer, operator = event.legs.get(call.leg), event.legs.get(call.operator_leg or "")
    if call.is_consulted:
        if call.operator_leg in vanished:
            floor_transfer.leg_ended(turn, call, events.LegEnded(call.operator_leg or ""))
        else:
            floor_transfer.meet(turn, call)
    elif customer is None or operator is None:
        return
    elif call.held:
        play_music(turn, call, out_of_mix=customer.mix is not None)
    elif not call.consulting and {customer.mix, operator.mix} != {call.mix}:
        floor_calls.join(turn, call)


def _repair_dialing(turn: Turn, call: Call, event: events.SwitchSurveyed) -> None:
    """Take up what was not heard in the gap. The customer's leg may be there although it was not noted any more."""
    customer, operator = event.legs.get(call.leg), event.legs.get(call.operator_leg or "")
    if customer is not None and call.offered_at is None:
        call = turn.put_call(replace(call, offered_at=turn.now))
    if customer is not None and customer.up:
        floor_outbound.leg_answered(turn, call, customer.leg)
    elif customer is not None:  # the operator's ring-back tone has been playing on
        turn.put_call(replace(call, rang_at=call.rang_at or turn.now))
    elif operator is not None and operator.up:
        floor_outbound.leg_answered(turn, call, operator.leg)
    elif operator is not None:
        floor_outbound.leg_rang(turn, call, operator.leg)


def _repair_waiting(turn: Turn, call: Call, event: events.SwitchSurveyed, vanished: frozenset[str]) -> None:
    seen = event.legs.get(call.leg)
    if seen is None and not call.is_off_line:
        return
    if seen is None:
        asking = call.callback.confirming if call.callback else ""
        floor_queue_callback.confirmed(turn, call, gone=asking in vanished)
    elif call.overflow is not None:
        floor_queue.resume(turn, call)
    elif not call.is_consulted:  # then it is up to the call that it is transferred from
        play_music(turn, call, out_of_mix=seen.mix is not None)
    for offer in call.offers.values():
        phone = event.legs.get(offer.leg)
        if offer.leg in vanished:
            floor_offers.withdraw(turn, call.call_id, offer, EndReason.SWITCH_LOST, hang_up=False)
        elif phone is not None and phone.up:
            floor_legs.phone_answered(turn, events.PhoneAnswered(offer.leg))
        elif phone is not None:  # whether it has begun to ring was told while nobody listened
            floor_offers.phone_rang(turn, turn.state.calls[call.call_id], offer.leg)


def play_music(turn: Turn, call: Call, *, out_of_mix: bool) -> None:
    group = turn.group_of(call)
    if out_of_mix:
        turn.do(RemoveFromMix(call.lane, call.mix, call.leg))
    turn.do(PlayMusic(call.lane, call.leg, group.music if group else "default"))
    turn.put_call(replace(turn.state.calls[call.call_id], announcing=()))


def _clear_away(turn: Turn, event: events.SwitchSurveyed) -> None:
    """Hang up the legs of calls that are over, and welcome callers of whom nobody told."""
    needed = {leg for call in turn.state.calls.values() for leg in call.legs()}
    for seen in event.legs.values():
        if seen.leg in needed:
            continue
        if seen.leg.startswith((floor_offers.OPERATOR_LEG_PREFIX, floor_calls.CUSTOMER_LEG_PREFIX)):
            turn.do(HangUp(seen.leg, seen.leg))
        elif seen.call_id:
            turn.do(HangUp(seen.call_id, seen.leg), DestroyMix(seen.call_id, f"mix-{seen.call_id}"))
        elif seen.called:
            floor_calls.caller_arrived(turn, events.CallerArrived(seen.leg, seen.caller, seen.called))


# ---- after a restart of the server -------------------------------------------------------------------------------


def restored(turn: Turn, event: events.Restored) -> None:
    """Take over what the database kept. Until the switch is surveyed nothing is offered and nothing is given up."""
    floor_seats.groups_changed(turn, events.GroupsChanged(event.groups))
    floor_seats.people_changed(turn, events.PeopleChanged(event.people))
    turn.state.reasons = event.reasons
    for call in event.calls:
        turn.put_call(_with_fresh_offers(turn, call))
    floor_transfer.restored(turn)
    for call in event.unrecorded.values():
        turn.put_call(call)
    turn.put_callbacks(event.callbacks)
    turn.state.abandoned = event.abandoned
    turn.state.memories = event.memories
    for seat in event.seats:
        last = event.unrecorded.get(seat.operator_id)
        turn.put_seat(_with_call(turn, replace(seat, lost_at=turn.now, outcome=_outcome(seat, last))))


def _outcome(seat: Seat, last: Call | None) -> Outcome | None:
    """The call that waits for its record, if the operator is still in the wrap-up after it."""
    in_wrap_up = Status.WRAP_UP in (seat.status, seat.return_status)
    if last is None or last.ended_at is None or last.end_reason is None or not in_wrap_up:
        return None
    offered_at = last.offered_at or last.arrived_at
    return Outcome(last.call_id, offered_at, last.ended_at, last.end_reason, last.answered_at)


def _with_fresh_offers(turn: Turn, call: Call) -> Call:
    """Ringing starts anew: the time in which nobody could answer is not held against operator and phone."""
    group = turn.group_of(call)
    ring = timedelta(seconds=group.info.ring_seconds if group else 0)
    fresh: dict[str, Offer] = {
        key: replace(offer, ends_at=turn.now + ring, rang_at=offer.offered_at) for key, offer in call.offers.items()
    }
    return replace(call, offers=fresh, joined=call.is_talking and call.leg in call.legs())


def _with_call(turn: Turn, seat: Seat) -> Seat:
    """Status and call of a restored seat brought together: the calls are the truth."""
    mine = next(
        (call for call in turn.state.calls.values() if seat.operator_id in {call.operator_id, *call.offers}), None
    )
    if mine is not None:
        status = _status_in(mine, seat.operator_id)
        since = seat.since if seat.status is status else mine.answered_at or turn.now
        return replace(seat, status=status, since=since, call_id=mine.call_id, outcome=None)
    if seat.extension in turn.state.called_extensions():  # his status follows that call
        return seat
    if seat.status is Status.RINGING:
        return replace(seat, status=Status.AVAILABLE, since=turn.now)
    if seat.status in IN_CALL:
        return replace(seat, status=Status.WRAP_UP, since=turn.now)
    return seat


def _status_in(call: Call, operator_id: str) -> Status:
    if operator_id in call.offers:
        return Status.RINGING
    return Status.DIALING if call.is_dialing else TALKING_STATUS[call.direction]
