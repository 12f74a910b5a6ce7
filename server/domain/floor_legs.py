"""What the switch tells of a leg, handed to those who know the call that it belongs to."""

from server.domain import (
    floor_calls,
    floor_offers,
    floor_outbound,
    floor_phone_transfer,
    floor_queue_callback,
    floor_transfer,
)
from server.domain import floor_events as events
from server.domain.floor_actions import HangUp
from server.domain.floor_turn import Turn


def phone_rang(turn: Turn, event: events.PhoneRang) -> None:
    call = turn.state.call_of_leg(event.leg)
    if call is not None and call.is_dialing:
        floor_outbound.leg_rang(turn, call, event.leg)
    elif call is not None:
        floor_offers.phone_rang(turn, call, event.leg)


def phone_answered(turn: Turn, event: events.PhoneAnswered) -> None:
    call = turn.state.call_of_leg(event.leg)
    if call is None:
        turn.do(HangUp(event.leg, event.leg))
    elif call.is_dialing:
        floor_outbound.leg_answered(turn, call, event.leg)
    elif call.is_off_line:
        floor_queue_callback.taken(turn, call, event.leg)
    elif call.is_consulted:
        floor_transfer.target_answered(turn, call, event.leg)
    else:
        floor_calls.phone_answered(turn, call, event.leg)


def leg_ended(turn: Turn, event: events.LegEnded) -> None:
    call = turn.state.call_of_leg(event.leg)
    if call is not None and floor_queue_callback.hears_confirmation(call, event.leg):
        floor_queue_callback.confirmed(turn, call, gone=True)
    elif call is not None and call.is_dialing:
        floor_outbound.leg_ended(turn, call, event)
    elif call is not None and floor_phone_transfer.hung_up_over_it(turn, call, event.leg):
        floor_phone_transfer.bring_back(turn, call, event.leg)
    elif call is not None and (call.transfer or call.consulting):
        floor_transfer.leg_ended(turn, call, event)
    elif call is not None:
        floor_calls.leg_ended(turn, call, event)


def dial_failed(turn: Turn, event: events.DialFailed) -> None:
    call = turn.state.call_of_leg(event.leg)
    if call is not None and call.is_dialing:
        floor_outbound.dial_failed(turn, call, event)
    elif call is not None:
        floor_offers.dial_failed(turn, call, event)
