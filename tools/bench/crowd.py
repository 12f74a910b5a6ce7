"""Operators without windows: each logs in, starts work and reads the push channel, as `python -m tools.bench.crowd URL COUNT`."""

import asyncio
import contextlib
import subprocess
import sys
from collections.abc import Iterator

from tools.bench.push_channel import follow
from tools.bench.site import GROUP, login_of
from tools.stage.sample import PASSWORD
from tools.stage.server import Rest, ServerFailed

FIRST = 2
"""The first operator has the real window."""


async def sign_in_and_read(url: str, count: int) -> None:
    """Signs all in, one after the other, then reads; prints `ready` when all are there."""
    readers = []
    for number in range(FIRST, FIRST + count):
        rest = Rest(url)
        login_id, extension = login_of(number)
        await asyncio.to_thread(rest.login, login_id, PASSWORD, extension)
        await asyncio.to_thread(rest.call, "POST", "/work", {"work_group_ids": [GROUP]})
        readers.append(asyncio.create_task(follow(url, rest.token, lambda message: None)))
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
    asyncio.run(sign_in_and_read(sys.argv[1], int(sys.argv[2])))
