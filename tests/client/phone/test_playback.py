"""The player of recordings: its own process, a real file as its device, speech faster at the same pitch."""

import asyncio
import itertools
import math
import sys
import wave
from array import array
from pathlib import Path

import pytest

from bluebean_client.domain.phone import SoundSettings
from bluebean_client.domain.recording import Heard
from bluebean_client.phone.audio import SAMPLE_RATE_HZ
from bluebean_client.phone.audio.pcm import mixed
from bluebean_client.phone.playback.messages import Begin
from bluebean_client.phone.playback.player import Player
from bluebean_client.phone.playback.stretch import Stretch
from bluebean_client.phone.playback.window_side import PlayerProcess
from tests.support.tones import read_growing_wav, seconds_of_tone

HZ = 440
CHIME_HZ = 880


def tone(seconds: float, rate_hz: int, channels: int = 1, hz: int = HZ) -> bytes:
    samples = (round(9000 * math.sin(2 * math.pi * hz * at / rate_hz)) for at in range(int(seconds * rate_hz)))
    return array("h", (sample for sample in samples for _ in range(channels))).tobytes()


def crossings_a_second(sound: bytes) -> float:
    """Twice the pitch."""
    samples = array("h", sound)
    changes = sum(1 for one, other in itertools.pairwise(samples) if (one < 0) != (other < 0))
    return changes / (len(samples) / SAMPLE_RATE_HZ)


@pytest.mark.parametrize("speed", [1.0, 1.25, 1.5, 2.0])
def test_it_is_shorter_by_the_speed_and_keeps_its_pitch(speed: float) -> None:
    stretch, made = Stretch(speed), b""
    sound = tone(4.0, SAMPLE_RATE_HZ)
    for at in range(0, len(sound), 8000):  # in parts, as it comes
        stretch.feed(sound[at : at + 8000])
        made += b"".join(iter(stretch.read, b""))
    made += stretch.rest()
    assert len(made) / len(sound) == pytest.approx(1 / speed, rel=0.02)
    assert crossings_a_second(made) == pytest.approx(2 * HZ, rel=0.01)


@pytest.mark.parametrize(("rate_hz", "channels"), [(8000, 2), (16000, 1), (48000, 2)])
def test_every_kind_of_recording_is_played_at_its_pitch_and_counted_in_its_own_seconds(
    rate_hz: int, channels: int
) -> None:
    player = Player()
    player.begin(Begin(1, rate_hz, channels, 1.5, SoundSettings()))
    sound = tone(3.0, rate_hz, channels)
    for at in range(0, len(sound), 9600):
        player.feed(sound[at : at + 9600])
    player.feed(b"")
    heard = player.give(2 * SAMPLE_RATE_HZ)
    assert crossings_a_second(heard) == pytest.approx(2 * HZ, rel=0.02)
    report = player.report(silent=False)
    assert report is not None
    assert report.heard_seconds == pytest.approx(1.5, rel=0.01) and report.ready_seconds == pytest.approx(1.5, rel=0.05)
    player.give(20 * SAMPLE_RATE_HZ)
    report = player.report(silent=False)
    assert report is not None and report.ended


def test_hushed_it_is_silent_at_once_and_reports_nothing() -> None:
    player = Player()
    player.begin(Begin(1, SAMPLE_RATE_HZ, 1, 1.0, SoundSettings()))
    player.feed(tone(1.0, SAMPLE_RATE_HZ))
    player.hush()
    assert player.give(640) == bytes(640) and player.report(silent=False) is None


def test_a_chime_is_heard_beside_a_recording_or_alone_and_counts_for_nothing() -> None:
    player = Player()
    player.chime(SoundSettings(speaker="headset"))
    assert player.sound is not None and player.sound.speaker == "headset"
    alone = player.give(SAMPLE_RATE_HZ)
    assert any(alone) and player.report(silent=False) is None
    while player.sound is not None:  # to its end
        player.give(SAMPLE_RATE_HZ)
    player.begin(Begin(1, SAMPLE_RATE_HZ, 1, 1.0, SoundSettings()))
    sound = tone(1.0, SAMPLE_RATE_HZ)
    player.feed(sound)
    player.chime(SoundSettings())
    assert player.give(SAMPLE_RATE_HZ) == mixed(sound[:SAMPLE_RATE_HZ], alone)
    report = player.report(silent=False)
    assert report is not None and report.heard_seconds == pytest.approx(0.5)
    player.hush()
    assert player.sound is not None, "what silences a recording lets the chime end"
    player.drop_chime()
    assert player.sound is None


async def test_the_process_plays_on_its_device_reports_and_ends_with_the_window(tmp_path: Path) -> None:
    played = tmp_path / "played.wav"
    command = [sys.executable, "-m", "bluebean_client", "--sound-player", "--audio", f"file:,,,{played}"]
    process, heard = PlayerProcess(command), asyncio.Queue[Heard]()
    process.listen(heard.put_nowait)
    process.begin(7, 8000, 2, 1.0, SoundSettings())
    process.feed(tone(1.5, 8000, 2))
    process.feed(b"")
    async with asyncio.timeout(30):
        while not (last := await heard.get()).ended:
            assert last.run == 7 and not last.failed
    assert last.seconds == pytest.approx(1.5, abs=0.05)
    assert seconds_of_tone(read_growing_wav(played), SAMPLE_RATE_HZ, HZ) >= 1.3
    process.close()
    async with asyncio.timeout(10):
        while wave_is_open(played):  # noqa: ASYNC110 - the process has no event to wait for
            await asyncio.sleep(0.01)


async def test_the_process_chimes_when_nothing_else_is_played(tmp_path: Path) -> None:
    played = tmp_path / "played.wav"
    process = PlayerProcess([sys.executable, "-m", "bluebean_client", "--sound-player", "--audio", f"file:,,,{played}"])
    process.chime(SoundSettings())

    def was_heard() -> bool:
        return played.exists() and seconds_of_tone(read_growing_wav(played), SAMPLE_RATE_HZ, CHIME_HZ) >= 0.1

    async with asyncio.timeout(30):
        while not was_heard():  # noqa: ASYNC110 - the process reports nothing of a chime
            await asyncio.sleep(0.01)
    process.close()


def wave_is_open(path: Path) -> bool:
    """Its length is written into the file when its process ends in order."""
    with wave.open(str(path), "rb") as file:
        return file.getnframes() == 0


async def test_a_player_that_cannot_be_started_is_told(tmp_path: Path) -> None:
    process, heard = PlayerProcess([str(tmp_path / "no-such-program")]), asyncio.Queue[Heard]()
    process.listen(heard.put_nowait)
    process.begin(1, 8000, 2, 1.0, SoundSettings())
    async with asyncio.timeout(10):
        assert (await heard.get()).failed == "player_gone"


async def test_without_a_device_it_says_so(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bluebean_client", "--sound-player", "--audio", "null"]
    process, heard = PlayerProcess(command), asyncio.Queue[Heard]()
    process.listen(heard.put_nowait)
    process.begin(1, 8000, 2, 1.0, SoundSettings())
    async with asyncio.timeout(30):
        assert (await heard.get()).failed == "no_speaker"
    process.close()
