"""Transfers over HTTP: what is asked twice happens once, and what can't be is refused with its code."""

import pytest

from server.protocol.push import DeskState
from server.protocol.types import Status
from tests.support.sample_site import SUPPORT_NUMBER
from tests.support.server_in_process import Client, World


async def talking(world: World) -> tuple[Client, Client, str]:
    """The first operator in a call, the second free; and the call's id."""
    first, second = await world.ready_operator(), await world.ready_operator("op002", "2002")
    await second.call("POST", "/status", {"status": "break"})
    world.switch.caller_arrives("0311112222", SUPPORT_NUMBER)
    async with first.events() as reader:
        await reader.follow(lambda state: state.me.status is Status.RINGING)
        world.switch.phone_answers(await world.ringing_leg("2001"))
        state: DeskState = await reader.follow(lambda state: state.me.call and state.me.call.recording)
    await second.call("POST", "/status", {"status": "available"})
    assert state.me.call is not None
    return first, second, state.me.call.call_id


async def test_a_transfer_that_is_asked_for_twice_rings_once(world: World) -> None:
    first, second, call_id = await talking(world)
    async with second.events() as reader:
        path, to = f"/calls/{call_id}/transfer", {"number": "2002"}
        answers = [await first.call("POST", path, to, key="once") for _ in range(2)]
        assert [answer.status for answer in answers] == [200, 200]
        offered = await reader.follow(lambda state: state.me.status is Status.RINGING)
        ringing = await world.ringing_leg("2002")
        assert world.switch.legs_to("2002") == [ringing]
    assert offered.me.call is not None and offered.me.call.transferred is not None
    assert answers[0].body["call"]["consultation"]["target"]["number"] == "2002"
    back = await first.call("POST", f"/calls/{call_id}/transfer/drop", {"keep_holding": True})
    assert back.body["call"]["state"] == "held"


@pytest.mark.parametrize(
    ("to", "status", "code"),
    [
        ({}, 400, "bad_request"),
        ({"number": "2002", "operator_id": "op002"}, 400, "bad_request"),
        ({"number": "9" * 65}, 400, "bad_request"),
        ({"number": "2001"}, 409, "target_is_yourself"),
        ({"number": "7777"}, 422, "no_such_target"),
        ({"number": "110"}, 422, "no_such_target"),
        ({"number": "0120"}, 422, "not_a_number"),
        ({"work_group_id": "nowhere"}, 422, "no_such_target"),
    ],
)
async def test_what_is_no_target_is_refused(world: World, to: dict[str, str], status: int, code: str) -> None:
    first, _, call_id = await talking(world)
    answer = await first.call("POST", f"/calls/{call_id}/transfer", to)
    assert (answer.status, answer.code) == (status, code)


async def test_a_call_of_somebody_else_is_not_transferred(world: World) -> None:
    _, second, call_id = await talking(world)
    for path, body in (("transfer", {"number": "2001"}), ("transfer/complete", {}), ("conference", {})):
        answer = await second.call("POST", f"/calls/{call_id}/{path}", body)
        assert answer.status in (404, 409), path


async def test_the_plan_names_the_queues_to_which_a_call_can_go(world: World) -> None:
    client = await world.ready_operator()
    plan = (await client.call("GET", "/seat-plan")).body
    assert set(plan["queues"]) <= {group["key"] for group in plan["work_groups"]}
    assert "support" in plan["queues"]
