"""Bounded buffer between two clocks that are never quite equal: the sound card's and the SIP stack's.

The writer never waits: what does not fit pushes out the oldest. The reader never waits: what is missing is silence. After
running dry the buffer fills up to its target before it gives again, so that one late frame makes one gap and not many.

The lowest level of a second or two tells what lies in the buffer and is only delay, or what is lacking: left from the start, from a
stall, or because one clock is faster. A piece of sound is then taken out or repeated, cross-faded where the sound is most like
itself some milliseconds later, which for voices and tones is a whole number of periods (overlap-add with waveform similarity, W.
Verhelst and M. Roelands, ICASSP 1993). So the level stays where it is for as long as a call lasts, and nobody hears it.
"""

import threading

from bluebean_client.phone.audio import FRAME_BYTES
from bluebean_client.phone.audio.pcm import best_match, cross_faded

WINDOW_READS = 100
MILLISECOND_BYTES = FRAME_BYTES // 20
TOLERATED_BYTES = 5 * MILLISECOND_BYTES
"""Less than that is the uneven step of the threads."""

FADE_BYTES = 5 * MILLISECOND_BYTES
SHORTEST_BYTES, SEARCH_BYTES = 2 * MILLISECOND_BYTES, 6 * MILLISECOND_BYTES
"""The shortest piece that is taken out or repeated, and how far longer ones are looked at."""


class PcmFifo:
    """Safe between one writing and one reading thread. In its rest one frame less than the target is left after a read."""

    def __init__(self, target_frames: int = 2, limit_frames: int = 10) -> None:
        self._target_bytes = target_frames * FRAME_BYTES
        self._spare_bytes = self._target_bytes - FRAME_BYTES
        self._limit_bytes = limit_frames * FRAME_BYTES
        self._lock = threading.Lock()
        self._buffer = bytearray()
        self._filling = True
        self._reads, self._lowest_bytes = 0, self._limit_bytes

    def write(self, data: bytes) -> None:
        with self._lock:
            self._buffer += data
            excess = len(self._buffer) - self._limit_bytes
            if excess > 0:
                del self._buffer[:excess]

    def read(self, count: int) -> bytes:
        """Exactly `count` bytes, padded with silence."""
        with self._lock:
            if self._filling:
                if len(self._buffer) < max(self._target_bytes, count):
                    return bytes(count)
                self._filling = False
            data = bytes(self._buffer[:count])
            del self._buffer[:count]
            if len(data) < count:
                self._begin()
                return data + bytes(count - len(data))
            self._watch_level()
            return data

    def clear(self) -> None:
        with self._lock:
            self._buffer.clear()
            self._begin()

    def level_bytes(self) -> int:
        with self._lock:
            return len(self._buffer)

    def _begin(self) -> None:
        self._filling = True
        self._reads, self._lowest_bytes = 0, self._limit_bytes

    def _watch_level(self) -> None:
        self._lowest_bytes = min(self._lowest_bytes, len(self._buffer))
        self._reads += 1
        if self._reads < WINDOW_READS:
            return
        surplus = (self._lowest_bytes - self._spare_bytes) // 2 * 2
        if surplus > TOLERATED_BYTES:
            self._shorten(surplus)
        elif surplus < -TOLERATED_BYTES and not self._lengthen():
            # There is more in it after the other read of a frame.
            return
        self._reads, self._lowest_bytes = 0, self._limit_bytes

    def _shorten(self, surplus: int) -> None:
        """By the surplus, or a little less where that fits better."""
        head = bytes(self._buffer[:FADE_BYTES])
        earliest = max(SHORTEST_BYTES, surplus - SEARCH_BYTES)
        skipped = earliest + best_match(bytes(self._buffer[earliest : surplus + FADE_BYTES]), head)
        later = bytes(self._buffer[skipped : skipped + FADE_BYTES])
        self._buffer[: skipped + FADE_BYTES] = cross_faded(head, later)

    def _lengthen(self) -> bool:
        """Go back once from where the sound is most like its beginning; False if there is not enough of it."""
        head = bytes(self._buffer[:FADE_BYTES])
        farthest = bytes(self._buffer[SHORTEST_BYTES : SHORTEST_BYTES + SEARCH_BYTES + FADE_BYTES])
        if len(farthest) < FADE_BYTES:
            return False
        repeated = SHORTEST_BYTES + best_match(farthest, head)
        later = bytes(self._buffer[repeated : repeated + FADE_BYTES])
        self._buffer[:FADE_BYTES] = self._buffer[:repeated] + cross_faded(later, head)
        return True
