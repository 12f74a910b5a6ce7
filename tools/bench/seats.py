"""A change of a seat to every screen: up to 500 readers of the push channel, each told of one colleague.

The readers are plain WebSockets in a process of its own, so that what is measured is the server and the way; the control is the
same change seen by ten readers only. What changes is the work groups of an operator: it goes the way of a status, and needs no
telephone. The cost of a change is the server's processor time from the first change to the last, shared by the changes and the readers.
"""

import asyncio
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import msgspec
import psutil

from server.protocol.push import Change, SeatsChanged, ServerMessage, Snapshot
from tools.bench.push_channel import follow
from tools.bench.report import Figure, percentile
from tools.bench.site import login_of, write_site
from tools.bench.usage import cpu_seconds
from tools.stage.sample import PASSWORD
from tools.stage.server import Rest, StagedServer

READERS, FEW = 500, 10
STEPS = (100, 250, READERS)
GOAL_GROWTH = 1.2
"""What a reader costs among 500, of what he costs among 100: more than 1 is more than linear."""
CHANGES = 30
GOAL_P99_MS = 250.0
PAUSE_SECONDS = 0.2
CHOICES = (("support",), ("support", "orders"))


class Seen(msgspec.Struct, frozen=True):
    """`times`: milliseconds from the command to each reader, over all changes; `reader_us`: of the server's processor, for a change
    and reader."""

    times: list[float]
    reader_us: float


class Reader:
    """Attributes: `seen_at`, when the last change of the watched operator came, by the monotonic clock; `seen`, that it came."""

    def __init__(self, watched: str) -> None:
        self._watched = watched
        self.seen_at = 0.0
        self.seen = asyncio.Event()
        self.ready = asyncio.Event()

    async def follow(self, url: str, token: str) -> None:
        await follow(url, token, self._take)

    def _take(self, message: ServerMessage) -> None:
        match message:
            case Snapshot():
                self.ready.set()
            case Change(body=SeatsChanged(seats)) if any(seat.operator_id == self._watched for seat in seats):
                self.seen_at = time.monotonic()
                self.seen.set()


async def times_to_every_screen(url: str, count: int, server: psutil.Process) -> Seen:
    """To each of `count` readers."""
    actor, (login_id, extension) = Rest(url), login_of(1)
    readers = [Reader(login_id) for _ in range(count)]
    tasks = []
    for number, reader in enumerate(readers, start=2):
        rest = Rest(url)
        await asyncio.to_thread(rest.login, login_of(number)[0], PASSWORD, login_of(number)[1])
        tasks.append(asyncio.create_task(reader.follow(url, rest.token)))
        await reader.ready.wait()
    await asyncio.to_thread(
        actor.login, login_id, PASSWORD, extension
    )  # last: without a screen a session ends after a minute
    await asyncio.to_thread(actor.call, "POST", "/work", {"work_group_ids": ["orders"]})
    times: list[float] = []
    used = cpu_seconds(server)
    for change in range(CHANGES):
        for reader in readers:
            reader.seen.clear()
        began = time.monotonic()
        groups = CHOICES[change % len(CHOICES)]
        asking = asyncio.create_task(asyncio.to_thread(actor.call, "POST", "/work", {"work_group_ids": groups}))
        await asyncio.gather(asking, *(reader.seen.wait() for reader in readers))
        times += [1000 * (reader.seen_at - began) for reader in readers]
        await asyncio.sleep(PAUSE_SECONDS)
    used = cpu_seconds(server) - used
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return Seen(times, 1e6 * used / CHANGES / count)


def measure(folder: Path) -> list[Figure]:
    """Server with so many operators; logging them in takes most of the time before anything is measured."""
    folder = folder.resolve()
    folder.mkdir(parents=True)
    server = StagedServer(folder, options={"login_requests_per_minute": "10000", "log_level": "warning"})
    server.admin("apply", str(write_site(folder / "site.toml", READERS + 1)))
    with server.running():
        seen = {count: _in_a_process(server, count) for count in (FEW, *STEPS)}
    few, many = seen[FEW].times, seen[READERS].times
    control = f"{FEW} readers: p50 {percentile(few, 0.5):.0f} ms, p99 {percentile(few, 0.99):.0f} ms"
    name = f"status change → {READERS} screens"
    growth = seen[READERS].reader_us / seen[STEPS[0]].reader_us
    costs = ", ".join(f"{count}: {seen[count].reader_us:.0f} µs" for count in STEPS)
    return [
        Figure(f"{name}, p50", percentile(many, 0.5), "ms", None, control),
        Figure(f"{name}, p99", percentile(many, 0.99), "ms", GOAL_P99_MS, control),
        Figure(f"status change: a reader's cost, {READERS} readers / {STEPS[0]}", growth, "", GOAL_GROWTH, costs),
    ]


def _in_a_process(server: StagedServer, count: int) -> Seen:
    assert server.process is not None
    command: Sequence[str] = (
        *(sys.executable, "-m", "tools.bench.seats"),
        *(server.url, str(count), str(server.process.pid)),
    )
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)  # what went wrong is to be read
    return msgspec.json.decode(done.stdout, type=Seen)


if __name__ == "__main__":
    url, count, pid = sys.argv[1:]
    print(msgspec.json.encode(asyncio.run(times_to_every_screen(url, int(count), psutil.Process(int(pid))))).decode())
