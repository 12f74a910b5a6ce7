"""POST /calls: once for each key, refused with a code that the window has words for, every refusal in the audit log."""

import asyncio

import pytest
from structlog.testing import capture_logs

from server.protocol.types import Status
from tests.support.server_in_process import Client, World, until


async def at_work(world: World, operator: Client) -> None:
    world.switch.register("2001")
    await operator.call("POST", "/work", {"work_group_ids": ["support"]}, key="work")

    async def is_available() -> bool:
        return (await operator.call("POST", "/status", {"status": "available"})).status == 200

    await until(is_available)


async def test_a_call_happens_once_however_often_it_is_asked_for(world: World, operator: Client) -> None:
    await at_work(world, operator)
    wanted = {"number": "090-1234-5678", "work_group_id": "support"}
    answers = await asyncio.gather(*(operator.call("POST", "/calls", wanted, key="one") for _ in range(3)))
    assert {answer.status for answer in answers} == {200}
    assert answers[0].body["status"] == Status.DIALING
    assert {answer.body["call"]["call_id"] for answer in answers} == {answers[0].body["call"]["call_id"]}
    second = await operator.call("POST", "/calls", wanted, key="two")
    assert (second.status, second.code) == (409, "refused_during_call")


@pytest.mark.parametrize(
    ("wanted", "status", "code"),
    [
        ({"number": "110", "work_group_id": "support"}, 422, "special_number"),
        ({"number": "ABC", "work_group_id": "support"}, 422, "not_a_number"),
        ({"number": "9" * 10_000, "work_group_id": "support"}, 422, "not_a_number"),
        ({"number": "2001", "work_group_id": "support"}, 422, "own_extension"),
        ({"number": "0312345678", "work_group_id": "no such"}, 403, "not_a_member"),
        ({"number": "0312345678", "work_group_id": "support", "customer_id": 999_999}, 404, "no_such_customer"),
        ({"number": 5, "work_group_id": "support"}, 400, "bad_request"),
    ],
)
async def test_what_is_refused_says_why(
    world: World, operator: Client, wanted: dict[str, object], status: int, code: str
) -> None:
    await at_work(world, operator)
    with capture_logs() as logs:
        answer = await operator.call("POST", "/calls", wanted, key="k")
    assert (answer.status, answer.code) == (status, code)
    if status != 400:
        [refused] = [entry for entry in logs if entry["event"] == "dial_refused"]
        assert (refused["operator"], refused["code"]) == ("op001", code)
