"""Loads a customer's contact records into his tab, again as soon as the server is back if it was away."""

from dataclasses import replace

from bluebean_client.domain import tabs
from bluebean_client.domain.desk import Link, Notice, Problem, Severity
from bluebean_client.ports import Refused, Server, Unreachable
from bluebean_client.usecases.background import Background
from bluebean_client.usecases.desk_keeper import DeskKeeper
from bluebean_client.usecases.problems import problem_of
from server.protocol.rest import RecordPage

PAGE = 100
RETRY_SECONDS = 2.0


class Histories:
    """Never keeps the window waiting: the tab is open, the list follows."""

    def __init__(self, keeper: DeskKeeper, server: Server, background: Background) -> None:
        self._keeper = keeper
        self._server = server
        self._background = background

    def load(self, tab_id: str) -> None:
        self._background.start(self._load(tab_id), f"history of tab {tab_id}")

    async def _load(self, tab_id: str) -> None:
        while True:
            tab = tabs.find_tab(self._keeper.desk, tab_id)
            if tab is None or tab.customer is None:
                return
            try:
                page = await self._server.records(tab.customer.customer_id, limit=PAGE, offset=0, filters={})
            except Refused as refused:
                self._failed(tab_id, problem_of(refused))
                return
            except Unreachable:
                await self._keeper.wait_for(lambda desk: desk.link is not Link.ONLINE, RETRY_SECONDS)
                await self._keeper.wait_for(lambda desk: desk.link is Link.ONLINE)
                continue
            self._show(tab_id, page)
            return

    def _show(self, tab_id: str, page: RecordPage) -> None:
        self._keeper.change_tab(tab_id, lambda tab: replace(tab, history=page.records, history_total=page.total))

    def _failed(self, tab_id: str, problem: Problem) -> None:
        self._keeper.change_tab(tab_id, lambda tab: replace(tab, history=()))
        self._keeper.notice(Notice(f"history:{tab_id}", Severity.WARNING, problem))
