"""Streams on a PulseAudio of the test's own, where devices vanish at the worst moment."""

import asyncio
import logging
import threading
import time
from collections.abc import AsyncIterator

import pytest

from bluebean_client.phone.audio.backend import DeviceMissing
from bluebean_client.phone.audio.pulse_stream import PulseStreams
from tests.support.engine import becomes_true
from tests.support.sound_server import SoundServer, sound_server

SPEAKER, MICROPHONE, THREAD = "desk_out", "desk_in", "pulse-streams"


@pytest.fixture
async def sound(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[SoundServer]:
    async with sound_server(700.0, 1_000.0) as server:
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        yield server


async def test_a_device_that_has_just_vanished_is_told_at_once(sound: SoundServer) -> None:
    streams, begun = PulseStreams(), time.monotonic()
    with pytest.raises(DeviceMissing):
        await asyncio.to_thread(streams.play, "pulled_out", "ring", bytes)
    with pytest.raises(DeviceMissing):
        await asyncio.to_thread(streams.record, "pulled_out", "voice", bytes)
    assert time.monotonic() - begun <= 1.0


async def test_without_a_server_every_device_is_missing(sound: SoundServer) -> None:
    await sound.kill()
    with pytest.raises(DeviceMissing):
        await asyncio.to_thread(PulseStreams().play, SPEAKER, "ring", bytes)


async def test_streams_end_by_themselves_when_the_server_dies(
    sound: SoundServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    heard: list[bytes] = []
    streams = PulseStreams()
    speaker = await asyncio.to_thread(streams.play, SPEAKER, "voice", bytes)
    microphone = await asyncio.to_thread(streams.record, MICROPHONE, "voice", heard.append)
    await becomes_true(lambda: min(speaker.callbacks(), microphone.callbacks()) > 10)
    assert any(any(block) for block in heard)
    await sound.kill()
    await becomes_true(lambda: caplog.text.count("voice ended") == 2)
    await asyncio.to_thread(speaker.close)
    await asyncio.to_thread(microphone.close)
    await becomes_true(lambda: THREAD not in {thread.name for thread in threading.enumerate()})


async def test_a_fault_in_one_stream_leaves_the_others_alone(sound: SoundServer) -> None:
    def faulty(count: int) -> bytes:
        raise ValueError(count)

    heard: list[bytes] = []
    streams = PulseStreams()
    speaker = await asyncio.to_thread(streams.play, SPEAKER, "voice", faulty)
    microphone = await asyncio.to_thread(streams.record, MICROPHONE, "voice", heard.append)
    await becomes_true(lambda: microphone.callbacks() > 10)
    assert speaker.callbacks() == 0
    await asyncio.to_thread(microphone.close)
    await asyncio.to_thread(speaker.close)
    again = await asyncio.to_thread(streams.record, MICROPHONE, "voice", heard.append)
    await becomes_true(lambda: again.callbacks() > 10)
    await asyncio.to_thread(again.close)
