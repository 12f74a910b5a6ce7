"""読込 and 作成: a customer's tab for the call of the pop-up, or for a customer found elsewhere."""

import logging
import uuid
from dataclasses import replace

from bluebean_client.domain import notices, offer, tabs
from bluebean_client.domain.desk import Desk
from bluebean_client.ports.outside import Refused, Server, Unreachable
from bluebean_client.usecases.background import Background
from bluebean_client.usecases.commands import Commands
from bluebean_client.usecases.desk_keeper import DeskKeeper
from bluebean_client.usecases.draft_keeper import DraftKeeper
from bluebean_client.usecases.histories import Histories
from bluebean_client.usecases.problems import problem_of
from server.protocol.types import CallView, Customer

_log = logging.getLogger(__name__)

BUTTON = "load_customer_button"


def new_tab_id() -> str:
    return uuid.uuid4().hex


class LoadCustomer:
    """The matches came with the offer, so that the tab needs no request; history and the call's owner follow behind."""

    def __init__(
        self,
        keeper: DeskKeeper,
        server: Server,
        commands: Commands,
        drafts: DraftKeeper,
        histories: Histories,
        background: Background,
    ) -> None:
        self._keeper = keeper
        self._server = server
        self._commands = commands
        self._drafts = drafts
        self._histories = histories
        self._background = background

    async def from_list(self, customer_id: int) -> None:
        """A customer who was not chosen for the call whose pop-up is open."""
        await self._open(customer_id, None)

    async def execute(self, customer_id: int) -> None:
        await self._open(customer_id, offer.open_offer(self._keeper.desk))

    async def _open(self, customer_id: int, offered: CallView | None) -> None:
        customer = _matched(offered, customer_id)
        if customer is None:
            customer = await self._commands.run(BUTTON, lambda: self._server.customer(customer_id))
        if customer is None:
            return
        call = offered if offered and offered.work_group_id == customer.work_group_id else None
        desk, tab = tabs.open_customer(
            self._keeper.desk, customer, new_id=new_tab_id(), call_id=call.call_id if call else None
        )
        self._keeper.put(_dismissed(desk, call))
        if tab.dirty:
            self._drafts.note(tab)
        self._histories.load(tab.tab_id)
        if call is not None:
            self._background.start(self._tell(call.call_id, customer_id), "customer of the call")

    async def _tell(self, call_id: str, customer_id: int) -> None:
        """Best effort: saving the record names call and customer together once more."""
        try:
            await self._server.set_call_customer(call_id, customer_id)
        except (Refused, Unreachable) as trouble:
            if not await self._commands.left_because(trouble):
                self._keeper.notice(notices.refused(BUTTON, problem_of(trouble)))


class CreateCustomer:
    """A new customer's form: with the caller's number filled in, or empty where nobody calls."""

    def __init__(self, keeper: DeskKeeper) -> None:
        self._keeper = keeper

    async def execute(self) -> None:
        desk = self._keeper.desk
        call = offer.open_offer(desk)
        if call is None:
            return
        desk, _ = tabs.open_blank(desk, call.work_group_id, call.number, new_id=new_tab_id(), call_id=call.call_id)
        self._keeper.put(_dismissed(desk, call))

    def without_call(self, work_group_id: str) -> None:
        if self._keeper.desk.group(work_group_id) is None:
            return
        desk, _ = tabs.open_blank(self._keeper.desk, work_group_id, "", new_id=new_tab_id(), call_id=None)
        self._keeper.put(desk)


def _matched(call: CallView | None, customer_id: int) -> Customer | None:
    return next((match for match in call.matches if match.customer_id == customer_id), None) if call else None


def _dismissed(desk: Desk, call: CallView | None) -> Desk:
    return replace(desk, dismissed_offer=call.call_id) if call else desk
