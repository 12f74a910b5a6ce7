"""The sound tests of the settings and the level meters on real devices of PulseAudio, without a call."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bluebean_client.domain.phone import SoundSettings, SoundTest
from bluebean_client.domain.phone_messages import ChooseSound, WatchLevels
from bluebean_client.domain.phone_messages import TestSound as TrySound
from tests.support.engine import OPERATOR_HZ, TestWindow, becomes_true, engine, write_tone
from tests.support.sound_server import DESK, HEADSET, SoundServer, sound_server

HEADSET_HZ = 1_000.0
MELODY_HZ = 523.25
OWN_HZ = 880.0


@pytest.fixture
async def sound() -> AsyncIterator[SoundServer]:
    async with sound_server(OPERATOR_HZ, HEADSET_HZ) as server:
        await server.plug(HEADSET)
        yield server


@pytest.fixture
async def phone(tmp_path: Path, sound: SoundServer) -> AsyncIterator[TestWindow]:
    async with engine(tmp_path / "profile", audio="auto", environment=sound.environment) as window:
        yield window


async def test_the_melody_is_heard_on_the_chosen_speaker_alone(phone: TestWindow, sound: SoundServer) -> None:
    phone.send(ChooseSound(SoundSettings(speaker=HEADSET)))
    phone.send(TrySound(SoundTest.SPEAKER))
    await becomes_true(lambda: sound.heard_seconds(MELODY_HZ, HEADSET) >= 0.1)
    await phone.until(lambda: phone.state.sound_test is SoundTest.NONE)
    assert sound.loud_seconds(DESK) == 0.0


async def test_ones_own_wav_rings_on_every_chosen_device_whatever_the_speakers_volume(
    phone: TestWindow, sound: SoundServer, tmp_path: Path
) -> None:
    own = write_tone(tmp_path / "own.wav", OWN_HZ, rate=48_000, seconds=2)
    phone.send(ChooseSound(SoundSettings(ringers=(DESK, HEADSET), ring_tone=str(own), speaker_volume=0)))
    phone.send(TrySound(SoundTest.RING))
    await becomes_true(lambda: min(sound.heard_seconds(OWN_HZ, device) for device in (DESK, HEADSET)) >= 1.0)


async def test_what_is_spoken_is_played_back_on_the_same_headset(phone: TestWindow, sound: SoundServer) -> None:
    phone.send(ChooseSound(SoundSettings(HEADSET, HEADSET)))
    phone.send(TrySound(SoundTest.ECHO))
    await becomes_true(lambda: sound.heard_seconds(HEADSET_HZ, HEADSET) >= 3.0)
    await phone.until(lambda: phone.state.sound_test is SoundTest.NONE)


async def test_the_meter_shows_the_chosen_microphone_at_its_volume(phone: TestWindow) -> None:
    phone.send(WatchLevels(True))
    await phone.until(lambda: phone.levels and phone.levels[-1].microphone == pytest.approx(-15.3, abs=2))
    phone.send(ChooseSound(SoundSettings(HEADSET, microphone_volume=10)))
    await phone.until(lambda: phone.levels[-1].microphone == pytest.approx(-35.3, abs=2))
