"""The part of the database in memory that keeps offers."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from server.domain.distribution.record import OfferRecord
from server.ports.storage import CallRow
from server.protocol.offers import OfferReason
from server.protocol.transfer import TransferStage
from server.protocol.types import Direction


class MemoryOffers:
    """What it shares with the rest is the rest's."""

    calls: dict[str, CallRow]
    offers: dict[str, OfferRecord]

    async def _enter(self) -> None:
        raise NotImplementedError

    async def save_offers(self, records: Sequence[OfferRecord]) -> None:
        await self._enter()
        for record in records:
            known = self.offers.get(record.leg, record)
            self.offers[record.leg] = replace(
                record, why=record.why or known.why, rang_at=record.rang_at or known.rang_at
            )

    async def close_offers(self, at: datetime, still_ringing: Collection[str]) -> None:
        await self._enter()
        for leg, record in self.offers.items():
            if record.ended_at is None and leg not in still_ringing:
                self.offers[leg] = replace(record, ended_at=at)

    async def offers_of(self, call_id: str) -> list[OfferRecord]:
        await self._enter()
        found = [record for record in self.offers.values() if record.call_id == call_id]
        return sorted(found, key=lambda one: (one.offered_at, one.leg))

    async def last_in_turn(self, work_group_id: str) -> str:
        await self._enter()
        found = [one for one in self.offers.values() if one.why and one.why.reason is OfferReason.ROUND_ROBIN]
        own = [one for one in found if one.work_group_id == work_group_id]
        return max(own, key=lambda one: one.offered_at).operator_id if own else ""

    async def calls_taken(self, work_group_id: str, since: datetime) -> dict[str, int]:
        await self._enter()
        own = [one for one in self.offers.values() if one.work_group_id == work_group_id and one.answered]
        return dict(Counter(one.operator_id for one in own if one.ended_at and one.ended_at >= since))

    async def last_operator(self, work_group_id: str, number: str, since: datetime) -> str:
        await self._enter()
        talks = [
            (row.answered_at, row.operator_id)
            for row in self.calls.values()
            if row.work_group_id == work_group_id and row.operator_id and row.answered_at and row.answered_at >= since
            if number == (row.from_number if row.direction is Direction.IN else row.to_number)
            if row.transfer_stage is not TransferStage.TALKING
        ]
        return max(talks)[1] if talks else ""
