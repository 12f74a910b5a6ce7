"""Sound card by PulseAudio or PipeWire: its devices by name, as they come and go, and streams on them.

Not by PortAudio, whose ALSA side knows PulseAudio as one device without names, and waits for ever when a stream's device vanishes at
the moment of starting (PortAudio issue 535). Every stream is opened on a device by name, the default too, so that it is known where it is.
"""

from collections.abc import Callable

from bluebean_client.domain.phone import DeviceKind
from bluebean_client.phone.audio.backend import Give, Stream, Take
from bluebean_client.phone.audio.device_choice import Device, DeviceList
from bluebean_client.phone.audio.pulse_devices import PulseDevices
from bluebean_client.phone.audio.pulse_stream import PulseStreams


class PulseBackend:
    def __init__(self) -> None:
        self._devices, self._streams = PulseDevices(), PulseStreams()

    @property
    def answered(self) -> bool:
        """Whether there has ever been a server."""
        return self._devices.answered

    def start(self, on_change: Callable[[], None]) -> None:
        self._devices.start(on_change)

    def devices(self) -> DeviceList:
        return self._devices.current

    def can_open(self, device: Device) -> bool:
        return True

    def restart(self) -> None:
        """The server tells everything by itself."""

    def open_microphone(self, device: Device, take: Take) -> Stream:
        return self._streams.record(device.address, DeviceKind.MICROPHONE, take)

    def open_output(self, kind: DeviceKind, device: Device, give: Give) -> Stream:
        return self._streams.play(device.address, kind, give)

    def close(self) -> None:
        self._devices.close()
