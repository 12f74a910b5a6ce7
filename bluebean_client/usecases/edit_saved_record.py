"""編集 in the history: change a record of one's own, on the day it was saved."""

from bluebean_client.domain import tabs
from bluebean_client.domain.desk import RecordDraft
from bluebean_client.ports.outside import Server
from bluebean_client.usecases.commands import Commands
from bluebean_client.usecases.desk_keeper import DeskKeeper


class EditSavedRecord:
    def __init__(self, keeper: DeskKeeper, server: Server, commands: Commands) -> None:
        self._keeper = keeper
        self._server = server
        self._commands = commands

    async def execute(self, record_id: int, draft: RecordDraft) -> None:
        record = await self._commands.run(
            "edit_record_button", lambda: self._server.edit_record(record_id, tabs.record_input(draft))
        )
        if record is None:
            return
        for tab in self._keeper.desk.tabs:
            self._keeper.put(self._keeper.desk.with_tab(tabs.with_record_replaced(tab, record)))
