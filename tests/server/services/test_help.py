"""Who is told that an operator asks for help, who may take it up, and what happens when nobody reacts."""

from dataclasses import replace

import pytest

from server.domain import floor_events as events
from server.domain.refusal import Refusal
from server.protocol.errors import ErrorCode
from server.protocol.seats import SeatHelp
from server.protocol.types import Command, HelpRequest, OperatorRef, Role, Status
from tests.support.call_centre import OPERATORS, CallCentre

ABE = OperatorRef("abe", OPERATORS["abe"][1])
ITO = OperatorRef("ito", OPERATORS["ito"][1])


async def asks(centre: CallCentre, name: str = "abe") -> None:
    await centre.floor.shift(name, events.RequestHelp(name))


async def takes(centre: CallCentre, name: str, asker: str = "abe") -> None:
    await centre.floor.shift(name, events.TakeHelp(name, asker))


def role(centre: CallCentre, name: str, role: Role) -> None:
    centre.repositories.operators[name] = replace(centre.repositories.operators[name], role=role)


def told(centre: CallCentre, name: str) -> tuple[HelpRequest, ...]:
    return centre.publisher.desks[name].help_requests


def leaves(centre: CallCentre, group_id: str, name: str) -> None:
    info = centre.repositories.groups[group_id].info
    members = tuple(member for member in info.members if member.operator_id != name)
    centre.change_group(group_id, info=type(info)(**{**_fields(info), "members": members}))


def _fields(info: object) -> dict[str, object]:
    return {name: getattr(info, name) for name in info.__struct_fields__}  # type: ignore[attr-defined]


async def test_the_supervisors_of_the_group_are_told_and_one_takes_it_up(centre: CallCentre) -> None:
    role(centre, "ito", Role.SUPERVISOR)
    for name in ("abe", "ito", "mori"):
        await centre.is_ready(name)
    asked_at = centre.clock.now()
    await asks(centre)
    [request] = told(centre, "ito")
    assert (request.operator, request.extension, request.since) == (ABE, "201", asked_at)
    assert told(centre, "mori") == ()
    assert centre.publisher.seats["abe"].help == SeatHelp(asked_at)
    assert (centre.sees("abe").help, centre.sees("abe").help_reaches) == (request, 1)
    await centre.clock.advance(12)
    await takes(centre, "ito")
    taken = centre.sees("abe").help
    assert taken is not None
    assert (taken.taken_by, (taken.taken_at - taken.since).total_seconds()) == (ITO, 12.0)  # type: ignore[operator]
    await centre.clock.advance(600)
    assert centre.sees("abe").help == taken, "who was heard is not escalated"
    assert centre.publisher.seats["abe"].help == SeatHelp(asked_at, ITO.name), "every colleague sees it at his seat"
    await centre.floor.shift("abe", events.CancelHelp("abe"))
    assert (centre.sees("abe").help, told(centre, "ito")) == (None, ())


async def test_after_a_while_without_an_answer_every_supervisor_is_told(centre: CallCentre) -> None:
    role(centre, "ito", Role.SUPERVISOR)
    leaves(centre, "sales", "ito")
    await centre.floor.reload_site()
    await centre.is_ready("abe")
    await centre.is_ready("ito", "support")
    await asks(centre)
    await centre.clock.advance(59)
    assert (told(centre, "ito"), centre.sees("abe").help_reaches) == ((), 0)
    with pytest.raises(Refusal) as no:
        await takes(centre, "ito")
    assert no.value.code is ErrorCode.FORBIDDEN
    await centre.clock.advance(1)
    [request] = told(centre, "ito")
    assert request.escalated_at == centre.clock.now()
    assert (centre.sees("abe").help, centre.sees("abe").help_reaches) == (request, 1)
    await takes(centre, "ito")


async def test_an_administrator_is_told_at_once_and_an_operator_never_takes_up(centre: CallCentre) -> None:
    role(centre, "ito", Role.ADMINISTRATOR)
    leaves(centre, "sales", "ito")
    await centre.floor.reload_site()
    await centre.is_ready("abe")
    await centre.is_ready("mori")
    await centre.is_ready("ito", "support")
    await asks(centre)
    assert len(told(centre, "ito")) == 1
    with pytest.raises(Refusal) as no:
        await takes(centre, "mori")
    assert no.value.code is ErrorCode.FORBIDDEN


async def test_the_first_supervisor_has_it_until_he_logs_off(centre: CallCentre) -> None:
    role(centre, "ito", Role.SUPERVISOR)
    role(centre, "mori", Role.ADMINISTRATOR)
    for name in ("abe", "ito", "mori"):
        await centre.is_ready(name)
    await asks(centre)
    await takes(centre, "ito")
    with pytest.raises(Refusal) as no:
        await takes(centre, "mori")
    assert (no.value.code, no.value.details) == (ErrorCode.HELP_TAKEN, {"operator_name": ITO.name})
    await centre.floor.sign_out("ito")
    assert centre.sees("abe").help_reaches == 1
    assert centre.sees("abe").help.taken_by is None  # type: ignore[union-attr]
    await takes(centre, "mori")


async def test_help_lives_through_calls_and_a_restart_and_ends_with_the_shift(centre: CallCentre) -> None:
    role(centre, "ito", Role.SUPERVISOR)
    await centre.is_ready("abe")
    await centre.talks("abe")
    await asks(centre)
    await centre.clock.advance(5)
    asked = centre.sees("abe").help
    await centre.kill_server()
    await centre.start(switch_up=False)
    await centre.switch.start()
    await centre.floor.connected("abe")
    await centre.is_ready("ito")
    assert centre.sees("abe").help == asked
    assert told(centre, "ito") == (asked,)
    await centre.clock.advance(60)
    assert centre.sees("abe").help.escalated_at is not None  # type: ignore[union-attr]
    await centre.floor.sign_out("abe")
    assert told(centre, "ito") == ()


async def test_what_makes_no_sense_is_refused(centre: CallCentre) -> None:
    await centre.signs_in("abe")
    await centre.floor.connected("abe")
    assert centre.sees("abe").refusals[Command.HELP] is ErrorCode.WORK_NOT_STARTED
    await centre.floor.start_work("abe", ("sales",))
    assert centre.status("abe") is Status.WRAP_UP
    assert Command.HELP not in centre.sees("abe").refusals
    await asks(centre)
    assert centre.sees("abe").refusals[Command.HELP] is ErrorCode.HELP_ALREADY_REQUESTED
    with pytest.raises(Refusal) as no:
        await asks(centre)
    assert no.value.code is ErrorCode.HELP_ALREADY_REQUESTED
    role(centre, "mori", Role.SUPERVISOR)
    await centre.is_ready("mori")
    await centre.floor.shift("abe", events.CancelHelp("abe"))
    with pytest.raises(Refusal) as no:
        await takes(centre, "mori")
    assert no.value.code is ErrorCode.NO_HELP_REQUESTED
