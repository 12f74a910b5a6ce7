"""業務開始: tell the server the chosen work groups; the page changes with its answer."""

from bluebean_client.ports.outside import Server
from bluebean_client.usecases.commands import Commands
from bluebean_client.usecases.live_session import LiveSession


class StartWork:
    def __init__(self, server: Server, commands: Commands, session: LiveSession) -> None:
        self._server = server
        self._commands = commands
        self._session = session

    async def execute(self, work_group_ids: tuple[str, ...]) -> None:
        reply = await self._commands.run("start_work_button", lambda: self._server.start_work(work_group_ids))
        if reply is not None:
            self._session.accept(reply)
