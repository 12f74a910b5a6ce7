"""Soft sounds for what needs the person and may be out of sight: callbacks, and that somebody sees to a request for help."""

import asyncio

from bluebean_client.domain import live, worklists
from bluebean_client.domain.desk import Desk, EngineLink
from bluebean_client.domain.phone_messages import Chime
from bluebean_client.ports.outside import Clock, Settings, SoundPlayer
from bluebean_client.usecases.background import Background
from bluebean_client.usecases.desk_keeper import DeskKeeper
from bluebean_client.usecases.engine_keeper import EngineKeeper
from bluebean_client.usecases.sound_choice import sound_of
from server.protocol.worklists import CallbackView


class Chimes:
    """A listener of the desk. The phone sounds them; without a phone on this PC the player of recordings does.

    A callback sounds when it is told of, and once more when its time has come and nobody has answered the notice.
    """

    def __init__(
        self,
        keeper: DeskKeeper,
        engine: EngineKeeper,
        player: SoundPlayer,
        settings: Settings,
        clock: Clock,
        background: Background,
    ) -> None:
        self._keeper, self._engine, self._player = keeper, engine, player
        self._settings, self._clock, self._background = settings, clock, background
        keeper.listen(self._changed)

    def _changed(self, old: Desk, new: Desk) -> None:
        known = {(callback.callback_id, callback.due_at) for callback in worklists.notices(old)}
        came = [one for one in worklists.notices(new) if (one.callback_id, one.due_at) not in known]
        if came or live.help_was_taken(old, new):
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
        else:
            self._player.chime(sound_of(self._settings))
