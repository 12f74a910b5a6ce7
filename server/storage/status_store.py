"""The log of statuses: periods are added, closed when the next begins, and forgotten when they are old."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Row, case, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.status_log import StatusChange, StatusPeriod
from server.protocol.types import Status
from server.storage.store import Store, upsert
from server.storage.tables import server_life, status_log

_SERVER = 1


class StatusStore(Store):
    async def log_statuses(self, changes: Sequence[StatusChange]) -> None:
        async with self._database.writing() as connection:
            for change in changes:
                await _log(connection, change)

    async def note_alive(self, at: datetime) -> None:
        async with self._database.writing() as connection:
            await upsert(connection, server_life, {"server_id": _SERVER, "alive_at": at})

    async def close_statuses(self) -> int:
        async with self._database.writing() as connection:
            alive_at = (await connection.execute(select(server_life.c.alive_at))).scalar_one_or_none()
            since = status_log.c.since
            end = since if alive_at is None else case((since < alive_at, alive_at), else_=since)
            closed = await connection.execute(update(status_log).where(status_log.c.until.is_(None)).values(until=end))
        return closed.rowcount

    async def status_periods(
        self, begin: datetime, end: datetime, operator_ids: Sequence[str] | None = None
    ) -> list[StatusPeriod]:
        lasts_beyond = or_(status_log.c.until.is_(None), status_log.c.until > begin)
        found = select(status_log).where(status_log.c.since < end, lasts_beyond)
        if operator_ids is not None:
            found = found.where(status_log.c.operator_id.in_(operator_ids))
        async with self._database.reading() as connection:
            rows = await connection.execute(found.order_by(status_log.c.since, status_log.c.operator_id))
            return [_period(row) for row in rows]

    async def purge_statuses(self, before: datetime) -> None:
        async with self._database.writing() as connection:
            await connection.execute(delete(status_log).where(status_log.c.until < before))


async def _log(connection: AsyncConnection, change: StatusChange) -> None:
    """End what lasted until now. A change at the same moment as the one before takes its place: that one lasted no time."""
    mine = status_log.c.operator_id == change.operator_id
    lasted = update(status_log).where(mine, status_log.c.until.is_(None), status_log.c.since < change.at)
    await connection.execute(lasted.values(until=change.at))
    if change.status is None:
        await connection.execute(delete(status_log).where(mine, status_log.c.since == change.at))
        return
    row = {
        "operator_id": change.operator_id,
        "since": change.at,
        "until": None,
        "status": change.status.value,
        "reason": change.reason,
        "set_by": change.set_by,
        "work_group_ids": msgspec.json.encode(change.work_group_ids).decode(),
    }
    await upsert(connection, status_log, row)


def _period(row: Row[Any]) -> StatusPeriod:
    return StatusPeriod(
        operator_id=row.operator_id,
        status=Status(row.status),
        since=row.since,
        until=row.until,
        reason=row.reason,
        set_by=row.set_by,
        work_group_ids=msgspec.json.decode(row.work_group_ids, type=tuple[str, ...]),
    )
