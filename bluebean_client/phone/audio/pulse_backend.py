"""Sound card by PulseAudio or PipeWire: its devices by name, as they come and go, played by PortAudio through ALSA's `pulse` device.

PortAudio sees one device that stands for all of PulseAudio. Which sink or source a stream belongs to is read from the environment
by libpulse at the moment of opening. Every stream is opened on a device by name, the default too, so that it is known where it is.
"""

import contextlib
import os
from collections.abc import Callable, Iterator

from bluebean_client.domain.phone import DeviceKind
from bluebean_client.phone.audio import portaudio
from bluebean_client.phone.audio.backend import DeviceMissing, Give, Stream, Take
from bluebean_client.phone.audio.device_choice import Device, DeviceList
from bluebean_client.phone.audio.pulse_devices import WISHED_PROPERTY, PulseDevices

ALSA_DEVICE = "pulse"
ROLE = "media.role='phone'"
"""Lets the server pause music during a call and switch a Bluetooth headset to its voice profile."""


class PulseBackend:
    def __init__(self) -> None:
        self._devices = PulseDevices()

    @property
    def answered(self) -> bool:
        """Whether there has ever been a server."""
        return self._devices.answered

    def start(self, on_change: Callable[[], None]) -> None:
        self._devices.start(on_change)

    def devices(self) -> DeviceList:
        return self._devices.current

    def can_open(self, device: Device) -> bool:
        """Only whether PortAudio found the way to PulseAudio, which it does not if there was none when it started."""
        return portaudio.index_of(ALSA_DEVICE, portaudio.OUTPUT) is not None

    def restart(self) -> None:
        portaudio.restart()

    def open_microphone(self, device: Device, take: Take) -> Stream:
        with _environment("PULSE_SOURCE", device):
            return portaudio.open_input(_index(portaudio.INPUT), take)

    def open_output(self, kind: DeviceKind, device: Device, give: Give) -> Stream:
        with _environment("PULSE_SINK", device):
            return portaudio.open_output(_index(portaudio.OUTPUT), give)

    def close(self) -> None:
        self._devices.close()


def _index(direction: str) -> int:
    index = portaudio.index_of(ALSA_DEVICE, direction)
    if index is None:
        raise DeviceMissing("ALSA has no way to PulseAudio")
    return index


@contextlib.contextmanager
def _environment(name: str, device: Device) -> Iterator[None]:
    """What libpulse reads while a stream is opened. All streams are opened by one thread."""
    wanted = {name: device.address, "PULSE_PROP": f"{ROLE} {WISHED_PROPERTY}='{device.address}'"}
    before = {key: os.environ.get(key) for key in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for key, value in before.items():
            if value is None:
                del os.environ[key]
            else:
                os.environ[key] = value
