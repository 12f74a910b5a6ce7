"""受付可, 後処理, 離席, 休憩: ask the server for a status."""

from bluebean_client.ports.outside import Server
from bluebean_client.usecases.commands import Commands
from bluebean_client.usecases.live_session import LiveSession
from server.protocol.types import Status

BUTTONS = {
    Status.AVAILABLE: "available_button",
    Status.WRAP_UP: "wrap_up_button",
    Status.AWAY: "away_button",
    Status.BREAK: "break_button",
}


class SetStatus:
    def __init__(self, server: Server, commands: Commands, session: LiveSession) -> None:
        self._server = server
        self._commands = commands
        self._session = session

    async def execute(self, status: Status, reason: str) -> None:
        """A status that has no button can't be asked for."""
        reply = await self._commands.run(BUTTONS[status], lambda: self._server.set_status(status, reason))
        if reply is not None:
            self._session.accept(reply)
