"""A supervisor sets the status of a colleague, or logs him off."""

from bluebean_client.domain import notices
from bluebean_client.ports.outside import Server
from bluebean_client.usecases.commands import Commands
from bluebean_client.usecases.desk_keeper import DeskKeeper
from server.protocol.types import Status


class SetStatusOf:
    BUTTON = "set_status_of_button"

    def __init__(self, keeper: DeskKeeper, server: Server, commands: Commands) -> None:
        self._keeper = keeper
        self._server = server
        self._commands = commands

    async def execute(self, operator_id: str, status: Status, reason: str) -> None:
        """The seat list shows what came of it, and a notice what is to come of it after the colleague's call."""
        reply = await self._commands.run(self.BUTTON, lambda: self._server.set_status_of(operator_id, status, reason))
        live = self._keeper.desk.live
        if reply is not None and reply.in_advance and live is not None and operator_id in live.seats:
            self._keeper.notice(notices.follows_his_call(live.seats[operator_id].name, status))
