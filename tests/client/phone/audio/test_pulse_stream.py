"""Streams on a PulseAudio of the test's own, where devices vanish at the worst moment."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator

import pytest

from bluebean_client.phone.audio.backend import DeviceMissing
from bluebean_client.phone.audio.pulse_stream import play, record
from tests.support.engine import becomes_true
from tests.support.sound_server import SoundServer, sound_server

SPEAKER, MICROPHONE = "desk_out", "desk_in"


@pytest.fixture
async def sound(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[SoundServer]:
    async with sound_server(700.0, 1_000.0) as server:
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        yield server


async def test_a_device_that_has_just_vanished_is_told_at_once(sound: SoundServer) -> None:
    begun = time.monotonic()
    with pytest.raises(DeviceMissing):
        await asyncio.to_thread(play, "pulled_out", "ring", bytes)
    with pytest.raises(DeviceMissing):
        await asyncio.to_thread(record, "pulled_out", "voice", bytes)
    assert time.monotonic() - begun <= 1.0


async def test_without_a_server_every_device_is_missing(sound: SoundServer) -> None:
    await sound.kill()
    with pytest.raises(DeviceMissing):
        await asyncio.to_thread(play, SPEAKER, "ring", bytes)


async def test_streams_end_by_themselves_when_the_server_dies(sound: SoundServer) -> None:
    heard: list[bytes] = []
    speaker = await asyncio.to_thread(play, SPEAKER, "voice", bytes)
    microphone = await asyncio.to_thread(record, MICROPHONE, "voice", heard.append)
    await becomes_true(lambda: min(speaker.callbacks(), microphone.callbacks()) > 10)
    assert any(any(block) for block in heard)
    await sound.kill()
    await becomes_true(lambda: "pulse-voice" not in {thread.name for thread in threading.enumerate()})
    await asyncio.to_thread(speaker.close)
    await asyncio.to_thread(microphone.close)
