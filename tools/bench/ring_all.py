"""Fifty operators ring at once: how far apart their phones are called, and how soon they stop when one has answered.

The phones are one bank on one socket, the operators read their push channels, all in this process, so that server and switch
have nothing but the calls. The control is the same with two operators. What the calls cost is the whole processor time of server and
switch meanwhile.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from server.protocol.push import Change, MeChanged, ServerMessage, Snapshot
from server.protocol.types import CallState, GroupKind, OperatorState, Status
from tests.support.ring_all_floor import RingAllFloor
from tools.bench.push_channel import follow
from tools.bench.report import Figure, percentile
from tools.bench.site import GROUP, NUMBER, login_of, write_site
from tools.bench.usage import cpu_seconds
from tools.stage.caller import Caller
from tools.stage.phones import Phone, PhoneBank
from tools.stage.sample import PASSWORD
from tools.stage.server import Rest, StagedServer

OPERATORS, FEW = 50, 2
CALLS = 30
PATIENCE_SECONDS = 20.0
RINGS_SECONDS = 0.3
GOAL_STOP_MS = 300.0
SIP_PASSWORD = "a-phone-of-the-bench"
STRANGER = "0312340000"


class Operator:
    """One who is at work. Attributes: `phone`; `me`, what his window shows, and `told_at`, since when (monotonic)."""

    def __init__(self, login_id: str, phone: Phone, url: str) -> None:
        self.phone = phone
        self.me: OperatorState | None = None
        self.told_at = 0.0
        self._login_id, self._url, self._rest = login_id, url, Rest(url)
        self._news = asyncio.Event()

    async def log_in(self) -> None:
        await asyncio.to_thread(self._rest.login, self._login_id, PASSWORD, self.phone.extension)

    async def follow(self) -> None:
        await follow(self._url, self._rest.token, self._take)

    async def start_work(self) -> None:
        await self.until(lambda me: me.status is Status.OFFLINE)
        await self._ask("/work", {"work_group_ids": [GROUP]})
        await self.become_available()

    async def become_available(self) -> None:
        await self.until(lambda me: me.status is Status.WRAP_UP)
        await self._ask("/status", {"status": Status.AVAILABLE})
        await self.until(lambda me: me.status is Status.AVAILABLE)

    async def until(self, condition: Callable[[OperatorState], bool]) -> None:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while self.me is None or not condition(self.me):
                self._news.clear()
                await self._news.wait()

    async def _ask(self, path: str, body: object) -> None:
        await asyncio.to_thread(self._rest.call, "POST", path, body)

    def _take(self, message: ServerMessage) -> None:
        match message:
            case Snapshot(state=state):
                self._see(state.me)
            case Change(body=MeChanged(me=me)):
                self._see(me)

    def _see(self, me: OperatorState) -> None:
        self.me, self.told_at = me, time.monotonic()
        self._news.set()


@dataclass
class Times:
    """Of all calls, in milliseconds; `switch_cpu` and `server_cpu` are those of one call."""

    first: list[float] = field(default_factory=list)
    """From the caller's INVITE to that of the first phone."""
    spread: list[float] = field(default_factory=list)
    """From the first phone's INVITE to the last one's."""
    stopped: list[float] = field(default_factory=list)
    """From the winner's answer until a loser's phone stopped."""
    told: list[float] = field(default_factory=list)
    """From the winner's answer until a loser's window was told who has it."""
    switch_cpu: float = 0.0
    server_cpu: float = 0.0


def measure(folder: Path) -> list[Figure]:
    folder = folder.resolve()
    folder.mkdir(parents=True)
    few, many = (asyncio.run(_measure(folder / f"{count}", count)) for count in (FEW, OPERATORS))

    def beside(values: Sequence[float]) -> str:
        return (
            f"{FEW} operators: p50 {percentile(list(values), 0.5):.0f} ms, p99 {percentile(list(values), 0.99):.0f} ms"
        )

    name = f"ring-all, {OPERATORS} operators:"
    figures = []
    for what, times, control, goal in (
        ("answer → a loser's phone stops", many.stopped, few.stopped, GOAL_STOP_MS),
        ("answer → a loser's window names the winner", many.told, few.told, GOAL_STOP_MS),
        ("caller's INVITE → first phone's", many.first, few.first, None),
        ("first phone's INVITE → last phone's", many.spread, few.spread, None),
    ):
        for share, label in ((0.5, "p50"), (0.99, "p99")):
            figures.append(Figure(f"{name} {what}, {label}", percentile(times, share), "ms", goal, beside(control)))
    figures.append(Figure(f"{name} CPU of the server a call", many.server_cpu, "ms", None, f"{few.server_cpu:.0f} ms"))
    figures.append(Figure(f"{name} CPU of the switch a call", many.switch_cpu, "ms", None, f"{few.switch_cpu:.0f} ms"))
    floor_many, floor_few = _turns_of_ringing(OPERATORS), _turns_of_ringing(FEW)
    figures.append(
        Figure(f"{name} the floor's turn when one more phone rings", floor_many, "ms", None, f"{floor_few:.2f} ms")
    )
    return figures


def _turns_of_ringing(operators: int) -> float:
    """Milliseconds of one turn, of the pure floor alone."""
    floor = RingAllFloor(operators)
    floor.caller_arrives()
    began = time.perf_counter()
    floor.all_ring()
    return 1000 * (time.perf_counter() - began) / operators


async def _measure(folder: Path, operators: int) -> Times:
    server = StagedServer(folder, options={"login_requests_per_minute": "10000", "log_level": "warning"})
    site = write_site(folder / "site.toml", operators, kind=GroupKind.INBOUND_SIMULTANEOUS, sip_password=SIP_PASSWORD)
    server.admin("apply", str(site))
    with server.running():
        async with _at_work(server, operators) as team:
            return await _calls(server, team)


@asynccontextmanager
async def _at_work(server: StagedServer, count: int) -> AsyncIterator[list[Operator]]:
    """So many operators are available."""
    logins = [login_of(number) for number in range(1, count + 1)]
    async with PhoneBank(server.sip, {extension: SIP_PASSWORD for _, extension in logins}) as bank:
        team = [Operator(login_id, bank[extension], server.url) for login_id, extension in logins]
        channels = []
        for operator in team:
            await operator.log_in()
            channels.append(asyncio.create_task(operator.follow()))
            await operator.start_work()
        yield team
        for channel in channels:
            channel.cancel()
        await asyncio.gather(*channels, return_exceptions=True)


async def _calls(server: StagedServer, team: list[Operator]) -> Times:
    times = Times()
    await _call(server, team, team[0], Times())  # the first one opens connections
    serving, switching = _processes(server)
    before = cpu_seconds(serving), cpu_seconds(switching)
    for number in range(CALLS):
        await _call(server, team, team[number % len(team)], times)
    times.server_cpu = 1000 * (cpu_seconds(serving) - before[0]) / CALLS
    times.switch_cpu = 1000 * (cpu_seconds(switching) - before[1]) / CALLS
    return times


async def _call(server: StagedServer, team: list[Operator], winner: Operator, times: Times) -> None:
    """A caller comes, everybody rings, `winner` answers, the caller hangs up."""
    losers = [operator for operator in team if operator is not winner]
    caller = Caller(server.sip, STRANGER, NUMBER)
    caller.call()
    async with asyncio.timeout(PATIENCE_SECONDS):
        await asyncio.gather(*(operator.phone.rings.wait() for operator in team))
        await asyncio.gather(*(operator.until(lambda me: me.status is Status.RINGING) for operator in team))
        await asyncio.sleep(RINGS_SECONDS)
        winner.phone.answer()
        await asyncio.gather(*(operator.phone.over.wait() for operator in losers))
    await asyncio.gather(*(operator.until(_was_taken) for operator in losers))
    invited = sorted(operator.phone.invited_at for operator in team)
    times.first.append(1000 * (invited[0] - caller.invited_at))
    times.spread.append(1000 * (invited[-1] - invited[0]))
    times.stopped += [1000 * (operator.phone.over_at - winner.phone.answered_at) for operator in losers]
    times.told += [1000 * (operator.told_at - winner.phone.answered_at) for operator in losers]
    await winner.until(lambda me: me.call is not None and me.call.recording)
    await asyncio.to_thread(caller.hang_up)
    caller.close()
    await asyncio.wait_for(winner.phone.over.wait(), PATIENCE_SECONDS)
    await winner.become_available()


def _was_taken(me: OperatorState) -> bool:
    return me.call is not None and me.call.state is CallState.ENDED and bool(me.call.taken_by)


def _processes(server: StagedServer) -> tuple[psutil.Process, psutil.Process]:
    """The server and its Asterisk, which is its only child."""
    assert server.process is not None
    serving = psutil.Process(server.process.pid)
    [switching] = serving.children()
    return serving, switching
