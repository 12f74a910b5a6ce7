"""A small call centre around a real `CallFloor`: fake switch, database in memory, fake clock; sentences for tests.

Sales (03-1111-1111) is sequential, support (03-2222-2222) simultaneous, claims (03-3333-3333) sequential with auto-answer and
a wrap-up that ends by itself. Operators `abe`, `ito`, `mori` are members of all three and have extensions 201, 202, 203.
"""

import asyncio
import itertools
import time
from collections.abc import Callable, Mapping
from dataclasses import replace

from server.domain.outgoing import OutgoingLine
from server.ports.storage import CallRow, ExtensionRow, OperatorRow, Repositories, SessionRow, WorkGroupRow
from server.ports.switch import LegId, SipCredentials, SipTrunk
from server.protocol.push import DeskState, apply, difference
from server.protocol.seats import SeatView
from server.protocol.types import (
    CallView,
    Customer,
    GroupKind,
    OperatorRef,
    OperatorState,
    Role,
    Status,
    UsageMode,
    WorkGroupInfo,
)
from server.services.call_floor import CallFloor
from server.switch.fake import FakeSwitch
from tests.support.clock import FakeClock
from tests.support.memory_repositories import MemoryRepositories

OPERATORS = {"abe": ("201", "阿部 花子"), "ito": ("202", "伊藤 健"), "mori": ("203", "森 直樹")}
SALES, SUPPORT, CLAIMS = "0311111111", "0322222222", "0333333333"
KNOWN_CALLER, UNKNOWN_CALLER = "090-1234-5678", "08011112222"
DEADLINE_SECONDS = 5.0


async def until(condition: Callable[[], object]) -> None:
    """Let the loop run until the condition holds; no real time is meant to pass, the deadline is for failures."""
    deadline = time.monotonic() + DEADLINE_SECONDS
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError("the condition did not come true in time")
        await asyncio.sleep(0)


class RecordingPublisher:
    """Implements `server.ports.outside.Publisher` as a reader would: keeps a desk by applying only the differences."""

    def __init__(self) -> None:
        self.desks: dict[str, DeskState] = {}
        self.seats: dict[str, SeatView] = {}
        self.seat_changes: list[Mapping[str, SeatView | None]] = []
        self.dropped: list[tuple[str, str]] = []
        self.published: list[tuple[str, DeskState]] = []

    def publish(self, operator_id: str, state: DeskState) -> None:
        self.published.append((operator_id, state))
        reader = self.desks.get(operator_id)
        if reader is None:
            self.desks[operator_id] = state
            return
        for body in difference(reader, state):
            reader = apply(reader, body)
        self.desks[operator_id] = reader

    def publish_seats(self, changed: Mapping[str, SeatView | None]) -> None:
        self.seat_changes.append(changed)
        left = {key: seat for key, seat in self.seats.items() if key not in changed}
        self.seats = left | {key: seat for key, seat in changed.items() if seat is not None}

    def drop(self, operator_id: str, code: str, by: str = "") -> None:
        self.dropped.append((operator_id, str(code)))
        self.desks.pop(operator_id, None)


def work_group(
    group_id: str, kind: GroupKind, number: str, *, members: tuple[str, ...] = tuple(OPERATORS), **more: object
) -> WorkGroupRow:
    info = WorkGroupInfo(
        work_group_id=group_id,
        name=group_id.title(),
        kind=kind,
        fields=(),
        respondents=(),
        reactions=(),
        next_actions=(),
        members=tuple(OperatorRef(name, OPERATORS[name][1] if name in OPERATORS else name) for name in members),
        ring_seconds=20,
        auto_answer=bool(more.get("auto_answer")),
        wrap_up_seconds=more.get("wrap_up_seconds"),  # type: ignore[arg-type]
    )
    own_number = "+81" + number[1:]
    return WorkGroupRow(
        info=info,
        numbers=(own_number,),
        music=f"{group_id}-music",
        phone_keys=("phone",),
        line=OutgoingLine("carrier", own_number),
    )


class CallCentre:
    """Builds the world; `start`, then let things happen."""

    def __init__(self) -> None:
        self.clock = FakeClock()
        self.switch = FakeSwitch()
        self.repositories = MemoryRepositories()
        self.publisher = RecordingPublisher()
        self.is_well = True
        """Nothing has to be repaired; a test that lets news be lost says otherwise."""
        self._ids = itertools.count(1)
        self._run: asyncio.Task[None] | None = None
        self.floor = self._new_floor()
        self._fill_database()

    def _fill_database(self) -> None:
        data = self.repositories
        for name, (extension, full_name) in OPERATORS.items():
            data.operators[name] = OperatorRow(name, name, full_name, Role.OPERATOR, "hash")
            data.extension_rows[extension] = ExtensionRow(extension, "secret")
        for row in (
            work_group("sales", GroupKind.INBOUND_SEQUENTIAL, SALES),
            work_group("support", GroupKind.INBOUND_SIMULTANEOUS, SUPPORT),
            work_group("claims", GroupKind.INBOUND_SEQUENTIAL, CLAIMS, auto_answer=True, wrap_up_seconds=30),
        ):
            data.groups[row.info.work_group_id] = row
        data.customers[1] = Customer(
            customer_id=1,
            work_group_id="sales",
            version=1,
            values={"phone": "+819012345678"},
            updated_at=self.clock.now(),
            name="山田 太郎",
        )

    def _new_floor(self) -> CallFloor:
        repositories: Repositories = self.repositories
        return CallFloor(
            switch=self.switch,
            repositories=repositories,
            clock=self.clock,
            publisher=self.publisher,
            new_id=lambda: f"id{next(self._ids)}",
        )

    # ---- life ----------------------------------------------------------------------------------------------------

    async def start(self, *, switch_up: bool = True) -> None:
        if switch_up:
            await self.start_switch()
        self._run = asyncio.ensure_future(self.floor.run())
        if switch_up:
            await until(lambda: self.floor.figures().switch_up)

    async def start_switch(self) -> None:
        for extension, _ in OPERATORS.values():
            await self.switch.put_account(SipCredentials(extension, "secret"))
            self.switch.register(extension)
        await self.switch.set_trunks([SipTrunk("carrier", "192.0.2.1")])
        await self.switch.start()

    async def stop(self) -> None:
        if self._run is not None:
            self._run.cancel()
            await asyncio.gather(self._run, return_exceptions=True)
            self._run = None

    async def kill_server(self) -> None:
        """The server dies, the switch lives on; what it says meanwhile is heard by nobody."""
        await self.stop()
        self.switch.go_down("the server was killed")
        self.publisher = RecordingPublisher()
        self.floor = self._new_floor()

    async def settle(self) -> None:
        await self.clock.settle()

    # ---- operators -----------------------------------------------------------------------------------------------

    async def signs_in(
        self, name: str, *, token: str = "", extension: str = "", mode: UsageMode = UsageMode.SOFTPHONE_OPERATOR
    ) -> None:
        now = self.clock.now()
        session = SessionRow(
            token_hash=token or f"token-{name}",
            operator_id=name,
            extension=extension or OPERATORS[name][0],
            mode=mode,
            created_at=now,
            seen_at=now,
            status=Status.OFFLINE,
            status_since=now,
        )
        await self.floor.sign_in(session, self.repositories.operators[name])

    async def is_ready(self, name: str, *groups: str) -> None:
        """Signed in, connected, working in the groups (sales if none is named), available."""
        await self.signs_in(name)
        await self.floor.connected(name)
        await self.floor.start_work(name, groups or ("sales",))
        await self.floor.set_status(name, Status.AVAILABLE)

    def sees(self, name: str) -> OperatorState:
        """What the operator's window shows: put together from the published differences alone."""
        return self.publisher.desks[name].me

    def status(self, name: str) -> Status:
        return self.sees(name).status

    def call_of(self, name: str) -> CallView:
        view = self.sees(name).call
        assert view is not None, f"{name} has no call on the screen"
        return view

    def phone_of(self, name: str) -> LegId | None:
        """The leg that rings or talks at the operator's phone."""
        legs = self.switch.legs_to(OPERATORS[name][0])
        assert len(legs) <= 1, f"two calls at the phone of {name}"
        return legs[0] if legs else None

    async def answers(self, name: str) -> str:
        """The operator takes the call that rings; returns its id once both are in the mix."""
        await until(lambda: self.phone_of(name))
        leg = self.phone_of(name)
        assert leg is not None
        self.switch.phone_answers(leg)
        await until(lambda: self.status(name) is Status.TALKING_IN and self.call_of(name).recording)
        await self.settle()
        return self.call_of(name).call_id

    async def dials(self, name: str, number: str = "090-1234-5678", *, group: str = "sales") -> str:
        """The operator calls out, his phone answers by itself, and the customer's is dialed; returns the call's id."""
        state = await self.floor.dial(name, group, number)
        assert state.call is not None
        await until(lambda: self.phone_of(name))
        self.switch.phone_answers(self.phone_of(name))  # type: ignore[arg-type]
        await self.settle()
        return state.call.call_id

    def customer_leg(self) -> LegId:
        """The only leg that goes out through a trunk."""
        [leg] = [leg for leg in self.switch.live if leg in self.switch.dialed_out]
        return leg

    # ---- callers -------------------------------------------------------------------------------------------------

    async def calls(self, number: str = SALES, *, caller: str = KNOWN_CALLER) -> LegId:
        leg = self.switch.caller_arrives(caller, number)
        await self.settle()
        return leg

    async def talks(self, name: str, number: str = SALES) -> tuple[LegId, str]:
        """A caller gets through to this operator, the only one available."""
        leg = await self.calls(number)
        return leg, await self.answers(name)

    def row(self, call_id: str) -> CallRow:
        """The call as the database has it."""
        return self.repositories.calls[call_id]

    def only_row(self) -> CallRow:
        (row,) = self.repositories.calls.values()
        return row

    def change_group(self, group_id: str, **changes: object) -> None:
        row = self.repositories.groups[group_id]
        self.repositories.groups[group_id] = replace(row, **changes)  # type: ignore[arg-type]
