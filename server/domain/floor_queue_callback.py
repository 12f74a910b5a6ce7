"""Callback instead of waiting: asked for by a key, offered by the rules as any waiting call, and dialed once an operator has taken it.

From the key on nobody is on the line for the call: the leg that he asked on hears the confirmation and is hung up. The call keeps its
place and its row, so that each caller has one outcome. Not reached, he is called once more after a while, at the head of the queue; then
the call ends as abandoned.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import msgspec

from server.domain import floor_calls, floor_offers, floor_outbound
from server.domain.floor_actions import HangUp, Play
from server.domain.floor_announcements import announce
from server.domain.floor_state import Call, FloorState, Group
from server.domain.floor_turn import Turn
from server.domain.outgoing import number_outside
from server.domain.queueing.callback import CallbackStep, QueueCallback
from server.domain.queueing.sounds import CALLBACK, NO_CALLBACK
from server.domain.refusal import Refusal
from server.domain.statuses import Event
from server.protocol.types import EndReason

CONFIRMATION = timedelta(seconds=15)
"""So long nobody calls him: he hears that he will be called. The sound is shorter."""
LIFE = timedelta(days=14)
"""Longer than any holidays, after which he is called first. A call that nobody has taken by then stands among the abandoned ones."""


def ask(turn: Turn, call: Call, group: Group) -> None:
    """The key was pressed. Who can't be called is told so and waits on; a phone that rings for him stops without a miss."""
    if group.line is None:
        return
    if not _can_be_called(turn, call):
        announce(turn, call, (NO_CALLBACK,))
        return
    for offer in call.offers.values():
        floor_offers.withdraw(turn, call.call_id, offer, EndReason.LEFT_BY_KEY)
    not_before = turn.now + CONFIRMATION
    turn.put_call(
        replace(
            turn.state.calls[call.call_id],
            leg=floor_calls.CUSTOMER_LEG_PREFIX + turn.new_id(),
            callback=QueueCallback(turn.now, confirming=call.leg, not_before=not_before),
            offer_from=not_before,
            announcing=(),
        )
    )
    turn.do(Play(call.lane, call.leg, (CALLBACK,)))


def _can_be_called(turn: Turn, call: Call) -> bool:
    try:
        number_outside(call.number, turn.country)
    except Refusal:
        return False
    return True


def hears_confirmation(call: Call | None, leg: str) -> bool:
    return call is not None and call.callback is not None and bool(leg) and call.callback.confirming == leg


def confirmed(turn: Turn, call: Call, *, gone: bool = False) -> None:
    """He has heard it, or has hung up (`gone`)."""
    callback = call.callback
    if callback is None or not callback.confirming:
        return
    turn.put_call(replace(call, callback=msgspec.structs.replace(callback, confirming="")))
    if not gone:
        turn.do(HangUp(callback.confirming, callback.confirming))


def taken(turn: Turn, call: Call, leg: str) -> None:
    """An operator answers: he hears it ring at the customer's, and the phones of his colleagues stop."""
    offer, step = floor_offers.offer_of(call, leg), CallbackStep.DIALING
    if offer is None or call.callback is None:
        return
    dialing = replace(
        call,
        callback=msgspec.structs.replace(call.callback, step=step, not_before=None),
        offers={key: other for key, other in call.offers.items() if other is not offer},
        operator_id=offer.operator_id,
        operator_leg=offer.leg,
        record_id=None,  # of the operator who tried before
    )
    turn.put_call(dialing)
    floor_offers.offer_answered(turn, call, offer)
    for other in dialing.offers.values():
        floor_offers.withdraw(turn, call.call_id, other, EndReason.TAKEN_BY_OTHER)
    if seat := turn.seat_with(offer.operator_id, call.call_id):
        turn.move(seat, Event.CALLBACK_TAKEN)
    floor_outbound.dial_customer(turn, turn.state.calls[call.call_id])


def deadlines(state: FloorState) -> Iterator[datetime]:
    for call in state.calls.values():
        if call.is_off_line and call.is_waiting and call.callback is not None and not call.offers:
            yield call.callback.asked_at + LIFE
            if call.callback.confirming and state.switch_up:
                yield call.callback.asked_at + CONFIRMATION


def end_due(turn: Turn) -> None:
    for call in list(turn.state.calls.values()):
        callback = call.callback if call.is_off_line and call.is_waiting and not call.offers else None
        if callback is not None and callback.asked_at + LIFE <= turn.now:
            floor_calls.end(turn, call, EndReason.NOT_CALLED_BACK)
        elif callback is not None and callback.asked_at + CONFIRMATION <= turn.now and turn.state.switch_up:
            confirmed(turn, call)  # if nobody has told that he has heard it


def follow(turn: Turn) -> None:
    """Who is talked with has called again himself, or was called by somebody: nobody calls him back on top of that."""
    talked = {
        (call.work_group_id, call.number)
        for call in map(turn.state.calls.get, sorted(turn.touched_calls))
        if call is not None and call.joined and call.number
    }
    if not talked:
        return
    for call in list(turn.state.calls.values()):
        if call.is_off_line and call.is_waiting and (call.work_group_id, call.number) in talked:
            floor_calls.end(turn, call, EndReason.CALLED_AGAIN)
