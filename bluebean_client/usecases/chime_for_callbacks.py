"""A soft sound when a callback is told of, and once more when its time has come and nobody has answered the notice."""

import asyncio

from bluebean_client.domain import worklists
from bluebean_client.domain.desk import Desk, EngineLink
from bluebean_client.domain.phone_messages import Chime
from bluebean_client.ports.outside import Clock
from bluebean_client.usecases.background import Background
from bluebean_client.usecases.desk_keeper import DeskKeeper
from bluebean_client.usecases.engine_keeper import EngineKeeper
from server.protocol.worklists import CallbackView


class ChimeForCallbacks:
    """A listener of the desk. Without a phone on this PC there is no sound."""

    def __init__(self, keeper: DeskKeeper, engine: EngineKeeper, clock: Clock, background: Background) -> None:
        self._keeper = keeper
        self._engine = engine
        self._clock = clock
        self._background = background
        keeper.listen(self._changed)

    def _changed(self, old: Desk, new: Desk) -> None:
        known = {(callback.callback_id, callback.due_at) for callback in worklists.notices(old)}
        came = [one for one in worklists.notices(new) if (one.callback_id, one.due_at) not in known]
        if came:
            self._chime()
        for callback in came:
            self._background.start(self._when_due(callback), f"chime for callback {callback.callback_id}")

    async def _when_due(self, callback: CallbackView) -> None:
        ahead = (callback.due_at - self._clock.now()).total_seconds() - self._keeper.desk.clock_offset_seconds
        if ahead <= 0:
            return  # it was told of late: once is enough
        await asyncio.sleep(ahead)
        if callback.callback_id in {one.callback_id for one in worklists.notices(self._keeper.desk)}:
            self._chime()

    def _chime(self) -> None:
        if self._keeper.desk.engine is EngineLink.RUNNING:
            self._engine.send(Chime())
