"""The sounds that the phone makes by itself, and those that people bring."""

import array
import struct
import wave
from pathlib import Path

import numpy as np
import pytest

from bluebean_client.domain.phone import RING_TONES
from bluebean_client.phone.audio import SAMPLE_RATE_HZ, ring_tones
from bluebean_client.phone.audio.pcm import loudness_dbfs
from bluebean_client.phone.audio.port import Cue
from bluebean_client.phone.audio.tones import FadeIn, RepeatingTone, cues
from bluebean_client.phone.audio.wav_file import FILE_BYTES_MAX, BadWav
from tests.support import tones

SECOND = SAMPLE_RATE_HZ * 2
PITCH_HZ = 800.0


def loudest(data: bytes) -> int:
    return max(abs(sample) for sample in array.array("h", data))


def samples_of(data: bytes) -> tones.Samples:
    return np.frombuffer(data, "<i2") / 32768.0


@pytest.mark.parametrize("name", RING_TONES)
def test_each_built_in_ring_tone_grows_for_300_ms_rings_a_second_and_pauses_for_two(name: str) -> None:
    tone = FadeIn(RepeatingTone(ring_tones.load(name)))
    data = tone.read(3 * SECOND)
    assert loudest(data[: SECOND // 50]) < 0.1 * loudest(data[: SECOND // 2])
    assert loudest(data[:SECOND]) > 5_000
    assert loudest(data[SECOND : 3 * SECOND]) == 0
    assert loudest(tone.read(SECOND)) > 5_000, "it does not ring again"


def test_the_built_in_ring_tones_are_four_different_ones() -> None:
    assert len({ring_tones.load(name) for name in RING_TONES}) == 4


def test_each_cue_has_a_sound_of_its_own_and_the_beep_of_a_second_call_is_soft() -> None:
    sounds = cues()
    assert set(sounds) == set(Cue)
    assert len(set(sounds.values())) == len(Cue)
    assert -27 <= loudness_dbfs(sounds[Cue.SECOND_CALL]) <= -23
    assert all(loudest(sound) < 8_000 for sound in sounds.values())


@pytest.mark.parametrize("rate_hz", [8_000, 16_000, 22_050, 44_100, 48_000])
@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("bits", [8, 16, 24, 32])
def test_wav_files_of_every_usual_kind_ring(tmp_path: Path, rate_hz: int, channels: int, bits: int) -> None:
    path = tmp_path / "own.wav"
    wide = (np.sin(2 * np.pi * PITCH_HZ * np.arange(rate_hz) / rate_hz) * 0.4 * 2**31).astype("<i4")
    width = bits // 8
    raw = wide.view(np.uint8).reshape(-1, 4)[:, 4 - width :]
    if bits == 8:
        raw = raw + np.uint8(128)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(width)
        file.setframerate(rate_hz)
        file.writeframes(np.repeat(raw[:, None, :], channels, axis=1).tobytes())
    sound = samples_of(ring_tones.load(str(path)))
    assert len(sound) == pytest.approx(SAMPLE_RATE_HZ, abs=20)
    assert tones.tone_share(sound, SAMPLE_RATE_HZ, PITCH_HZ) > 0.95
    assert tones.loudness(sound) == pytest.approx(0.4 / 2**0.5, rel=0.1)


def test_wav_files_of_floats_ring_and_what_is_no_number_is_silence(tmp_path: Path) -> None:
    data = np.array([0.5, -2.0, np.nan, 2.0] * 4000, dtype="<f4").tobytes()
    sound = array.array("h", ring_tones.load(str(riff(tmp_path, 3, 16_000, 32, data))))
    assert list(sound[:4]) == [16383, -32767, 0, 32767]


def test_a_tone_too_high_for_this_program_does_not_come_back_as_another_one(tmp_path: Path) -> None:
    rate_hz, pitch_hz = 48_000, 15_000.0
    data = (np.sin(2 * np.pi * pitch_hz * np.arange(rate_hz) / rate_hz) * 20_000).astype("<i2").tobytes()
    sound = ring_tones.load(str(riff(tmp_path, 1, rate_hz, 16, data)))
    assert loudness_dbfs(sound) < -30


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"RIFF",
        b"not a wav file at all" * 10,
        b"RIFF\x04\x00\x00\x00WAVE",
        b"RIFF\xff\xff\xff\xffWAVEfmt \x10\x00\x00\x00\x01\x00",
        b"RIFF\x24\x00\x00\x00WAVEfmt \x10\x00\x00\x00"
        + struct.pack("<HHIIHH", 1, 1, 16_000, 32_000, 2, 16)
        + b"data\0\0\0\0",
        b"RIFF\x24\x00\x00\x00WAVEfmt \x10\x00\x00\x00"
        + struct.pack("<HHIIHH", 85, 1, 16_000, 1, 1, 16)
        + b"data\4\0\0\0abcd",
        b"RIFF\x24\x00\x00\x00WAVEfmt \x10\x00\x00\x00"
        + struct.pack("<HHIIHH", 1, 0, 0, 0, 0, 16)
        + b"data\4\0\0\0abcd",
    ],
)
def test_a_file_that_is_no_wav_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.wav"
    path.write_bytes(content)
    with pytest.raises(BadWav, match=r"broken\.wav"):
        ring_tones.load(str(path))


def test_a_file_too_short_to_ring_is_refused(tmp_path: Path) -> None:
    for samples in (0, 1, 2, 3, 4_700):
        with pytest.raises(BadWav, match="shorter"):
            ring_tones.load(str(riff(tmp_path, 1, 48_000, 16, b"\1\1" * samples)))
    assert ring_tones.load(str(riff(tmp_path, 1, 48_000, 16, b"\1\1" * 4_900)))


def test_a_file_that_is_missing_or_too_large_or_no_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadWav):
        ring_tones.load("/dev/zero")
    with pytest.raises(BadWav):
        ring_tones.load(str(tmp_path / "gone.wav"))
    with pytest.raises(BadWav):
        ring_tones.load(str(tmp_path))
    large = tmp_path / "large.wav"
    with large.open("wb") as file:
        file.truncate(FILE_BYTES_MAX + 1)
    with pytest.raises(BadWav, match="larger"):
        ring_tones.load(str(large))


def riff(folder: Path, kind: int, rate_hz: int, bits: int, data: bytes) -> Path:
    """A mono WAV file of samples of any kind."""
    path = folder / "own.wav"
    form = struct.pack("<HHIIHH", kind, 1, rate_hz, rate_hz * bits // 8, bits // 8, bits)
    body = b"WAVEfmt " + struct.pack("<I", len(form)) + form + b"data" + struct.pack("<I", len(data)) + data
    path.write_bytes(b"RIFF" + struct.pack("<I", len(body)) + body)
    return path
