"""The seat list is opened: ask how the office is laid out now. Who sits where is pushed anyway."""

from dataclasses import replace

from bluebean_client.ports.outside import Server
from bluebean_client.usecases.commands import Commands
from bluebean_client.usecases.desk_keeper import DeskKeeper

BUTTON = "seat_list_button"


class LoadSeatPlan:
    def __init__(self, keeper: DeskKeeper, server: Server, commands: Commands) -> None:
        self._keeper = keeper
        self._server = server
        self._commands = commands

    async def execute(self) -> None:
        plan = await self._commands.run(BUTTON, self._server.seat_plan)
        if plan is not None:
            self._keeper.change(lambda desk: replace(desk, seat_plan=plan))
