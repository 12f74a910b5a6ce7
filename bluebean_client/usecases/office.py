"""What a person can do with the seat list and with what colleagues see of him: each act goes to its use case."""

from dataclasses import dataclass

from bluebean_client.domain.desk import Problem
from bluebean_client.usecases.load_call_offers import LoadCallOffers
from bluebean_client.usecases.load_seat_plan import LoadSeatPlan
from bluebean_client.usecases.own_account import OwnAccount
from bluebean_client.usecases.pictures import Pictures, PlanPictures


@dataclass(frozen=True, slots=True)
class CoreOfficeActions:
    """Implements `OfficeActions`."""

    plan: LoadSeatPlan
    account: OwnAccount
    pictures: Pictures
    plan_pictures: PlanPictures
    offers: LoadCallOffers

    async def load_seat_plan(self) -> None:
        await self.plan.execute()

    def want_picture(self, operator_id: str) -> None:
        self.pictures.want(operator_id)

    def want_plan_picture(self, name: str) -> None:
        self.plan_pictures.want(name)

    async def ask_offers(self, call_id: str) -> None:
        await self.offers.execute(call_id)

    async def change_password(self, old: str, new: str) -> Problem | None:
        return await self.account.change_password(old, new)

    async def change_picture(self, image: bytes) -> Problem | None:
        return await self.account.change_picture(image)
