"""Look for tones in recorded audio."""

import io
import wave
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float64]
WAV_HEADER_BYTES = 44


def read_wav(path: Path) -> tuple[Samples, int]:
    """Samples from -1 to 1 as (channels, frames), and the rate in Hz."""
    with wave.open(str(path)) as wav:
        channels, rate = wav.getnchannels(), wav.getframerate()
        data = wav.readframes(wav.getnframes())
    return np.frombuffer(data, dtype="<i2").reshape(-1, channels).T / 32768.0, rate


def read_growing_wav(path: Path) -> Samples:
    """What is there of a mono WAV that is still being written; its header does not tell the length yet."""
    data = path.read_bytes()[WAV_HEADER_BYTES:] if path.exists() else b""
    return np.frombuffer(data[: len(data) // 2 * 2], dtype="<i2") / 32768.0


def tone_wav(hz: float, *, seconds: float, rate: int = 8000) -> bytes:
    """A mono WAV of 16 bit."""
    samples = np.sin(2 * np.pi * hz * np.arange(round(rate * seconds)) / rate) * 8000
    file = io.BytesIO()
    with wave.open(file, "wb") as wav:
        wav.setparams((1, 2, rate, 0, "NONE", ""))
        wav.writeframes(samples.astype("<i2").tobytes())
    return file.getvalue()


def tone_share(samples: Samples, rate: int, hz: float, width_hz: float = 15.0) -> float:
    """The share (0 to 1) of the energy that lies within `width_hz` around the tone. 0 for silence."""
    if len(samples) == 0:
        return 0.0
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples)))) ** 2
    frequencies = np.fft.rfftfreq(len(samples), 1 / rate)
    total = float(spectrum[frequencies > 50].sum())
    if total < 1e-9 * len(samples):
        return 0.0
    return float(spectrum[np.abs(frequencies - hz) <= width_hz].sum()) / total


def loudness(samples: Samples) -> float:
    """Root mean square, 0 to 1."""
    return float(np.sqrt(np.mean(samples**2))) if len(samples) else 0.0


def seconds_of_tone(samples: Samples, rate: int, hz: float, window_seconds: float = 0.1, share: float = 0.7) -> float:
    """For how long, all together, the tone was the main thing to be heard."""
    return window_seconds * sum(heard for _, heard in _windows(samples, rate, hz, window_seconds, share))


def first_heard(
    samples: Samples, rate: int, hz: float, window_seconds: float = 0.1, share: float = 0.7
) -> float | None:
    """Seconds from the beginning until the tone is first heard, None if it never is."""
    return next((at for at, heard in _windows(samples, rate, hz, window_seconds, share) if heard), None)


def missing_between(samples: Samples, rate: int, hz: float, window_seconds: float = 0.1) -> float | None:
    """For how long the tone was not the main thing between its first and its last sound, None if it never sounds."""
    heard = [at for at, tone in _windows(samples, rate, hz, window_seconds, share=0.7) if tone]
    return heard[-1] + window_seconds - heard[0] - len(heard) * window_seconds if heard else None


def _windows(samples: Samples, rate: int, hz: float, window_seconds: float, share: float) -> list[tuple[float, bool]]:
    size = int(rate * window_seconds)
    found = []
    for start in range(0, len(samples) - size + 1, size):
        window = samples[start : start + size]
        heard = loudness(window) > 0.005 and tone_share(window, rate, hz, width_hz=2.5 / window_seconds) >= share
        found.append((start / rate, heard))
    return found
