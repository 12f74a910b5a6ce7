"""What a person can do beside his calls: ask for help, extend his wrap-up, choose what follows it, set the status of others."""

from dataclasses import dataclass

from bluebean_client.usecases.help import Help
from bluebean_client.usecases.set_status_of import SetStatusOf
from bluebean_client.usecases.wrap_up import WrapUp
from server.protocol.types import Status


@dataclass(frozen=True, slots=True)
class CoreShiftActions:
    """Implements `ShiftActions`."""

    help: Help
    wrap_up: WrapUp
    statuses: SetStatusOf

    async def request_help(self) -> None:
        await self.help.ask()

    async def cancel_help(self) -> None:
        await self.help.cancel()

    async def take_help(self, asker_id: str) -> None:
        await self.help.take(asker_id)

    async def extend_wrap_up(self) -> None:
        await self.wrap_up.extend()

    async def choose_next_status(self, status: Status | None, reason: str = "") -> None:
        await self.wrap_up.choose_next(status, reason)

    async def set_status_of(self, operator_id: str, status: Status, reason: str = "") -> None:
        await self.statuses.execute(operator_id, status, reason)
