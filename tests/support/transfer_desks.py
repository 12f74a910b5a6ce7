"""Desks in every step of a transfer, with an office full of colleagues."""

from dataclasses import replace

import msgspec

from bluebean_client.domain import notices
from bluebean_client.domain.desk import Desk
from server.domain.statuses import CallSituation, refusals
from server.protocol.push import DeskState
from server.protocol.transfer import (
    Consultation,
    Party,
    TransferFailure,
    TransferOrigin,
    TransferProblem,
    TransferStage,
)
from server.protocol.types import CallState, CallView, Status
from tests.support import desks
from tests.support.sample_centre import SATO, ago
from tests.support.seat_desks import PLAN, SEATS

WATANABE = Party("渡辺 直樹", "2011")
FAILURE = TransferFailure(WATANABE, TransferProblem.NO_ANSWER, ago(2))
QUEUES = ("support", "billing", "orders")


def in_call(desk: Desk, situation: CallSituation | None = None, **changes: object) -> Desk:
    """The desk with the office around it, and its call changed."""
    assert desk.live is not None and desk.live.me.call is not None
    call: CallView = msgspec.structs.replace(desk.live.me.call, **changes)
    told = refusals(desk.live.me.status, situation or CallSituation())
    me = msgspec.structs.replace(desk.live.me, call=call, refusals=told)
    return replace(
        desk,
        live=DeskState(me, desk.live.queues, seats=SEATS),
        seat_plan=msgspec.structs.replace(PLAN, queues=QUEUES),
        capabilities=desk.capabilities | {"transfer", "conference", "seats"},
    )


def talking() -> Desk:
    return in_call(desks.talking())


def held() -> Desk:
    return in_call(desks.talking(), CallSituation(held=True), state=CallState.HELD, held_since=ago(5))


def consulting(stage: TransferStage, target: Party = WATANABE, since: float = 14) -> Desk:
    in_conference = stage is TransferStage.CONFERENCE
    return in_call(
        desks.talking(),
        CallSituation(held=not in_conference, consultation=stage),
        state=CallState.TALKING if in_conference else CallState.HELD,
        held_since=None if in_conference else ago(32),
        consultation=Consultation(stage, target, ago(since)),
    )


def calling() -> Desk:
    return consulting(TransferStage.CALLING, since=4)


def consulted() -> Desk:
    return consulting(TransferStage.TALKING)


def conference() -> Desk:
    return consulting(TransferStage.CONFERENCE, since=40)


def customer_is_back() -> Desk:
    desk = in_call(desks.talking(), transfer_failure=FAILURE)
    return notices.put(desk, notices.customer_is_back(FAILURE))


def offered() -> Desk:
    return in_call(desks.ringing((SATO,)), transferred=TransferOrigin("渡辺 直樹", TransferStage.CALLING))


def asked(stage: TransferStage) -> Desk:
    """The receiver's, who has answered."""
    return in_call(desks.talking(), CallSituation(is_consulted=True), transferred=TransferOrigin("渡辺 直樹", stage))


def returning() -> Desk:
    origin = TransferOrigin("高橋 由美", TransferStage.RETURNING, FAILURE)
    return in_call(desks.ringing((SATO,)), transferred=origin)


def ended() -> Desk:
    desk = talking()
    assert desk.live is not None
    me = msgspec.structs.replace(desk.live.me, status=Status.WRAP_UP, call=None, refusals=refusals(Status.WRAP_UP))
    return replace(desk, live=msgspec.structs.replace(desk.live, me=me))
