"""A way out for PJSIP: SIP over TCP on the loopback in here, SIP over TLS or TCP to the server out there.

PJSIP's own TLS is years out of date, so Python's does it, verified against what the system trusts. TCP takes the same
way: a lost connection, a server that says nothing and a new network are then one thing, told in the same words. For every connection
that PJSIP opens the gate opens one to the server, and when one ends, so does the other.
"""

import asyncio
import contextlib
import logging
import secrets
import socket
import ssl
import threading
from collections.abc import Callable

from bluebean_client.phone.sip.gate_port import GateServer, LineFault
from bluebean_client.phone.sip.line_fault import fault_of
from bluebean_client.phone.sip.stream import KEEP_ALIVE, BadStream, HiddenHop, SipFramer
from bluebean_client.trust import system_trust

CONNECT_SECONDS = 4.0
"""TCP and TLS together; less than the registrar waits for an answer, so that it hears the reason."""

FIRST_MESSAGE_SECONDS = 5.0
KEEP_ALIVE_SECONDS = 30.0
SILENCE_SECONDS = 90.0
"""A server that sends keep-alives (Asterisk: every 30 s) and has been silent for so long is gone."""

READ_BYTES = 64 * 1024

_log = logging.getLogger(__name__)


def open_gate(server: GateServer, phone: str) -> "SipGate":
    """A gate that trusts what the system trusts."""
    return SipGate(server, phone, system_trust() if server.secure else None)


class SilentServer(Exception):
    """The server was heard from before and is not any more."""


class SipGate:
    """Runs in a thread of its own from the beginning until `close`.

    `phone` is host:port of PJSIP's transport, `trust` what certificates are verified by (None: plain TCP).
    """

    def __init__(self, server: GateServer, phone: str, trust: ssl.SSLContext | None) -> None:
        self._server, self._phone, self._trust = server, phone, trust
        self._token = secrets.token_hex(16)
        self._links: set[asyncio.Task[None]] = set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        host, port = self._listener.getsockname()
        self._inside = HiddenHop(f"{host}:{port}", phone, phone, "TCP", self._token)
        self.fault: LineFault | None = None
        """Why the last connection failed or ended; None while one is up."""
        self.open = 0
        """Connections of PJSIP's."""
        self._loop = asyncio.new_event_loop()
        self._closing = asyncio.Event()
        self._linger_seconds = 0.0
        self.thread = threading.Thread(target=self._run, name="sip gate", daemon=True)
        self.thread.start()

    @property
    def route(self) -> str:
        """The URI that PJSIP must route everything by."""
        return self._inside.uri

    def cut(self) -> None:
        """End every connection; PJSIP hears of it and may open another one at once."""
        self._call(self._cut)

    def close(self, linger_seconds: float = 0.0) -> None:
        """Take no more connections, and end those that are there after `linger_seconds`."""
        self._linger_seconds = linger_seconds
        self._call(self._closing.set)

    def _call(self, work: Callable[[], None]) -> None:
        with contextlib.suppress(RuntimeError):  # closed already
            self._loop.call_soon_threadsafe(work)

    # -- the gate's thread

    def _run(self) -> None:
        with contextlib.closing(self._loop):
            self._loop.run_until_complete(self._serve())

    async def _serve(self) -> None:
        server = await asyncio.start_server(self._linked, sock=self._listener)
        await self._closing.wait()
        server.close()
        if self._links and self._linger_seconds:
            await asyncio.wait(self._links, timeout=self._linger_seconds)
        self._cut()
        await asyncio.gather(*self._links, return_exceptions=True)

    def _cut(self) -> None:
        for link in self._links:
            link.cancel()

    async def _linked(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        link = asyncio.current_task()
        assert link is not None
        self._links.add(link)
        with contextlib.closing(_Aborting(writer)), contextlib.suppress(asyncio.CancelledError):
            phone = _End(reader, writer)
            if await self._is_own_phone(phone):
                await self._carry_counted(phone)
        self._links.discard(link)

    async def _carry_counted(self, phone: "_End") -> None:
        self.open += 1
        try:
            await self._carry(phone)
        finally:
            self.open -= 1

    async def _is_own_phone(self, phone: "_End") -> bool:
        """Another program of this machine could otherwise speak to the server in the phone's name."""
        try:
            async with asyncio.timeout(FIRST_MESSAGE_SECONDS):
                while not (waiting := await phone.receive()):
                    pass
        except (TimeoutError, OSError, EOFError, BadStream) as problem:
            _log.warning("a connection that says nothing of use: %r", problem)
            return False
        first = next((message for message in waiting if message != KEEP_ALIVE), b"")
        phone.unread = waiting
        own = bool(first) and self._inside.carries_token(first)
        if not own:
            _log.warning("a connection of another program is refused")
        return own

    async def _carry(self, phone: "_End") -> None:
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                reader, writer = await asyncio.open_connection(
                    self._server.address,
                    self._server.port,
                    ssl=self._trust,
                    server_hostname=self._server.name if self._trust else None,
                )
        except (OSError, EOFError, TimeoutError) as problem:
            self._failed(fault_of(problem, str(self._server), CONNECT_SECONDS))
            return
        with contextlib.closing(_Aborting(writer)):
            self.fault = None
            hop = self._hop(writer)
            _log.info("connected to %s from %s by %s", self._server, hop.outer, _version(writer))
            await self._pump_both(phone, _End(reader, writer), hop)

    async def _pump_both(self, phone: "_End", server: "_End", hop: HiddenHop) -> None:
        pumps = (
            asyncio.create_task(self._pump(phone, server, hop.outward)),
            asyncio.create_task(self._pump(server, phone, hop.inward, SILENCE_SECONDS)),
            asyncio.create_task(self._keep_alive(server)),
        )
        try:
            done, _ = await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
            problem = next(iter(done)).exception()
            self._failed(LineFault("unreachable", f"the connection to {self._server} ended: {problem}"))
        finally:
            for pump in pumps:
                pump.cancel()
            await asyncio.gather(*pumps, return_exceptions=True)

    async def _pump(
        self, source: "_End", sink: "_End", change: Callable[[bytes], bytes], silence_seconds: float | None = None
    ) -> None:
        kept_alive = False
        while True:
            try:
                async with asyncio.timeout(silence_seconds if kept_alive else None):
                    messages = await source.receive()
            except TimeoutError:
                raise SilentServer(f"nothing was heard for {silence_seconds} s") from None
            kept_alive = kept_alive or KEEP_ALIVE in messages
            await sink.send(b"".join(part if part == KEEP_ALIVE else change(part) for part in messages))

    async def _keep_alive(self, server: "_End") -> None:
        """Routers forget a connection that is silent (RFC 5626, 3.5.1)."""
        while True:
            await asyncio.sleep(KEEP_ALIVE_SECONDS)
            await server.send(KEEP_ALIVE * 2)

    def _hop(self, writer: asyncio.StreamWriter) -> HiddenHop:
        host, port = writer.get_extra_info("sockname")[:2]
        outer = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        transport = "TLS" if self._trust else "TCP"
        return HiddenHop(self._inside.route, self._phone, outer, transport, self._token)

    def _failed(self, fault: LineFault) -> None:
        _log.info("%s: %s", fault.reason, fault.detail)
        self.fault = fault


class _End:
    """One end of the gate: whole messages in, bytes out."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer
        self._framer = SipFramer()
        self.unread: list[bytes] = []

    async def receive(self) -> list[bytes]:
        """Messages, perhaps none yet. Raises `EOFError` when the other side has closed."""
        if self.unread:
            unread, self.unread = self.unread, []
            return unread
        data = await self._reader.read(READ_BYTES)
        if not data:
            raise EOFError("closed by the other side")
        return self._framer.feed(data)

    async def send(self, data: bytes) -> None:
        self._writer.write(data)
        await self._writer.drain()


class _Aborting:
    """Ends a connection at once: a TLS good-bye would wait for a server that is not there any more."""

    def __init__(self, writer: asyncio.StreamWriter) -> None:
        self._writer = writer

    def close(self) -> None:
        self._writer.transport.abort()


def _version(writer: asyncio.StreamWriter) -> str:
    tls = writer.get_extra_info("ssl_object")
    return str(tls.version()) if tls is not None else "TCP"
