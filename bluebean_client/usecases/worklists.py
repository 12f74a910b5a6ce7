"""What a person does with the lists beside the phone: callbacks, abandoned calls, customers assigned to him."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime

from bluebean_client.domain import tabs, worklists
from bluebean_client.ports.outside import Refused, Server, Unreachable
from bluebean_client.usecases.commands import Commands
from bluebean_client.usecases.desk_keeper import DeskKeeper
from bluebean_client.usecases.open_customer import new_tab_id
from server.protocol.rest import Empty

_log = logging.getLogger(__name__)

LOAD, DISMISS, FINISH = "load_callback_button", "dismiss_callback_button", "finish_callback_button"
ASSIGN, CANCEL, RESCHEDULE = "assign_callback_button", "cancel_callback_button", "reschedule_callback_button"
GROUP_FIGURES = "group_figures"
"""A capability of the server."""
HANDLE, MY_CUSTOMERS = "finish_abandoned_button", "my_customers_button"
PAGE = 100


class CoreWorklists:
    """Implements `WorklistActions`. `load` opens a customer's tab without regard to a call that rings; `call_back` calls a
    number of a work group for a tab; `read_again` brings the history of a customer up to date where it is open."""

    def __init__(
        self,
        keeper: DeskKeeper,
        server: Server,
        commands: Commands,
        load: Callable[[int], Awaitable[None]],
        call_back: Callable[[str, str, str], Awaitable[None]],
        read_again: Callable[[int], None],
    ) -> None:
        self._keeper = keeper
        self._server = server
        self._commands = commands
        self._load = load
        self._call_back = call_back
        self._read_again = read_again

    async def load_callback(self, callback_id: int) -> None:
        callback = worklists.find_callback(self._keeper.desk, callback_id)
        if callback is None:
            return
        taken = await self._commands.run(LOAD, lambda: self._server.take_callback(callback_id))
        if taken is not None:
            await self._load(callback.customer_id)

    async def dismiss_callback(self, callback_id: int) -> None:
        await self._commands.run(DISMISS, lambda: self._server.dismiss_callback(callback_id))

    async def finish_callback(self, callback_id: int) -> None:
        await self._commands.run(FINISH, lambda: self._server.finish_callback(callback_id))

    async def assign_callback(self, callback_id: int, operator_id: str) -> None:
        await self._commands.run(ASSIGN, lambda: self._server.assign_callback(callback_id, operator_id))

    async def cancel_callback(self, callback_id: int, reason: str) -> None:
        await self._change(CANCEL, callback_id, lambda: self._server.cancel_callback(callback_id, reason))

    async def reschedule_callback(self, callback_id: int, due_at: datetime) -> None:
        await self._change(RESCHEDULE, callback_id, lambda: self._server.reschedule_callback(callback_id, due_at))

    async def _change(self, button: str, callback_id: int, command: Callable[[], Awaitable[Empty]]) -> None:
        """What the record that promised it says changes too."""
        callback = worklists.find_callback(self._keeper.desk, callback_id)
        if await self._commands.run(button, command) is not None and callback is not None:
            self._read_again(callback.customer_id)

    async def finish_abandoned(self, call_id: str) -> None:
        await self._commands.run(HANDLE, lambda: self._server.handle_abandoned(call_id))

    async def open_abandoned(self, call_id: str) -> None:
        found = worklists.find_abandoned(self._keeper.desk, call_id)
        if found is None:
            return
        group_id, call = found
        if call.customer_id is not None:
            await self._load(call.customer_id)
            return
        desk, _ = tabs.open_blank(self._keeper.desk, group_id, call.number, new_id=new_tab_id(), call_id=None)
        self._keeper.put(desk)

    async def call_abandoned(self, call_id: str) -> None:
        found = worklists.find_abandoned(self._keeper.desk, call_id)
        if found is None or not found[1].number:
            return
        await self.open_abandoned(call_id)
        tab = self._keeper.desk.tab
        if tab is not None:
            await self._call_back(found[1].number, found[0], tab.tab_id)

    async def ask_my_customers(self) -> None:
        found = await self._commands.run(MY_CUSTOMERS, lambda: self._server.my_customers(limit=PAGE, offset=0))
        if found is not None:
            self._keeper.change(lambda desk: replace(desk, my_customers=found))

    async def ask_group_figures(self) -> None:
        """Those that could not be had stay as they were: they are asked for again in a moment."""
        if GROUP_FIGURES not in self._keeper.desk.capabilities:
            return
        try:
            found = await self._server.group_figures()
        except (Refused, Unreachable) as trouble:
            _log.info("the figures of the groups are not known: %s", trouble)
        else:
            self._keeper.change(lambda desk: replace(desk, group_figures=found.groups))

    async def open_customer(self, customer_id: int) -> None:
        await self._load(customer_id)
