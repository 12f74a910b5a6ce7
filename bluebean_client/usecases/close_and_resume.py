"""タブを閉じる＆受付再開: the customer is done, the next call may come."""

from bluebean_client.domain import tabs
from bluebean_client.ports.outside import Server
from bluebean_client.usecases.commands import Commands
from bluebean_client.usecases.desk_keeper import DeskKeeper
from bluebean_client.usecases.live_session import LiveSession
from server.protocol.types import Status


class CloseAndResume:
    """The tab closes only when the server agreed: an operator who can't be available yet keeps the customer in view."""

    def __init__(self, keeper: DeskKeeper, server: Server, commands: Commands, session: LiveSession) -> None:
        self._keeper = keeper
        self._server = server
        self._commands = commands
        self._session = session

    async def execute(self) -> None:
        after_save = self._keeper.desk.after_save
        if after_save is None:
            return
        reply = await self._commands.run("close_and_resume_button", lambda: self._server.set_status(Status.AVAILABLE))
        if reply is None:
            return
        tab = tabs.find_tab(self._keeper.desk, after_save.tab_id)
        if tab is not None and not tab.dirty:
            self._keeper.change(lambda desk: tabs.close(desk, tab.tab_id))
        self._session.accept(reply)
