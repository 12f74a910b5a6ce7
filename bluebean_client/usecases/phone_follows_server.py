"""What the phone does by itself because of the server's word: register again, and end calls whose other end is gone."""

import asyncio

from bluebean_client.domain import live
from bluebean_client.domain.desk import Desk, Link
from bluebean_client.domain.phone_messages import HangUp, RegisterNow
from bluebean_client.usecases.desk_keeper import DeskKeeper
from bluebean_client.usecases.engine_keeper import EngineKeeper

GRACE_SECONDS = 3.0
"""How long a call that the server has ended may wait for its BYE."""


class PhoneFollowsServer:
    """A listener of the desk."""

    def __init__(self, keeper: DeskKeeper, engine: EngineKeeper, grace_seconds: float = GRACE_SECONDS) -> None:
        self._keeper = keeper
        self._engine = engine
        self._grace_seconds = grace_seconds
        self._watched: set[str] = set()
        keeper.listen(self._changed)

    def _changed(self, old: Desk, new: Desk) -> None:
        link_is_back = old.link is Link.LOST and new.link is Link.ONLINE
        if link_is_back or live.switch_came_back(old, new):
            self._engine.send(RegisterNow())
        for call in live.ended_without_bye(old, new):
            self._engine.send(HangUp(call))
        overdue = live.overdue_call(new)
        if overdue and overdue[0] not in self._watched:
            self._watched.add(overdue[0])
            asyncio.get_running_loop().call_later(self._grace_seconds, self._end_overdue, overdue)

    def _end_overdue(self, overdue: tuple[str, int]) -> None:
        self._watched.discard(overdue[0])
        if live.overdue_call(self._keeper.desk) == overdue:
            self._engine.send(HangUp(overdue[1]))
