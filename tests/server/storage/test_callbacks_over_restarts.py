"""Callbacks of a server that is killed again and again, on both databases: none is lost, and nobody is told twice."""

from collections.abc import AsyncIterator
from datetime import timedelta

import msgspec
import pytest

from server.domain import floor_events as events
from server.ports.storage import SessionRow, WorkGroupRow
from server.ports.switch import SipCredentials
from server.protocol.types import OperatorRef, Status, UsageMode
from server.protocol.worklists import CallbackStage, CallbackView
from server.storage.repositories import SqlRepositories
from tests.server.storage.test_repositories import NOW, RECORD
from tests.support.call_centre import CallCentre, until
from tests.support.clock import FakeClock
from tests.support.sample_site import SUPPORT, settled_site, sip_passwords, values

DUE = NOW + timedelta(days=2)
PLACES = {"op001": "2001", "op002": "2002"}


class Office(CallCentre):
    """The sample site in a real database, two minutes before a call that op001 has promised."""

    def __init__(self, repositories: SqlRepositories) -> None:
        super().__init__()
        self.database, self.clock = repositories, FakeClock(DUE - timedelta(minutes=2))
        self.repositories = repositories  # type: ignore[assignment]
        self.floor = self._new_floor()

    async def start_switch(self) -> None:
        for extension in PLACES.values():
            await self.switch.put_account(SipCredentials(extension, "secret"))
            self.switch.register(extension)
        await self.switch.start()

    async def comes_to_work(self, name: str) -> None:
        now = self.clock.now()
        mode = UsageMode.SOFTPHONE_OPERATOR
        session = SessionRow(f"token-{name}", name, PLACES[name], mode, now, now, Status.OFFLINE, now)
        operator = await self.database.operator(name)
        assert operator is not None
        await self.floor.sign_in(session, operator)
        await self.floor.connected(name)
        await self.floor.start_work(name, (SUPPORT,))
        await self.floor.set_status(name, Status.AVAILABLE)

    async def is_killed(self, away_seconds: float = 0.0) -> None:
        """And is back after a while; the windows connect again by themselves."""
        await self.kill_server()
        await self.clock.advance(away_seconds)
        await self.start()
        for session in await self.database.sessions():
            await self.floor.connected(session.operator_id)

    def list_of(self, name: str) -> tuple[CallbackView, ...]:
        return self.publisher.desks[name].callbacks

    def tells(self, name: str) -> bool:
        return any(callback.notice for callback in self.list_of(name))

    async def stage(self) -> CallbackStage:
        [row] = await self.database.open_callbacks()
        return row.progress.stage


@pytest.fixture
async def group(repositories: SqlRepositories) -> WorkGroupRow:
    site = settled_site()
    await repositories.replace_site(site, sip_passwords(site))
    return (await repositories.work_groups())[0]


@pytest.fixture
async def office(repositories: SqlRepositories) -> AsyncIterator[Office]:
    made = Office(repositories)
    yield made
    await made.stop()


async def test_killed_at_every_step_it_is_told_of_once_to_each_and_done_once(
    office: Office, repositories: SqlRepositories, group: WorkGroupRow
) -> None:
    customer, record = await repositories.save_contact(
        work_group=group,
        customer_id=None,
        version=0,
        values=values(phone="+81355501234"),
        record=RECORD,
        request_key="",
    )
    await office.start()
    await office.comes_to_work("op001")
    assert not office.tells("op001") and [one.due_at for one in office.list_of("op001")] == [DUE]
    # dead while the notice falls due: it is given at once afterwards, and stands over another end until it is answered
    await office.is_killed(away_seconds=70)
    await until(lambda: office.tells("op001"))
    await office.is_killed()
    await until(lambda: office.tells("op001"))
    await office.floor.work_off(events.DismissCallback("op001", record.record_id))
    # answered, nobody is told again, neither by a restart nor at its time
    await office.is_killed(away_seconds=120)
    await office.comes_to_work("op002")
    assert [one.notice for one in office.list_of("op001")] == [False] and office.list_of("op002") == ()
    # nobody at the desk: dead while the group's time comes, the colleague is told once
    await office.floor.set_status("op001", Status.BREAK)
    await office.is_killed(away_seconds=600)
    await until(lambda: office.tells("op002"))
    assert not office.tells("op001")
    await office.floor.work_off(events.TakeCallback("op002", record.record_id))
    assert await office.stage() is CallbackStage.GROUP
    await office.is_killed()
    assert not office.tells("op002") and [one.taken_by and one.taken_by.operator_id for one in office.list_of("op002")]
    # the record of who took it fulfils the promise, whenever the server dies
    done = msgspec.structs.replace(
        RECORD, author=OperatorRef("op002", "渡辺"), next_action="done", next_action_time=None
    )
    await repositories.save_contact(
        work_group=group,
        customer_id=customer.customer_id,
        version=customer.version,
        values=customer.values,
        record=done,
        request_key="",
    )
    await office.is_killed(away_seconds=3600)
    assert office.list_of("op001") == office.list_of("op002") == () and await repositories.open_callbacks() == []
