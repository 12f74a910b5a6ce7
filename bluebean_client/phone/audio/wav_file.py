"""Reads WAV files of the usual kinds (8 to 32 bits, float, mono or stereo, 8 to 48 kHz) as samples of this program.

The standard library's `wave` knows neither float nor, in Python 3.11, the extensible header that most 24-bit files have.
"""

import array
import math
import struct
from dataclasses import dataclass
from pathlib import Path

from bluebean_client.phone.audio import SAMPLE_BYTES, SAMPLE_RATE_HZ
from bluebean_client.phone.audio.pcm import FULL_SCALE, at_our_rate, mono, sixteen_bits

FILE_BYTES_MAX = 20 * 1024 * 1024
SECONDS_MAX = 60
SECONDS_MIN = 0.1
"""What is shorter is a click, and a hum when it is repeated."""

RATES_HZ = range(8_000, 48_001)
PCM, FLOAT, EXTENSIBLE = 1, 3, 0xFFFE
SAMPLE_WIDTHS = {PCM: (1, 2, 3, 4), FLOAT: (4,)}
"""Bytes of a sample, for each kind of samples."""


class BadWav(Exception):
    """The file is missing, broken, too large or too short, or of a kind that is not read."""


@dataclass(frozen=True, slots=True)
class _Format:
    kind: int
    channels: int
    rate_hz: int
    width: int


def read_wav(path: Path) -> bytes:
    """The sound as mono at `SAMPLE_RATE_HZ`, from `SECONDS_MIN` to at most `SECONDS_MAX` of it. May raise `BadWav`."""
    try:
        if not path.is_file():
            # A device would give bytes without end.
            raise BadWav(f"{path}: no such file")
        if path.stat().st_size > FILE_BYTES_MAX:
            raise BadWav(f"{path}: larger than {FILE_BYTES_MAX // 1024 // 1024} MB")
        content = path.read_bytes()
    except OSError as problem:
        raise BadWav(f"{path}: {problem.strerror}") from problem
    chunks = _chunks(content)
    try:
        form = _format(chunks[b"fmt "])
        data = chunks[b"data"]
    except (KeyError, struct.error) as problem:
        raise BadWav(f"{path}: not a WAV file") from problem
    _check(path, form)
    frame_bytes = form.width * form.channels
    frames = min(len(data) // frame_bytes, SECONDS_MAX * form.rate_hz)
    samples = _samples(data[: frames * frame_bytes], form)
    sound = at_our_rate(mono(samples) if form.channels == 2 else samples, form.rate_hz)
    if len(sound) < SECONDS_MIN * SAMPLE_RATE_HZ * SAMPLE_BYTES:
        raise BadWav(f"{path}: shorter than {SECONDS_MIN} s")
    return sound


def _chunks(content: bytes) -> dict[bytes, bytes]:
    """The parts of a RIFF file by their names; nothing if it is not one. A part that was cut off is as long as it is."""
    if content[:4] != b"RIFF" or content[8:12] != b"WAVE":
        return {}
    found: dict[bytes, bytes] = {}
    position = 12
    while position + 8 <= len(content):
        name, size = content[position : position + 4], int.from_bytes(content[position + 4 : position + 8], "little")
        found.setdefault(name, content[position + 8 : position + 8 + size])
        position += 8 + size + size % 2
    return found


def _format(chunk: bytes) -> _Format:
    kind, channels, rate_hz, _, _, bits = struct.unpack_from("<HHIIHH", chunk)
    if kind == EXTENSIBLE:
        # The kind is at the head of the GUID behind the extension's length, valid bits and channel mask.
        (kind,) = struct.unpack_from("<H", chunk, 24)
    return _Format(kind, channels, rate_hz, bits // 8)


def _check(path: Path, form: _Format) -> None:
    if form.width not in SAMPLE_WIDTHS.get(form.kind, ()):
        raise BadWav(f"{path}: samples of this kind are not read")
    if form.channels not in (1, 2) or form.rate_hz not in RATES_HZ:
        raise BadWav(f"{path}: {form.channels} channels at {form.rate_hz} Hz are not read")


def _samples(data: bytes, form: _Format) -> bytes:
    if form.kind == FLOAT:
        return array.array("h", (_clipped(sample) for sample in array.array("f", data))).tobytes()
    return sixteen_bits(data, form.width)


def _clipped(sample: float) -> int:
    """Not a number is silence."""
    return 0 if math.isnan(sample) else int(max(-1.0, min(1.0, sample)) * FULL_SCALE)
