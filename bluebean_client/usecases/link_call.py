"""The customer in front turns out to be the one on the telephone: call and customer belong together from now on."""

from bluebean_client.domain import offer, tabs
from bluebean_client.ports.outside import Server
from bluebean_client.usecases.commands import Commands
from bluebean_client.usecases.desk_keeper import DeskKeeper
from bluebean_client.usecases.draft_keeper import DraftKeeper

BUTTON = "link_call_action"


class LinkCall:
    """Another tab that had the call keeps what was typed, but its record will be without a call."""

    def __init__(self, keeper: DeskKeeper, server: Server, commands: Commands, drafts: DraftKeeper) -> None:
        self._keeper = keeper
        self._server = server
        self._commands = commands
        self._drafts = drafts

    async def execute(self, tab_id: str) -> None:
        tab = tabs.find_tab(self._keeper.desk, tab_id)
        call = offer.linkable_call(self._keeper.desk, tab) if tab else None
        if tab is None or call is None:
            return
        if tab.customer is not None:
            customer_id = tab.customer.customer_id
            done = await self._commands.run(BUTTON, lambda: self._server.set_call_customer(call.call_id, customer_id))
            if done is None:
                return
        before = self._keeper.desk
        self._keeper.change(lambda desk: tabs.link_call(desk, tab_id, call.call_id))
        for old, new in zip(before.tabs, self._keeper.desk.tabs, strict=True):
            if new != old and new.dirty:
                self._drafts.note(new)
