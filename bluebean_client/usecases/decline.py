"""Decline the call that rings: by the phone, or by the server where a hard phone rings."""

from bluebean_client.domain import offer
from bluebean_client.domain.phone_messages import HangUp
from bluebean_client.ports.outside import Server
from bluebean_client.usecases.commands import Commands
from bluebean_client.usecases.desk_keeper import DeskKeeper
from bluebean_client.usecases.engine_keeper import EngineKeeper


class Decline:
    def __init__(self, keeper: DeskKeeper, engine: EngineKeeper, server: Server, commands: Commands) -> None:
        self._keeper = keeper
        self._engine = engine
        self._server = server
        self._commands = commands

    async def execute(self) -> None:
        desk = self._keeper.desk
        ringing = offer.ringing_phone_call(desk)
        if ringing is not None and self._engine.send(HangUp(ringing.call)):
            return
        offered = offer.offered_call(desk)
        if offered is not None:
            await self._commands.run("decline_button", lambda: self._server.hang_up(offered.call_id))
