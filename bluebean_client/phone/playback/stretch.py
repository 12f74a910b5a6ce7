"""Speech faster or slower at the same pitch: WSOLA (Verhelst and Roelands, ICASSP 1993) on 16 kHz mono.

Pieces of 20 ms are taken from the sound at the speed that is wanted. Each is moved by up to 8 ms to where it goes on best from the
piece before, and faded into it.
"""

import array
from operator import mul

from bluebean_client.phone.audio import SAMPLE_BYTES, SAMPLE_RATE_HZ
from bluebean_client.phone.audio.pcm import cross_faded

_PIECE = 20 * SAMPLE_RATE_HZ // 1000 * SAMPLE_BYTES
_OVERLAP = 8 * SAMPLE_RATE_HZ // 1000 * SAMPLE_BYTES
_SEARCH = 8 * SAMPLE_RATE_HZ // 1000 * SAMPLE_BYTES
_STEP, _COARSE = 2, 4
"""Samples between the places that are tried, and between those that are compared: speech has little above 2 kHz to go by."""


class Stretch:
    """Gives pieces of sound for as long as there is enough of it. `feed` is never faster than `read`: the buffer stays small."""

    def __init__(self, speed: float) -> None:
        self._speed = speed
        self._sound = b""
        self._at = 0.0
        self._tail = b""

    def feed(self, sound: bytes) -> None:
        self._sound += sound

    def read(self) -> bytes:
        """The next piece, or nothing until more is fed."""
        if self._speed == 1:
            piece, self._sound = self._sound[:_PIECE], self._sound[_PIECE:]
            return piece
        place = int(self._at) // SAMPLE_BYTES * SAMPLE_BYTES
        if place + _SEARCH + _PIECE + _OVERLAP > len(self._sound):
            return b""
        start = self._best_start(place)
        piece = self._sound[start : start + _PIECE]
        if self._tail:
            piece = cross_faded(self._tail, piece[:_OVERLAP]) + piece[_OVERLAP:]
        self._tail = self._sound[start + _PIECE : start + _PIECE + _OVERLAP]
        self._move_on()
        return piece

    def rest(self) -> bytes:
        """What is left at the end, too short for a piece."""
        rest, self._sound, self._tail = self._sound[int(self._at) // SAMPLE_BYTES * SAMPLE_BYTES :], b"", b""
        self._at = 0.0
        return rest

    def _best_start(self, place: int) -> int:
        if not self._tail:
            return place
        first = max(0, place - _SEARCH)
        region = array.array("h", self._sound[first : place + _SEARCH + _OVERLAP])
        tail = array.array("h", self._tail)[::_COARSE]
        length = _OVERLAP // SAMPLE_BYTES

        def likeness(offset: int) -> int:
            return sum(map(mul, tail, region[offset : offset + length : _COARSE]))

        offsets = range(0, len(region) - length + 1, _STEP)
        return first + max(offsets, key=likeness, default=0) * SAMPLE_BYTES

    def _move_on(self) -> None:
        """What lies before the next piece and its search is not needed any more."""
        self._at += _PIECE * self._speed
        done = max(0, int(self._at) - _SEARCH) // SAMPLE_BYTES * SAMPLE_BYTES
        self._sound, self._at = self._sound[done:], self._at - done
