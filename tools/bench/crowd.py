"""Operators without windows: each logs in, starts work and reads the push channel, as `python -m tools.bench.crowd URL COUNT`."""

import asyncio
import contextlib
import json
import subprocess
import sys
from collections.abc import Iterator

import websockets

from tools.bench.site import GROUP, login_of
from tools.stage.sample import PASSWORD
from tools.stage.server import Rest, ServerFailed

HEARTBEAT_SECONDS = 1.5
FIRST = 2
"""The first operator has the real window."""


async def read_push(url: str, token: str) -> None:
    """Follows one push channel for ever."""
    address = url.replace("http", "ws", 1) + "/api/v1/events"
    async with websockets.connect(address) as channel:
        await channel.send(json.dumps({"type": "hello", "protocol": 1, "token": token}))
        async with asyncio.TaskGroup() as both:
            both.create_task(_keep_alive(channel))
            async for _ in channel:
                pass


async def _keep_alive(channel: websockets.ClientConnection) -> None:
    """Pings by the clock, however much the server has to say."""
    while True:
        await channel.send(json.dumps({"type": "ping"}))
        await asyncio.sleep(HEARTBEAT_SECONDS)


async def follow(url: str, count: int) -> None:
    """Signs all in, one after the other, then reads; prints `ready` when all are there."""
    readers = []
    for number in range(FIRST, FIRST + count):
        rest = Rest(url)
        login_id, extension = login_of(number)
        await asyncio.to_thread(rest.login, login_id, PASSWORD, extension)
        await asyncio.to_thread(rest.call, "POST", "/work", {"work_group_ids": [GROUP]})
        readers.append(asyncio.create_task(read_push(url, rest.token)))
    print("ready", flush=True)
    await asyncio.gather(*readers)


@contextlib.contextmanager
def crowd(url: str, count: int) -> Iterator[None]:
    """So many operators are at work inside, in a process of their own."""
    command = [sys.executable, "-m", "tools.bench.crowd", url, str(count)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        try:
            line = process.stdout.readline() if process.stdout else b""
            if line.strip() != b"ready":
                raise ServerFailed("the other operators could not log in")
            yield
            if process.poll() is not None:
                raise ServerFailed("the other operators lost the server while it was measured")
        finally:
            process.terminate()


if __name__ == "__main__":
    asyncio.run(follow(sys.argv[1], int(sys.argv[2])))
