"""The sounds that the phone makes by itself, computed: ringback, cues, the test's melody; and how a sound is read piece by piece."""

import array
import math
from collections.abc import Callable, Iterable

from bluebean_client.phone.audio import FRAME_SAMPLES, SAMPLE_BYTES, SAMPLE_RATE_HZ
from bluebean_client.phone.audio.pcm import FULL_SCALE
from bluebean_client.phone.audio.port import Cue

FADE_IN_SECONDS = 0.3
RING_ON_SECONDS = 1.0
RING_PERIOD_SECONDS = 3.0
SOFT = 10 ** (-24 / 20) * math.sqrt(2)
"""Height of a sine wave whose loudness is -24 dBFS."""

Wave = Callable[[float], float]
"""Seconds since the beginning to a value from -1 to 1."""


class RepeatingTone:
    """A sound that is played again and again."""

    def __init__(self, pattern: bytes) -> None:
        self._pattern = pattern
        self._position = 0

    def read(self, count: int) -> bytes:
        chunk = self._pattern[self._position : self._position + count]
        while len(chunk) < count:
            chunk += self._pattern[: count - len(chunk)]
        self._position = (self._position + count) % len(self._pattern)
        return chunk


class OneShot:
    """A sound that is over after a while; `read` gives nothing then."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._position = 0

    def read(self, count: int) -> bytes:
        chunk = self._data[self._position : self._position + count]
        self._position += count
        return chunk.ljust(count, b"\0") if chunk else b""


class FadeIn:
    """Lets a sound grow to its full loudness within `FADE_IN_SECONDS`, so that it does not startle."""

    def __init__(self, source: RepeatingTone | OneShot) -> None:
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


def render(wave: Wave, seconds: float) -> bytes:
    count = int(seconds * SAMPLE_RATE_HZ)
    return array.array("h", (int(FULL_SCALE * wave(index / SAMPLE_RATE_HZ)) for index in range(count))).tobytes()


def with_pause(sound: bytes) -> bytes:
    """One period of ringing: the sound, then silence."""
    total = int(RING_PERIOD_SECONDS * SAMPLE_RATE_HZ) // FRAME_SAMPLES * FRAME_SAMPLES * SAMPLE_BYTES
    return sound.ljust(total, b"\0")


def silence(seconds: float) -> bytes:
    return bytes(int(seconds * SAMPLE_RATE_HZ) * SAMPLE_BYTES)


def ringback_pattern() -> bytes:
    """What a Japanese exchange plays to the caller: 400 Hz, wavering 16 times a second, one second of three."""

    def sample(seconds: float) -> float:
        waver = 0.6 + 0.4 * math.sin(2 * math.pi * 16 * seconds)
        return 0.15 * waver * math.sin(2 * math.pi * 400 * seconds)

    return with_pause(render(sample, RING_ON_SECONDS))


def pure(hz: float, seconds: float, height: float, edge_seconds: float = 0.015) -> bytes:
    """A sine wave with soft edges."""

    def sample(at: float) -> float:
        edge = min(1.0, at / edge_seconds, (seconds - at) / edge_seconds)
        return height * edge * math.sin(2 * math.pi * hz * at)

    return render(sample, seconds)


def struck(hz: float, seconds: float, height: float, decay_seconds: float) -> bytes:
    """A sine wave that dies away like a struck bar, with soft edges."""

    def sample(at: float) -> float:
        edge = min(1.0, at / 0.004, (seconds - at) / 0.02)
        return height * edge * math.exp(-at / decay_seconds) * math.sin(2 * math.pi * hz * at)

    return render(sample, seconds)


def cues() -> dict[Cue, bytes]:
    return {
        Cue.AUTO_ANSWER: pure(660, 0.09, 0.2) + silence(0.04) + pure(880, 0.12, 0.2),
        Cue.SECOND_CALL: pure(520, 0.25, SOFT, edge_seconds=0.04),
        Cue.HOLD_REMINDER: struck(1_200, 0.06, 0.12, decay_seconds=0.012),
        Cue.CHIME: struck(880, 0.3, 0.15, decay_seconds=0.12) + struck(698.46, 0.6, 0.15, decay_seconds=0.2),
        Cue.FAR_HUNG_UP: pure(330, 0.14, 0.15) + silence(0.07) + pure(330, 0.14, 0.15),
    }


def melody() -> bytes:
    """A major chord upwards and its octave, a second and a half."""
    return _in_turn(struck(hz, 0.35, 0.3, decay_seconds=0.15) for hz in (523.25, 659.26, 783.99, 1_046.5))


def _in_turn(sounds: Iterable[bytes]) -> bytes:
    return b"".join(sounds)
