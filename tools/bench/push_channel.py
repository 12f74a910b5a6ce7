"""A window's push channel without the window: what the server says, kept alive by the clock."""

import asyncio
from collections.abc import Callable

import msgspec
import websockets

from server.protocol.push import Hello, Ping, ServerMessage

HEARTBEAT_SECONDS = 1.5

_decode = msgspec.json.Decoder(ServerMessage)


async def follow(url: str, token: str, take: Callable[[ServerMessage], None]) -> None:
    """Hands on what comes, for ever. Fails if the server closes it."""
    address = url.replace("http", "ws", 1) + "/api/v1/events"
    async with websockets.connect(address, compression=None, max_size=None, ping_interval=None) as channel:
        await channel.send(msgspec.json.encode(Hello(1, token)).decode(), text=True)
        async with asyncio.TaskGroup() as both:
            both.create_task(_keep_alive(channel))
            async for raw in channel:
                take(_decode.decode(raw))


async def _keep_alive(channel: websockets.ClientConnection) -> None:
    """However much the server has to say."""
    while True:
        await channel.send(msgspec.json.encode(Ping()).decode(), text=True)
        await asyncio.sleep(HEARTBEAT_SECONDS)
