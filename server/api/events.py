"""The push channel: hello, welcome, snapshot, numbered changes, heartbeat - and a reader that does not read is cut off."""

import asyncio
from contextlib import suppress

import msgspec
import structlog
from aiohttp import WSMsgType, web

from server.api.publisher import Channel, PushPublisher
from server.domain.refusal import Refusal
from server.ports.outside import Clock
from server.protocol import OLDEST_PROTOCOL_VERSION, PROTOCOL_VERSION
from server.protocol.errors import ErrorCode
from server.protocol.push import (
    HEARTBEAT_SECONDS,
    SILENCE_LIMIT_SECONDS,
    Change,
    ClientMessage,
    DeskState,
    Goodbye,
    Hello,
    Ping,
    Resync,
    ServerMessage,
    Snapshot,
    Welcome,
    difference,
)
from server.services.call_floor import CallFloor
from server.services.sign_in import SignIn

HELLO_TIMEOUT_SECONDS = 5.0
SEND_TIMEOUT_SECONDS = 5.0
LARGEST_CLIENT_MESSAGE = 4096
log = structlog.get_logger(__name__)
_decoder: msgspec.json.Decoder[ClientMessage] = msgspec.json.Decoder(ClientMessage)


class _Silent(Exception):
    """The client said nothing for too long, or something that is no message."""


class EventsEndpoint:
    """Serves `/api/v1/events`; keeps the open sockets so that an orderly stop can close them."""

    def __init__(self, *, sign_in: SignIn, floor: CallFloor, publisher: PushPublisher, clock: Clock) -> None:
        self._sign_in = sign_in
        self._floor = floor
        self._publisher = publisher
        self._clock = clock
        self._open: set[web.WebSocketResponse] = set()

    async def serve(self, request: web.Request) -> web.StreamResponse:
        socket = web.WebSocketResponse(max_msg_size=LARGEST_CLIENT_MESSAGE, compress=False, timeout=1.0)
        await socket.prepare(request)
        self._open.add(socket)
        try:
            await self._converse(request, socket)
        except (_Silent, TimeoutError, ConnectionError) as error:
            log.info("push_cut_off", why=str(error) or type(error).__name__)
            if request.transport is not None:
                request.transport.abort()
        finally:
            self._open.discard(socket)
            with suppress(ConnectionError, TimeoutError):
                await socket.close()
        return socket

    async def close_all(self) -> None:
        """Orderly stop of the server; clients come back by themselves."""
        await asyncio.gather(*(socket.close(code=1001, message=b"server stops") for socket in list(self._open)))

    async def _converse(self, request: web.Request, socket: web.WebSocketResponse) -> None:
        hello = await _receive(socket, HELLO_TIMEOUT_SECONDS)
        if not isinstance(hello, Hello):
            raise _Silent("the first message is not hello")
        if not OLDEST_PROTOCOL_VERSION <= hello.protocol <= PROTOCOL_VERSION:
            await _send(socket, Goodbye(ErrorCode.PROTOCOL_UNSUPPORTED, f"this server speaks {PROTOCOL_VERSION}"))
            return
        try:
            who = await self._sign_in.who(hello.token)
            await _send(socket, Welcome(PROTOCOL_VERSION, OLDEST_PROTOCOL_VERSION, self._clock.now()))
            await self._attach(socket, who.operator.operator_id)
        except Refusal as refusal:  # no such session, or its grace ran out while it was on its way to the floor
            await _send(socket, Goodbye(refusal.code))

    async def _attach(self, socket: web.WebSocketResponse, operator_id: str) -> None:
        channel = self._publisher.attach(operator_id)
        try:
            await self._floor.connected(operator_id)
            if (state := self._floor.desk_of(operator_id)) and channel.newest is None:
                channel.offer(state)
            await _first_of(asyncio.create_task(_write(socket, channel)), asyncio.create_task(_read(socket, channel)))
        finally:
            if self._publisher.detach(operator_id, channel):
                await self._floor.disconnected(operator_id)


async def _first_of(*tasks: asyncio.Task[None]) -> None:
    """Run until one of them ends; the others are ended, its exception is passed on."""
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for task in done:
        task.result()


async def _read(socket: web.WebSocketResponse, channel: Channel) -> None:
    while True:
        message = await _receive(socket, SILENCE_LIMIT_SECONDS)
        if message is None:
            return
        if isinstance(message, Resync):
            channel.resync()


async def _write(socket: web.WebSocketResponse, channel: Channel) -> None:
    seq = 0
    sent: DeskState | None = None
    while True:
        if not await channel.news(HEARTBEAT_SECONDS):
            await _send(socket, Ping())
            continue
        if channel.goodbye is not None:
            await _send(socket, channel.goodbye)
            return
        newest = channel.newest
        if newest is None:
            continue
        if channel.wants_snapshot or sent is None:
            channel.wants_snapshot = False
            await _send(socket, Snapshot(seq, channel.whole(newest)))
        else:
            for body in [*difference(sent, newest), *channel.take_seats()]:
                seq += 1
                await _send(socket, Change(seq, body))
        sent = newest


async def _send(socket: web.WebSocketResponse, message: ServerMessage) -> None:
    async with asyncio.timeout(SEND_TIMEOUT_SECONDS):
        await socket.send_str(msgspec.json.encode(message).decode())


async def _receive(socket: web.WebSocketResponse, timeout_seconds: float) -> ClientMessage | None:
    """The next message; None when the client closed the connection."""
    message = await socket.receive(timeout=timeout_seconds)
    if message.type not in (WSMsgType.TEXT, WSMsgType.BINARY):
        return None
    try:
        return _decoder.decode(message.data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _Silent(f"not a message of this protocol: {error}") from error
