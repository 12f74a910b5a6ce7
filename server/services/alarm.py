"""Wakes its owner once, at the time it was last set for."""

import asyncio
from collections.abc import Callable
from datetime import datetime

from server.ports.outside import Clock


class Alarm:
    """`ring` must not block. Setting it again for the same moment changes nothing."""

    def __init__(self, clock: Clock, ring: Callable[[], None]) -> None:
        self._clock = clock
        self._ring = ring
        self._task: asyncio.Task[None] | None = None
        self._moment: datetime | None = None

    def set(self, moment: datetime | None, seconds: float) -> None:
        """Ring in so many seconds, which is when `moment` comes; None: do not ring."""
        if moment == self._moment and self._task is not None and not self._task.done():
            return
        self.cancel()
        self._moment = moment
        if moment is not None:
            self._task = asyncio.ensure_future(self._wake(seconds))

    def cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None

    async def _wake(self, seconds: float) -> None:
        await self._clock.sleep(seconds)
        self._ring()
