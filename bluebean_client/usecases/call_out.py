"""発信: from a phone field of a customer's form, or of any number that is typed or clicked. The server makes the call."""

from dataclasses import replace

from bluebean_client.domain import tabs
from bluebean_client.domain.desk import Desk
from bluebean_client.domain.offer import DIAL_BUTTON
from bluebean_client.ports.outside import Server
from bluebean_client.usecases.commands import Commands
from bluebean_client.usecases.desk_keeper import DeskKeeper
from bluebean_client.usecases.draft_keeper import DraftKeeper
from bluebean_client.usecases.live_session import LiveSession
from server.protocol.types import OperatorState


class CallOut:
    def __init__(
        self, keeper: DeskKeeper, server: Server, commands: Commands, session: LiveSession, drafts: DraftKeeper
    ) -> None:
        self._keeper = keeper
        self._server = server
        self._commands = commands
        self._session = session
        self._drafts = drafts

    async def from_field(self, tab_id: str, key: str) -> None:
        """The record of the tab becomes the call's; what is typed there stays as it is."""
        tab = tabs.find_tab(self._keeper.desk, tab_id)
        if tab is None:
            return
        number = str(tab.values.get(key, ""))
        customer_id = tab.customer.customer_id if tab.customer else None
        await self._commands.run(DIAL_BUTTON, lambda: self._call(number, tab.work_group_id, customer_id, tab_id))

    async def number(self, text: str) -> bool:
        """Whether the server took it; the work group is that of the customer in front, or the first one worked in."""
        group = work_group_for_call(self._keeper.desk)
        if not text.strip() or group is None:
            return False
        return await self._commands.run(DIAL_BUTTON, lambda: self._call(text.strip(), group, None, None)) is not None

    async def back(self, number: str, work_group_id: str, tab_id: str) -> None:
        """Call somebody who gave up; the record of the tab, just opened for him, becomes the call's."""
        tab = tabs.find_tab(self._keeper.desk, tab_id)
        customer_id = tab.customer.customer_id if tab and tab.customer else None
        await self._commands.run(DIAL_BUTTON, lambda: self._call(number, work_group_id, customer_id, tab_id))

    async def _call(
        self, number: str, work_group_id: str, customer_id: int | None, tab_id: str | None
    ) -> OperatorState:
        reply = await self._server.dial(number, work_group_id, customer_id)
        if tab_id is not None and reply.call is not None:
            call_id = reply.call.call_id
            tab = self._keeper.change_tab(tab_id, lambda tab: replace(tab, call_id=call_id))
            if tab is not None and tab.dirty:
                self._drafts.note(tab)
        self._session.accept(reply)
        return reply


def work_group_for_call(desk: Desk) -> str | None:
    worked_in = desk.live.me.work_group_ids if desk.live else ()
    if desk.tab is not None and desk.tab.work_group_id in worked_in:
        return desk.tab.work_group_id
    return next(iter(worked_in), None)
