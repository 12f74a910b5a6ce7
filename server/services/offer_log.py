"""Keeps what became of each offer, and gives the distribution its memory back after a restart."""

import itertools
from collections.abc import Iterable, Mapping
from datetime import datetime

from server.domain.distribution.memory import Memory, day_of, start_of_day
from server.domain.distribution.record import OfferRecord
from server.domain.distribution.rules import Rule
from server.domain.floor_state import Call, Group
from server.ports.storage import Repositories
from server.services.call_floor_saver import RowSaver


class OfferLog:
    """Records that come together are written together: fifty phones that ring are one statement."""

    def __init__(self, repositories: Repositories, saver: RowSaver) -> None:
        self._repositories = repositories
        self._saver = saver
        self._numbers = itertools.count(1)
        self._batch: list[OfferRecord] | None = None
        """The one that the saver has not begun to write; it is closed then, so that it can be written again as it was."""

    def keep(self, record: OfferRecord) -> None:
        if self._batch is None:
            batch: list[OfferRecord] = []
            self._batch = batch
            self._saver.put(f"offers {next(self._numbers)}", lambda: self._write(batch))
        self._batch.append(record)

    async def _write(self, batch: list[OfferRecord]) -> None:
        if self._batch is batch:
            self._batch = None
        await self._repositories.save_offers(batch)

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
