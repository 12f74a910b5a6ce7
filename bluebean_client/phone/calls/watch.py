"""Watches one connected call: is anything heard, does the far side still know of it, how does it sound.

The lost far side: if a call that should be heard gets no RTP, the registration is tried; when that succeeds, the far side is asked in
the dialog (OPTIONS) whether it still knows the call. A restarted switch does not (481), and the call ends at once. If nobody answers at
all, the network may be away for a while: the call is kept for `LOST_SECONDS`, then it ends. Where nothing is to be heard, because
one side holds, the far side is asked now and then.
"""

from enum import Enum, auto

from bluebean_client.domain.phone import QUALITY_SECONDS, PhoneCall, PhoneCallState, Quality
from bluebean_client.phone.calls.quality import QualityMeter
from bluebean_client.phone.sip.call_port import SipCalls

SILENT_SECONDS = 3.0
REASK_SECONDS = 3.0
HELD_ASK_SECONDS = 20.0
LOST_SECONDS = 60.0

NO_ANSWER = 408
GONE_CODES = frozenset({404, 410, 481})
"""Answers of a far side that knows nothing of the call."""


class Finding(Enum):
    WELL = auto()
    SILENT = auto()
    """Nothing is heard: the way to the switch should be tried."""
    LOST = auto()


class CallWatch:
    """`now` is monotonic. Begins when the call is connected."""

    def __init__(self, stack: SipCalls, now: float) -> None:
        self._stack = stack
        self._meter = QualityMeter()
        self._packets = -1
        self._heard_at = now
        self._asked_at = 0.0
        self._interval_ends_at = now + QUALITY_SECONDS
        self.quality: Quality | None = None
        """Of the last whole interval."""

    @property
    def whole_quality(self) -> Quality | None:
        return self._meter.whole

    def look(self, view: PhoneCall, now: float) -> Finding:
        """About once a second."""
        counters = self._stack.counters(view.call)
        if counters is not None:
            self._meter.feed(counters, view.codec)
            if counters.packets != self._packets:
                self._packets, self._heard_at = counters.packets, now
        if now >= self._interval_ends_at:
            self._interval_ends_at = now + QUALITY_SECONDS
            self.quality = self._meter.end_interval() or self.quality
        if now - self._heard_at >= LOST_SECONDS:
            return Finding.LOST
        if _should_be_heard(view):
            return Finding.SILENT if self.is_silent(now) else Finding.WELL
        if now - self._heard_at >= HELD_ASK_SECONDS:
            self.ask(view.call, now, again_after=HELD_ASK_SECONDS)
        return Finding.WELL

    def is_silent(self, now: float) -> bool:
        return now - self._heard_at >= SILENT_SECONDS

    def ask(self, call: int, now: float, again_after: float = REASK_SECONDS) -> None:
        """Whether the far side still knows the call, unless it was asked just now."""
        if now - self._asked_at >= again_after:
            self._asked_at = now
            self._stack.probe(call)

    def answered(self, view: PhoneCall, now: float) -> None:
        """The far side knows the call. Where it should be heard, it is as silent as before."""
        silence = SILENT_SECONDS if _should_be_heard(view) else 0.0
        self._heard_at = max(self._heard_at, now - silence)

    def expect_voice(self, now: float) -> None:
        """The call is resumed: silence counts from now on."""
        self._heard_at = now


def _should_be_heard(view: PhoneCall) -> bool:
    return view.state is PhoneCallState.TALKING and not view.held_by_far
