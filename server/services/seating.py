"""The office as the seat list draws it: floors with their desks, and what the work groups are called."""

from server.domain.floor_state import INBOUND_KINDS
from server.domain.refusal import Refusal
from server.ports.storage import SiteRepository
from server.protocol.errors import ErrorCode
from server.protocol.seats import SeatPlan
from server.protocol.types import Choice


class Seating:
    def __init__(self, site: SiteRepository) -> None:
        self._site = site

    async def plan(self) -> SeatPlan:
        site = await self._site.site()
        if site is None:
            return SeatPlan()
        return SeatPlan(
            floors=site.layouts,
            work_groups=tuple(Choice(group.key, group.name) for group in site.work_groups),
            queues=tuple(group.key for group in site.work_groups if group.kind in INBOUND_KINDS),
        )

    async def picture(self, name: str) -> bytes:
        """What a floor of the plan names. Raises `Refusal`."""
        image = await self._site.plan_picture(name)
        if image is None:
            raise Refusal(ErrorCode.NO_SUCH_PICTURE)
        return image
