"""Loads a customer's contact records into his tab, again as soon as the server is back if it was away."""

import logging
from dataclasses import asdict, replace

from bluebean_client.domain import tabs
from bluebean_client.domain.desk import HistoryFilter, Link, Notice, Problem, Severity, Tab
from bluebean_client.ports.outside import Refused, Server, Unreachable
from bluebean_client.usecases.background import Background
from bluebean_client.usecases.desk_keeper import DeskKeeper
from bluebean_client.usecases.problems import problem_of
from server.protocol.rest import RecordPage

PAGE = 100
RETRY_SECONDS = 2.0
_log = logging.getLogger(__name__)


class Histories:
    """Never keeps the window waiting: the tab is open, the list follows."""

    def __init__(self, keeper: DeskKeeper, server: Server, background: Background) -> None:
        self._keeper = keeper
        self._server = server
        self._background = background
        self._paging: set[str] = set()

    def load(self, tab_id: str) -> None:
        self._background.start(self._load(tab_id), f"history of tab {tab_id}")

    def load_of(self, customer_id: int) -> None:
        """Again, where it is open."""
        for tab in self._keeper.desk.tabs:
            if tab.customer is not None and tab.customer.customer_id == customer_id:
                self.load(tab.tab_id)

    def filter(self, tab_id: str, wanted: HistoryFilter) -> None:
        """List only these from now on; the list of before stays until theirs is there."""
        tab = tabs.find_tab(self._keeper.desk, tab_id)
        if tab is None or tab.history_filter == wanted:
            return
        self._keeper.change_tab(tab_id, lambda tab: replace(tab, history_filter=wanted))
        self.load(tab_id)

    def more(self, tab_id: str) -> None:
        """The next page; nothing while it is on its way or there is none."""
        tab = tabs.find_tab(self._keeper.desk, tab_id)
        if tab is None or tab_id in self._paging or not tab.history or len(tab.history) >= tab.history_total:
            return
        self._paging.add(tab_id)
        self._background.start(self._more(tab_id), f"older history of tab {tab_id}")

    async def _load(self, tab_id: str) -> None:
        while True:
            tab = tabs.find_tab(self._keeper.desk, tab_id)
            if tab is None or tab.customer is None:
                return
            try:
                page = await self._page(tab.customer.customer_id, tab.history_filter, 0)
            except Refused as refused:
                self._failed(tab_id, problem_of(refused))
                return
            except Unreachable:
                await self._keeper.wait_for(lambda desk: desk.link is not Link.ONLINE, RETRY_SECONDS)
                await self._keeper.wait_for(lambda desk: desk.link is Link.ONLINE)
                continue
            self._show(tab_id, tab.history_filter, page)
            return

    async def _more(self, tab_id: str) -> None:
        try:
            tab = tabs.find_tab(self._keeper.desk, tab_id)
            if tab is None or tab.customer is None:
                return
            wanted = tab.history_filter
            page = await self._page(tab.customer.customer_id, wanted, len(tab.history or ()))
        except (Refused, Unreachable) as trouble:
            _log.warning("older records: %s", trouble)  # scrolling on asks again
            return
        finally:
            self._paging.discard(tab_id)

        def append(tab: Tab) -> Tab:
            return tabs.with_older(tab, page.records, page.total) if tab.history_filter == wanted else tab

        self._keeper.change_tab(tab_id, append)

    async def _page(self, customer_id: int, wanted: HistoryFilter, offset: int) -> RecordPage:
        return await self._server.records(customer_id, limit=PAGE, offset=offset, filters=asdict(wanted))

    def _show(self, tab_id: str, wanted: HistoryFilter, page: RecordPage) -> None:
        """An answer to a filter that was changed meanwhile is none."""

        def show(tab: Tab) -> Tab:
            current = tab.history_filter == wanted
            return replace(tab, history=page.records, history_total=page.total) if current else tab

        self._keeper.change_tab(tab_id, show)

    def _failed(self, tab_id: str, problem: Problem) -> None:
        self._keeper.change_tab(tab_id, lambda tab: replace(tab, history=()))
        self._keeper.notice(Notice(f"history:{tab_id}", Severity.WARNING, problem))
