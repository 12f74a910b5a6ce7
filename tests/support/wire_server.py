"""A small real HTTP and WebSocket server that speaks the wire contract as a test tells it to."""

import asyncio
import ssl
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import msgspec
from aiohttp import WSMsgType, web

from server.protocol.push import ClientMessage, Hello, ServerMessage, Welcome

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

_decode = msgspec.json.Decoder(ClientMessage)


class WireServer:
    """`answers` maps "METHOD /path" to handlers; what came in is in `requests` as (method, path, headers, body)."""

    def __init__(self, trust: ssl.SSLContext | None = None) -> None:
        self._ssl = trust
        self.answers: dict[str, Handler] = {}
        self.requests: list[tuple[str, str, dict[str, str], bytes]] = []
        self.sockets: list[PushSocket] = []
        self.greeting: ServerMessage | None = Welcome(1, 1, datetime(2026, 11, 26, tzinfo=UTC))
        self.connected = asyncio.Event()
        self.port = 0

    @property
    def url(self) -> str:
        return f"{'https' if self._ssl else 'http'}://localhost:{self.port}"

    async def __aenter__(self) -> "WireServer":
        application = web.Application()
        application.router.add_get("/api/v1/events", self._events)
        application.router.add_route("*", "/{path:.*}", self._rest)
        self._runner = web.AppRunner(application, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0, ssl_context=self._ssl)
        await site.start()
        self.port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *_: object) -> None:
        for socket in self.sockets:
            await socket.close()
        await self._runner.cleanup()

    async def _rest(self, request: web.Request) -> web.StreamResponse:
        body = await request.read()
        path = request.path.removeprefix("/api/v1")
        self.requests.append((request.method, path, dict(request.headers), body))
        handler = self.answers.get(f"{request.method} {path}")
        return await handler(request) if handler else web.Response(status=404, text="nothing here")

    async def _events(self, request: web.Request) -> web.StreamResponse:
        response = web.WebSocketResponse(timeout=0.1)
        await response.prepare(request)
        socket = PushSocket(response)
        self.sockets.append(socket)
        if self.greeting is not None:
            await socket.say(self.greeting)
        self.connected.set()
        async for message in response:
            if message.type is WSMsgType.TEXT:
                socket.heard.put_nowait(_decode.decode(message.data))
        socket.heard.put_nowait(None)
        return response


class PushSocket:
    """The server's end of one push connection."""

    def __init__(self, response: web.WebSocketResponse) -> None:
        self._response = response
        self.heard: asyncio.Queue[ClientMessage | None] = asyncio.Queue()

    async def say(self, message: ServerMessage) -> None:
        await self._response.send_str(msgspec.json.encode(message).decode())

    async def say_raw(self, text: str) -> None:
        await self._response.send_str(text)

    async def hello(self) -> Hello:
        message = await asyncio.wait_for(self.heard.get(), 5)
        assert isinstance(message, Hello)
        return message

    async def close(self) -> None:
        await self._response.close()


def json_reply(body: msgspec.Struct, status: int = 200) -> web.Response:
    return web.Response(body=msgspec.json.encode(body), status=status, content_type="application/json")
