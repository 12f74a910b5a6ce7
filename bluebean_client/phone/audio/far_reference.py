"""What the speaker plays, kept until the microphone's frame of the same time wants it: the pattern of the echo.

An echo canceller learns the time between a block that was played and its echo. So the n-th block of the microphone is always
paired with the same block of the speaker: what comes too late is replaced by silence and thrown away when it comes, and nothing
moves. Only where the two sides have different clocks, or one of them stops, the pairing begins anew.
"""

import threading

from bluebean_client.phone.audio import FRAME_BYTES

CUSHION_BYTES = FRAME_BYTES
"""Far sound that lies ready when the pairing begins: as much as the threads of the two devices may be out of step. More would
pair a block with an echo that was heard before it."""

LIMIT_BYTES = 10 * FRAME_BYTES


class FarReference:
    """Safe between one writing and one reading thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._buffer = bytearray()
        self._late_bytes = 0
        self._begun = False

    def write(self, data: bytes) -> None:
        with self._lock:
            late = min(self._late_bytes, len(data))
            self._late_bytes -= late
            self._buffer += data[late:]
            if len(self._buffer) > LIMIT_BYTES:
                del self._buffer[:-CUSHION_BYTES]

    def read(self, count: int) -> bytes:
        """Exactly `count` bytes, silence for what is not there."""
        with self._lock:
            if not self._begun and len(self._buffer) < max(count, CUSHION_BYTES):
                return bytes(count)
            self._begun = True
            data = bytes(self._buffer[:count])
            del self._buffer[:count]
            self._late_bytes += count - len(data)
            if self._late_bytes > LIMIT_BYTES:
                self._late_bytes, self._begun = 0, False
            return data.ljust(count, b"\0")

    def restart(self) -> None:
        """A device was opened: the time between sound and echo is another one now."""
        with self._lock:
            self._buffer.clear()
            self._late_bytes, self._begun = 0, False
