"""The floor compared with what the switch says is there, every few seconds: what an event or an order that was lost left behind.

A look is older than it seems: while it was made, events were under way that the floor takes before it, and orders that it does not
show yet. So a difference is believed only if the next look shows the same one, of the same leg in the same call. Looks
are some seconds apart (`services/switch_watch.py`), and hardly an event or an order is under way for so long. With
two looks nothing outlives its cause by ten seconds.
"""

from collections.abc import Callable, Iterator, Mapping

from server.domain import floor_calls, floor_legs, floor_recovery, floor_seats
from server.domain import floor_events as events
from server.domain.floor_actions import DestroyMix, HangUp, NoteRepair
from server.domain.floor_calls import CUSTOMER_LEG_PREFIX
from server.domain.floor_offers import OPERATOR_LEG_PREFIX
from server.domain.floor_state import Call, FloorState
from server.domain.floor_turn import Turn
from server.domain.repairs import Difference, Repair

MIX_PREFIX = "mix-"


def switch_looked(turn: Turn, event: events.SwitchLooked) -> None:
    """Repair what this look and the one before have in common; remember the rest for the next."""
    if not turn.state.switch_up:
        turn.state.suspected = frozenset()
        return
    found = frozenset(_differences(turn.state, event))
    confirmed = sorted(found & turn.state.suspected, key=lambda difference: (difference.kind, difference.subject))
    turn.state.suspected = found.difference(confirmed)
    for difference in confirmed:
        if difference not in set(_differences(turn.state, event)):
            continue  # an earlier repair took it along
        REPAIRS[difference.kind](turn, event, difference)
        turn.state.repairs = {**turn.state.repairs, difference.kind: turn.state.repairs.get(difference.kind, 0) + 1}
        turn.do(NoteRepair(difference))


# ---- what is wrong -----------------------------------------------------------------------------------------------


def _differences(state: FloorState, event: events.SwitchLooked) -> Iterator[Difference]:
    for call in state.calls.values():
        yield from _differences_of(call, event.legs)
    yield from _left_over(state, event)
    for extension in event.phones - state.phones:
        yield Difference(Repair.PHONE_THERE, extension)
    for extension in state.phones - event.phones:
        yield Difference(Repair.PHONE_GONE, extension)


def _differences_of(call: Call, legs: Mapping[str, events.SeenLeg]) -> Iterator[Difference]:
    missing = call.legs() - legs.keys()
    for leg in missing:
        yield Difference(Repair.LEG_GONE, leg, call.call_id)
    for leg in call.legs() - missing:
        if legs[leg].up and _rings(call, leg):
            yield Difference(Repair.ANSWER_MISSED, leg, call.call_id)
    customer = legs.get(call.leg)
    if customer is None or call.is_consulted or call.is_dialing:
        return
    if customer.mix is not None and (call.held or call.is_waiting):
        yield Difference(Repair.NOT_APART, call.leg, call.call_id)
    elif call.is_talking and not call.held and not call.consulting and not missing:
        mixes = {customer.mix, legs[call.operator_leg].mix} if call.operator_leg else {customer.mix}
        if mixes != {call.mix}:
            yield Difference(Repair.NOT_CONNECTED, call.leg, call.call_id)


def _rings(call: Call, leg: str) -> bool:
    """Whether the floor waits for this leg to be answered."""
    if call.is_dialing:
        return leg == call.leg or (leg == call.operator_leg and call.offered_at is None)
    return any(offer.leg == leg for offer in call.offers.values())


def _left_over(state: FloorState, event: events.SwitchLooked) -> Iterator[Difference]:
    needed = {leg for call in state.calls.values() for leg in (call.leg, *call.legs())}
    over = {call.leg for call in state.leaving.values()}
    for seen in event.legs.values():
        if seen.leg in needed:
            continue
        ours = seen.leg.startswith((OPERATOR_LEG_PREFIX, CUSTOMER_LEG_PREFIX))
        if ours or seen.call_id or seen.leg in over:
            yield Difference(Repair.LEG_LEFT_OVER, seen.leg, seen.call_id)
        elif seen.called:
            yield Difference(Repair.CALLER_MISSED, seen.leg)
    mixes = {call.mix for call in state.calls.values()}
    for mix in event.mixes - mixes:
        if mix.startswith(MIX_PREFIX):
            yield Difference(Repair.MIX_LEFT_OVER, mix)


# ---- and how it is put right -------------------------------------------------------------------------------------


def _end_leg(turn: Turn, event: events.SwitchLooked, wrong: Difference) -> None:
    floor_legs.leg_ended(turn, events.LegEnded(wrong.subject))


def _take_answer(turn: Turn, event: events.SwitchLooked, wrong: Difference) -> None:
    floor_legs.phone_answered(turn, events.PhoneAnswered(wrong.subject))


def _welcome(turn: Turn, event: events.SwitchLooked, wrong: Difference) -> None:
    seen = event.legs[wrong.subject]
    floor_calls.caller_arrived(turn, events.CallerArrived(seen.leg, seen.caller, seen.called))


def _hang_up(turn: Turn, event: events.SwitchLooked, wrong: Difference) -> None:
    turn.do(HangUp(wrong.subject, wrong.subject))


def _connect(turn: Turn, event: events.SwitchLooked, wrong: Difference) -> None:
    floor_calls.join(turn, turn.state.calls[wrong.call_id])


def _set_apart(turn: Turn, event: events.SwitchLooked, wrong: Difference) -> None:
    floor_recovery.play_music(turn, turn.state.calls[wrong.call_id], out_of_mix=True)


def _destroy_mix(turn: Turn, event: events.SwitchLooked, wrong: Difference) -> None:
    turn.do(DestroyMix(wrong.subject, wrong.subject))


def _see_phone(turn: Turn, event: events.SwitchLooked, wrong: Difference) -> None:
    floor_seats.phone_seen(turn, events.PhoneSeen(wrong.subject, wrong.kind is Repair.PHONE_THERE))


REPAIRS: Mapping[Repair, Callable[[Turn, events.SwitchLooked, Difference], None]] = {
    Repair.LEG_GONE: _end_leg,
    Repair.ANSWER_MISSED: _take_answer,
    Repair.CALLER_MISSED: _welcome,
    Repair.LEG_LEFT_OVER: _hang_up,
    Repair.NOT_CONNECTED: _connect,
    Repair.NOT_APART: _set_apart,
    Repair.MIX_LEFT_OVER: _destroy_mix,
    Repair.PHONE_GONE: _see_phone,
    Repair.PHONE_THERE: _see_phone,
}
