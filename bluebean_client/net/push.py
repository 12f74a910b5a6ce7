"""The push channel over one WebSocket at a time: hello, snapshot, numbered changes; a new connection whenever the old one is doubtful.

Nothing that is missing goes unnoticed: a gap in the numbers asks for a snapshot and passes nothing on until it has come, and a
connection that was silent for `SILENCE_LIMIT_SECONDS` counts as cut, whatever the operating system still believes.
"""

import asyncio
import contextlib
import importlib
import logging
import ssl
import time
from collections.abc import AsyncIterator
from typing import Any, Protocol

import msgspec

from bluebean_client.net import trouble
from bluebean_client.net.backoff import Backoff
from bluebean_client.ports.outside import LinkDown, LinkUp, Unreachable
from server.protocol import API_PREFIX, PROTOCOL_VERSION
from server.protocol.errors import ErrorCode
from server.protocol.push import (
    HEARTBEAT_SECONDS,
    SILENCE_LIMIT_SECONDS,
    Change,
    ClientMessage,
    Goodbye,
    Hello,
    Ping,
    Resync,
    ServerMessage,
    Snapshot,
    Welcome,
)

_log = logging.getLogger(__name__)

WEBSOCKET_MODULE = "bluebean_client.net.websocket"
SETTLED_SECONDS = 5.0
"""A connection that lasted this long resets the pauses between tries."""

_decode = msgspec.json.Decoder(ServerMessage)
_tag = msgspec.json.Decoder(dict[str, Any])
_KNOWN = frozenset({"welcome", "snapshot", "ping", "goodbye"})


class WebSocket(Protocol):
    """What is asked of a connection. Both ways raise `Unreachable` once it is cut."""

    async def send(self, text: bytes) -> None: ...

    async def receive(self) -> str | bytes: ...

    async def drop(self) -> None: ...


class PushChannel:
    """Implements `Push`. One reader at a time.

    Args:
        trust: TLS context; the operating system's trust by default.
        silence_seconds: after how much silence the connection counts as cut.
        heartbeat_seconds: how long the client itself may be silent.
    """

    def __init__(
        self,
        *,
        trust: ssl.SSLContext | None = None,
        silence_seconds: float = SILENCE_LIMIT_SECONDS,
        heartbeat_seconds: float = HEARTBEAT_SECONDS,
        backoff: Backoff | None = None,
    ) -> None:
        self._trust = trust
        self._silence_seconds = silence_seconds
        self._heartbeat_seconds = heartbeat_seconds
        self._backoff = backoff or Backoff(0.2, 5.0)
        self._hurry = asyncio.Event()
        self._resync_wanted = asyncio.Event()

    def resync(self) -> None:
        self._resync_wanted.set()

    def retry_now(self) -> None:
        self._hurry.set()

    async def messages(self, url: str, token: str) -> AsyncIterator[ServerMessage | LinkUp | LinkDown]:
        failures = 0
        while True:
            began = time.monotonic()
            why = trouble.REFUSED
            self._hurry.clear()
            try:
                async with contextlib.aclosing(self._one_connection(url, token)) as heard:
                    async for message in heard:
                        yield message
                        if isinstance(message, Goodbye):
                            return
            except Unreachable as unreachable:
                why = unreachable.why
                _log.info("push channel: %s", unreachable)
            failures = 0 if time.monotonic() - began > SETTLED_SECONDS else failures + 1
            yield LinkDown(why)
            await self._pause(self._backoff.seconds(max(0, failures - 1)))

    async def _pause(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._hurry.wait(), seconds)

    async def _one_connection(self, url: str, token: str) -> Any:
        """All that one connection says; ends by a goodbye or by raising `Unreachable`."""
        socket = await self._connect(url)
        speaking: asyncio.Task[None] | None = None
        try:
            await socket.send(msgspec.json.encode(Hello(PROTOCOL_VERSION, token)))
            welcome = await self._receive(socket)
            if isinstance(welcome, Goodbye):
                yield welcome
                return
            if not isinstance(welcome, Welcome):
                raise Unreachable(trouble.NOT_BLUEBEAN, "the first message was no welcome")
            if welcome.oldest_protocol > PROTOCOL_VERSION:
                yield Goodbye(ErrorCode.PROTOCOL_UNSUPPORTED, "the server no longer speaks this protocol")
                return
            yield LinkUp()
            yield welcome
            self._resync_wanted.clear()
            speaking = asyncio.create_task(self._speak(socket), name="push heartbeat")
            async with contextlib.aclosing(self._in_sequence(socket)) as sequence:
                async for message in sequence:
                    yield message
        finally:
            if speaking is not None:
                speaking.cancel()
                await asyncio.gather(speaking, return_exceptions=True)
            await socket.drop()

    async def _in_sequence(self, socket: WebSocket) -> Any:
        """Snapshots and changes whose numbers follow each other without a gap."""
        seq: int | None = None
        while True:
            message = await self._receive(socket)
            match message:
                case Snapshot():
                    seq = message.seq
                    yield message
                case Change() if seq is not None and message.seq == seq + 1:
                    seq = message.seq
                    yield message
                case Change():
                    if seq is not None:
                        _log.warning("change %d came after %d; asking for a snapshot", message.seq, seq)
                        self._resync_wanted.set()
                    seq = None
                case Goodbye():
                    yield message
                    return
                case int():  # a change of a kind that only newer clients know; its number counts
                    seq = message if seq is not None and message == seq + 1 else None
                    if seq is None:
                        self._resync_wanted.set()
                case _:
                    pass

    async def _receive(self, socket: WebSocket) -> ServerMessage | int | None:
        """The next message; the number of a change that is not understood; None for another message of a newer server."""
        try:
            raw = await asyncio.wait_for(socket.receive(), self._silence_seconds)
        except TimeoutError:
            raise Unreachable(trouble.TIMEOUT, f"nothing heard for {self._silence_seconds:g} s") from None
        try:
            message: ServerMessage = _decode.decode(raw)
        except msgspec.MsgspecError as error:
            return _loosely(raw, error)
        return message

    async def _connect(self, url: str) -> WebSocket:
        """The library is loaded with the first connection: nobody waits for it to see the login page."""
        library = await asyncio.to_thread(importlib.import_module, WEBSOCKET_MODULE)
        address = "ws" + url.rstrip("/").removeprefix("http") + API_PREFIX + "/events"
        socket: WebSocket = await library.open_socket(address, self._trust)
        return socket

    async def _speak(self, socket: WebSocket) -> None:
        """Ask for a snapshot when one is wanted, and never be silent for longer than the heartbeat."""
        with contextlib.suppress(Unreachable):
            while True:
                message: ClientMessage = Ping()
                try:
                    await asyncio.wait_for(self._resync_wanted.wait(), self._heartbeat_seconds)
                    self._resync_wanted.clear()
                    message = Resync()
                except TimeoutError:
                    pass
                await socket.send(msgspec.json.encode(message))


def _loosely(raw: str | bytes, error: msgspec.MsgspecError) -> int | None:
    """A message that this version does not know is passed over; garbage, or a known kind that is broken, is a doubt."""
    try:
        fields = _tag.decode(raw)
    except msgspec.MsgspecError:
        raise Unreachable(trouble.NOT_BLUEBEAN, f"a message that is no JSON object: {error}") from error
    kind, seq = fields.get("type"), fields.get("seq")
    if kind == "change" and isinstance(seq, int):
        _log.warning("change %d is of an unknown kind: %s", seq, error)
        return seq
    if not isinstance(kind, str) or kind in _KNOWN or kind == "change":
        raise Unreachable(trouble.NOT_BLUEBEAN, f"a message that can't be read: {error}") from error
    _log.warning("a message of the unknown kind %r is passed over", kind)
    return None
