"""The transfer key of an operator's own phone: a blind transfer as from the window, by the same rules, and refused in words.

Some phones hang up once they have asked for a transfer, whatever the answer is. They mean to leave the customer to somebody
else: after a refusal he is not hung up on, he comes back as from a target that can't be reached.
"""

from dataclasses import replace
from datetime import timedelta

from server.domain import floor_events as events
from server.domain import floor_transfer
from server.domain.floor_actions import AnswerTransfer
from server.domain.floor_state import Call
from server.domain.floor_transfer_targets import target_of
from server.domain.floor_turn import Turn
from server.domain.floor_views import situation
from server.domain.numbers import is_extension, normalise
from server.domain.refusal import Refusal
from server.domain.statuses import refusals
from server.protocol.errors import ErrorCode
from server.protocol.transfer import TransferFailure, TransferMode, TransferProblem
from server.protocol.types import Command

MOMENT = timedelta(seconds=2)
"""No operator has read of the refusal, and has decided to hang up, sooner."""


def wanted(turn: Turn, event: events.PhoneWantsTransfer) -> None:
    """The phone shows whether it was accepted; why not is said in the window. A transfer that is under way goes on."""
    call = turn.state.call_of_leg(event.leg)
    seat = turn.seat_with(call.operator_id, call.call_id) if call else None
    if call is None or seat is None or event.leg != call.operator_leg:
        turn.do(AnswerTransfer(event.leg, event.leg, accepted=False))
        return
    refused = refusals(seat.status, situation(turn.state, call), switch_up=turn.state.switch_up)
    if Command.TRANSFER in refused:
        turn.do(AnswerTransfer(event.leg, event.leg, accepted=False))
        return
    order = _order(call, seat.operator_id, event.number)
    try:
        target_of(turn, call, order)
    except Refusal as refusal:
        turn.do(AnswerTransfer(event.leg, event.leg, accepted=False))
        turn.put_call(replace(call, transfer_failure=_failure(turn, order, refusal), key_refused_at=turn.now))
        return
    turn.do(AnswerTransfer(event.leg, event.leg, accepted=True))
    floor_transfer.transfer_to(turn, call, order)


def _order(call: Call, operator_id: str, number: str) -> events.TransferTo:
    """Only phones of the house are registered: whether an extension is one shows when its phone is looked for."""
    internal = is_extension(normalise(number))
    return events.TransferTo(operator_id, call.call_id, TransferMode.BLIND, "", number, internal)


def _failure(turn: Turn, order: events.TransferTo, refusal: Refusal) -> TransferFailure:
    is_busy = refusal.code is ErrorCode.TARGET_NOT_FREE
    problem = TransferProblem.BUSY if is_busy else TransferProblem.UNREACHABLE
    return TransferFailure(turn.state.party_at(normalise(order.to_number)), problem, turn.now)


def hung_up_over_it(turn: Turn, call: Call, leg: str) -> bool:
    """Whether a phone that leaves `call` does so only because its transfer was refused just now."""
    refused_at = call.key_refused_at
    talks = call.is_talking and call.consulting is None and turn.state.switch_up
    return talks and leg == call.operator_leg and refused_at is not None and turn.now - refused_at < MOMENT


def bring_back(turn: Turn, call: Call, leg: str) -> None:
    """Music for the customer, and what follows is as for a blind transfer that nobody took."""
    if call.transfer_failure is not None:
        floor_transfer.not_taken(turn, call, call.transfer_failure, gone=leg)
