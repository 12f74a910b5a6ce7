"""Arithmetic on samples: volume with a soft limiter, mixing, loudness, and the step between sample rates."""

import array
import math
import warnings
from typing import Any

from bluebean_client.phone.audio import SAMPLE_BYTES, SAMPLE_RATE_HZ

with warnings.catch_warnings():
    # `audioop` left Python with 3.13, and 3.11 and 3.12 warn of it. It is C and needs no numpy; the product is bound to these two
    # versions by its SIP library. From 3.13 on `audioop-lts` takes its place under the same name.
    warnings.simplefilter("ignore", DeprecationWarning)
    import audioop

VOLUME_PERCENT_MAX = 200
SILENCE_DBFS = -90.0
FULL_SCALE = 32_767
LIMIT_FROM = 0.7
"""Of full scale: up to here a raised volume is straight, above it bends."""


class Volume:
    """Makes sound quieter or louder. What would be too loud is bent round (soft clipping), never wrapped."""

    def __init__(self, percent: int = 100) -> None:
        self._gain = min(max(percent, 0), VOLUME_PERCENT_MAX) / 100
        self._table = _limited(self._gain) if self._gain > 1 else None

    def apply(self, data: bytes) -> bytes:
        if self._gain == 1:
            return data
        if self._table is None:
            return audioop.mul(data, SAMPLE_BYTES, self._gain)
        # A negative sample finds its value from the table's end, as Python counts.
        return array.array("h", map(self._table.__getitem__, array.array("h", data))).tobytes()


def _limited(gain: float) -> "array.array[int]":
    """The louder sample for each sample: index 0 to 32767, then -32768 to -1.

    Above `LIMIT_FROM` = t: `t + (1 - t) tanh((x - t) / (1 - t))`, which goes on with the slope of the straight part (Zölzer,
    DAFX, 2nd ed., 4.3).
    """
    knee, room = LIMIT_FROM * FULL_SCALE, (1 - LIMIT_FROM) * FULL_SCALE

    def louder(sample: int) -> int:
        wished = sample * gain
        return int(wished if wished <= knee else knee + room * math.tanh((wished - knee) / room))

    up = array.array("h", map(louder, range(32_768)))
    down = array.array("h", (-value for value in up))
    return up + array.array("h", (down[-1],)) + down[:0:-1]


def mixed(one: bytes, other: bytes) -> bytes:
    """Both together; the shorter is followed by silence. What is too loud is clipped."""
    length = max(len(one), len(other))
    return audioop.add(one.ljust(length, b"\0"), other.ljust(length, b"\0"), SAMPLE_BYTES)


def best_match(sound: bytes, pattern: bytes) -> int:
    """Where in the sound, in bytes, a piece as long as the pattern is most like it: the highest normalised correlation.

    `audioop.findfit` squares it, and would take the pattern upside down for the pattern, as half a period of a low tone is: faded into
    each other they are silence.
    """

    def likeness(offset: int) -> float:
        piece = sound[offset : offset + len(pattern)]
        rms = audioop.rms(piece, SAMPLE_BYTES)
        return audioop.findfactor(piece, pattern) / rms if rms else 0.0

    if not audioop.rms(pattern, SAMPLE_BYTES):
        return 0  # silence is like everything, and `findfactor` would divide by it
    return max(range(0, len(sound) - len(pattern) + 1, SAMPLE_BYTES), key=likeness)


def cross_faded(before: bytes, after: bytes) -> bytes:
    """From one sound to the other; both are of the same length."""
    count = len(before) // SAMPLE_BYTES
    pairs = zip(array.array("h", before), array.array("h", after), strict=True)
    faded = ((old * (count - index) + new * index) // count for index, (old, new) in enumerate(pairs))
    return array.array("h", faded).tobytes()


def loudness_dbfs(data: bytes) -> float:
    """Root mean square, 0 dBFS for a square wave of full scale; `SILENCE_DBFS` at least."""
    rms = audioop.rms(data, SAMPLE_BYTES)
    return max(SILENCE_DBFS, 20 * math.log10(rms / 32_768)) if rms else SILENCE_DBFS


def mono(data: bytes) -> bytes:
    """The mean of left and right."""
    return audioop.tomono(data, SAMPLE_BYTES, 0.5, 0.5)


def sixteen_bits(data: bytes, width: int) -> bytes:
    """From whole numbers of `width` bytes, of which single bytes are counted from 0 with silence at 128, as in WAV files."""
    return audioop.lin2lin(audioop.bias(data, 1, -128) if width == 1 else data, width, SAMPLE_BYTES)


def at_our_rate(data: bytes, rate_hz: int) -> bytes:
    """Mono samples of another rate as samples of `SAMPLE_RATE_HZ`."""
    if rate_hz == SAMPLE_RATE_HZ:
        return data
    for _ in range(2):
        data = _smoothed(data, round(rate_hz / SAMPLE_RATE_HZ))
    converted, _ = audioop.ratecv(data, SAMPLE_BYTES, 1, rate_hz, SAMPLE_RATE_HZ, None)
    return converted


class RateStep:
    """From another rate to `SAMPLE_RATE_HZ`, for mono sound that comes in parts: no click where they meet."""

    def __init__(self, rate_hz: int) -> None:
        self._rate_hz = rate_hz
        self._state: Any = None

    def step(self, data: bytes) -> bytes:
        if self._rate_hz == SAMPLE_RATE_HZ:
            return data
        made, self._state = audioop.ratecv(data, SAMPLE_BYTES, 1, self._rate_hz, SAMPLE_RATE_HZ, self._state)
        return made


def _smoothed(data: bytes, width: int) -> bytes:
    """Running mean over `width` samples: takes away what would come back as a false tone at a lower rate."""
    if width < 2:
        return data
    part = audioop.mul(data, SAMPLE_BYTES, 1 / width)
    total = part
    for shift in range(1, width):
        total = audioop.add(total, (bytes(shift * SAMPLE_BYTES) + part)[: len(part)], SAMPLE_BYTES)
    return total


class Meter:
    """The loudest moment since it was last read. Written by one thread, read by another; a lost block does not matter."""

    def __init__(self) -> None:
        self._loudest = SILENCE_DBFS
        self.on = False

    def hear(self, data: bytes) -> None:
        if self.on:
            self._loudest = max(self._loudest, loudness_dbfs(data))

    def read(self) -> float:
        loudest, self._loudest = self._loudest, SILENCE_DBFS
        return loudest
