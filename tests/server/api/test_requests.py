"""What every call has in common: bad input, limits, keys that make a command happen once, rights, ids, health, figures."""

import asyncio
import re
from pathlib import Path

import pytest
from openapi_spec_validator import validate

from server.protocol import API_PREFIX
from server.protocol.rest import ROUTES
from tests.support.sample_site import values
from tests.support.server_in_process import Client, World, running_world, until

NEW_CONTACT = {"work_group_id": "support", "values": values(), "record": {"text": "初めて"}}


@pytest.mark.parametrize(
    ("raw", "where"),
    [
        (b"{", "truncated"),
        (b"[]", "Expected `object`"),
        (b'{"login_id": 1}', "Expected `str`"),
        (b'{"login_id": "a", "cat": 1}', "unknown field `cat`"),
        (b'{"login_id": "\xff"}', "utf-8"),
        (b"[" * 100_000, ""),
    ],
)
async def test_a_body_that_is_none_is_told(world: World, raw: bytes, where: str) -> None:
    answer = await world.client().call("POST", "/login", raw=raw)
    assert (answer.status, answer.code) == (400, "bad_request")
    assert where in answer.body["details"]["where"]


async def test_a_body_that_is_too_large_is_refused(tmp_path: Path) -> None:
    async with running_world(tmp_path / "data", max_body_bytes=2048) as world:
        answer = await world.client().call("POST", "/login", raw=b" " * 2049)
    assert (answer.status, answer.code) == (413, "too_large")


async def test_unknown_paths_have_a_body_too(world: World) -> None:
    answer = await world.client().call("GET", "/cats")
    assert (answer.status, answer.code) == (404, "not_found")


@pytest.mark.parametrize("route", [route for route in ROUTES if not route.public], ids=lambda route: route.name)
async def test_every_call_but_login_needs_a_session(world: World, route: object) -> None:
    path = re.sub(r"{\w+}", "1", route.path)  # type: ignore[attr-defined]
    answer = await world.client().call(route.method.value, path)  # type: ignore[attr-defined]
    assert (answer.status, answer.code) == (401, "session_expired")


async def test_every_answer_has_an_id(world: World) -> None:
    first, second = [await world.client().call("GET", "/cats") for _ in range(2)]
    assert first.headers["X-Request-Id"] != second.headers["X-Request-Id"]


async def test_the_same_key_happens_once_even_at_the_same_time(operator: Client) -> None:
    answers = await asyncio.gather(*(operator.call("POST", "/contacts", NEW_CONTACT, key="k1") for _ in range(5)))
    assert {answer.raw for answer in answers} == {answers[0].raw}
    assert answers[0].status == 200
    found = await operator.call("GET", "/customers?phone=03-5550-1234&work_group_id=support")
    assert found.body["total"] == 1


async def test_a_key_used_for_something_else_is_refused(operator: Client) -> None:
    await operator.call("POST", "/contacts", NEW_CONTACT, key="k1")
    other = {**NEW_CONTACT, "record": {"text": "別の"}}
    answer = await operator.call("POST", "/contacts", other, key="k1")
    assert (answer.status, answer.code) == (409, "idempotency_key_reused")


async def test_keys_of_two_operators_do_not_meet(world: World, operator: Client) -> None:
    other = world.client()
    await other.log_in("op002", "2002")
    first = await operator.call("POST", "/contacts", NEW_CONTACT, key="k1")
    second = await other.call("POST", "/contacts", NEW_CONTACT, key="k1")
    assert first.body["customer"]["customer_id"] != second.body["customer"]["customer_id"]


async def test_a_key_that_is_too_long_is_refused(operator: Client) -> None:
    assert (await operator.call("POST", "/contacts", NEW_CONTACT, key="k" * 101)).code == "bad_request"


async def test_statuses_that_nobody_may_set_are_refused(operator: Client) -> None:
    assert (await operator.call("POST", "/status", {"status": "talking_in"})).code == "bad_request"
    assert (await operator.call("POST", "/status", {"status": "asleep"})).code == "bad_request"


async def test_the_openapi_document_is_valid_and_holds_every_route(world: World) -> None:
    document = (await world.client().call("GET", "/openapi.json")).body
    validate(document)
    described = {(method, path) for path, item in document["paths"].items() for method in item}
    assert described == {(route.method.lower(), API_PREFIX + route.path) for route in ROUTES}


async def test_answers_hold_to_the_openapi_document(world: World, operator: Client) -> None:
    """Every field that the server sends is declared, and every required one is sent."""
    document = (await operator.call("GET", "/openapi.json")).body
    session = (await operator.call("GET", "/session")).body
    declared = document["components"]["schemas"]["Session"]
    assert set(session) <= set(declared["properties"])
    assert set(declared["required"]) <= set(session)


async def test_health_and_readiness_tell_switch_and_database(world: World) -> None:
    async def get(path: str) -> tuple[int, dict[str, str]]:
        async with world.http.get(world.url + path) as response:
            return response.status, await response.json()

    async def readiness_is(status: int) -> bool:
        return (await get("/readyz"))[0] == status

    await until(lambda: readiness_is(200))
    world.switch.go_down()
    await until(lambda: readiness_is(503))
    status, body = await get("/healthz")
    assert (status, body["status"], body["switch"], body["database"]) == (200, "degraded", "down", "up")


async def test_figures_count_operators_connections_and_requests(world: World) -> None:
    client = await world.ready_operator()
    async with client.events() as reader:
        await reader.follow(lambda state: state.switch_up)
        async with world.http.get(world.url + "/metrics") as response:
            text = await response.text()
    for line in (
        'bluebean_operators{status="available"} 1.0',
        "bluebean_push_connections 1.0",
        "bluebean_switch_up 1.0",
        'bluebean_request_seconds_count{method="POST",path="/api/v1/login",status="2xx"} 1.0',
    ):
        assert line in text.splitlines()
    assert "\nbluebean_rows_pending " in text
