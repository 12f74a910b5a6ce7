"""PortAudio alone, as on Windows, macOS and bare ALSA: devices are read anew only while no stream is open."""

import asyncio
import threading

import pytest

from bluebean_client.domain.phone import DeviceKind
from bluebean_client.phone.audio.device_watch import DeviceWatch
from bluebean_client.phone.audio.sound_card import watch_command
from bluebean_client.phone.audio.sounddevice_backend import SounddeviceBackend
from tests.support.engine import becomes_true
from tests.support.sound_server import sound_server

ALSAS_NAME = "pulse"


class Clock:
    """Monotonic time that the test moves."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


async def test_a_device_that_goes_and_comes_is_seen_by_the_helper_in_a_call_and_by_a_new_start_without(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with sound_server(700.0, 1_000.0) as server:
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        clock, changed = Clock(), threading.Event()
        backend = SounddeviceBackend(DeviceWatch(watch_command()), clock)
        backend.start(changed.set)
        backend.restart()

        def names() -> list[str]:
            return [device.name for device in backend.devices().speakers]

        (device,) = [device for device in backend.devices().speakers if device.name == ALSAS_NAME]
        assert backend.can_open(device)
        stream = await asyncio.to_thread(backend.open_output, DeviceKind.SPEAKER, device, bytes)
        await becomes_true(lambda: stream.callbacks() > 10)
        await server.kill()
        await becomes_true(lambda: ALSAS_NAME not in names())
        assert changed.is_set()
        stream.close()

        await server.start()
        assert ALSAS_NAME not in names(), "what was just read is believed for a moment"
        clock.seconds += 10
        assert ALSAS_NAME in names()
        backend.close()


def test_the_sound_system_can_be_taken_again_after_it_was_let_go() -> None:
    for _ in range(2):
        backend = SounddeviceBackend(DeviceWatch(watch_command()))
        backend.start(lambda: None)
        backend.devices()
        backend.close()
