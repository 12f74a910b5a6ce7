"""A storm: callers who hang up when they like, operators who answer, decline, let it ring and register anew, and a server that is killed.

Callers and phones are in this process, on real SIP; operators read their push channel and press their buttons over REST, as windows do, and
go on after each kill with the session they have. Afterwards nothing may be left: no leg, no bridge, no operator in a call; each caller
has one record, and each talk one recording. The choices come from a seed.
"""

import asyncio
import contextlib
import os
import random
import signal
import sqlite3
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from server.domain.repairs import Repair
from server.protocol.push import Change, MeChanged, ServerMessage, Snapshot
from server.protocol.types import GroupKind, Status
from server.switch.asterisk.locate import locate
from tools.bench.push_channel import follow
from tools.bench.report import Figure
from tools.bench.site import GROUP, NUMBER, login_of, write_site
from tools.bench.usage import cpu_seconds
from tools.stage.caller import Caller
from tools.stage.phones import Phone, PhoneBank
from tools.stage.sample import PASSWORD
from tools.stage.server import Rest, ServerFailed, StagedServer

CALLERS, OPERATORS, KILLS, SEED = 200, 30, 3, 1
CALLERS_PER_SECOND = 3.0
SHORTEST_SECONDS, LONGEST_SECONDS = 1.0, 25.0
"""How long a caller stays."""
ANSWERS, DECLINES, REGISTERS = 0.75, 0.87, 0.93
"""What an operator does when it rings, by a number from 0 to 1; above all of them he lets it ring."""
TALKS_SECONDS = 6.0
WELCOME_SECONDS = 1.0
"""So long after it is ready a server that was killed needs to see who has come meanwhile."""
SETTLE_SECONDS = 40.0
SIP_PASSWORD = "a-phone-of-the-bench"
IN_A_CALL = (Status.RINGING, Status.DIALING, Status.TALKING_IN, Status.TALKING_OUT)
THREADS = 400


class Agent:
    """One operator with his phone; acts until cancelled."""

    def __init__(self, login_id: str, phone: Phone, url: str, chance: random.Random) -> None:
        self._phone, self._url, self._chance = phone, url, chance
        self._login_id, self._rest = login_id, Rest(url)
        self._status: Status | None = None
        self._news = asyncio.Event()

    async def log_in(self) -> None:
        await asyncio.to_thread(self._rest.login, self._login_id, PASSWORD, self._phone.extension)

    async def work(self) -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(self.be_available())
            group.create_task(self._take_calls())

    async def be_available(self) -> None:
        """Whatever comes between; what the phone does is up to others."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._read())
            group.create_task(self._press())

    async def _read(self) -> None:
        """Whatever becomes of the server."""
        while True:
            with contextlib.suppress(Exception):
                await follow(self._url, self._rest.token, self._see)
            await asyncio.sleep(0.2)

    def _see(self, message: ServerMessage) -> None:
        self._news.set()
        match message:
            case Snapshot(state=state):
                self._status = state.me.status
            case Change(body=MeChanged(me=me)):
                self._status = me.status

    async def _press(self) -> None:
        """受付可 whenever he is not, and 作業開始 before it."""
        while True:
            match self._status:
                case Status.OFFLINE:
                    await self._ask("/work", {"work_group_ids": [GROUP]})
                case Status.WRAP_UP | Status.AWAY:
                    await self._ask("/status", {"status": Status.AVAILABLE})
            self._news.clear()
            with contextlib.suppress(TimeoutError):  # a press may have been lost with the server
                await asyncio.wait_for(self._news.wait(), 0.5)

    async def _ask(self, path: str, body: object) -> None:
        with contextlib.suppress(OSError, ServerFailed):  # the server is away, or says no to what is over
            await asyncio.to_thread(self._rest.call, "POST", path, body)

    async def _take_calls(self) -> None:
        while True:
            await self._phone.rings.wait()
            choice = self._chance.random()
            if choice < ANSWERS:
                await asyncio.sleep(self._chance.uniform(0.1, 1.5))
                if not self._phone.over.is_set():
                    self._phone.answer()
                    await self._talk()
            elif choice < DECLINES:
                self._phone.decline()
            elif choice < REGISTERS:
                self._phone.register()
            await self._phone.over.wait()

    async def _talk(self) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._phone.over.wait(), self._chance.uniform(1.0, TALKS_SECONDS))
        if not self._phone.over.is_set():
            self._phone.hang_up()


@dataclass
class Storm:
    """What came of it."""

    callers: int = 0
    unserved: int = 0
    """Came and left while no server was there."""
    without_record: int = 0
    with_several: int = 0
    open_rows: int = 0
    talks: int = 0
    abandoned: int = 0
    without_recording: int = 0
    channels: int = 0
    bridges: int = 0
    operators_in_calls: int = 0
    repairs: float = 0.0
    server_cpu: float = 0.0
    switch_cpu: float = 0.0
    down: list[tuple[float, float]] = field(default_factory=list)
    """When the server was away, monotonic."""


def measure(
    folder: Path, callers: int = CALLERS, operators: int = OPERATORS, kills: int = KILLS, seed: int = SEED
) -> list[Figure]:
    folder = folder.resolve()
    folder.mkdir(parents=True)
    storm = asyncio.run(_blow(folder, callers, operators, kills, seed))
    name = f"storm, {callers} callers, {operators} operators, {kills} kills:"
    told = f"{storm.talks} talked, {storm.abandoned} gave up, {storm.unserved} while the server was away"
    cost = (
        f"server {1000 * storm.server_cpu / callers:.0f} ms, switch {1000 * storm.switch_cpu / callers:.0f} ms a caller"
    )
    return [
        Figure(f"{name} callers without a record, or with two", storm.without_record + storm.with_several, "", 0, told),
        Figure(f"{name} talks without their recording", storm.without_recording, "", 0, cost),
        Figure(f"{name} records that never ended", storm.open_rows, "", 0),
        Figure(f"{name} legs and bridges left", storm.channels + storm.bridges, "", 0),
        Figure(
            f"{name} operators left in a call",
            storm.operators_in_calls,
            "",
            0,
            f"{storm.repairs:.0f} repairs since the last kill",
        ),
    ]


async def _blow(folder: Path, callers: int, operators: int, kills: int, seed: int) -> Storm:
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(THREADS))
    chance, storm = random.Random(seed), Storm(callers=callers)
    server = StagedServer(folder, options={"login_requests_per_minute": "10000", "log_level": "warning"})
    site = write_site(folder / "site.toml", operators, kind=GroupKind.INBOUND_SEQUENTIAL, sip_password=SIP_PASSWORD)
    await asyncio.to_thread(server.admin, "apply", str(site))
    await asyncio.to_thread(server.start)
    try:
        logins = [login_of(number) for number in range(1, operators + 1)]
        async with PhoneBank(server.sip, {extension: SIP_PASSWORD for _, extension in logins}) as bank:
            team = [Agent(login, bank[extension], server.url, chance) for login, extension in logins]
            for agent in team:
                await agent.log_in()
            working = [asyncio.create_task(agent.work()) for agent in team]
            people = await _callers_come(server, callers, kills, chance, storm)
            await _settle(server)
            _look_at_what_is_left(server, people, storm)
            for task in working:
                task.cancel()
            await asyncio.gather(*working, return_exceptions=True)
    finally:
        await asyncio.to_thread(server.stop)
    return storm


async def _callers_come(
    server: StagedServer, count: int, kills: int, chance: random.Random, storm: Storm
) -> list[Caller]:
    killed_at = {count * (number + 1) // (kills + 1) for number in range(kills)}
    people = [Caller(server.sip, f"0312{number:06}", NUMBER) for number in range(count)]
    calls, kill = [], None
    for number, caller in enumerate(people):
        if number in killed_at:
            kill = asyncio.create_task(_kill(server, storm))
            calls.append(kill)
        calls.append(asyncio.create_task(_call(caller, chance.uniform(SHORTEST_SECONDS, LONGEST_SECONDS))))
        await asyncio.sleep(chance.expovariate(CALLERS_PER_SECOND))
    await asyncio.gather(*calls)
    _note_usage(server, storm)
    return people


async def _call(caller: Caller, seconds: float) -> None:
    caller.call()
    await asyncio.to_thread(caller.ended.wait, seconds)
    await asyncio.to_thread(caller.hang_up)
    await asyncio.to_thread(caller.close)


async def _kill(server: StagedServer, storm: Storm) -> None:
    assert server.process is not None
    storm.server_cpu += cpu_seconds(psutil.Process(server.process.pid))
    began = time.monotonic()
    os.kill(server.process.pid, signal.SIGKILL)
    await asyncio.to_thread(server.process.wait)
    await asyncio.to_thread(server.start)
    storm.down.append((began, time.monotonic()))


def _note_usage(server: StagedServer, storm: Storm) -> None:
    assert server.process is not None
    storm.server_cpu += cpu_seconds(psutil.Process(server.process.pid))
    [pid_file] = server.data_dir.rglob("asterisk*.pid")
    storm.switch_cpu = cpu_seconds(psutil.Process(int(pid_file.read_text())))


async def _settle(server: StagedServer) -> None:
    """Until nothing goes on any more, for so long at most."""
    deadline = time.monotonic() + SETTLE_SECONDS
    while time.monotonic() < deadline:
        busy = server.metric("bluebean_live_calls") + server.metric("bluebean_rows_pending")
        if not busy and not _rows(server, "recorded AND answered_at IS NOT NULL AND recording IS NULL"):
            return
        await asyncio.sleep(0.5)


# ---- what is left ------------------------------------------------------------------------------------------------


def _look_at_what_is_left(server: StagedServer, people: list[Caller], storm: Storm) -> None:
    storm.channels = _counted(server, "core show channels count", "active channel")
    storm.bridges = len(_ask_switch(server, "bridge show all").splitlines()) - 1
    storm.operators_in_calls = sum(
        int(server.metric(f'bluebean_operators{{status="{one.value}"}}')) for one in IN_A_CALL
    )
    storm.repairs = sum(server.metric(f'bluebean_repairs_total{{kind="{kind.value}"}}') for kind in Repair)
    storm.open_rows = len(_rows(server, "ended_at IS NULL"))
    storm.abandoned = len(_rows(server, "abandoned"))
    talks = _rows(server, "answered_at IS NOT NULL AND operator_id IS NOT NULL")
    storm.talks = len(talks)
    files = {path.name for path in server.data_dir.rglob("recordings/*.wav")}
    recorded = _rows(server, "recorded AND answered_at IS NOT NULL AND talk_seconds >= 1")
    storm.without_recording = sum(1 for _, name in recorded if name not in files)
    numbers = [number for number, _ in _rows(server, "transferred_from IS NULL")]
    for caller in people:
        found = numbers.count("+81" + caller.number[1:])
        if found == 0 and _was_alone(caller, storm):
            storm.unserved += 1
        else:
            storm.without_record += found == 0
            storm.with_several += found > 1


def _was_alone(caller: Caller, storm: Storm) -> bool:
    return any(began <= caller.invited_at and caller.ended_at <= ended + WELCOME_SECONDS for began, ended in storm.down)


def _rows(server: StagedServer, where: str) -> list[tuple[str, str]]:
    """The caller's number and the recording of the calls of which that is so."""
    path = server.data_dir / "bluebean.sqlite3"
    with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        return database.execute(f"SELECT from_number, recording FROM calls WHERE {where}").fetchall()


def _ask_switch(server: StagedServer, command: str) -> str:
    [config] = server.data_dir.rglob("asterisk.conf")
    words = [str(locate().executable), "-C", str(config), "-rx", command]
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout.strip()


def _counted(server: StagedServer, command: str, what: str) -> int:
    line = next(line for line in _ask_switch(server, command).splitlines() if what in line)
    return int(line.split()[0])
