"""What keeps the log of statuses whole beside the floor: the sign of life, the end of what a killed server left open, the limit."""

import asyncio
from contextlib import suppress
from datetime import datetime, timedelta

from server.domain.status_log import StatusChange
from server.protocol.types import Status
from server.services.status_log import close_status_log, keep_status_log
from server.storage.repositories import SqlRepositories
from tests.support.clock import FakeClock


class Killed(Exception):
    """The server is killed before its next sign of life."""


class ShortLife(FakeClock):
    async def sleep(self, seconds: float) -> None:
        raise Killed


class Stopped(FakeClock):
    """Seven seconds after a sign of life."""

    async def sleep(self, seconds: float) -> None:
        await self.advance(7)
        raise asyncio.CancelledError


async def live(repositories: SqlRepositories, clock: ShortLife, days: int = 400) -> None:
    """For one sign of life."""
    with suppress(Killed):
        await keep_status_log(repositories, clock, days)


async def ends(repositories: SqlRepositories, around: datetime) -> list[datetime | None]:
    found = await repositories.status_periods(around - timedelta(days=9), around + timedelta(days=9))
    return [period.until for period in found]


async def test_what_a_killed_server_left_open_ended_with_its_last_sign_of_life(repositories: SqlRepositories) -> None:
    clock = ShortLife()
    await repositories.log_statuses([StatusChange("op001", clock.now() - timedelta(minutes=5), Status.AVAILABLE)])
    await live(repositories, clock)
    alive_at = clock.now()
    await clock.advance(900)
    await close_status_log(repositories)
    assert await ends(repositories, clock.now()) == [alive_at]


async def test_an_orderly_stop_leaves_nothing_in_doubt(repositories: SqlRepositories) -> None:
    clock = Stopped()
    await repositories.log_statuses([StatusChange("op001", clock.now(), Status.AVAILABLE)])
    with suppress(asyncio.CancelledError):
        await keep_status_log(repositories, clock, 400)
    stopped_at = clock.now()
    await clock.advance(900)
    await close_status_log(repositories)
    assert await ends(repositories, clock.now()) == [stopped_at]


async def test_periods_older_than_the_limit_are_forgotten_and_without_one_none(repositories: SqlRepositories) -> None:
    clock = ShortLife()
    old = clock.now() - timedelta(days=8)
    await repositories.log_statuses([StatusChange("op001", old, Status.AVAILABLE)])
    await repositories.log_statuses([StatusChange("op001", old + timedelta(hours=1), None)])
    await live(repositories, clock, days=0)
    assert await ends(repositories, clock.now()) == [old + timedelta(hours=1)]
    await live(repositories, clock, days=7)
    assert await ends(repositories, clock.now()) == []
