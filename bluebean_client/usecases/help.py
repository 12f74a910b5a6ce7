"""ヘルプ: ask the supervisors, take it back, or take up what a colleague asks."""

from bluebean_client.ports.outside import Server
from bluebean_client.usecases.commands import Commands
from bluebean_client.usecases.live_session import LiveSession


class Help:
    """What follows shows on the desk when the server tells it."""

    BUTTON = "help_button"
    TAKE_BUTTON = "take_help_button"

    def __init__(self, server: Server, commands: Commands, session: LiveSession) -> None:
        self._server = server
        self._commands = commands
        self._session = session

    async def ask(self) -> None:
        reply = await self._commands.run(self.BUTTON, self._server.request_help)
        if reply is not None:
            self._session.accept(reply)

    async def cancel(self) -> None:
        reply = await self._commands.run(self.BUTTON, self._server.cancel_help)
        if reply is not None:
            self._session.accept(reply)

    async def take(self, asker_id: str) -> None:
        await self._commands.run(self.TAKE_BUTTON, lambda: self._server.take_help(asker_id))
