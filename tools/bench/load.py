"""What a call costs, beside `app_queue`: the same callers and phones, as many at once as there are operators, both record.

More callers come than operators can talk with, so that the queue is never empty; an operator answers at once and hangs up after
some seconds. Calls a second are those of the whole run: what is lost between two calls of an operator shows in it.
"""

import asyncio
import contextlib
import random
import time
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import psutil

from server.protocol.types import GroupKind
from tools.bench.app_queue import AppQueue
from tools.bench.report import Figure
from tools.bench.site import NUMBER, login_of, write_site
from tools.bench.storm import SIP_PASSWORD, THREADS, Agent
from tools.bench.usage import cpu_seconds
from tools.stage.caller import Caller
from tools.stage.phones import Phone, PhoneBank
from tools.stage.server import StagedServer

CALLS, OPERATORS = 80, 10
CALLERS_PER_SECOND = 6.0
TALK_SECONDS = 3.0
PATIENCE_SECONDS = 90.0
GOAL_SERVER_MS, GOAL_SWITCH, GOAL_SLOWER = 6.0, 1.1, 1.1


@dataclass(frozen=True, slots=True)
class Load:
    """`switch_ms`, `server_ms`: processor time a call."""

    calls_per_second: float
    failed: int
    switch_ms: float
    server_ms: float = 0.0


def measure(folder: Path, calls: int = CALLS, operators: int = OPERATORS) -> list[Figure]:
    folder = folder.resolve()
    folder.mkdir(parents=True)
    ours, peer = asyncio.run(_both(folder, calls, operators))
    name = f"load, {calls} calls of {TALK_SECONDS:g} s at {operators} operators:"
    pace = f"app_queue {peer.calls_per_second:.2f}, ours {ours.calls_per_second:.2f}, at most {operators / TALK_SECONDS:.2f}"
    slower, dearer = peer.calls_per_second / ours.calls_per_second, ours.switch_ms / peer.switch_ms
    switches = f"{ours.switch_ms:.0f} and {peer.switch_ms:.0f} ms"
    return [
        Figure(f"{name} calls a second, app_queue's / ours", slower, "", GOAL_SLOWER, pace),
        Figure(f"{name} CPU of the server a call", ours.server_ms, "ms", GOAL_SERVER_MS),
        Figure(f"{name} CPU of the switch a call, ours / app_queue's", dearer, "", GOAL_SWITCH, switches),
        Figure(f"{name} calls that failed", ours.failed, "", 0, f"app_queue {peer.failed}"),
    ]


async def _both(folder: Path, calls: int, operators: int) -> tuple[Load, Load]:
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(THREADS))
    return await _ours(folder / "ours", calls, operators), await _app_queue(folder / "app_queue", calls, operators)


async def _ours(folder: Path, calls: int, operators: int) -> Load:
    server = StagedServer(folder, options={"login_requests_per_minute": "10000", "log_level": "warning"})
    site = write_site(folder / "site.toml", operators, kind=GroupKind.INBOUND_SEQUENTIAL, sip_password=SIP_PASSWORD)
    await asyncio.to_thread(server.admin, "apply", str(site))
    await asyncio.to_thread(server.start)
    try:
        assert server.process is not None
        serving = psutil.Process(server.process.pid)
        [switching] = serving.children()
        async with _team(server.sip, operators, server.url):
            before = cpu_seconds(serving), cpu_seconds(switching)
            pace, failed = await _calls(server.sip, calls)
            used = cpu_seconds(serving) - before[0], cpu_seconds(switching) - before[1]
    finally:
        await asyncio.to_thread(server.stop)
    return Load(pace, failed, 1000 * used[1] / calls, 1000 * used[0] / calls)


async def _app_queue(folder: Path, calls: int, operators: int) -> Load:
    queue = AppQueue(folder, [login_of(number)[1] for number in range(1, operators + 1)], SIP_PASSWORD)
    await queue.start()
    try:
        switching = psutil.Process(queue.pid)
        async with _team(queue.address, operators):
            before = cpu_seconds(switching)
            pace, failed = await _calls(queue.address, calls)
            return Load(pace, failed, 1000 * (cpu_seconds(switching) - before) / calls)
    finally:
        await queue.kill()


@contextlib.asynccontextmanager
async def _team(sip: tuple[str, int], operators: int, url: str = "") -> AsyncIterator[None]:
    """Phones that answer at once, and where there is a server of ours the sessions of their operators."""
    logins = [login_of(number) for number in range(1, operators + 1)]
    chance = random.Random(1)
    async with PhoneBank(sip, {extension: SIP_PASSWORD for _, extension in logins}) as bank:
        tasks = []
        for login, extension in logins:
            tasks.append(asyncio.create_task(_answer_for_ever(bank[extension])))
            if url:
                agent = Agent(login, bank[extension], url, chance)
                await agent.log_in()
                tasks.append(asyncio.create_task(agent.be_available()))
        await asyncio.sleep(2.0)  # all are there
        yield
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _answer_for_ever(phone: Phone) -> None:
    while True:
        await phone.rings.wait()
        phone.answer()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(phone.over.wait(), TALK_SECONDS)
        if not phone.over.is_set():
            phone.hang_up()
        await phone.over.wait()


async def _calls(sip: tuple[str, int], count: int) -> tuple[float, int]:
    """Calls a second, and how many were not ended by an operator."""
    began, people = time.monotonic(), [Caller(sip, f"0312{number:06}", NUMBER) for number in range(count)]
    waiting = []
    for caller in people:
        caller.call()
        waiting.append(asyncio.create_task(asyncio.to_thread(caller.ended.wait, PATIENCE_SECONDS)))
        await asyncio.sleep(1 / CALLERS_PER_SECOND)
    served = await asyncio.gather(*waiting)
    seconds = max(caller.ended_at for caller in people) - began
    for caller in people:
        await asyncio.to_thread(caller.hang_up)
        await asyncio.to_thread(caller.close)
    talked = [caller for caller, ended in zip(people, served, strict=True) if ended and caller.answered.is_set()]
    return len(talked) / seconds, count - len(talked)
