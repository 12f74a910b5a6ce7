"""Calls that operators make: the operator's own phone first, then the customer's, and every way in which that can fail.

The operator's phone answers by itself where it can. While the customer's rings, the operator hears the ring-back tone. From the
customer's answer on the call is one like any other: hold, recording and end are those of `floor_calls`.
"""

from dataclasses import replace
from datetime import datetime, timedelta

import msgspec

from server.domain import floor_calls
from server.domain import floor_events as events
from server.domain.floor_actions import Dial, DialOut, Gather, PlayRingBack
from server.domain.floor_calls import CUSTOMER_LEG_PREFIX
from server.domain.floor_offers import (
    AUTO_ANSWER_HEADERS,
    CALL_HEADER,
    DECLINING_CAUSES,
    DECLINING_SIP_CODES,
    OPERATOR_LEG_PREFIX,
    RING_MARGIN_SECONDS,
    RING_PATIENCE,
)
from server.domain.floor_state import Call, Group, Seat, whole_seconds
from server.domain.floor_turn import Turn
from server.domain.numbers import normalise
from server.domain.outgoing import number_outside
from server.domain.queueing.callback import CallbackStep
from server.domain.refusal import Refusal
from server.domain.statuses import ON_THE_PHONE, Event, refusals
from server.protocol.errors import ErrorCode
from server.protocol.types import Command, Direction, EndReason

OWN_PHONE_PATIENCE = timedelta(seconds=20)
"""A hard phone that does not answer by itself rings so long at the operator's desk."""
CUSTOMER_PATIENCE = timedelta(seconds=60)

BUSY_CAUSES, BUSY_SIP_CODES = frozenset({17}), frozenset({486, 600})
NO_ANSWER_CAUSES, NO_ANSWER_SIP_CODES = frozenset({18, 19}), frozenset({408, 480, 487})
UNKNOWN_CAUSES, UNKNOWN_SIP_CODES = frozenset({1, 22, 28}), frozenset({404, 410, 484, 604})
REJECTED_SIP_CODES = frozenset({603, 607, 608})
"""Q.850 causes and SIP codes; RFC 3398 §8.2.6.1 tells which of them mean the same. All others: there is no way through."""


# ---- the command -------------------------------------------------------------------------------------------------


def dial(turn: Turn, event: events.DialNumber) -> None:
    seat = turn.seat(event.operator_id)
    if code := refusals(seat.status, switch_up=turn.state.switch_up).get(Command.DIAL):
        raise Refusal(code)
    group = turn.state.groups.get(event.work_group_id)
    if group is None or event.work_group_id not in seat.work_group_ids:
        raise Refusal(ErrorCode.NOT_A_MEMBER, work_group_id=event.work_group_id)
    number, shown = _internal(seat, event) if event.internal else _outside(turn, group, event)
    call = Call(
        call_id=turn.new_id(),
        work_group_id=group.group_id,
        direction=Direction.OUT,
        leg=CUSTOMER_LEG_PREFIX + turn.new_id(),
        number=number,
        called_number=shown,
        arrived_at=turn.now,
        operator_id=seat.operator_id,
        operator_leg=OPERATOR_LEG_PREFIX + turn.new_id(),
        customer_id=event.customer_id,
        matches=event.matches[: floor_calls.MOST_MATCHES],
    )
    turn.put_call(call)
    turn.move(replace(seat, call_id=call.call_id, outcome=None), Event.CALL_DIALED)
    _dial_own_phone(turn, call, seat)


def _internal(seat: Seat, event: events.DialNumber) -> tuple[str, str]:
    extension = normalise(event.number)
    if extension == seat.extension:
        raise Refusal(ErrorCode.OWN_EXTENSION)
    return extension, seat.extension


def _outside(turn: Turn, group: Group, event: events.DialNumber) -> tuple[str, str]:
    """The number, and the one that is shown: none if that is what was asked for."""
    number, hidden = number_outside(event.number, turn.country)
    if group.line is None:
        raise Refusal(ErrorCode.NO_OUTGOING_LINE, work_group_id=group.group_id)
    return number, "" if hidden else group.line.caller_id


def _dial_own_phone(turn: Turn, call: Call, seat: Seat) -> None:
    assert call.operator_leg is not None
    turn.do(
        Dial(
            lane=call.operator_leg,
            leg=call.operator_leg,
            extension=seat.extension,
            caller_id=call.number,
            headers={CALL_HEADER: call.call_id, **AUTO_ANSWER_HEADERS},
            timeout_seconds=int(OWN_PHONE_PATIENCE.total_seconds()) + RING_MARGIN_SECONDS,
            why="the operator calls",
        )
    )


# ---- what the phones do ------------------------------------------------------------------------------------------


def leg_rang(turn: Turn, call: Call, leg: str) -> None:
    if call.rang_at is not None:
        return
    turn.put_call(replace(call, rang_at=turn.now))
    if leg == call.leg and call.operator_leg is not None and not call.carrier_heard:
        turn.do(PlayRingBack(call.operator_leg, call.operator_leg))


def carrier_heard(turn: Turn, event: events.CarrierHeard) -> None:
    call = turn.state.call_of_leg(event.leg)
    if call is None or not call.is_dialing or call.operator_leg is None or call.carrier_heard:
        return
    turn.put_call(replace(call, carrier_heard=True))
    turn.do(Gather(call.lane, call.mix, (call.operator_leg, call.leg)))


def leg_answered(turn: Turn, call: Call, leg: str) -> None:
    if leg == call.leg:
        _customer_answered(turn, call)
    elif call.offered_at is None:
        dial_customer(turn, call)


def dial_customer(turn: Turn, call: Call) -> None:
    """The operator is on the phone."""
    turn.put_call(replace(call, offered_at=turn.now, rang_at=None))
    seconds = int(CUSTOMER_PATIENCE.total_seconds()) + RING_MARGIN_SECONDS
    lane, group = call.lane, turn.group_of(call)
    if call.is_internal:
        _dial_colleague(turn, call, seconds)
    elif group is None or group.line is None:  # the site was changed this very second
        floor_calls.end(turn, turn.state.calls[call.call_id], EndReason.CONGESTION)
    else:
        line = group.line
        shown = line.caller_id if call.is_off_line else call.called_number
        number, shown = line.dial(call.number, shown, turn.country)
        turn.do(DialOut(lane, call.leg, line.trunk, number, shown, seconds))


def _dial_colleague(turn: Turn, call: Call, seconds: int) -> None:
    seat = turn.state.seat_at(call.number)
    if seat is not None and seat.status in ON_THE_PHONE:
        floor_calls.end(turn, turn.state.calls[call.call_id], EndReason.BUSY)
        return
    why = "a colleague calls"
    turn.do(Dial(call.lane, call.leg, call.number, call.called_number, {}, seconds, why))


def _customer_answered(turn: Turn, call: Call) -> None:
    began = call.rang_at or call.offered_at or turn.now
    answered, event = (
        replace(call, answered_at=turn.now, ring_seconds=whole_seconds(began, turn.now)),
        Event.CALL_ANSWERED,
    )
    if call.callback is not None:
        reached = msgspec.structs.replace(call.callback, step=CallbackStep.REACHED)
        waited = whole_seconds(call.arrived_at, turn.now)
        answered, event = replace(answered, callback=reached, wait_seconds=waited), Event.CALLBACK_ANSWERED
    turn.put_call(answered)
    if seat := turn.seat_with(call.operator_id, call.call_id):
        turn.move(seat, event)
    floor_calls.join(turn, answered)


# ---- failures ----------------------------------------------------------------------------------------------------


def leg_ended(turn: Turn, call: Call, event: events.LegEnded) -> None:
    if not turn.state.switch_up:
        reason = EndReason.SWITCH_LOST
    elif event.leg == call.leg:
        reason = why_not_reached(event.cause, event.sip_code, rang=call.rang_at is not None)
    elif call.offered_at is not None:
        reason = floor_calls.why_operator_left(turn, call, event)
    else:
        reason = _why_own_phone_failed(turn, call, event)
    floor_calls.end(turn, call, reason, gone=event.leg)


def why_not_reached(cause: int, sip_code: int, *, rang: bool) -> EndReason:
    """What the operator reads about a number that could not be talked to."""
    if cause in BUSY_CAUSES or sip_code in BUSY_SIP_CODES:
        return EndReason.BUSY
    if cause in UNKNOWN_CAUSES or sip_code in UNKNOWN_SIP_CODES:
        return EndReason.NUMBER_UNKNOWN
    if sip_code in REJECTED_SIP_CODES:
        return EndReason.REJECTED
    if rang or cause in NO_ANSWER_CAUSES or sip_code in NO_ANSWER_SIP_CODES:
        return EndReason.NO_ANSWER
    return EndReason.CONGESTION


def _why_own_phone_failed(turn: Turn, call: Call, event: events.LegEnded) -> EndReason:
    if event.cause in DECLINING_CAUSES or event.sip_code in DECLINING_SIP_CODES:
        return EndReason.OPERATOR_HUNG_UP
    if call.rang_at is not None:
        return EndReason.PHONE_NOT_ANSWERED
    _doubt_own_phone(turn, call)
    return EndReason.PHONE_LOST


def _doubt_own_phone(turn: Turn, call: Call) -> None:
    if seat := turn.seat_with(call.operator_id, call.call_id):
        turn.doubt_phone(seat.extension)


def dial_failed(turn: Turn, call: Call, event: events.DialFailed) -> None:
    """The switch did not even try."""
    refused = EndReason.CONGESTION if event.leg == call.leg else EndReason.PHONE_LOST
    floor_calls.end(turn, call, EndReason.SWITCH_LOST if event.switch_down else refused)


def due_at(call: Call) -> datetime:
    """When patience with the phone that is called now is over."""
    if call.offered_at is not None:
        return call.offered_at + CUSTOMER_PATIENCE
    return call.arrived_at + (RING_PATIENCE if call.rang_at is None else OWN_PHONE_PATIENCE)


def give_up(turn: Turn, call: Call) -> None:
    if call.offered_at is not None:
        reason = EndReason.NO_ANSWER
    elif call.rang_at is not None:
        reason = EndReason.PHONE_NOT_ANSWERED
    else:
        reason = EndReason.PHONE_LOST
        _doubt_own_phone(turn, call)
    floor_calls.end(turn, call, reason)
