"""The four ring tones of the project, computed, and the person's own from a WAV file."""

import functools
import math
from collections.abc import Callable
from pathlib import Path

from bluebean_client.domain.phone import RING_TONES
from bluebean_client.phone.audio import SAMPLE_RATE_HZ
from bluebean_client.phone.audio.pcm import mixed
from bluebean_client.phone.audio.tones import RING_ON_SECONDS, pure, render, struck, with_pause
from bluebean_client.phone.audio.wav_file import read_wav


def load(name: str) -> bytes:
    """One period of the ring tone: a built-in one by its name, or the WAV file at that path. May raise `BadWav`."""
    return built_in(name) if name in RING_TONES else read_wav(Path(name))


def sound_of(pattern: bytes) -> bytes:
    """The period without the silence at its end."""
    sound = pattern.rstrip(b"\0")
    return sound.ljust(len(sound) + len(sound) % 2, b"\0")


@functools.cache
def built_in(name: str) -> bytes:
    return with_pause(_SOUNDS[name]())


def _bell() -> bytes:
    """Two bells struck in turn, 16 times a second, with the overtones of brass."""

    def sample(at: float) -> float:
        stroke = at * 16 % 1 / 16
        pitch_hz = 1_000 if int(at * 16) % 2 else 800
        tone = math.sin(2 * math.pi * pitch_hz * at) + 0.4 * math.sin(2 * math.pi * 2.76 * pitch_hz * at)
        return 0.22 * min(1.0, stroke / 0.002) * math.exp(-stroke / 0.08) * tone * _edge(at)

    return render(sample, RING_ON_SECONDS)


def _soft() -> bytes:
    """Two low tones in harmony that swell and fall twice."""

    def sample(at: float) -> float:
        swell = math.sin(2 * math.pi * at) ** 2
        return 0.16 * swell * (math.sin(2 * math.pi * 440 * at) + math.sin(2 * math.pi * 554.37 * at))

    return render(sample, RING_ON_SECONDS)


def _chime() -> bytes:
    """Three bars of a glockenspiel, downwards, each ringing on under the next."""
    result = b""
    for index, pitch_hz in enumerate((1_318.5, 1_046.5, 783.99)):
        start_samples = int(index * 0.2 * SAMPLE_RATE_HZ)
        bar = struck(pitch_hz, RING_ON_SECONDS - index * 0.2, 0.28, decay_seconds=0.3)
        result = mixed(result, bytes(2 * start_samples) + bar)
    return result


def _digital() -> bytes:
    """Five short notes up and down, as an electronic telephone does, twice."""
    return 2 * b"".join(pure(hz, 0.1, 0.25, edge_seconds=0.006) for hz in (880, 1_108.7, 1_318.5, 1_108.7, 880))


def _edge(at: float) -> float:
    return min(1.0, (RING_ON_SECONDS - at) / 0.02)


_SOUNDS: dict[str, Callable[[], bytes]] = dict(zip(RING_TONES, (_bell, _soft, _chime, _digital), strict=True))
