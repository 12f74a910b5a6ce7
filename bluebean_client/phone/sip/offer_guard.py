"""Which offers of calls PJSIP may see: it opens sockets for every stream before anybody is asked, and has only so many.

WORKAROUND pjsip 2.15.1: its poll of sockets has room for 64; each stream of an INVITE takes two, which are free again half a second
after the call is over. At the 65th it aborts the process (`pj_ioqueue_register_sock2: Assertion`): one offer of many streams does that,
and so do forty ordinary ones at once.
"""

from collections import deque

from bluebean_client.phone.sip.headers import body_of
from bluebean_client.phone.sip.sdp import voice_streams

STREAMS_MAX = 2
"""In one offer: with and without SRTP, as some servers offer it."""

WINDOW_SECONDS = 0.6
STREAMS_IN_WINDOW_MAX = 16
"""Beside four calls with two streams each that leaves half of the sockets."""


class OfferGuard:
    """Counts the streams that strangers have asked for lately. `now` is monotonic."""

    def __init__(self) -> None:
        self._lately: deque[tuple[float, int]] = deque()

    def admits(self, invite: str, now: float) -> bool:
        """Whether PJSIP can bear this INVITE now."""
        while self._lately and now - self._lately[0][0] > WINDOW_SECONDS:
            self._lately.popleft()
        streams = max(1, voice_streams(body_of(invite)))
        if streams > STREAMS_MAX or streams + sum(count for _, count in self._lately) > STREAMS_IN_WINDOW_MAX:
            return False
        self._lately.append((now, streams))
        return True
