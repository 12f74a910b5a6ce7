"""The sounds that the phone makes by itself, computed: ring, ringback, and the beep before an automatic answer."""

import array
import math
from collections.abc import Callable

from bluebean_client.phone.audio import FRAME_SAMPLES, SAMPLE_BYTES, SAMPLE_RATE_HZ

FADE_IN_SECONDS = 0.3
RING_ON_SECONDS = 1.0
RING_PERIOD_SECONDS = 3.0
BEEP_SECONDS = 0.15
_FULL_SCALE = 32_767


class RepeatingTone:
    """A tone that is on and off for ever, faded in at its first beginning so that it does not startle."""

    def __init__(self, pattern: bytes) -> None:
        self._pattern = pattern
        self._position = 0

    def read(self, count: int) -> bytes:
        chunk = self._pattern[self._position : self._position + count]
        self._position = (self._position + count) % len(self._pattern)
        if len(chunk) < count:
            chunk += self._pattern[: count - len(chunk)]
        return chunk


class OneShot:
    """A sound that is over after a while; `read` gives nothing then."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def read(self, count: int) -> bytes:
        chunk, self._data = self._data[:count], self._data[count:]
        return chunk + bytes(count - len(chunk)) if chunk else b""


def ring_pattern() -> bytes:
    """Two bells in turn, 16 times a second, as a telephone does; one second of three."""

    def sample(seconds: float) -> float:
        frequency_hz = 1_000 if int(seconds * 16) % 2 else 800
        return 0.3 * math.sin(2 * math.pi * frequency_hz * seconds)

    return _on_off(sample)


def ringback_pattern() -> bytes:
    """What a Japanese exchange plays to the caller: 400 Hz, wavering 16 times a second, one second of three."""

    def sample(seconds: float) -> float:
        waver = 0.6 + 0.4 * math.sin(2 * math.pi * 16 * seconds)
        return 0.15 * waver * math.sin(2 * math.pi * 400 * seconds)

    return _on_off(sample)


def beep() -> bytes:
    """600 Hz with soft edges."""
    count = int(BEEP_SECONDS * SAMPLE_RATE_HZ)
    edge = count // 10
    samples = array.array("h")
    for index in range(count):
        loudness = min(1.0, index / edge, (count - index) / edge)
        samples.append(int(0.2 * _FULL_SCALE * loudness * math.sin(2 * math.pi * 600 * index / SAMPLE_RATE_HZ)))
    return samples.tobytes()


class FadeIn:
    """Lets a sound grow to its full loudness within `FADE_IN_SECONDS`."""

    def __init__(self, source: RepeatingTone) -> None:
        self._source = source
        self._done_samples = 0
        self._fade_samples = int(FADE_IN_SECONDS * SAMPLE_RATE_HZ)

    def read(self, count: int) -> bytes:
        data = self._source.read(count)
        if self._done_samples >= self._fade_samples:
            return data
        samples = array.array("h", data)
        for index in range(len(samples)):
            gain = min(1.0, (self._done_samples + index) / self._fade_samples)
            samples[index] = int(samples[index] * gain)
        self._done_samples += len(samples)
        return samples.tobytes()


def _on_off(sample: Callable[[float], float]) -> bytes:
    on = int(RING_ON_SECONDS * SAMPLE_RATE_HZ)
    total = int(RING_PERIOD_SECONDS * SAMPLE_RATE_HZ) // FRAME_SAMPLES * FRAME_SAMPLES
    tone = array.array("h", (int(_FULL_SCALE * sample(index / SAMPLE_RATE_HZ)) for index in range(on)))
    return tone.tobytes() + bytes((total - on) * SAMPLE_BYTES)
