"""Finds the sound system of this machine: PulseAudio or PipeWire where it runs, PortAudio alone elsewhere."""

import importlib
import logging
import sys
from collections.abc import Callable
from typing import Any

from bluebean_client.domain.phone import DeviceKind
from bluebean_client.phone.audio.backend import AudioBackend, Give, NullBackend, Stream, Take
from bluebean_client.phone.audio.device_choice import Device, DeviceList
from bluebean_client.phone.audio.device_watch import DeviceWatch
from bluebean_client.phone.engine_options import WATCH_DEVICES_OPTION

PULSE_BACKEND = "bluebean_client.phone.audio.pulse_backend"
PORTAUDIO_BACKEND = "bluebean_client.phone.audio.sounddevice_backend"

_log = logging.getLogger(__name__)


def find_sound_card() -> AudioBackend:
    """PortAudio is loaded only where nothing better answers: with ALSA and its plugins it takes 7 to 15 MB."""
    if not sys.platform.startswith("linux"):
        return portaudio_alone()
    try:
        # Loads libpulse, which is not everywhere.
        pulse = importlib.import_module(PULSE_BACKEND).PulseBackend()
    except (ImportError, OSError) as problem:
        _log.info("no libpulse: %s", problem)
        return portaudio_alone()
    return PulseOrAlone(pulse, portaudio_alone)


def portaudio_alone() -> AudioBackend:
    """Silence where PortAudio is not there."""
    try:
        module = importlib.import_module(PORTAUDIO_BACKEND)
        backend: AudioBackend = module.SounddeviceBackend(DeviceWatch(watch_command()))
    except (ImportError, OSError):
        _log.exception("no sound: PortAudio cannot be loaded")
        return NullBackend()
    return backend


def watch_command() -> list[str]:
    """This program again, as the helper that lists devices."""
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "bluebean_client"]
    return [*program, "--phone-engine", WATCH_DEVICES_OPTION]


class PulseOrAlone:
    """PulseAudio from the moment that it answers, another way to the sound card before.

    When PulseAudio dies it is waited for: another way to the sound card would keep the card from it when it starts again.
    """

    def __init__(self, pulse: Any, make_alone: Callable[[], AudioBackend]) -> None:
        self._pulse, self._make_alone = pulse, make_alone
        self._alone: AudioBackend | None = None
        self._now: AudioBackend = pulse

    def start(self, on_change: Callable[[], None]) -> None:
        self._pulse.start(on_change)
        if not self._pulse.answered:
            self._now = self._alone = self._make_alone()
            self._alone.start(on_change)

    def devices(self) -> DeviceList:
        if self._pulse.answered:
            self._now = self._pulse
        return self._now.devices()

    def can_open(self, device: Device) -> bool:
        return self._now.can_open(device)

    def restart(self) -> None:
        self._now.restart()

    def open_microphone(self, device: Device, take: Take) -> Stream:
        return self._now.open_microphone(device, take)

    def open_output(self, kind: DeviceKind, device: Device, give: Give) -> Stream:
        return self._now.open_output(kind, device, give)

    def close(self) -> None:
        self._pulse.close()
        if self._alone is not None:
            self._alone.close()
