"""Offers: why each operator was asked and what he did; and what the distribution remembers by them."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import Row, and_, func, or_, select, update

from server.domain.distribution.record import OfferRecord
from server.protocol.offers import OfferReason, Why
from server.protocol.transfer import TransferStage
from server.protocol.types import Direction, EndReason
from server.storage.store import Store, upsert_all
from server.storage.tables import calls, offers

LONGEST_RINGING = timedelta(hours=1)
"""No offer lasts longer, so one that ended since a moment was made not much earlier: the index knows only when it was made."""


class OfferStore(Store):
    async def save_offers(self, records: Sequence[OfferRecord]) -> None:
        async with self._database.writing() as connection:
            rows = [_to_row(record) for record in records]
            await upsert_all(connection, offers, rows, keep_if_null=("reason", "why", "rang_at"))

    async def close_offers(self, at: datetime, still_ringing: Collection[str]) -> None:
        lost = update(offers).where(offers.c.ended_at.is_(None), offers.c.leg.not_in(still_ringing))
        async with self._database.writing() as connection:
            await connection.execute(lost.values(ended_at=at))

    async def offers_of(self, call_id: str) -> list[OfferRecord]:
        found = select(offers).where(offers.c.call_id == call_id).order_by(offers.c.offered_at, offers.c.leg)
        async with self._database.reading() as connection:
            return [_record(row) for row in await connection.execute(found)]

    async def last_in_turn(self, work_group_id: str) -> str:
        newest = (
            select(offers.c.operator_id)
            .where(offers.c.work_group_id == work_group_id, offers.c.reason == OfferReason.ROUND_ROBIN.value)
            .order_by(offers.c.offered_at.desc())
            .limit(1)
        )
        async with self._database.reading() as connection:
            return (await connection.execute(newest)).scalar_one_or_none() or ""

    async def calls_taken(self, work_group_id: str, since: datetime) -> dict[str, int]:
        taken = (
            select(offers.c.operator_id, func.count())
            .where(offers.c.work_group_id == work_group_id, offers.c.offered_at >= since - LONGEST_RINGING)
            .where(offers.c.answered.is_(True), offers.c.ended_at >= since)
            .group_by(offers.c.operator_id)
        )
        async with self._database.reading() as connection:
            return {row[0]: row[1] for row in await connection.execute(taken)}

    async def last_operator(self, work_group_id: str, number: str, since: datetime) -> str:
        came = and_(calls.c.from_number == number, calls.c.direction == Direction.IN.value)
        went = and_(calls.c.to_number == number, calls.c.direction == Direction.OUT.value)
        newest = (
            select(calls.c.operator_id)
            .where(or_(came, went), calls.c.answered_at >= since, calls.c.work_group_id == work_group_id)
            .where(calls.c.operator_id.is_not(None))
            .where(func.coalesce(calls.c.transfer_stage, "") != TransferStage.TALKING.value)
            .order_by(calls.c.answered_at.desc())
            .limit(1)
        )
        async with self._database.reading() as connection:
            return (await connection.execute(newest)).scalar_one_or_none() or ""


def _to_row(record: OfferRecord) -> dict[str, Any]:
    why = record.why
    return {
        "leg": record.leg,
        "call_id": record.call_id,
        "work_group_id": record.work_group_id,
        "operator_id": record.operator_id,
        "reason": why.reason.value if why else None,
        "why": msgspec.json.encode(why).decode() if why else None,
        "offered_at": record.offered_at,
        "rang_at": record.rang_at,
        "ended_at": record.ended_at,
        "answered": record.answered,
        "end_reason": record.end_reason.value if record.end_reason else None,
    }


def _record(row: Row[Any]) -> OfferRecord:
    return OfferRecord(
        leg=row.leg,
        call_id=row.call_id,
        work_group_id=row.work_group_id,
        operator_id=row.operator_id,
        why=msgspec.json.decode(row.why, type=Why) if row.why else None,
        offered_at=row.offered_at,
        rang_at=row.rang_at,
        ended_at=row.ended_at,
        answered=row.answered,
        end_reason=EndReason(row.end_reason) if row.end_reason else None,
    )
