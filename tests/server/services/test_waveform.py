"""The waveform of a recording: as many points for an hour as for a minute, from a bounded part of the file."""

import struct
import wave
from pathlib import Path

import pytest

from server.services.waveform import POINTS, read_info

RATE_HZ, FRAME_BYTES = 8000, 4


def recording(path: Path, seconds: int, loud_from: int, loud: bytes) -> Path:
    """Stereo, silent but for `loud`; the silence takes no room on the disk."""
    data_bytes = seconds * RATE_HZ * FRAME_BYTES
    layout = struct.pack("<HHIIHH", 1, 2, RATE_HZ, RATE_HZ * FRAME_BYTES, FRAME_BYTES, 16)
    chunks = b"WAVE" + b"fmt " + struct.pack("<I", len(layout)) + layout + b"data" + struct.pack("<I", data_bytes)
    with path.open("wb") as file:
        file.write(b"RIFF" + struct.pack("<I", len(chunks) + data_bytes) + chunks)
        file.truncate(44 + data_bytes)
        file.seek(44 + loud_from * RATE_HZ * FRAME_BYTES)
        file.write(loud)
    return path


def test_an_hour_has_its_loud_minute_where_it_is(tmp_path: Path) -> None:
    half_left = b"\x00\x40\x00\x00" * 60 * RATE_HZ
    info = read_info(recording(tmp_path / "hour.wav", 3600, 1800, half_left))
    assert (info.seconds, info.rate_hz, info.channels, info.data_offset) == (3600.0, RATE_HZ, 2, 44)
    assert len(info.peaks) == POINTS
    assert {point for point, peak in enumerate(info.peaks) if peak} == set(range(200, 207))
    assert max(info.peaks) == 50


@pytest.mark.parametrize(
    ("frame", "percent"), [(b"\xff\x7f\x00\x00", 100), (b"\x00\x00\x00\x80", 100), (b"\x00" * 4, 0)]
)
def test_the_louder_side_counts_above_and_below_zero(tmp_path: Path, frame: bytes, percent: int) -> None:
    info = read_info(recording(tmp_path / "call.wav", 1, 0, frame * RATE_HZ))
    assert set(info.peaks) == {percent}


def test_what_is_no_recording_is_told(tmp_path: Path) -> None:
    (tmp_path / "broken.wav").write_bytes(b"RIFF")
    with pytest.raises((EOFError, wave.Error)):
        read_info(tmp_path / "broken.wav")
