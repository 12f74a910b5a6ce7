"""REST over real sockets: bodies, refusals, commands that survive cuts, and every kind of wrong peer."""

import asyncio
import socket
import ssl
from contextlib import suppress

import msgspec
import pytest
import trustme
from aiohttp import web

from bluebean_client.net.rest import RestServer
from bluebean_client.ports.outside import Refused, Unreachable
from server.protocol.errors import ErrorBody, ErrorCode
from server.protocol.rest import LoginRequest, RecordInput, RecordPage, SaveContactReply, SaveContactRequest
from server.protocol.types import Status, UsageMode
from tests.support.fake_server import TANAKA, contact_record, operator_state
from tests.support.relay import Relay
from tests.support.wire_server import WireServer, json_reply

LOGIN = LoginRequest("sato", "secret", "201", 1, UsageMode.OPERATOR)


@pytest.fixture
async def wire():
    async with WireServer() as server:
        yield server


@pytest.fixture
async def rest():
    server = RestServer(give_up={"set_status": 4.0, "save_contact": 4.0}, read_seconds=0.5)
    yield server
    await server.close()


def status_handler(times: list[str]):
    async def set_status(request: web.Request) -> web.Response:
        times.append(request.headers["Idempotency-Key"])
        return json_reply(operator_state(Status.AVAILABLE))

    return set_status


async def test_a_command_carries_token_key_and_body(wire: WireServer, rest: RestServer) -> None:
    keys: list[str] = []
    wire.answers["POST /status"] = status_handler(keys)
    rest.use(wire.url + "/")
    rest.use_token("t-1")
    state = await rest.set_status(Status.AVAILABLE)
    assert state.status is Status.AVAILABLE
    _, _, headers, body = wire.requests[0]
    assert headers["Authorization"] == "Bearer t-1"
    assert msgspec.json.decode(body) == {"status": "available"}
    await rest.set_status(Status.AVAILABLE)
    assert len(set(keys)) == 2, "two presses are two commands"


async def test_a_new_server_does_not_get_the_old_ones_token(wire: WireServer, rest: RestServer) -> None:
    wire.answers["POST /status"] = status_handler([])
    rest.use("http://other.test")
    rest.use_token("t-1")
    rest.use(wire.url)
    await rest.set_status(Status.AVAILABLE)
    assert "Authorization" not in wire.requests[0][2]


async def test_paths_and_queries_are_quoted(wire: WireServer, rest: RestServer) -> None:
    async def records(request: web.Request) -> web.Response:
        assert dict(request.query) == {"text": "a&b=c", "limit": "10", "offset": "0"}
        return json_reply(RecordPage((contact_record(1, 7, "x"),), 1))

    wire.answers["GET /customers/7/records"] = records
    rest.use(wire.url)
    page = await rest.records(7, limit=10, offset=0, filters={"text": "a&b=c", "reaction": ""})
    assert page.total == 1
    with pytest.raises(Unreachable):
        await rest.hold("../../etc")
    assert wire.requests[-1][1] == "/calls/../../etc/hold"


async def test_a_refusal_keeps_code_and_details(wire: WireServer, rest: RestServer) -> None:
    async def login(_: web.Request) -> web.Response:
        return json_reply(ErrorBody(ErrorCode.EXTENSION_IN_USE, "in use", {"extension": "201"}), 409)

    wire.answers["POST /login"] = login
    rest.use(wire.url)
    with pytest.raises(Refused) as caught:
        await rest.login(LOGIN)
    assert (caught.value.code, caught.value.details) == (ErrorCode.EXTENSION_IN_USE, {"extension": "201"})


async def test_an_error_code_of_a_newer_server_is_still_a_refusal(wire: WireServer, rest: RestServer) -> None:
    async def login(_: web.Request) -> web.Response:
        return web.json_response({"code": "moon_phase", "message": "not today", "details": {}}, status=409)

    wire.answers["POST /login"] = login
    rest.use(wire.url)
    with pytest.raises(Refused) as caught:
        await rest.login(LOGIN)
    assert (caught.value.code, caught.value.details) == (ErrorCode.INTERNAL, {"code": "moon_phase"})


async def test_a_command_survives_cut_connections_and_is_one_command(wire: WireServer, rest: RestServer) -> None:
    keys: list[str] = []
    async with Relay(wire.port) as relay:

        async def cut_twice(request: web.Request) -> web.Response:
            keys.append(request.headers["Idempotency-Key"])
            if len(keys) < 3:
                relay.cut()
            return json_reply(operator_state(Status.AVAILABLE))

        wire.answers["POST /status"] = cut_twice
        rest.use(f"http://localhost:{relay.port}")
        await rest.set_status(Status.AVAILABLE)
    assert len(keys) == 3
    assert len(set(keys)) == 1


async def test_a_command_survives_a_stalled_network(wire: WireServer, rest: RestServer) -> None:
    keys: list[str] = []
    wire.answers["POST /status"] = status_handler(keys)
    async with Relay(wire.port) as relay:
        relay.stall()
        rest.use(f"http://localhost:{relay.port}")
        sending = asyncio.create_task(rest.set_status(Status.AVAILABLE))
        await asyncio.wait({sending}, timeout=0.8)
        assert not sending.done()
        relay.heal()
        await sending
    assert len(set(keys)) == 1


async def test_an_edit_that_was_given_up_is_the_same_edit_when_pressed_again(wire: WireServer) -> None:
    rest = RestServer(give_up={"edit_record": 0.0}, read_seconds=0.3)
    keys: list[str] = []
    relay = Relay(wire.port)

    async def edit(request: web.Request) -> web.Response:
        keys.append(request.headers["Idempotency-Key"])
        if len(keys) == 1:
            relay.cut()
        return json_reply(contact_record(1, 7, "x"))

    wire.answers["PATCH /records/1"] = edit
    async with relay:
        rest.use(f"http://localhost:{relay.port}")
        with pytest.raises(Unreachable):
            await rest.edit_record(1, RecordInput(text="x"))
        await rest.edit_record(1, RecordInput(text="x"))
        assert keys[0] == keys[1]
        await rest.edit_record(1, RecordInput(text="x"))
        assert keys[2] != keys[1], "once it is through, the next one is another"
    await rest.close()


async def test_a_save_bears_the_key_of_whoever_saves(wire: WireServer, rest: RestServer) -> None:
    keys: list[str] = []

    async def save(request: web.Request) -> web.Response:
        keys.append(request.headers["Idempotency-Key"])
        return json_reply(SaveContactReply(TANAKA, contact_record(1, 7, "x")))

    wire.answers["POST /contacts"] = save
    rest.use(wire.url)
    for _ in range(2):
        await rest.save_contact(SaveContactRequest("sales", {"name": "a"}, RecordInput(text="x")), "key-1")
    assert keys == ["key-1", "key-1"]


async def test_a_login_is_never_repeated(wire: WireServer, rest: RestServer) -> None:
    async with Relay(wire.port) as relay:

        async def login(_: web.Request) -> web.Response:
            relay.cut()
            return web.Response()

        wire.answers["POST /login"] = login
        rest.use(f"http://localhost:{relay.port}")
        with pytest.raises(Unreachable) as caught:
            await rest.login(LOGIN)
    assert caught.value.why == "refused"
    assert len(wire.requests) == 1


async def test_a_gateways_error_page_is_tried_again(wire: WireServer, rest: RestServer) -> None:
    count = 0

    async def set_status(_: web.Request) -> web.Response:
        nonlocal count
        count += 1
        if count == 1:
            return web.Response(status=502, text="<html>Bad Gateway</html>", content_type="text/html")
        return json_reply(operator_state(Status.AVAILABLE))

    wire.answers["POST /status"] = set_status
    rest.use(wire.url)
    await rest.set_status(Status.AVAILABLE)
    assert count == 2


@pytest.mark.parametrize(
    "answer",
    [
        web.Response(text="<html>Welcome to nginx</html>", content_type="text/html"),
        web.Response(status=404, text="<html>404</html>"),
        web.Response(status=302, headers={"Location": "/login.php"}),
        web.Response(text='{"hello": "world"}', content_type="application/json"),
        web.Response(body=b"\xff\xfe\x00garbage"),
    ],
    ids=["page", "404", "redirect", "other json", "binary"],
)
async def test_something_else_at_the_address_is_said_to_be_no_bluebean(
    wire: WireServer, rest: RestServer, answer: web.Response
) -> None:
    async def anything(_: web.Request) -> web.Response:
        return answer

    wire.answers["POST /login"] = anything
    rest.use(wire.url)
    with pytest.raises(Unreachable) as caught:
        await rest.login(LOGIN)
    assert caught.value.why == "not_bluebean"


async def test_garbage_instead_of_http_is_no_bluebean(rest: RestServer) -> None:
    async def mail(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 mail.test ESMTP\r\n\r\n")
        with suppress(OSError):
            await reader.read()
        writer.close()

    async with await asyncio.start_server(mail, "127.0.0.1", 0) as server:
        rest.use(f"http://localhost:{server.sockets[0].getsockname()[1]}")
        with pytest.raises(Unreachable) as caught:
            await rest.login(LOGIN)
    assert caught.value.why == "not_bluebean"


async def test_an_answer_without_end_is_cut_off(wire: WireServer, rest: RestServer) -> None:
    async def endless(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        try:
            for _ in range(64):
                await response.write(b"x" * 1_000_000)
        except ConnectionError:
            pass
        return response

    wire.answers["POST /login"] = endless
    rest.use(wire.url)
    with pytest.raises(Unreachable) as caught:
        await rest.login(LOGIN)
    assert caught.value.why == "not_bluebean"


@pytest.mark.parametrize("url", ["http://no-such-host.invalid", "http://[::bad", "ftp://localhost", ""])
async def test_an_address_that_leads_nowhere(rest: RestServer, url: str) -> None:
    rest.use(url)
    with pytest.raises(Unreachable) as caught:
        await rest.login(LOGIN)
    assert caught.value.why == "no_address"


async def test_a_closed_port_refuses(rest: RestServer) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        rest.use(f"http://localhost:{probe.getsockname()[1]}")
        with pytest.raises(Unreachable) as caught:
            await rest.login(LOGIN)
    assert caught.value.why == "refused"


async def test_silence_is_a_timeout(wire: WireServer, rest: RestServer) -> None:
    async with Relay(wire.port) as relay:
        relay.stall()
        rest.use(f"http://localhost:{relay.port}")
        with pytest.raises(Unreachable) as caught:
            await rest.login(LOGIN)
    assert caught.value.why == "timeout"


async def test_only_a_trusted_certificate_of_the_right_name_is_talked_to(rest: RestServer) -> None:
    authority = trustme.CA()
    for certificate, known in ((authority.issue_cert("localhost"), False), (authority.issue_cert("other.test"), True)):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        certificate.configure_cert(context)
        trust = ssl.create_default_context()
        if known:
            authority.configure_trust(trust)
        async with WireServer(context) as wire:
            careful = RestServer(trust=trust)
            careful.use(wire.url)
            with pytest.raises(Unreachable) as caught:
                await careful.login(LOGIN)
            assert caught.value.why == "certificate"
            assert wire.requests == [], "no password was sent"
            rest.use(wire.url)
            with pytest.raises(Unreachable) as caught:
                await rest.login(LOGIN)
            assert caught.value.why == "certificate", "the system does not trust it either"
            await careful.close()


async def test_tls_with_a_trusted_certificate_works() -> None:
    authority = trustme.CA()
    context, trust = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.create_default_context()
    authority.issue_cert("localhost").configure_cert(context)
    authority.configure_trust(trust)
    async with WireServer(context) as wire:
        wire.answers["POST /status"] = status_handler([])
        rest = RestServer(trust=trust)
        rest.use(wire.url)
        assert (await rest.set_status(Status.AVAILABLE)).status is Status.AVAILABLE
        await rest.close()


async def test_tls_spoken_to_a_plain_server_is_no_bluebean(wire: WireServer, rest: RestServer) -> None:
    rest.use(f"https://localhost:{wire.port}")
    with pytest.raises(Unreachable) as caught:
        await rest.login(LOGIN)
    assert caught.value.why == "not_bluebean"


async def test_a_part_of_a_recording_is_fetched_and_nothing_else_is_taken_for_one(
    rest: RestServer, wire: WireServer
) -> None:
    whole = bytes(range(100))
    asked: list[tuple[str, str]] = []

    async def recording(request: web.Request) -> web.Response:
        part = request.http_range
        asked.append((request.headers["Range"], request.query.get("download", "")))
        if request.path.endswith("whole"):
            return web.Response(body=whole)
        return web.Response(status=206, body=whole[part])

    wire.answers |= {"GET /recordings/c1": recording, "GET /recordings/whole": recording}
    rest.use(wire.url)
    assert await rest.recording_part("c1", 10, 19, download=False) == whole[10:20]
    assert await rest.recording_part("c1", 0, 0, download=True) == whole[:1]
    assert asked == [("bytes=10-19", ""), ("bytes=0-0", "1")]
    with pytest.raises(Unreachable):
        await rest.recording_part("whole", 10, 19, download=False)
