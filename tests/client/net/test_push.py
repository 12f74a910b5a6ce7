"""The push channel over real sockets: order, gaps, silence, cuts, goodbyes, and a peer that talks nonsense."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from typing import Any

import pytest
import trustme
from hypothesis import given
from hypothesis import strategies as st

from bluebean_client.net.backoff import Backoff
from bluebean_client.net.push import PushChannel
from bluebean_client.ports.outside import LinkDown, LinkUp
from server.protocol.errors import ErrorCode
from server.protocol.push import (
    Change,
    DeskState,
    Goodbye,
    Ping,
    Resync,
    Snapshot,
    SwitchChanged,
    Welcome,
)
from tests.support.fake_server import operator_state
from tests.support.relay import Relay
from tests.support.wire_server import WireServer

STATE = DeskState(operator_state())


class Reader:
    """Reads a channel in a task; `next` waits for the next thing it said."""

    def __init__(self, channel: PushChannel, url: str) -> None:
        self.queue: asyncio.Queue[Any] = asyncio.Queue()
        self.task = asyncio.create_task(self._read(channel, url))

    async def _read(self, channel: PushChannel, url: str) -> None:
        async for message in channel.messages(url, "t-1"):
            self.queue.put_nowait(message)
        self.queue.put_nowait("end")

    async def next(self) -> Any:
        return await asyncio.wait_for(self.queue.get(), 5)

    async def until(self, kind: type) -> Any:
        while not isinstance(message := await self.next(), kind):
            pass
        return message

    async def stop(self) -> None:
        self.task.cancel()
        with suppress(asyncio.CancelledError):
            await self.task


@asynccontextmanager
async def reading(url: str, **options: Any) -> AsyncIterator[tuple[Reader, PushChannel]]:
    channel = PushChannel(backoff=Backoff(0.01, 0.05), **options)
    reader = Reader(channel, url)
    try:
        yield reader, channel
    finally:
        await reader.stop()


@pytest.fixture
async def wire():
    async with WireServer() as server:
        yield server


async def connected(wire: WireServer) -> Any:
    await asyncio.wait_for(wire.connected.wait(), 5)
    wire.connected.clear()
    return wire.sockets[-1]


async def test_hello_welcome_snapshot_changes(wire: WireServer) -> None:
    async with reading(wire.url) as (reader, _):
        socket = await connected(wire)
        assert (await socket.hello()).token == "t-1"
        await socket.say(Snapshot(5, STATE))
        await socket.say(Change(6, SwitchChanged(False)))
        assert isinstance(await reader.next(), LinkUp)
        assert isinstance(await reader.next(), Welcome)
        assert await reader.next() == Snapshot(5, STATE)
        assert await reader.next() == Change(6, SwitchChanged(False))


async def test_a_gap_is_never_passed_on_but_answered_by_a_snapshot(wire: WireServer) -> None:
    async with reading(wire.url) as (reader, _):
        socket = await connected(wire)
        await socket.hello()
        await socket.say(Snapshot(0, STATE))
        await socket.say(Change(2, SwitchChanged(False)))
        await socket.say(Change(3, SwitchChanged(True)))
        assert isinstance(await asyncio.wait_for(socket.heard.get(), 5), Resync)
        await socket.say(Snapshot(9, STATE))
        await socket.say(Change(10, SwitchChanged(False)))
        assert await reader.until(Snapshot) == Snapshot(0, STATE)
        assert await reader.next() == Snapshot(9, STATE)
        assert await reader.next() == Change(10, SwitchChanged(False))
        assert socket.heard.empty(), "one doubt, one question"


async def test_a_change_of_an_unknown_kind_is_passed_over_and_counted(wire: WireServer) -> None:
    async with reading(wire.url) as (reader, _):
        socket = await connected(wire)
        await socket.hello()
        await socket.say(Snapshot(0, STATE))
        await socket.say_raw('{"type":"change","seq":1,"body":{"type":"from_the_future"}}')
        await socket.say_raw('{"type":"gossip","about":"you"}')
        await socket.say(Change(2, SwitchChanged(False)))
        await reader.until(Snapshot)
        assert await reader.next() == Change(2, SwitchChanged(False))


@pytest.mark.parametrize("nonsense", ["garbage", "[1,2]", '{"type":"snapshot"}', '{"no":"type"}'])
async def test_nonsense_is_a_doubt_and_leads_to_a_new_connection(wire: WireServer, nonsense: str) -> None:
    async with reading(wire.url) as (reader, _):
        socket = await connected(wire)
        await socket.say_raw(nonsense)
        assert await reader.until(LinkDown) == LinkDown("not_bluebean")
        assert isinstance(await reader.until(LinkUp), LinkUp)


async def test_a_cut_connection_comes_back_by_itself(wire: WireServer) -> None:
    async with Relay(wire.port) as relay, reading(f"http://localhost:{relay.port}") as (reader, _):
        socket = await connected(wire)
        await socket.say(Snapshot(0, STATE))
        await reader.until(Snapshot)
        relay.cut()
        assert isinstance(await reader.next(), LinkDown)
        socket = await connected(wire)
        await socket.say(Snapshot(0, STATE))
        assert await reader.until(Snapshot) == Snapshot(0, STATE)


async def test_silence_counts_as_cut(wire: WireServer) -> None:
    async with (
        Relay(wire.port) as relay,
        reading(f"http://localhost:{relay.port}", silence_seconds=0.2) as (reader, _),
    ):
        await connected(wire)
        await reader.until(LinkUp)
        relay.stall()
        assert await reader.until(LinkDown) == LinkDown("timeout")
        relay.heal()
        await reader.until(LinkUp)


async def test_the_client_is_never_silent_itself(wire: WireServer) -> None:
    async with reading(wire.url, heartbeat_seconds=0.05):
        socket = await connected(wire)
        await socket.hello()
        for _ in range(3):
            assert isinstance(await asyncio.wait_for(socket.heard.get(), 5), Ping)


@pytest.mark.parametrize("code", [ErrorCode.SESSION_TAKEN_OVER, ErrorCode.SESSION_EXPIRED])
async def test_goodbye_ends_the_channel_for_good(wire: WireServer, code: ErrorCode) -> None:
    async with reading(wire.url) as (reader, _):
        socket = await connected(wire)
        await socket.say(Goodbye(code))
        assert (await reader.until(Goodbye)).code is code
        assert await reader.next() == "end"
    assert len(wire.sockets) == 1


async def test_goodbye_instead_of_a_welcome_is_understood_too(wire: WireServer) -> None:
    wire.greeting = Goodbye(ErrorCode.SESSION_EXPIRED)
    async with reading(wire.url) as (reader, _):
        assert (await reader.next()).code is ErrorCode.SESSION_EXPIRED
        assert await reader.next() == "end"


async def test_a_server_that_left_this_protocol_behind_is_a_goodbye(wire: WireServer) -> None:
    wire.greeting = Welcome(9, 7, datetime(2026, 1, 1, tzinfo=UTC))
    async with reading(wire.url) as (reader, _):
        assert (await reader.next()).code is ErrorCode.PROTOCOL_UNSUPPORTED
        assert await reader.next() == "end"


async def test_retry_now_does_not_wait_for_the_pause(wire: WireServer) -> None:
    async with Relay(wire.port) as relay:
        relay.cut(refuse=True)
        channel = PushChannel(backoff=Backoff(60.0, 60.0))
        reader = Reader(channel, f"http://localhost:{relay.port}")
        assert await reader.next() == LinkDown("refused")
        relay.heal()
        channel.retry_now()
        assert isinstance(await reader.until(LinkUp), LinkUp)
        await reader.stop()


async def test_resync_on_request(wire: WireServer) -> None:
    async with reading(wire.url) as (reader, channel):
        socket = await connected(wire)
        await socket.hello()
        await socket.say(Snapshot(0, STATE))
        await reader.until(Snapshot)
        channel.resync()
        assert isinstance(await asyncio.wait_for(socket.heard.get(), 5), Resync)


async def test_an_untrusted_certificate_is_said() -> None:
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    async with WireServer(context) as wire:
        async with reading(wire.url, trust=ssl.create_default_context()) as (reader, _):
            assert await reader.next() == LinkDown("certificate")
        trust = ssl.create_default_context()
        authority.configure_trust(trust)
        async with reading(wire.url, trust=trust) as (reader, _):
            await reader.until(LinkUp)


async def test_something_else_at_the_address(wire: WireServer) -> None:
    async with reading(wire.url + "/elsewhere") as (reader, _):
        assert await reader.next() == LinkDown("not_bluebean")


@given(failures=st.integers(0, 10_000))
def test_pauses_grow_to_their_cap_and_are_spread(failures: int) -> None:
    pause = Backoff(0.2, 5.0).seconds(failures)
    whole = min(5.0, 0.2 * 2 ** min(failures, 16))
    assert whole / 2 <= pause <= whole
