"""後処理: have its countdown extended, and choose in advance what follows it."""

from bluebean_client.ports.outside import Server
from bluebean_client.usecases.commands import Commands
from bluebean_client.usecases.live_session import LiveSession
from server.protocol.types import Status


class WrapUp:
    EXTEND_BUTTON = "extend_wrap_up_button"
    NEXT_BUTTON = "next_status_button"

    def __init__(self, server: Server, commands: Commands, session: LiveSession) -> None:
        self._server = server
        self._commands = commands
        self._session = session

    async def extend(self) -> None:
        reply = await self._commands.run(self.EXTEND_BUTTON, self._server.extend_wrap_up)
        if reply is not None:
            self._session.accept(reply)

    async def choose_next(self, status: Status | None, reason: str) -> None:
        """None takes the choice back."""
        reply = await self._commands.run(self.NEXT_BUTTON, lambda: self._server.set_next_status(status, reason))
        if reply is not None:
            self._session.accept(reply)
