"""Desks of an operator who calls: box and form before the call, while it rings, while they talk, and what was not reached."""

from dataclasses import replace

from bluebean_client.domain.call_ends import CallRefusal
from bluebean_client.domain.desk import Desk, Notice, Problem, Severity
from bluebean_client.domain.phone import PhoneCall, PhoneCallState
from bluebean_client.domain.problem_codes import ClientProblem
from server.protocol.errors import ErrorCode
from server.protocol.push import DeskState
from server.protocol.types import CallState, CallView, Command, Customer, Direction, Status
from tests.support import desks
from tests.support.desks import ago, me, with_calls
from tests.support.sample_centre import IN_CALL, SATO, WAITING

CALLS = frozenset({"outbound", "transfer", "help"})
RINGS = {**IN_CALL, Command.HOLD: ErrorCode.NOT_CONNECTED_YET, Command.RESUME: ErrorCode.NOT_CONNECTED_YET}


def can_call(desk: Desk) -> Desk:
    return replace(desk, capabilities=CALLS)


def idle() -> Desk:
    return can_call(desks.idle())


def wrap_up() -> Desk:
    return can_call(desks.wrap_up())


def call_out(state: CallState, *matches: Customer, number: str = "+81312345678", **more: object) -> CallView:
    return CallView(
        "call-1",
        "support",
        Direction.OUT,
        state,
        number,
        "+81120000123",
        ago(9),
        ago(8),
        matches=matches,
        **more,  # type: ignore[arg-type]
    )


def dialing(*matches: Customer, number: str = "+81312345678") -> Desk:
    """From the box: nobody is open yet."""
    call = call_out(CallState.DIALING, *matches, number=number)
    phone = with_calls(PhoneCall(1, PhoneCallState.TALKING, number, server_call_id="call-1"))
    refusals = {**RINGS, Command.DIAL: ErrorCode.REFUSED_DURING_CALL}
    return replace(idle(), live=DeskState(me(Status.DIALING, 9, refusals, call=call), WAITING), phone=phone)


def dialing_from_form() -> Desk:
    tab = desks.sato_tab()
    return replace(dialing(SATO), tabs=(tab,), active_tab=tab.tab_id)


def talking() -> Desk:
    call = call_out(CallState.TALKING, SATO, answered_at=ago(65), customer_id=SATO.customer_id, recording=True)
    refusals = {**IN_CALL, Command.DIAL: ErrorCode.REFUSED_DURING_CALL}
    return replace(dialing_from_form(), live=DeskState(me(Status.TALKING_OUT, 65, refusals, call=call), WAITING))


def not_reached() -> Desk:
    details = {"reason": CallRefusal.BUSY, "number": "+81312345678"}
    notice = Notice("call_end", Severity.WARNING, Problem(ClientProblem.CALL_REFUSED, details))
    return replace(wrap_up(), notices=(notice,))


def refused() -> Desk:
    problem = Problem(ErrorCode.SPECIAL_NUMBER, {"number": "110"})
    return replace(wrap_up(), notices=(Notice("command:dial_button", Severity.WARNING, problem),))
