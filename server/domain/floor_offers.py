"""At whose desk a waiting call rings: making offers, taking them back, and what it means when one is not taken.

An offer that rang and was not answered is a miss of the operator. One whose phone never rang is not: the phone is called no
more for a while, and the caller goes to the next operator at once.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from server.domain import floor_events as events
from server.domain.distribution.memory import Memory, day_of
from server.domain.distribution.record import OfferRecord
from server.domain.distribution.rules import Distribution
from server.domain.distribution.sentences import sentence
from server.domain.floor_actions import Dial, HangUp, KeepOffer
from server.domain.floor_state import Call, Offer, Outcome, Seat
from server.domain.floor_turn import Turn
from server.domain.statuses import Event
from server.protocol.offers import Why
from server.protocol.transfer import TransferFailure, TransferProblem
from server.protocol.types import EndReason, Status

OPERATOR_LEG_PREFIX = "op-"
"""Legs that the floor dials; with it a restarted server tells them from callers."""
CALL_HEADER = "X-BlueBean-Call"
AUTO_ANSWER_HEADERS = {"Call-Info": "<sip:auto-answer@bluebean>;answer-after=0"}

DIAL_PAUSE = timedelta(seconds=1)
"""Before a call is offered again after the switch could not dial."""
RING_MARGIN_SECONDS = 5
"""The switch gives up ringing this much later than the floor: its limit is the safety net, not the rule."""
RING_PATIENCE = timedelta(seconds=4)
"""A phone that has not begun to ring by then is not there, whatever its registration says."""

PROBLEMS: Mapping[EndReason, TransferProblem] = {
    EndReason.DECLINED: TransferProblem.DECLINED,
    EndReason.PHONE_LOST: TransferProblem.UNREACHABLE,
    EndReason.SWITCH_LOST: TransferProblem.SWITCH_FAILED,
    EndReason.BUSY: TransferProblem.BUSY,
    EndReason.REJECTED: TransferProblem.DECLINED,
    EndReason.NUMBER_UNKNOWN: TransferProblem.UNREACHABLE,
    EndReason.CONGESTION: TransferProblem.UNREACHABLE,
}
"""Why the target of a transfer does not have the call, by how the offer ended; all else is no answer."""

DECLINING_CAUSES = frozenset({17, 21})
DECLINING_SIP_CODES = frozenset({486, 600, 603})


def offer_to(turn: Turn, call: Call, seat: Seat, why: Why) -> None:
    """Let a call ring at a free desk. A call that is transferred to this one desk is never answered by the phone itself."""
    info = turn.state.groups[call.work_group_id].info
    auto_answer = info.auto_answer and call.is_queued
    leg = OPERATOR_LEG_PREFIX + turn.new_id()
    offer = Offer(seat.operator_id, leg, turn.now, turn.now + timedelta(seconds=info.ring_seconds), why=why)
    turn.put_call(replace(call, offers={**call.offers, seat.operator_id: offer}))
    _keep(turn, call, offer)
    turn.move(replace(seat, call_id=call.call_id, outcome=None), Event.CALL_OFFERED)
    turn.do(
        Dial(
            lane=leg,
            leg=leg,
            extension=seat.extension,
            caller_id=call.number or "anonymous",
            headers={CALL_HEADER: call.call_id} | (AUTO_ANSWER_HEADERS if auto_answer else {}),
            timeout_seconds=info.ring_seconds + RING_MARGIN_SECONDS,
            why=sentence(why),
        )
    )


def phone_rang(turn: Turn, call: Call, leg: str) -> None:
    offer = offer_of(call, leg)
    if offer and offer.rang_at is None:
        turn.put_call(replace(call, offers={**call.offers, offer.operator_id: replace(offer, rang_at=turn.now)}))


def offer_of(call: Call, leg: str) -> Offer | None:
    return next((offer for offer in call.offers.values() if offer.leg == leg), None)


def dial_failed(turn: Turn, call: Call, event: events.DialFailed) -> None:
    offer = offer_of(call, event.leg)
    if offer is None:
        return
    turn.put_call(replace(call, offer_from=turn.now + DIAL_PAUSE))
    if event.switch_down:
        withdraw(turn, call.call_id, offer, EndReason.SWITCH_LOST, hang_up=False)
    else:
        phone_is_silent(turn, call.call_id, offer, hang_up=False)


def withdraw(turn: Turn, call_id: str, offer: Offer, reason: EndReason, *, hang_up: bool = True) -> None:
    """Stop ringing at a desk through no fault of its operator."""
    _end_offer(turn, call_id, offer, reason, Event.OFFER_WITHDRAWN, hang_up)


def miss(turn: Turn, call_id: str, offer: Offer, reason: EndReason, *, hang_up: bool = True) -> None:
    """The operator did not take the call. After as many in a row as his group allows he is offered no other before he is back.

    Nobody is out for good: a press of the button is all that it takes, and the misses are counted anew from then on.
    """
    turn.state.missed_total += bool(offer.operator_id)
    group, event = turn.group_of(turn.state.calls[call_id]), Event.OFFER_MISSED
    if group is not None and group.miss_status is Status.WRAP_UP:
        event = Event.OFFER_MISSED_TO_WRAP_UP
    if seat := turn.seat_with(offer.operator_id, call_id):
        seat = turn.put_seat(replace(seat, misses=seat.misses + 1))
        if group is not None and seat.misses < group.distribution.misses_in_a_row:
            event = Event.OFFER_MISSED_ONCE
    _end_offer(turn, call_id, offer, reason, event, hang_up)
    if group is not None:
        _pause_after_miss(turn, turn.state.calls[call_id], offer.operator_id, group.distribution)


def _pause_after_miss(turn: Turn, call: Call, operator_id: str, distribution: Distribution) -> None:
    """The caller waits for nobody who does not take him, and is not offered again before the group's pauses are over."""
    if not call.is_queued:
        return
    if call.last_operator == operator_id:
        call = turn.put_call(replace(call, last_operator=""))
    if distribution.again_after_seconds:
        call = turn.put_call(replace(call, missed_by={**call.missed_by, operator_id: turn.now}))
    if distribution.retry_seconds and not call.offers:
        turn.put_call(replace(call, offer_from=turn.now + timedelta(seconds=distribution.retry_seconds)))


def phone_is_silent(turn: Turn, call_id: str, offer: Offer, *, hang_up: bool = True) -> None:
    """The phone did not even ring: no fault of the operator, and no use to call it again at once."""
    if seat := turn.state.seats.get(offer.operator_id):
        turn.doubt_phone(seat.extension)
    withdraw(turn, call_id, offer, EndReason.PHONE_LOST, hang_up=hang_up)


def offer_is_over(turn: Turn, call_id: str, offer: Offer) -> None:
    """Its time has passed."""
    if offer.rang_at is None and offer.operator_id:
        phone_is_silent(turn, call_id, offer)
    else:
        miss(turn, call_id, offer, EndReason.MISSED)


def offer_ends_at(offer: Offer) -> datetime:
    is_patient = offer.rang_at is not None or not offer.operator_id  # carriers may take long to say that it rings
    return offer.ends_at if is_patient else min(offer.ends_at, offer.offered_at + RING_PATIENCE)


def _end_offer(turn: Turn, call_id: str, offer: Offer, reason: EndReason, event: Event, hang_up: bool) -> None:
    call = turn.state.calls[call_id]
    rest = {key: other for key, other in call.offers.items() if key != offer.operator_id}
    transfer = call.transfer
    if transfer is not None and transfer.stage is not None:
        failure = TransferFailure(
            turn.state.party_at(transfer.number), PROBLEMS.get(reason, TransferProblem.NO_ANSWER), turn.now
        )
        transfer = replace(transfer, failure=failure)
    turn.put_call(replace(call, offers=rest, transfer=transfer))
    _keep(turn, call, offer, over=True, reason=reason)
    if hang_up:
        turn.do(HangUp(offer.leg, offer.leg))
    if seat := turn.seat_with(offer.operator_id, call_id):
        taken_by = turn.state.name_of(call.operator_id or "") if reason is EndReason.TAKEN_BY_OTHER else ""
        turn.release(seat, event, Outcome(call_id, offer.offered_at, turn.now, reason, taken_by=taken_by))


def offer_answered(turn: Turn, call: Call, offer: Offer) -> None:
    """The operator took the call: it counts for the rule of fewest calls."""
    _keep(turn, call, offer, over=True)
    group = turn.group_of(call)
    if offer.operator_id and group is not None:
        memory = turn.state.memories.get(group.group_id, Memory())
        turn.put_memory(group.group_id, memory.with_taken_by(offer.operator_id, day_of(turn.now, group.info.time_zone)))


def _keep(turn: Turn, call: Call, offer: Offer, *, over: bool = False, reason: EndReason | None = None) -> None:
    """Have it recorded; what rings at a number has no operator to ask about. Over without a reason is answered."""
    if offer.operator_id:
        record = OfferRecord(
            leg=offer.leg,
            call_id=call.call_id,
            work_group_id=call.work_group_id,
            operator_id=offer.operator_id,
            why=offer.why,
            offered_at=offer.offered_at,
            rang_at=offer.rang_at if offer.why else None,  # of a restored offer it is a guess
            ended_at=turn.now if over else None,
            answered=over and reason is None,
            end_reason=reason,
        )
        turn.do(KeepOffer(record))


def offer_failed(turn: Turn, call: Call, offer: Offer, event: events.LegEnded) -> None:
    seat = turn.state.seats.get(offer.operator_id)
    if not turn.state.switch_up:
        withdraw(turn, call.call_id, offer, EndReason.SWITCH_LOST, hang_up=False)
    elif seat is not None and not turn.state.has_phone(seat.extension):
        withdraw(turn, call.call_id, offer, EndReason.PHONE_LOST, hang_up=False)
    elif event.cause in DECLINING_CAUSES or event.sip_code in DECLINING_SIP_CODES:
        miss(turn, call.call_id, offer, EndReason.DECLINED, hang_up=False)
    elif offer.rang_at is None:
        phone_is_silent(turn, call.call_id, offer, hang_up=False)
    else:
        miss(turn, call.call_id, offer, EndReason.MISSED, hang_up=False)
