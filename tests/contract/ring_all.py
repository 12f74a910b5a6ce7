"""The call floor on a real Asterisk: operators of one simultaneous group, each with a real phone that rings."""

import asyncio
import itertools
from collections.abc import Callable, Mapping

from server.ports.storage import ExtensionRow, OperatorRow, SessionRow
from server.protocol.push import DeskState
from server.protocol.transfer import TransferProblem
from server.protocol.types import CallView, EndReason, GroupKind, Role, Status, UsageMode
from server.services.call_floor import CallFloor
from server.services.clock import SystemClock
from tests.contract.worlds import PASSWORD, RealPhone, RealWorld
from tests.support.call_centre import RecordingPublisher, work_group
from tests.support.memory_repositories import MemoryRepositories

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
    """Operators of one simultaneous group: three, each with a phone that is a process of its own, unless other ones are named."""

    def __init__(self, world: RealWorld, extensions: Mapping[str, str] = PHONES) -> None:
        self.world = world
        self.publisher = WatchedPublisher()
        self.extensions = extensions
        self.phones: dict[str, RealPhone] = {}
        self.is_well = True
        """Nothing has to be repaired; a test that lets events be lost says otherwise."""
        repositories, clock, numbers = MemoryRepositories(), SystemClock(), itertools.count(1)
        repositories.groups["support"] = work_group(
            "support", GroupKind.INBOUND_SIMULTANEOUS, CALLED, members=tuple(extensions)
        )
        for name, extension in extensions.items():
            repositories.operators[name] = OperatorRow(name, name, name, Role.OPERATOR, "hash")
            repositories.extension_rows[extension] = ExtensionRow(extension, PASSWORD)
        self.repositories, self._clock = repositories, clock
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
        for name, extension in self.extensions.items():
            await self.signs_in(name)
            self.phones[name] = await self.world.phone(extension)
            await self.phones[name].register()
            await self.goes_to_work(name)

    async def signs_in(self, name: str) -> None:
        now, mode = self._clock.now(), UsageMode.SOFTPHONE_OPERATOR
        session = SessionRow(name, name, self.extensions[name], mode, now, now, Status.OFFLINE, now)
        await self.floor.sign_in(session, self.repositories.operators[name])
        await self.floor.connected(name)
        await self.publisher.until(lambda: self.publisher.desks[name].switch_up)

    async def goes_to_work(self, name: str) -> None:
        """Available as soon as his phone is registered."""
        await self.floor.start_work(name, ["support"])
        await self.until(name, Status.WRAP_UP)
        await self.floor.set_status(name, Status.AVAILABLE)

    def call(self, name: str) -> CallView:
        """The operator's present or last call."""
        call = self.publisher.desks[name].me.call
        assert call is not None, f"{name} has no call"
        return call

    def ends(self, name: str) -> EndReason | None:
        call = self.publisher.desks[name].me.call
        return call.end_reason if call else None

    def failure(self, name: str) -> TransferProblem | None:
        call = self.publisher.desks[name].me.call
        return call.transfer_failure.problem if call and call.transfer_failure else None
