"""The time of day that never jumps while somebody waits for something."""

from datetime import datetime, timedelta

from server.ports.outside import Clock


class SteadyTime:
    """Wall time at an anchor plus monotonic time since. Somebody setting the machine's clock changes no duration.

    `anchor` is called when nothing is under way, so that stamps follow the machine's clock again.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.anchor()

    def anchor(self) -> None:
        self._wall = self._clock.now()
        self._monotonic = self._clock.monotonic()

    def now(self) -> datetime:
        return self._wall + timedelta(seconds=self._clock.monotonic() - self._monotonic)
