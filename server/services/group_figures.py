"""The figures of work groups, for those who may see them: counted from the database when somebody asks, at most every few seconds."""

import asyncio
from datetime import UTC, datetime

from server.domain.distribution.memory import start_of_day
from server.domain.group_figures import CountedCall, count
from server.domain.status_log import StatusPeriod
from server.ports.outside import Clock
from server.ports.storage import OperatorRow, Repositories, WorkGroupRow
from server.protocol.figures import FiguresOfGroups, GroupFigures
from server.protocol.types import Role
from server.services.call_floor import CallFloor

FRESH_SECONDS = 2.0
"""However many ask: what was counted is told again for so long."""


class GroupBoard:
    """Operators and supervisors see the groups of which they are members, administrators all."""

    def __init__(self, *, repositories: Repositories, floor: CallFloor, clock: Clock) -> None:
        self._repositories = repositories
        self._floor = floor
        self._clock = clock
        self._counting = asyncio.Lock()
        self._counted: FiguresOfGroups | None = None
        self._counted_at = 0.0

    async def seen_by(self, operator: OperatorRow) -> FiguresOfGroups:
        """In the order of the site file."""
        async with self._counting:
            if self._counted is None or self._clock.monotonic() >= self._counted_at + FRESH_SECONDS:
                self._counted = await self._count()
                self._counted_at = self._clock.monotonic()
            counted = self._counted
        groups = await self._repositories.work_groups()
        seen = {group.info.work_group_id for group in groups if _may_see(operator, group)}
        return FiguresOfGroups(tuple(one for one in counted.groups if one.work_group_id in seen), counted.at)

    async def _count(self) -> FiguresOfGroups:
        """Of all groups at once. Each has its own midnight."""
        await self._floor.written()
        now = self._clock.now()
        groups = await self._repositories.work_groups()
        days = {group.info.time_zone: start_of_day(now, group.info.time_zone).astimezone(UTC) for group in groups}
        first = min(days.values(), default=now)
        calls = await self._repositories.counted_calls(first)
        periods = await self._repositories.status_periods(first, now)
        counted = (_of(group, calls, periods, days[group.info.time_zone], now) for group in groups)
        return FiguresOfGroups(tuple(counted), now)


def _of(
    group: WorkGroupRow, calls: list[CountedCall], periods: list[StatusPeriod], began: datetime, now: datetime
) -> GroupFigures:
    of_today = (call for call in calls if call.ended_at is None or call.ended_at >= began)
    within = group.queue.service_level_seconds
    key = group.info.work_group_id
    return count(key, of_today, periods, day_began_at=began, now=now, within_seconds=within)


def _may_see(operator: OperatorRow, group: WorkGroupRow) -> bool:
    members = {member.operator_id for member in group.info.members}
    return operator.role is Role.ADMINISTRATOR or operator.operator_id in members
