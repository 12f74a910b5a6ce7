"""The call floor with a real Asterisk and real phones: who wins when two answer at once, and how fast the losers stop ringing."""

import asyncio
import itertools
import time
from collections.abc import AsyncIterator, Callable

import pytest

from server.ports.storage import ExtensionRow, OperatorRow, SessionRow
from server.protocol.push import DeskState
from server.protocol.transfer import TransferProblem
from server.protocol.types import EndReason, GroupKind, Role, Status, UsageMode
from server.services.call_floor import CallFloor
from server.services.clock import SystemClock
from tests.contract.worlds import PASSWORD, RealPhone, RealWorld
from tests.support.call_centre import RecordingPublisher, work_group
from tests.support.memory_repositories import MemoryRepositories

pytestmark = pytest.mark.switch

PHONES = {"abe": "201", "ito": "202", "mori": "203"}
CALLED = "0501112222"
DEADLINE_SECONDS = 15.0


class WatchedPublisher(RecordingPublisher):
    """Tells when something was published."""

    def __init__(self) -> None:
        super().__init__()
        self._news = asyncio.Event()

    def publish(self, operator_id: str, state: DeskState) -> None:
        super().publish(operator_id, state)
        self._news.set()

    async def until(self, condition: Callable[[], object]) -> None:
        async with asyncio.timeout(DEADLINE_SECONDS):
            while not condition():
                self._news.clear()
                await self._news.wait()


class RingAll:
    """Three operators of one simultaneous group, each with a real phone that rings."""

    def __init__(self, world: RealWorld) -> None:
        self.world = world
        self.publisher = WatchedPublisher()
        self.phones: dict[str, RealPhone] = {}
        repositories, clock, numbers = MemoryRepositories(), SystemClock(), itertools.count(1)
        repositories.groups["support"] = work_group("support", GroupKind.INBOUND_SIMULTANEOUS, CALLED)
        for name, extension in PHONES.items():
            repositories.operators[name] = OperatorRow(name, name, name, Role.OPERATOR, "hash")
            repositories.extension_rows[extension] = ExtensionRow(extension, PASSWORD)
        self._repositories, self._clock = repositories, clock
        self.floor = CallFloor(
            switch=world.switch,
            repositories=repositories,
            clock=clock,
            publisher=self.publisher,
            new_id=lambda: f"id{next(numbers)}",
        )

    def status(self, name: str) -> Status:
        return self.publisher.desks[name].me.status

    async def until(self, name: str, status: Status) -> None:
        await self.publisher.until(lambda: self.status(name) is status)

    async def everybody_is_ready(self) -> None:
        now = self._clock.now()
        for name, extension in PHONES.items():
            session = SessionRow(name, name, extension, UsageMode.SOFTPHONE_OPERATOR, now, now, Status.OFFLINE, now)
            await self.floor.sign_in(session, self._repositories.operators[name])
            await self.floor.connected(name)
            await self.publisher.until(lambda name=name: self.publisher.desks[name].switch_up)  # type: ignore[misc]
            self.phones[name] = await self.world.phone(extension)
            await self.phones[name].register()
            await self.floor.start_work(name, ["support"])
            await self.until(name, Status.WRAP_UP)
            await self.floor.set_status(name, Status.AVAILABLE)

    def ends(self, name: str) -> EndReason | None:
        call = self.publisher.desks[name].me.call
        return call.end_reason if call else None

    def failure(self, name: str) -> TransferProblem | None:
        call = self.publisher.desks[name].me.call
        return call.transfer_failure.problem if call and call.transfer_failure else None


@pytest.fixture
async def ring_all(real_world: RealWorld) -> AsyncIterator[RingAll]:
    centre = RingAll(real_world)
    running = asyncio.create_task(centre.floor.run())
    await centre.everybody_is_ready()
    yield centre
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def test_of_two_who_answer_at_the_same_moment_one_wins_and_nobody_keeps_ringing(ring_all: RingAll) -> None:
    caller = await ring_all.world.call("0312345678", CALLED)
    await asyncio.gather(*(phone.incoming() for phone in ring_all.phones.values()))
    await asyncio.gather(*(ring_all.until(name, Status.RINGING) for name in PHONES))
    pressed = time.monotonic()
    await asyncio.gather(ring_all.phones["abe"].peer.tell("answer"), ring_all.phones["ito"].peer.tell("answer"))
    assert time.monotonic() - pressed < 0.01
    await ring_all.phones["mori"].peer.expect("ended")
    assert time.monotonic() - pressed < 0.3
    await ring_all.publisher.until(lambda: Status.TALKING_IN in map(ring_all.status, PHONES))
    [winner] = [name for name in PHONES if ring_all.status(name) is Status.TALKING_IN]
    assert winner in ("abe", "ito")
    losers = [name for name in PHONES if name != winner]
    await asyncio.gather(*(ring_all.until(name, Status.AVAILABLE) for name in losers))
    assert [ring_all.ends(name) for name in losers] == [EndReason.TAKEN_BY_OTHER] * 2
    assert ring_all.floor.figures().missed_total == 0
    [other] = [name for name in ("abe", "ito") if name != winner]
    await ring_all.phones[other].peer.expect("ended")
    assert not ring_all.phones[winner].peer.has_happened("ended")
    await caller.peer.expect("media")
    await caller.hang_up()
    await ring_all.until(winner, Status.WRAP_UP)


async def test_a_phone_that_vanished_a_moment_ago_costs_the_caller_four_seconds_and_the_operator_nothing(
    ring_all: RingAll,
) -> None:
    """Registered as far as anybody knows, and dead."""
    await ring_all.phones["abe"].peer.kill()
    await ring_all.world.call("0312345678", CALLED)
    await ring_all.until("abe", Status.PHONE_DISCONNECTED)
    assert ring_all.ends("abe") in (EndReason.PHONE_LOST, None)
    assert {ring_all.status(name) for name in ("ito", "mori")} == {Status.RINGING}
    assert ring_all.floor.figures().missed_total == 0


async def test_the_transfer_key_of_a_phone_hands_the_customer_on_or_is_refused_and_a_customer_moves_nobody(
    ring_all: RingAll,
) -> None:
    caller = await ring_all.world.call("0312345678", CALLED)
    abe, ito = ring_all.phones["abe"], ring_all.phones["ito"]
    await abe.incoming()
    await abe.answer()
    await ring_all.until("ito", Status.AVAILABLE)
    await caller.peer.tell("transfer", number="202")
    assert (await caller.peer.expect("transfer"))["code"] >= 400
    await abe.peer.transfer("999")
    await abe.peer.expect("transfer", code=603)
    await ring_all.publisher.until(lambda: ring_all.failure("abe") is TransferProblem.UNREACHABLE)
    assert ring_all.status("abe") is Status.TALKING_IN
    await abe.peer.transfer("202")
    await abe.peer.expect("transfer", code=200)
    await ring_all.until("abe", Status.WRAP_UP)
    assert ring_all.ends("abe") is EndReason.TRANSFERRED
    await ito.incoming()
    await ito.answer()
    await ring_all.until("ito", Status.TALKING_IN)
    await caller.hang_up()
    await ring_all.until("ito", Status.WRAP_UP)
    assert ring_all.ends("ito") is EndReason.CUSTOMER_HUNG_UP
