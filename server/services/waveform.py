"""What a player needs to know of a recording before its sound: how it is laid out in its file, and how loud it is where."""

import sys
import warnings
import wave
from pathlib import Path

from server.protocol.rest import RecordingInfo

with warnings.catch_warnings():
    # Left Python with 3.13, of which 3.11 and 3.12 warn; the product is bound to these two by the client's SIP library.
    # A loop over the samples would take ten times as long.
    warnings.simplefilter("ignore", DeprecationWarning)
    import audioop

POINTS = 400
LOOKED_AT_FRAMES = 2000
"""Of each point at most, so that an hour costs no more than a minute: the picture is for finding one's way, not for measuring."""

_FULL_SCALE = 32_768
_SAMPLE_BYTES = 2


def read_info(path: Path) -> RecordingInfo:
    """Raises `OSError`, `EOFError` or `wave.Error` for what is no readable recording of 16 bits."""
    with path.open("rb") as file, wave.open(file, "rb") as sound:
        if sound.getsampwidth() != _SAMPLE_BYTES:
            raise wave.Error("not 16 bits")
        frames, channels = sound.getnframes(), sound.getnchannels()
        offset = path.stat().st_size - frames * channels * _SAMPLE_BYTES
        points = min(POINTS, max(1, frames))
        peaks = tuple(_peak(sound, frames * point // points, frames * (point + 1) // points) for point in range(points))
        rate_hz = sound.getframerate()
    return RecordingInfo(frames / rate_hz, rate_hz, channels, offset, frames * channels * _SAMPLE_BYTES, peaks)


def _peak(sound: wave.Wave_read, begin: int, end: int) -> int:
    """Loudest sample of both sides in percent of full scale."""
    sound.setpos(begin)
    samples = sound.readframes(min(end - begin, LOOKED_AT_FRAMES))
    if sys.byteorder == "big":
        samples = audioop.byteswap(samples, _SAMPLE_BYTES)
    return round(100 * audioop.max(samples, _SAMPLE_BYTES) / _FULL_SCALE)
