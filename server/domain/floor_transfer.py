"""Transfers: a customer goes from one operator to another, to a number or to a queue, and comes back if nobody takes him.

The target gets a call of its own, `Call.transfer` says from which. Attended, that call is consulted first: the customer hears
music and belongs to the first operator until he completes the transfer (or his phone leaves). Blind, or once the first operator
has gone, the customer waits for the target alone; if it does not take him he is offered to who transferred him, and at last to
everybody of the group. Nothing here hangs up on a customer.
"""

from collections.abc import Mapping
from dataclasses import replace

from server.domain import floor_calls, floor_handover, floor_offers, floor_outbound, floor_recording
from server.domain import floor_events as events
from server.domain.distribution.sentences import sentence
from server.domain.floor_actions import (
    Dial,
    DialOut,
    Gather,
    LookUpCustomers,
    PlayMusic,
    PlayRingBack,
    RemoveFromMix,
    StopMusic,
    Tag,
)
from server.domain.floor_state import Call, Offer, Outcome, Transfer, whole_seconds
from server.domain.floor_transfer_targets import Target, can_be_offered, queue_target, target_of
from server.domain.floor_turn import Turn
from server.domain.statuses import Event
from server.protocol.offers import OfferReason, Why
from server.protocol.transfer import TransferFailure, TransferMode, TransferProblem, TransferStage
from server.protocol.types import Direction, EndReason

REASONS: Mapping[TransferProblem, EndReason] = {
    TransferProblem.BUSY: EndReason.BUSY,
    TransferProblem.DECLINED: EndReason.DECLINED,
    TransferProblem.UNREACHABLE: EndReason.PHONE_LOST,
    TransferProblem.SWITCH_FAILED: EndReason.SWITCH_LOST,
}
"""How the call of a target that was not reached is on record; all else is missed."""

# ---- begin -------------------------------------------------------------------------------------------------------


def transfer_to(turn: Turn, call: Call, event: events.TransferTo) -> None:
    """`call` is the operator's own, and he may transfer it."""
    target = target_of(turn, call, event)
    if event.mode is TransferMode.BLIND:
        new = part(turn, call, target, TransferStage.BLIND)
        _hand_over(turn, call, new)
    else:
        new = part(turn, call, target, TransferStage.CALLING)
        _consult(turn, call, new)
    why = Why(OfferReason.TRANSFER, by=event.operator_id)
    if target.seat is not None:
        floor_offers.offer_to(turn, new, target.seat, why)
    else:
        call_number(turn, new, target, sentence(why))


def call_number(turn: Turn, call: Call, target: Target, why: str) -> None:
    """Nobody is signed in there: a phone of the house, or a number outside through the group's trunk."""
    prefix = floor_calls.CUSTOMER_LEG_PREFIX if target.line else floor_offers.OPERATOR_LEG_PREFIX
    leg, patience = prefix + turn.new_id(), floor_outbound.CUSTOMER_PATIENCE
    seconds = int(patience.total_seconds()) + floor_offers.RING_MARGIN_SECONDS
    turn.put_call(replace(call, offers={"": Offer("", leg, turn.now, turn.now + patience)}))
    if target.line is None:
        turn.do(Dial(leg, leg, target.number, call.number or "anonymous", {}, seconds, why))
        return
    number, shown = target.line.dial(target.number, "" if target.hidden else target.line.caller_id, turn.country)
    turn.do(DialOut(leg, leg, target.line.trunk, number, shown, seconds))


def transfer_to_queue(turn: Turn, call: Call, event: events.TransferToQueue) -> None:
    """The customer waits there like any caller."""
    target = queue_target(turn, event.work_group_id)
    new = part(turn, call, target, None)
    _hand_over(turn, call, new)
    turn.do(PlayMusic(new.lane, new.leg, _music(turn, new)))


def part(turn: Turn, call: Call, target: Target, stage: TransferStage | None) -> Call:
    """The call as the target's own, with what is known of the customer in the target's group."""
    same_group = target.work_group_id == call.work_group_id
    new = Call(
        call_id=turn.new_id(),
        work_group_id=target.work_group_id,
        direction=Direction.IN,
        leg=call.leg,
        number=call.number,
        called_number=call.called_number,
        arrived_at=turn.now,
        customer_id=call.customer_id if same_group else None,
        matches=call.matches if same_group else (),
        recorded=call.recorded if same_group else None,
        transfer=Transfer(call.call_id, call.operator_id or "", target.number, stage, turn.now),
    )
    to_other_queue, group = stage is None and not same_group, turn.group_of(new)
    since = group.distribution.talked_since(turn.now) if group is not None and to_other_queue else None
    if call.number:  # also in the same group: the first operator may have saved the customer meanwhile
        turn.do(LookUpCustomers(new.call_id, new.work_group_id, new.number, since))
    if call.number and to_other_queue:
        new = replace(new, offer_from=turn.now + floor_calls.LOOK_UP_PATIENCE)
    return turn.put_call(new)


def _consult(turn: Turn, call: Call, new: Call) -> None:
    """The customer hears music, the operator that it rings."""
    if not call.held:
        floor_calls.hold(turn, call)
        call = turn.state.calls[call.call_id]
    turn.put_call(replace(call, consulting=new.call_id, transfer_failure=None))
    if call.operator_leg is not None:
        turn.do(RemoveFromMix(call.lane, call.mix, call.operator_leg), PlayRingBack(call.lane, call.operator_leg))


def not_taken(turn: Turn, call: Call, failure: TransferFailure, *, gone: str) -> None:
    """The operator has left for a target that does not take the customer: it never rings, and he is offered to him again."""
    new = part(turn, call, Target(call.work_group_id, failure.target.number), TransferStage.BLIND)
    if new.transfer is not None:
        new = turn.put_call(replace(new, transfer=replace(new.transfer, failure=failure)))
    _hand_over(turn, call, new, gone=gone)


def _hand_over(turn: Turn, call: Call, new: Call, *, gone: str = "") -> None:
    """The operator's part is over; the customer stays on the line with music."""
    if not call.held:
        floor_calls.hold(turn, call)
    end_part(turn, call, new, EndReason.TRANSFERRED, gone=gone)


def end_part(turn: Turn, call: Call, new: Call, reason: EndReason, *, gone: str = "") -> None:
    """The first operator's call is over for him, and only for him."""
    turn.do(Tag(call.lane, call.leg, floor_calls.CALL_TAG, new.call_id))
    call = turn.put_call(replace(turn.state.calls[call.call_id], consulting=None))
    floor_calls.end(turn, call, reason, gone=gone, spared=call.leg)


# ---- the target --------------------------------------------------------------------------------------------------


def target_answered(turn: Turn, call: Call, leg: str) -> None:
    """Operator and target hear each other; the customer goes on hearing music."""
    offer = floor_offers.offer_of(call, leg)
    if offer is None or call.transfer is None:
        return
    stage = replace(call.transfer, stage=TransferStage.TALKING, since=turn.now)
    answered = replace(
        call,
        offers={},
        operator_id=offer.operator_id or None,
        operator_leg=offer.leg,
        offered_at=offer.offered_at,
        answered_at=turn.now,
        ring_seconds=whole_seconds(offer.rang_at or offer.offered_at, turn.now),
        transfer=stage,
    )
    turn.put_call(answered)
    floor_offers.offer_answered(turn, call, offer)
    if seat := turn.seat_with(offer.operator_id, call.call_id):
        turn.move(seat, Event.CALL_ANSWERED)
    meet(turn, answered)


def meet(turn: Turn, consulted: Call) -> None:
    """Let those hear each other who shall in this stage of a consultation."""
    first = _first(turn, consulted)
    if first is None or first.operator_leg is None or consulted.operator_leg is None or consulted.transfer is None:
        return
    legs: tuple[str, ...] = (first.operator_leg, consulted.operator_leg)
    if consulted.transfer.stage is TransferStage.CONFERENCE:
        turn.do(StopMusic(consulted.lane, consulted.leg))
        legs = (*legs, consulted.leg)
    turn.do(Gather(consulted.lane, consulted.mix, legs))


def leg_ended(turn: Turn, call: Call, event: events.LegEnded) -> None:
    """A leg of a call that was transferred, or is being."""
    offer = floor_offers.offer_of(call, event.leg)
    if offer is not None and not offer.operator_id:
        _number_not_reached(turn, call, offer, event)
    elif call.is_consulted and event.leg == call.operator_leg:
        _target_left(turn, call, TransferProblem.HUNG_UP, gone=event.leg)
    elif call.consulting and event.leg == call.operator_leg:
        operator_left(turn, call, event)
    elif event.leg == call.operator_leg and floor_handover.is_under_way(turn, call):
        floor_handover.take_back(turn, call, gone=event.leg)
    else:
        floor_calls.leg_ended(turn, call, event)


def _number_not_reached(turn: Turn, call: Call, offer: Offer, event: events.LegEnded) -> None:
    reason = floor_outbound.why_not_reached(event.cause, event.sip_code, rang=offer.rang_at is not None)
    reason = reason if turn.state.switch_up else EndReason.SWITCH_LOST
    floor_offers.withdraw(turn, call.call_id, offer, reason, hang_up=False)


def operator_left(turn: Turn, call: Call, event: events.LegEnded) -> None:
    """Who hangs up his phone while he consults hands the customer over, whether he wanted to or his phone died."""
    reason = floor_calls.why_operator_left(turn, call, event)
    _complete(turn, call, EndReason.TRANSFERRED if reason is EndReason.OPERATOR_HUNG_UP else reason, gone=event.leg)


# ---- commands during a consultation ------------------------------------------------------------------------------


def complete(turn: Turn, call: Call) -> None:
    _complete(turn, call, EndReason.TRANSFERRED)


def _complete(turn: Turn, call: Call, reason: EndReason, *, gone: str = "") -> None:
    """The customer is the target's; a target that still rings is waited for as in a blind transfer."""
    consulted = _second(turn, call)
    if consulted is None or consulted.transfer is None:
        return
    talks = consulted.answered_at is not None
    stage = None if talks else TransferStage.BLIND
    new = replace(
        consulted,
        transfer=replace(consulted.transfer, stage=stage, since=turn.now),
        joined=talks,
        arrived_at=consulted.arrived_at if talks else turn.now,  # until now he was on hold with the first operator
        customer_id=_customer_for(call, consulted),
    )
    if talks:
        turn.do(StopMusic(call.lane, call.leg), Gather(call.lane, consulted.mix, (call.leg,)))
        new = floor_recording.hand_over(turn, call, new)
    turn.put_call(new)
    end_part(turn, call, consulted, reason, gone=gone)


def _customer_for(call: Call, consulted: Call) -> int | None:
    same_group = call.work_group_id == consulted.work_group_id
    return consulted.customer_id or (call.customer_id if same_group else None)


def drop(turn: Turn, call: Call, *, keep_holding: bool = False) -> None:
    """Back to the customer, who may be kept waiting while another target is chosen."""
    consulted = _second(turn, call)
    if consulted is not None:
        _end_consulted(turn, consulted, EndReason.OPERATOR_HUNG_UP)
        _bring_back(turn, call, None, keep_holding=keep_holding)


def start_conference(turn: Turn, call: Call) -> None:
    consulted = _second(turn, call)
    if consulted is None or consulted.transfer is None:
        return
    stage = replace(consulted.transfer, stage=TransferStage.CONFERENCE, since=turn.now)
    consulted = turn.put_call(replace(consulted, transfer=stage, joined=True, recorded=call.recorded))
    turn.put_call(floor_calls.off_hold(call, turn.now))
    meet(turn, consulted)


def leave_consultation(turn: Turn, consulted: Call) -> None:
    """The target hangs up."""
    _target_left(turn, consulted, TransferProblem.HUNG_UP)


# ---- back to the first operator ----------------------------------------------------------------------------------


def _target_left(turn: Turn, consulted: Call, problem: TransferProblem, *, gone: str = "") -> None:
    first = _first(turn, consulted)
    reason = EndReason.OPERATOR_HUNG_UP if turn.state.switch_up else EndReason.SWITCH_LOST
    _end_consulted(turn, consulted, reason, gone=gone)
    if first is not None and consulted.transfer is not None:
        party = turn.state.party_at(consulted.transfer.number)
        _bring_back(turn, first, TransferFailure(party, problem, turn.now))


def _bring_back(turn: Turn, call: Call, failure: TransferFailure | None, *, keep_holding: bool = False) -> None:
    lane, legs = call.lane, () if keep_holding else (call.leg,)
    if keep_holding and not call.held:
        floor_calls.hold(turn, call)
        call = turn.state.calls[call.call_id]
    elif not keep_holding:
        turn.do(StopMusic(lane, call.leg))
        call = floor_calls.off_hold(call, turn.now)
    if call.operator_leg is not None:
        turn.do(Gather(lane, call.mix, (call.operator_leg, *legs)))
    turn.put_call(replace(call, consulting=None, transfer_failure=failure))


def _end_consulted(turn: Turn, consulted: Call, reason: EndReason, *, gone: str = "") -> None:
    """The target's part is over; who has talked with the customer wraps up, anyone else goes back to what he did.

    A switch that dies says goodbye to no phone: its end is told, so that the window ends the phone's call.
    """
    stage = consulted.transfer.stage if consulted.transfer else None
    seat = turn.seat_with(consulted.operator_id, consulted.call_id)
    if seat is not None and stage is not TransferStage.CONFERENCE:
        offered_at = consulted.offered_at or consulted.arrived_at
        told = Outcome(consulted.call_id, offered_at, turn.now, reason) if reason is EndReason.SWITCH_LOST else None
        turn.release(seat, Event.CONSULTATION_ENDED, told)
    floor_calls.end(turn, consulted, reason, gone=gone, spared=consulted.leg)


# ---- what follows from a turn ------------------------------------------------------------------------------------


def follow(turn: Turn) -> None:
    """Bring transfers in line with what happened to their calls in this turn."""
    for call_id in sorted(turn.touched_calls):
        call = turn.state.calls.get(call_id)
        over = turn.state.leaving.get(call_id)
        if over is not None and over.consulting:
            _first_is_over(turn, over)
        elif call is not None and call.is_consulted and call.answered_at is None and not call.offers:
            _target_did_not_answer(turn, call)
        elif call is not None and call.is_waiting and not call.is_queued and not call.offers:
            _goes_on_waiting(turn, call)


def _first_is_over(turn: Turn, first: Call) -> None:
    """The customer has hung up, or the switch is lost: nothing is left to ask the target."""
    consulted = turn.state.calls.get(first.consulting or "")
    turn.put_call(replace(first, consulting=None))
    if consulted is not None:
        _end_consulted(turn, consulted, first.end_reason or EndReason.CUSTOMER_HUNG_UP)


def _target_did_not_answer(turn: Turn, consulted: Call) -> None:
    first = _first(turn, consulted)
    failure = consulted.transfer.failure if consulted.transfer else None
    _end_consulted(turn, consulted, REASONS.get(failure.problem, EndReason.MISSED) if failure else EndReason.MISSED)
    if first is not None:
        _bring_back(turn, first, failure)


def _goes_on_waiting(turn: Turn, call: Call) -> None:
    """Nobody rings for him now: first he is offered to who transferred him, then to everybody."""
    transfer = call.transfer
    if transfer is None:
        return
    seat = turn.state.seats.get(transfer.by)
    comes_back = transfer.stage is TransferStage.BLIND and turn.state.switch_up
    if comes_back and seat is not None and can_be_offered(turn, seat):
        transfer = replace(transfer, stage=TransferStage.RETURNING, since=turn.now)
        call = turn.put_call(replace(call, transfer=transfer, offer_from=None))
        floor_offers.offer_to(turn, call, seat, Why(OfferReason.TRANSFER_RETURNED, number=transfer.number))
    else:
        turn.put_call(replace(call, transfer=replace(transfer, stage=None)))


def restored(turn: Turn) -> None:
    """Link the calls that a database gave back; of two that hold one customer the newer is right."""
    for call in list(turn.state.calls.values()):
        first = turn.state.calls.get(call.transfer.from_call) if call.transfer else None
        if first is not None and call.is_consulted:
            turn.put_call(replace(first, consulting=call.call_id))
        elif first is not None:
            end_part(turn, first, call, EndReason.TRANSFERRED if first.operator_id else EndReason.OVERFLOWED)
        elif call.is_consulted and call.transfer is not None:
            stage = None if call.answered_at else TransferStage.BLIND
            turn.put_call(replace(call, transfer=replace(call.transfer, stage=stage), joined=stage is None))


def _first(turn: Turn, consulted: Call) -> Call | None:
    """The call that consults this one."""
    first = turn.state.calls.get(consulted.transfer.from_call) if consulted.transfer else None
    return first if first is not None and first.consulting == consulted.call_id else None


def _second(turn: Turn, call: Call) -> Call | None:
    """The call that this one consults."""
    return turn.state.calls.get(call.consulting) if call.consulting else None


def _music(turn: Turn, call: Call) -> str:
    group = turn.group_of(call)
    return group.music if group else "default"
