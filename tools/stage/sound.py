"""Telephone sound: G.711 µ-law, tones, synthetic speech, and finding a tone in what was heard. 8,000 samples a second throughout."""

import shutil
import subprocess
import tempfile
import wave
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.int16]

RATE_HZ = 8000
FRAME_SAMPLES = 160
"""20 ms: one RTP packet."""
BIAS, CLIP = 132, 32635
SILENCE = b"\xff"
SPEECH_PEAK = 14000


def encode(samples: Samples) -> bytes:
    """µ-law (ITU-T G.711) of linear samples."""
    sign = np.where(samples < 0, 0x80, 0)
    magnitude = np.minimum(np.abs(samples.astype(np.int32)), CLIP) + BIAS
    exponent = np.floor(np.log2(magnitude)).astype(np.int32) - 7
    mantissa = (magnitude >> (exponent + 3)) & 0x0F
    return (~(sign | exponent << 4 | mantissa) & 0xFF).astype(np.uint8).tobytes()


def decode(payload: bytes) -> Samples:
    """Linear samples of µ-law."""
    code = ~np.frombuffer(payload, np.uint8).astype(np.int32) & 0xFF
    magnitude = (((code & 0x0F) << 3) + BIAS << (code >> 4 & 7)) - BIAS
    return np.where(code & 0x80, -magnitude, magnitude).astype(np.int16)


def tone(hertz: float, seconds: float, peak: int = 8000) -> Samples:
    """A sine."""
    time = np.arange(int(RATE_HZ * seconds)) / RATE_HZ
    return (peak * np.sin(2 * np.pi * hertz * time)).astype(np.int16)


def share_of_tone(samples: Samples, hertz: float, rate_hz: int = RATE_HZ) -> float:
    """How much of the energy lies within 40 Hz of `hertz`: 0 to 1; 0 for silence."""
    if not len(samples):
        return 0.0
    power = np.abs(np.fft.rfft(samples * np.hanning(len(samples)))) ** 2
    frequencies = np.fft.rfftfreq(len(samples), 1 / rate_hz)
    total = float(power[1:].sum())
    near = float(power[np.abs(frequencies - hertz) <= 40].sum())
    return near / total if total > len(samples) * 1e4 else 0.0


def speech(words: str, *, voice: str = "ja", pitch: int = 50, pause_seconds: float = 1.0) -> Samples:
    """What espeak-ng makes of `words` (kana read best), with a pause behind it."""
    program = shutil.which("espeak-ng")
    if program is None:
        raise FileNotFoundError("espeak-ng is not installed: run tools/bootstrap.sh run")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "speech.wav"
        command = [program, "-v", voice, "-s", "150", "-p", str(pitch), "-w", str(path), words]
        subprocess.run(command, check=True, capture_output=True)
        with wave.open(str(path)) as wav:
            rate = wav.getframerate()
            samples = np.frombuffer(wav.readframes(wav.getnframes()), np.int16)
    spoken = _resample(samples, rate)
    spoken *= SPEECH_PEAK / max(1.0, float(np.abs(spoken).max()))
    return np.concatenate([spoken, np.zeros(int(RATE_HZ * pause_seconds))]).astype(np.int16)


def write_wav(path: Path, samples: Samples) -> None:
    """Mono, 16 bit."""
    with wave.open(str(path), "wb") as wav:
        wav.setparams((1, 2, RATE_HZ, 0, "NONE", ""))
        wav.writeframes(samples.astype("<i2").tobytes())


def read_wav(path: Path) -> list[Samples]:
    """The channels of a 16-bit file."""
    with wave.open(str(path)) as wav:
        samples = np.frombuffer(wav.readframes(wav.getnframes()), "<i2").astype(np.int16)
        return [samples[channel :: wav.getnchannels()] for channel in range(wav.getnchannels())]


def _resample(samples: Samples, rate_hz: int) -> NDArray[np.float64]:
    """To 8 kHz: frequencies above 3.4 kHz are cut in the spectrum, then samples are interpolated."""
    spectrum = np.fft.rfft(samples)
    spectrum[np.fft.rfftfreq(len(samples), 1 / rate_hz) > 3400] = 0
    smooth = np.fft.irfft(spectrum, len(samples))
    wanted = np.arange(int(len(samples) * RATE_HZ / rate_hz)) * rate_hz / RATE_HZ
    return np.interp(wanted, np.arange(len(smooth)), smooth)
