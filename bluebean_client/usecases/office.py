"""What a person can do with the seat list and with what colleagues see of him: each act goes to its use case."""

from dataclasses import dataclass

from bluebean_client.usecases.load_seat_plan import LoadSeatPlan


@dataclass(frozen=True, slots=True)
class CoreOfficeActions:
    """Implements `OfficeActions`."""

    plan: LoadSeatPlan

    async def load_seat_plan(self) -> None:
        await self.plan.execute()
