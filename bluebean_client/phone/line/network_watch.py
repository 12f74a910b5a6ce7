"""Notices that this PC has another network, has one again, or was asleep: what was connected before is to be begun anew.

Asking the routing table for the own address on the way to the server costs some microseconds and is the same on every system, unlike
their ways of telling about a change.
"""

from collections.abc import Callable

LOOK_EVERY_SECONDS = 0.5
ASLEEP_SECONDS = 5.0
"""Nobody keeps this process from looking for so long but a PC that sleeps. Monotonic clocks may stand still meanwhile (Linux, macOS)."""


class NetworkWatch:
    """`own_address` tells this machine's address on the way to the server: empty without a way, None without a server."""

    def __init__(self, own_address: Callable[[], str | None], unix_time: Callable[[], float]) -> None:
        self._own_address, self._unix_time = own_address, unix_time
        self._address: str | None = None
        self._looked_at, self._looked_at_unix = 0.0, 0.0
        self._slept = False

    @property
    def away(self) -> bool:
        """There is a server, but no way to it."""
        return self._address == ""

    def forget(self) -> None:
        """Another server: the way to it is no news."""
        self._address = None

    def look(self, now: float) -> bool:
        """Whether everything is to be begun anew. `now` is monotonic; more often than `LOOK_EVERY_SECONDS` nothing is looked at."""
        if now - self._looked_at < LOOK_EVERY_SECONDS:
            return False
        before, self._address = self._address, self._own_address()
        self._slept = self._slept or self._was_asleep(now)
        if before is None or not self._address:
            self._slept = self._slept and self._address == ""
            return False
        changed = self._slept or self._address != before
        self._slept = False
        return changed

    def _was_asleep(self, now: float) -> bool:
        unix_now = self._unix_time()
        gap = max(now - self._looked_at, unix_now - self._looked_at_unix) if self._looked_at else 0.0
        self._looked_at, self._looked_at_unix = now, unix_now
        return gap >= ASLEEP_SECONDS
