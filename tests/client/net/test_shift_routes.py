"""Help and wrap-up over a real socket: path, body and key of each request, and a lost answer that happens once."""

from collections.abc import AsyncIterator, Awaitable, Callable

import msgspec
import pytest
from aiohttp import web

from bluebean_client.net.rest import RestServer
from bluebean_client.ports.outside import Refused
from server.protocol.errors import ErrorBody, ErrorCode
from server.protocol.rest import Empty
from server.protocol.types import Status
from tests.support.fake_server import operator_state
from tests.support.relay import Relay
from tests.support.wire_server import WireServer, json_reply

Act = Callable[[RestServer], Awaitable[object]]

ACTS: tuple[tuple[str, dict[str, object], Act], ...] = (
    ("/help", {}, lambda rest: rest.request_help()),
    ("/help/cancel", {}, lambda rest: rest.cancel_help()),
    ("/help/o2/take", {}, lambda rest: rest.take_help("o2")),
    ("/wrap-up/extend", {}, lambda rest: rest.extend_wrap_up()),
    ("/next-status", {"status": "away"}, lambda rest: rest.set_next_status(Status.AWAY)),
    ("/next-status", {"status": None}, lambda rest: rest.set_next_status(None)),
)


@pytest.fixture
async def wire() -> AsyncIterator[WireServer]:
    async with WireServer() as server:
        yield server


@pytest.fixture
async def rest() -> AsyncIterator[RestServer]:
    server = RestServer(read_seconds=0.5)
    yield server
    await server.close()


def answer(path: str) -> web.Response:
    return json_reply(Empty() if path.endswith("/take") else operator_state(Status.WRAP_UP))


@pytest.mark.parametrize(("path", "body", "act"), ACTS)
async def test_each_act_is_a_command_of_its_own(
    wire: WireServer, rest: RestServer, path: str, body: dict[str, object], act: Act
) -> None:
    async def taken(_: web.Request) -> web.Response:
        return answer(path)

    wire.answers[f"POST {path}"] = taken
    rest.use(wire.url)
    await act(rest)
    await act(rest)
    assert [(method, where) for method, where, _, _ in wire.requests] == [("POST", path)] * 2
    assert [msgspec.json.decode(sent) for *_, sent in wire.requests] == [body] * 2
    assert len({headers["Idempotency-Key"] for _, _, headers, _ in wire.requests}) == 2, "two presses are two commands"


@pytest.mark.parametrize(("path", "body", "act"), ACTS)
async def test_a_cut_while_it_is_asked_repeats_it_with_its_key(
    wire: WireServer, rest: RestServer, path: str, body: dict[str, object], act: Act
) -> None:
    keys: list[str] = []
    async with Relay(wire.port) as relay:

        async def cut_once(request: web.Request) -> web.Response:
            keys.append(request.headers["Idempotency-Key"])
            if len(keys) < 2:
                relay.cut()
            return answer(path)

        wire.answers[f"POST {path}"] = cut_once
        rest.use(f"http://localhost:{relay.port}")
        await act(rest)
    assert len(keys) == 2 and len(set(keys)) == 1


async def test_a_refusal_names_who_sees_to_it(wire: WireServer, rest: RestServer) -> None:
    async def refused(_: web.Request) -> web.Response:
        return json_reply(ErrorBody(ErrorCode.HELP_TAKEN, "taken", {"operator_name": "藤井"}), 409)

    wire.answers["POST /help/o2/take"] = refused
    rest.use(wire.url)
    with pytest.raises(Refused) as caught:
        await rest.take_help("o2")
    assert (caught.value.code, caught.value.details) == (ErrorCode.HELP_TAKEN, {"operator_name": "藤井"})
