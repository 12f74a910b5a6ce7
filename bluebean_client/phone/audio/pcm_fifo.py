"""Bounded buffer between two clocks that are never quite equal: the sound card's and the SIP stack's.

The writer never waits: what does not fit pushes out the oldest. The reader never waits: what is missing is silence. After
running dry the buffer fills up to its target before it gives again, so that one late frame makes one gap and not many. What
stays in it unused for two seconds is only delay (left from the start, or from a faster clock) and is cut away, down to one frame
less than the target: what is left of the target right after a read.
"""

import threading

from bluebean_client.phone.audio import FRAME_BYTES

TRIM_EVERY_READS = 100


class PcmFifo:
    """Safe between one writing and one reading thread."""

    def __init__(self, target_frames: int = 2, limit_frames: int = 10) -> None:
        self._target_bytes = target_frames * FRAME_BYTES
        self._spare_bytes = self._target_bytes - FRAME_BYTES
        self._limit_bytes = limit_frames * FRAME_BYTES
        self._lock = threading.Lock()
        self._buffer = bytearray()
        self._filling = True
        self._reads = 0
        self._lowest_bytes = self._limit_bytes

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
                self._filling = True
                return data + bytes(count - len(data))
            self._trim()
            return data

    def clear(self) -> None:
        with self._lock:
            self._buffer.clear()
            self._filling = True
            self._reads, self._lowest_bytes = 0, self._limit_bytes

    def level_bytes(self) -> int:
        with self._lock:
            return len(self._buffer)

    def _trim(self) -> None:
        self._lowest_bytes = min(self._lowest_bytes, len(self._buffer))
        self._reads += 1
        if self._reads < TRIM_EVERY_READS:
            return
        unused = (self._lowest_bytes - self._spare_bytes) // FRAME_BYTES * FRAME_BYTES
        if unused > 0:
            del self._buffer[:unused]
        self._reads, self._lowest_bytes = 0, self._limit_bytes
