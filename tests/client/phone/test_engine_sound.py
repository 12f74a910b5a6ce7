"""Levels and sound tests of a real engine, whose sound comes from files and goes into files."""

import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bluebean_client.domain.phone import PhoneCallState, SoundSettings, SoundTest
from bluebean_client.domain.phone_messages import Chime, ChooseSound, Quit, WatchLevels
from bluebean_client.domain.phone_messages import TestSound as TrySound  # or pytest takes it for tests
from tests.support import tones
from tests.support.engine import OPERATOR_HZ, TestWindow, engine, engine_command
from tests.support.sip_peers import Caller
from tests.support.softswitch import softswitch


@pytest.fixture
async def phone(tmp_path: Path) -> AsyncIterator[TestWindow]:
    async with engine(tmp_path / "profile") as window:
        yield window


async def test_levels_come_about_ten_times_a_second_while_they_are_watched_and_the_microphone_is_open(
    phone: TestWindow,
) -> None:
    begun = time.monotonic()
    phone.send(WatchLevels(True))
    await phone.until(lambda: len(phone.levels) >= 20)
    rate_hz = len(phone.levels) / (time.monotonic() - begun)
    assert rate_hz <= 12
    assert phone.levels[-1].microphone == pytest.approx(-15.3, abs=2)
    assert phone.levels[-1].speaker == -90
    phone.send(WatchLevels(False))
    await _after_a_sound_test(phone)
    count = len(phone.levels)
    await _after_a_sound_test(phone)
    assert len(phone.levels) == count


async def test_a_window_that_leaves_takes_the_open_microphone_with_it(phone: TestWindow) -> None:
    phone.send(WatchLevels(True))
    await phone.until(lambda: phone.levels)
    second = TestWindow(phone.profile, engine_command(phone.profile))
    await second.start()
    await phone.until(lambda: phone.gone)
    await _after_a_sound_test(second)
    assert len(second.levels) <= 1, "levels that nobody asked for"
    second.send(Quit())
    await second.until(lambda: second.gone)
    await second.leave()


async def test_the_melody_is_heard_on_the_speaker_and_its_end_is_told(phone: TestWindow) -> None:
    phone.send(TrySound(SoundTest.SPEAKER))
    await phone.until(lambda: phone.state.sound_test is SoundTest.SPEAKER)
    await phone.until(lambda: phone.state.sound_test is SoundTest.NONE)
    samples, rate = tones.read_wav(phone.profile / "heard.wav")
    assert tones.first_heard(samples[0], rate, 523.25) is not None


async def test_the_ring_tone_is_tried_once_at_the_ringers_volume(phone: TestWindow) -> None:
    phone.send(ChooseSound(SoundSettings(ring_tone="digital", ringer_volume=50)))
    phone.send(TrySound(SoundTest.RING))
    await phone.until(lambda: phone.state.sound_test is SoundTest.RING)
    await phone.until(lambda: phone.state.sound_test is SoundTest.NONE)
    samples, _ = tones.read_wav(phone.profile / "ring.wav")
    assert 0.08 <= float(abs(samples).max()) <= 0.14, "half of a quarter of full scale"


async def test_what_is_spoken_for_four_seconds_is_played_back(phone: TestWindow) -> None:
    phone.send(TrySound(SoundTest.ECHO))
    await phone.until(lambda: phone.state.sound_test is SoundTest.ECHO)
    await phone.until(lambda: phone.state.sound_test is SoundTest.NONE)
    assert phone.heard_seconds(OPERATOR_HZ) == pytest.approx(4.0, abs=0.5)


async def test_a_test_can_be_stopped(phone: TestWindow) -> None:
    phone.send(TrySound(SoundTest.ECHO))
    await phone.until(lambda: phone.state.sound_test is SoundTest.ECHO)
    phone.send(TrySound(SoundTest.NONE))
    await phone.until(lambda: phone.state.sound_test is SoundTest.NONE, 2.0)


@pytest.mark.switch
async def test_a_call_ends_a_test_and_refuses_the_next(phone: TestWindow, tmp_path: Path) -> None:
    async with softswitch(tmp_path / "switch") as switch, Caller(tmp_path / "caller", server=switch.server) as caller:
        await phone.register(switch)
        phone.send(TrySound(SoundTest.ECHO))
        await phone.until(lambda: phone.state.sound_test is SoundTest.ECHO)
        await caller.call("0901234567", "101")
        await phone.call_in(PhoneCallState.INCOMING)
        await phone.until(lambda: phone.state.sound_test is SoundTest.NONE, 3.0)
        phone.send(TrySound(SoundTest.SPEAKER))
        failure = await phone.failure()
        assert (failure.order, failure.reason) == ("test_sound", "in_call")


async def test_a_ring_tone_that_cannot_be_played_is_named_and_the_first_built_in_one_rings(
    phone: TestWindow, tmp_path: Path
) -> None:
    broken = tmp_path / "ブロークン.wav"
    broken.write_bytes(b"no sound")
    phone.send(ChooseSound(SoundSettings(ring_tone=str(broken))))
    await phone.until(lambda: phone.state.devices.bad_ring_tone == str(broken))
    phone.send(TrySound(SoundTest.RING))
    await phone.until(lambda: phone.state.sound_test is SoundTest.RING)
    await phone.until(lambda: phone.state.sound_test is SoundTest.NONE)
    samples, _ = tones.read_wav(phone.profile / "ring.wav")
    assert tones.loudness(samples[0]) > 0.02
    phone.send(ChooseSound(SoundSettings(ring_tone="chime")))
    await phone.until(lambda: not phone.state.devices.bad_ring_tone)


async def _after_a_sound_test(phone: TestWindow) -> None:
    """A second and a half, told by the engine."""
    phone.send(TrySound(SoundTest.SPEAKER))
    await phone.until(lambda: phone.state.sound_test is SoundTest.SPEAKER)
    await phone.until(lambda: phone.state.sound_test is SoundTest.NONE)


async def test_a_chime_is_heard_without_a_call(phone: TestWindow) -> None:
    phone.send(WatchLevels(True))
    await phone.until(lambda: phone.levels)
    phone.send(Chime())
    await phone.until(lambda: any(level.speaker > -60 for level in phone.levels))
