"""How many logins of one address may fail in a minute; argon2 is costly on purpose, so nobody may make the server do it at will.

Logins that succeed do not count: a whole call centre behind one address begins its shift in the same minute.
"""

from collections import OrderedDict, deque

from server.domain.refusal import Refusal
from server.ports.outside import Clock
from server.protocol.errors import ErrorCode

WINDOW_SECONDS = 60.0
MOST_ADDRESSES = 10_000


class LoginGate:
    """A sliding window for each address; the longest unseen address is forgotten first."""

    def __init__(self, clock: Clock, attempts_per_minute: int) -> None:
        self._clock = clock
        self._most = attempts_per_minute
        self._attempts: OrderedDict[str, deque[float]] = OrderedDict()

    def enter(self, address: str) -> None:
        """Count one attempt as failed until `passed` says otherwise; refuses when there were too many."""
        now = self._clock.monotonic()
        recent = self._attempts.setdefault(address, deque())
        self._attempts.move_to_end(address)
        while recent and recent[0] <= now - WINDOW_SECONDS:
            recent.popleft()
        if len(recent) >= self._most:
            raise Refusal(ErrorCode.TOO_MANY_REQUESTS, retry_after_seconds=int(recent[0] + WINDOW_SECONDS - now) + 1)
        recent.append(now)
        while len(self._attempts) > MOST_ADDRESSES:
            self._attempts.popitem(last=False)

    def passed(self, address: str) -> None:
        """The attempt counted last was a good one."""
        attempts = self._attempts.get(address)
        if attempts:
            attempts.pop()
