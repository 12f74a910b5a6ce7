"""The gate alone, between a PJSIP and a server that the test plays, over real sockets and real TLS."""

import asyncio
import contextlib
import ssl
import threading
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import psutil
import pytest

from bluebean_client.phone.sip import gate as sip_gate
from bluebean_client.phone.sip.gate import SipGate
from bluebean_client.phone.sip.gate_port import GateServer
from bluebean_client.phone.sip.stream import KEEP_ALIVE
from tests.support.certificates import Authority
from tests.support.engine import becomes_true

PHONE = "127.0.0.1:6000"
OPTIONS = b"OPTIONS sip:101@x SIP/2.0\r\nCSeq: 1 OPTIONS\r\nContent-Length: 3\r\n\r\nabc"


class Server:
    """A TLS server that hands its connections to the test."""

    def __init__(self, authority: Authority) -> None:
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(authority.certificate())
        self._connections: asyncio.Queue[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = asyncio.Queue()
        self._writers: list[asyncio.StreamWriter] = []
        self.port = 0

    async def __aenter__(self) -> "Server":
        self._server = await asyncio.start_server(self._take, "127.0.0.1", 0, ssl=self._context)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for writer in self._writers:
            writer.transport.abort()

    def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.append(writer)
        self._connections.put_nowait((reader, writer))

    async def connection(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        return await asyncio.wait_for(self._connections.get(), 10)

    @property
    def called(self) -> bool:
        return not self._connections.empty()


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path / "certificates")


@pytest.fixture
async def server(authority: Authority) -> AsyncIterator[Server]:
    async with Server(authority) as running:
        yield running


@pytest.fixture
def gate(authority: Authority, server: Server) -> Callable[[], SipGate]:
    def opened() -> SipGate:
        trust = ssl.create_default_context(cafile=authority.trusted["SSL_CERT_FILE"])
        return SipGate(GateServer("127.0.0.1", server.port, "127.0.0.1", trust is not None), PHONE, trust)

    return opened


@contextlib.asynccontextmanager
async def running(gate: SipGate) -> AsyncIterator[SipGate]:
    yield gate
    gate.close()
    await becomes_true(lambda: not gate.thread.is_alive())


def register(gate: SipGate) -> bytes:
    return f"REGISTER sip:x SIP/2.0\r\nRoute: <{gate.route}>\r\nCSeq: 1 REGISTER\r\nContent-Length: 0\r\n\r\n".encode()


@contextlib.asynccontextmanager
async def pjsip(gate: SipGate) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    host, port = gate.route.partition("@")[2].partition(";")[0].split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    yield reader, writer
    writer.transport.abort()


async def whole(reader: asyncio.StreamReader) -> bytes:
    return await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 10)


async def ended(reader: asyncio.StreamReader) -> bool:
    try:
        return await asyncio.wait_for(reader.read(), 10) == b""
    except ConnectionError:
        return True


async def test_the_first_message_opens_the_way_and_both_sides_hear_whole_messages(
    gate: Callable[[], SipGate], server: Server
) -> None:
    async with running(gate()) as way, pjsip(way) as (reader, writer):
        for byte in register(way):
            writer.write(bytes([byte]))
            await writer.drain()
        far_reader, far_writer = await server.connection()
        assert await whole(far_reader) == b"REGISTER sip:x SIP/2.0\r\nCSeq: 1 REGISTER\r\nContent-Length: 0\r\n\r\n"
        far_writer.write(OPTIONS + KEEP_ALIVE + OPTIONS)
        expected = OPTIONS + KEEP_ALIVE + OPTIONS
        assert await asyncio.wait_for(reader.readexactly(len(expected)), 10) == expected
        assert (way.open, way.fault) == (1, None)
        writer.close()
        assert await ended(far_reader)


async def test_another_program_of_this_machine_is_refused_and_the_server_hears_nothing_of_it(
    gate: Callable[[], SipGate], server: Server
) -> None:
    async with running(gate()) as way, pjsip(way) as (reader, writer):
        for first_word in (register(way).replace(way.route.encode(), b"sip:guess@127.0.0.1;lr"), KEEP_ALIVE * 2):
            async with pjsip(way) as (reader, writer):
                writer.write(first_word)
                assert await ended(reader)
        assert (server.called, way.open) == (False, 0)


async def test_what_is_no_sip_ends_the_connection(gate: Callable[[], SipGate], server: Server) -> None:
    async with running(gate()) as way, pjsip(way) as (reader, writer):
        writer.write(register(way))
        _, far_writer = await server.connection()
        far_writer.write(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 99999999\r\n\r\n")
        assert await ended(reader)
        assert way.fault is not None
        assert way.fault.reason == "unreachable"


async def test_a_server_that_kept_the_line_alive_and_stops_is_gone(
    gate: Callable[[], SipGate], server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sip_gate, "SILENCE_SECONDS", 0.3)
    async with running(gate()) as way, pjsip(way) as (reader, writer):
        writer.write(register(way))
        _, far_writer = await server.connection()
        far_writer.write(KEEP_ALIVE)
        assert await asyncio.wait_for(reader.readexactly(2), 10) == KEEP_ALIVE
        assert await ended(reader)
        assert way.fault is not None
        assert "nothing was heard" in way.fault.detail


async def test_the_line_is_kept_alive(
    gate: Callable[[], SipGate], server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sip_gate, "KEEP_ALIVE_SECONDS", 0.05)
    async with running(gate()) as way, pjsip(way) as (_, writer):
        writer.write(register(way))
        far_reader, _ = await server.connection()
        await whole(far_reader)
        assert await asyncio.wait_for(far_reader.readexactly(8), 10) == KEEP_ALIVE * 4


@pytest.mark.parametrize("whose", ["server", "phone", "gate"])
async def test_a_hundred_cuts_leave_nothing_behind(gate: Callable[[], SipGate], server: Server, whose: str) -> None:
    process = psutil.Process()
    async with running(gate()) as way:
        for cut in range(100):
            async with pjsip(way) as (reader, writer):
                writer.write(register(way))
                far_reader, far_writer = await server.connection()
                await whole(far_reader)
                match whose:
                    case "server":
                        far_writer.transport.abort()
                        assert await ended(reader)
                    case "phone":
                        writer.transport.abort()
                        assert await ended(far_reader)
                    case "gate":
                        way.cut()
                        assert await ended(reader)
            far_writer.transport.abort()
            if cut == 5:
                await becomes_true(lambda: way.open == 0)
                before = process.num_fds(), threading.active_count()
        await becomes_true(lambda: (process.num_fds(), threading.active_count()) <= before and way.open == 0)


async def test_a_gate_that_closes_lets_the_last_word_through(gate: Callable[[], SipGate], server: Server) -> None:
    way = gate()
    async with pjsip(way) as (reader, writer):
        writer.write(register(way))
        far_reader, _ = await server.connection()
        await whole(far_reader)
        way.close(linger_seconds=0.5)
        writer.write(OPTIONS)
        assert await asyncio.wait_for(far_reader.readexactly(len(OPTIONS)), 10) == OPTIONS
        assert await ended(reader)
        await becomes_true(lambda: not way.thread.is_alive())
