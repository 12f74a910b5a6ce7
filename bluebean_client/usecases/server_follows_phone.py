"""What the server is told because of the phone: a call that the phone has lost is ended there too, not kept in silence."""

import asyncio

from bluebean_client.domain import live, notices
from bluebean_client.domain.desk import Desk
from bluebean_client.ports.outside import Refused, Server, Unreachable
from bluebean_client.usecases.background import Background
from bluebean_client.usecases.desk_keeper import DeskKeeper
from server.protocol.types import EndReason

GRACE_SECONDS = 3.0
"""How long server and phone may differ: a BYE or an answer is on its way."""


class ServerFollowsPhone:
    """A listener of the desk. An engine that died left no BYE behind; its successor knows nothing of the call."""

    def __init__(
        self, keeper: DeskKeeper, server: Server, background: Background, grace_seconds: float = GRACE_SECONDS
    ) -> None:
        self._keeper = keeper
        self._server = server
        self._background = background
        self._grace_seconds = grace_seconds
        self._watched: set[str] = set()
        keeper.listen(self._changed)

    def _changed(self, _: Desk, new: Desk) -> None:
        call_id = live.call_without_phone(new)
        if call_id is not None and call_id not in self._watched:
            self._watched.add(call_id)
            self._background.start(self._end_unless_found(call_id), "call without phone")

    async def _end_unless_found(self, call_id: str) -> None:
        await asyncio.sleep(self._grace_seconds)
        self._watched.discard(call_id)
        if live.call_without_phone(self._keeper.desk) != call_id:
            return
        try:
            await self._server.hang_up(call_id)
        except (Refused, Unreachable):  # it ended meanwhile, or the next snapshot brings us here again
            return
        self._keeper.notice(notices.CALL_ENDS[EndReason.PHONE_LOST])
