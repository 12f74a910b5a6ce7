"""The moment in which a customer is handed over: a target that hangs up just then meant its consultation, not him."""

from dataclasses import replace
from datetime import timedelta

from server.domain import floor_calls
from server.domain.floor_actions import HangUp
from server.domain.floor_state import Call
from server.domain.floor_turn import Turn
from server.protocol.transfer import TransferFailure, TransferProblem, TransferStage
from server.protocol.types import EndReason

MOMENT = timedelta(seconds=1)
"""Nobody has seen that the customer is his, and has acted on it, sooner."""


def is_under_way(turn: Turn, call: Call) -> bool:
    """Whether the customer has become this call's operator's only just now."""
    transfer = call.transfer
    talks = call.is_talking and transfer is not None and transfer.stage is None
    return talks and turn.state.switch_up and transfer is not None and turn.now - transfer.since < MOMENT


def take_back(turn: Turn, call: Call, *, gone: str = "") -> None:
    """The customer goes on hearing music, and what follows is as for a blind transfer that nobody took."""
    if call.transfer is None:
        return
    if call.operator_leg is not None and call.operator_leg != gone:
        turn.do(HangUp(call.operator_leg, call.operator_leg))
    failure = TransferFailure(turn.state.party_at(call.transfer.number), TransferProblem.HUNG_UP, turn.now)
    transfer = replace(call.transfer, stage=TransferStage.BLIND, since=turn.now, failure=failure)
    waiting = replace(call, joined=False, transfer=transfer, arrived_at=turn.now, wait_seconds=0)
    floor_calls.requeue(turn, waiting, EndReason.OPERATOR_HUNG_UP)
