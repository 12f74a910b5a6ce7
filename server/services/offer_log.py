"""Keeps what became of each offer, and gives the distribution its memory back after a restart."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from server.domain.distribution.memory import Memory, day_of, start_of_day
from server.domain.distribution.record import OfferRecord
from server.domain.distribution.rules import Rule
from server.domain.floor_state import Call, Group
from server.ports.storage import Repositories
from server.services.call_floor_saver import RowSaver
from server.services.row_batch import RowBatch


class OfferLog:
    def __init__(self, repositories: Repositories, saver: RowSaver) -> None:
        self._repositories = repositories
        self._records = RowBatch(saver, "offers", repositories.save_offers)

    def keep(self, record: OfferRecord) -> None:
        self._records.put(record)

    async def restore(self, groups: Iterable[Group], calls: Iterable[Call], now: datetime) -> Mapping[str, Memory]:
        """What each group remembers; offers that did not outlive the server are over."""
        ringing = [offer.leg for call in calls for offer in call.offers.values()]
        await self._repositories.close_offers(now, ringing)
        return {group.group_id: await self._memory_of(group, now) for group in groups}

    async def _memory_of(self, group: Group, now: datetime) -> Memory:
        in_turn = group.distribution.rule is Rule.ROUND_ROBIN
        zone = group.info.time_zone
        return Memory(
            last_in_turn=await self._repositories.last_in_turn(group.group_id) if in_turn else "",
            day=day_of(now, zone),
            taken=await self._repositories.calls_taken(group.group_id, start_of_day(now, zone)),
        )
