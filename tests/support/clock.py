"""A clock that stands still until a test moves it, and wakes sleepers as it passes them."""

import asyncio
import heapq
from datetime import UTC, datetime, timedelta

START = datetime(2026, 4, 1, 0, 0, tzinfo=UTC)
TURNS_OF_THE_LOOP = 50
"""How often others get to run after each step; tests that need more wait for their condition with `until`."""


class FakeClock:
    """Implements `server.ports.outside.Clock`. `advance` is the only thing that moves it."""

    def __init__(self, start: datetime = START) -> None:
        self._start = start
        self._seconds = 0.0
        self._wall_shift = timedelta()
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._count = 0

    def now(self) -> datetime:
        return self._start + timedelta(seconds=self._seconds) + self._wall_shift

    def monotonic(self) -> float:
        return self._seconds

    async def sleep(self, seconds: float) -> None:
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._count += 1
        heapq.heappush(self._sleepers, (self._seconds + seconds, self._count, future))
        await future

    async def advance(self, seconds: float) -> None:
        """Move on; whoever sleeps is woken at his time, in order, and gets to run before time goes on."""
        end = self._seconds + seconds
        await self.settle()
        while self._sleepers and self._sleepers[0][0] <= end:
            due, _, future = heapq.heappop(self._sleepers)
            self._seconds = max(self._seconds, due)
            if not future.done():
                future.set_result(None)
            await self.settle()
        self._seconds = end
        await self.settle()

    async def jump(self, seconds: float) -> None:
        """Move on at one step, however far: whoever sleeps is woken once, at the end."""
        self._seconds += seconds
        await self.advance(0)

    def set_wall_clock(self, by: timedelta) -> None:
        """Somebody sets the machine's clock: `now` jumps, `monotonic` does not."""
        self._wall_shift += by

    async def settle(self) -> None:
        """Let everything that can run now run."""
        for _ in range(TURNS_OF_THE_LOOP):
            await asyncio.sleep(0)


class WallClock:
    """Unix time as a function; a test sets `time`."""

    def __init__(self, time: float = START.timestamp()) -> None:
        self.time = time

    def __call__(self) -> float:
        return self.time
