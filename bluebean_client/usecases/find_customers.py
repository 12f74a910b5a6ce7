"""The customer search: asks the server with what is typed now, and shows the answer to nothing older."""

from dataclasses import replace

from bluebean_client.domain.desk import Desk, Found
from bluebean_client.ports.outside import Refused, Server, Unreachable
from bluebean_client.usecases.background import Background
from bluebean_client.usecases.commands import Commands
from bluebean_client.usecases.desk_keeper import DeskKeeper
from bluebean_client.usecases.problems import problem_of

MOST_SHOWN = 50


class FindCustomers:
    def __init__(self, keeper: DeskKeeper, server: Server, commands: Commands, background: Background) -> None:
        self._keeper = keeper
        self._server = server
        self._commands = commands
        self._background = background

    def execute(self, text: str) -> None:
        """Returns at once."""
        wanted, before = text.strip(), self._keeper.desk.found
        if not wanted:
            self._keeper.change(lambda desk: replace(desk, found=None))
            return
        if before is not None and before.text == wanted and before.problem is None:
            return
        found = replace(before or Found(wanted), text=wanted, pending=True, problem=None)
        self._keeper.change(lambda desk: replace(desk, found=found))
        self._background.start(self._find(wanted), "customer search")

    async def _find(self, text: str) -> None:
        try:
            page = await self._server.find_customers(text, limit=MOST_SHOWN)
        except (Refused, Unreachable) as trouble:
            if not await self._commands.left_because(trouble):
                self._answer(Found(text, problem=problem_of(trouble)))
            return
        self._answer(Found(text, page.customers, page.total))

    def _answer(self, found: Found) -> None:
        def show(desk: Desk) -> Desk:
            current = desk.found is not None and desk.found.text == found.text
            return replace(desk, found=found) if current else desk

        self._keeper.change(show)
