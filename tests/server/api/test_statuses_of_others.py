"""Statuses of others over HTTP: rights, what is sent twice, what is kept of it, and how somebody hears that he was logged off."""

import pytest

from server.protocol.push import Goodbye
from server.protocol.types import Status
from tests.support.server_in_process import World

SUPERVISOR = ("op005", "2005")


async def test_a_supervisor_sets_a_status_once_and_it_is_kept_who_did(world: World) -> None:
    operator, supervisor = await world.ready_operator(), await world.ready_operator(*SUPERVISOR)
    wanted = {"status": "break"}
    answers = [await supervisor.call("POST", "/operators/op001/status", wanted, key="once") for _ in range(2)]
    assert [(answer.status, answer.body) for answer in answers] == [(200, {"in_advance": False})] * 2
    async with operator.events() as reader:
        state = await reader.follow(lambda state: state.me.status is Status.BREAK)
    assert state.me.set_by is not None and state.me.set_by.operator_id == "op005"
    again = await supervisor.call("POST", "/operators/op001/status", wanted, key="again")
    assert (again.status, again.code) == (409, "operator_in_status_already")


async def test_only_who_leads_may_and_only_he_is_told_that_it_can_be_done(world: World) -> None:
    await world.ready_operator()
    colleague, supervisor = await world.ready_operator("op002", "2002"), await world.ready_operator(*SUPERVISOR)
    answer = await colleague.call("POST", "/operators/op001/status", {"status": "away"})
    assert (answer.status, answer.code) == (403, "forbidden")
    told = [await one.call("GET", "/session") for one in (colleague, supervisor)]
    assert ["set_status_of" in one.body["capabilities"] for one in told] == [False, True]


async def test_who_is_logged_off_hears_by_whom(world: World) -> None:
    operator, supervisor = await world.ready_operator(), await world.ready_operator(*SUPERVISOR)
    name = (await supervisor.call("GET", "/session")).body["name"]
    async with operator.events() as reader:
        await reader.follow(lambda state: state.me.status is Status.AVAILABLE)
        assert (await supervisor.call("POST", "/operators/op001/status", {"status": "offline"})).status == 200
        message = await reader.next()
        while not isinstance(message, Goodbye) and message is not None:
            message = await reader.next()
    assert isinstance(message, Goodbye)
    assert (message.code, message.by) == ("logged_off_by_other", name)
    assert (await operator.call("GET", "/session")).status == 401


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"status": "dancing"}, 400),
        ({"status": "ringing"}, 400),
        ({"status": "away", "reason": "no_such"}, 422),
        ({}, 400),
    ],
)
async def test_what_does_not_fit_is_refused(world: World, body: dict[str, str], status: int) -> None:
    await world.ready_operator()
    supervisor = await world.ready_operator(*SUPERVISOR)
    assert (await supervisor.call("POST", "/operators/op001/status", body)).status == status


async def test_nothing_is_done_for_a_stranger(world: World) -> None:
    assert (await world.client().call("POST", "/operators/op001/status", {"status": "away"})).status == 401
