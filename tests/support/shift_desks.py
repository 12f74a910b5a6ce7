"""Desks of help and wrap-up: asked, taken up, nobody reacts, colleagues who ask; a countdown, and what follows it."""

from dataclasses import replace

import msgspec

from bluebean_client.domain.desk import Desk
from bluebean_client.domain.notices import help_taken_up
from server.protocol.errors import ErrorCode
from server.protocol.types import Command, HelpRequest, OperatorRef, OperatorState, Status, WrapUpExtension
from tests.support import desks, sample_centre, worklist_desks
from tests.support.sample_centre import ago

CAPABILITIES = frozenset({"help", "wrap_up_extension", "next_status", "outbound", "transfer", "seats", "callbacks"})
ME = OperatorRef("op-2014", "高橋 由美")
FUJII = OperatorRef("op-1001", "藤井 誠")


def knowing(desk: Desk, **changes: object) -> Desk:
    """The desk at a server that knows all this, with these changes of the operator's own state."""
    assert desk.live is not None
    me = desk.live.me
    refused = {**me.refusals, Command.EXTEND_WRAP_UP: ErrorCode.NOT_IN_WRAP_UP}
    if me.status in (Status.AVAILABLE, Status.AWAY, Status.BREAK):
        refused[Command.NEXT_STATUS] = ErrorCode.NOTHING_TO_WAIT_FOR
    me = msgspec.structs.replace(me, **{"refusals": refused, **changes})
    return replace(desk, capabilities=CAPABILITIES, live=msgspec.structs.replace(desk.live, me=me))


def quiet() -> Desk:
    return knowing(desks.idle())


def asked(reaches: int = 2) -> Desk:
    return knowing(desks.talking(), help=request(), help_reaches=reaches)


def request(**changes: object) -> HelpRequest:
    return msgspec.structs.replace(HelpRequest(ME, "2014", ago(38), ("support",)), **changes)


def taken_up() -> Desk:
    return knowing(desks.talking(), help=request(taken_by=FUJII, taken_at=ago(12)), help_reaches=2)


def unheard() -> Desk:
    escalated = request(since=ago(75), escalated_at=ago(15))
    return knowing(desks.talking(), help=escalated, help_reaches=4)


def colleagues_ask() -> Desk:
    """As a supervisor sees it."""
    quiet_desk = quiet()
    assert quiet_desk.live is not None
    kato = HelpRequest(OperatorRef("op-2031", "加藤 美咲"), "2031", ago(21), ("support",))
    maeda = HelpRequest(OperatorRef("op-2017", "前田 亮"), "2017", ago(94), ("orders",), escalated_at=ago(34))
    return replace(quiet_desk, live=msgspec.structs.replace(quiet_desk.live, help_requests=(maeda, kato)))


def much_to_tell() -> Desk:
    """The server is lost while a callback is due, a colleague asks, and somebody has just taken up the own request."""
    desk = colleagues_ask()
    assert desk.live is not None
    lost = desks.server_lost()
    live = msgspec.structs.replace(desk.live, callbacks=(worklist_desks.NOTICE,))
    return replace(desk, live=live, link=lost.link, notices=(*lost.notices, help_taken_up("藤井 誠")))


def counting_down(left: int = 2, **changes: object) -> Desk:
    """42 s into a wrap-up of two minutes."""
    refused = {Command.WRAP_UP: ErrorCode.ALREADY_IN_STATUS, **desks.NO_CALL}
    if not left:
        refused[Command.EXTEND_WRAP_UP] = ErrorCode.NO_EXTENSION_LEFT
    state = OperatorState(
        "op-2014",
        Status.WRAP_UP,
        ago(42),
        ("support", "orders"),
        refusals=refused,
        wrap_up_ends_at=ago(-78),
        wrap_up_extension=WrapUpExtension(60, left),
    )
    desk = replace(desks.idle(), capabilities=CAPABILITIES, tabs=(desks.sato_tab(),), active_tab="tab-1")
    assert desk.live is not None
    state = msgspec.structs.replace(state, **changes)
    return replace(desk, live=msgspec.structs.replace(desk.live, me=state))


def break_chosen_in_call() -> Desk:
    return knowing(desks.talking(), next_status=Status.BREAK)


def ringing() -> Desk:
    return knowing(desks.ringing((sample_centre.SATO, sample_centre.KEIKO)))


def held() -> Desk:
    """On hold, and help requested."""
    return knowing(desks.held(), help=request(), help_reaches=2)
