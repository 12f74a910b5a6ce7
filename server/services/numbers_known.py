"""What the database knows of a number: whose it is, and whether it is one of the house."""

import asyncio
from collections.abc import Callable

import structlog

from server.domain import floor_actions as actions
from server.domain import floor_events as events
from server.domain.floor_calls import LOOK_UP_PATIENCE
from server.domain.numbers import is_extension, normalise, to_e164
from server.ports.storage import Repositories
from server.protocol.types import Customer

LOOK_UP_SECONDS = 5.0

log = structlog.get_logger(__name__)


class NumbersKnown:
    """Failure only means that a call is shown without names. `tell` posts an event to the floor."""

    def __init__(self, repositories: Repositories, country: str, tell: Callable[[events.Input], None]) -> None:
        self._repositories = repositories
        self._country = country
        self._tell = tell
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, wanted: actions.LookUpCustomers) -> None:
        """The floor hears `CustomersFound`."""
        task = asyncio.ensure_future(self._look_up(wanted))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def is_internal(self, number: str) -> bool:
        """Whether this is an extension of the house."""
        extension = normalise(number)
        return is_extension(extension) and await self._repositories.extension(extension) is not None

    async def customers_to_call(self, work_group_id: str, number: str) -> tuple[Customer, ...]:
        """Whose number it is, so that the window shows him at once; a slow database holds up no call."""
        return await self._customers(
            work_group_id, to_e164(number, self._country), seconds=LOOK_UP_PATIENCE.total_seconds()
        )

    async def _look_up(self, wanted: actions.LookUpCustomers) -> None:
        found = await self._customers(wanted.work_group_id, wanted.number, seconds=LOOK_UP_SECONDS)
        last = await self._last_operator(wanted)
        self._tell(events.CustomersFound(wanted.call_id, found, last))

    async def _last_operator(self, wanted: actions.LookUpCustomers) -> str:
        if wanted.talked_since is None:
            return ""
        try:
            async with asyncio.timeout(LOOK_UP_SECONDS):
                return await self._repositories.last_operator(wanted.work_group_id, wanted.number, wanted.talked_since)
        except Exception:
            log.exception("the last operator was not looked up", work_group=wanted.work_group_id)
            return ""

    async def _customers(self, work_group_id: str, number: str, *, seconds: float) -> tuple[Customer, ...]:
        try:
            async with asyncio.timeout(seconds):
                return tuple(await self._repositories.customers_by_phone(work_group_id, number))
        except Exception:
            log.exception("customers were not looked up", work_group=work_group_id)
            return ()
