"""The log of statuses: periods are added, closed when the next begins, and forgotten when they are old."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Row, bindparam, case, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.status_log import StatusChange, StatusPeriod
from server.protocol.types import Status
from server.storage.store import Store, upsert, upsert_all
from server.storage.tables import UtcDateTime, server_life, status_log

_SERVER = 1


class StatusStore(Store):
    async def log_statuses(self, changes: Sequence[StatusChange]) -> None:
        async with self._database.writing() as connection:
            for round_of_changes in _rounds(changes):
                await _log(connection, round_of_changes)

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


_OPEN_OF = status_log.c.operator_id == bindparam("of")
_END = (
    update(status_log)
    .where(_OPEN_OF, status_log.c.until.is_(None), status_log.c.since < bindparam("at", type_=UtcDateTime))
    .values(until=bindparam("at", type_=UtcDateTime))
)
_DROP = delete(status_log).where(_OPEN_OF, status_log.c.since == bindparam("at", type_=UtcDateTime))


def _rounds(changes: Sequence[StatusChange]) -> Iterator[list[StatusChange]]:
    """The changes in their order, each operator once a round: where fifty phones ring, that is one round."""
    now: dict[str, StatusChange] = {}
    for change in changes:
        if change.operator_id in now:
            yield list(now.values())
            now = {}
        now[change.operator_id] = change
    if now:
        yield list(now.values())


async def _log(connection: AsyncConnection, changes: Sequence[StatusChange]) -> None:
    """End what lasted until now. A change at the same moment as the one before takes its place: that one lasted no time."""
    await connection.execute(_END, [{"of": change.operator_id, "at": change.at} for change in changes])
    if gone := [{"of": change.operator_id, "at": change.at} for change in changes if change.status is None]:
        await connection.execute(_DROP, gone)
    if begun := [_row(change, change.status) for change in changes if change.status is not None]:
        await upsert_all(connection, status_log, begun)


def _row(change: StatusChange, status: Status) -> dict[str, Any]:
    return {
        "operator_id": change.operator_id,
        "since": change.at,
        "until": None,
        "status": status.value,
        "reason": change.reason,
        "set_by": change.set_by,
        "work_group_ids": msgspec.json.encode(change.work_group_ids).decode(),
    }


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
