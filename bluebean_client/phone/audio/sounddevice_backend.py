"""Sound card by PortAudio alone: Windows, macOS, and Linux without PulseAudio.

PortAudio reads the devices only when it starts, and may not start anew while a stream is open. So a helper process watches the
devices while streams are open, and this process starts PortAudio anew only when a device is to be opened that it does not know.
"""

import time
from collections.abc import Callable

from bluebean_client.domain.phone import DeviceKind
from bluebean_client.phone.audio import portaudio
from bluebean_client.phone.audio.backend import DeviceMissing, Give, Stream, Take
from bluebean_client.phone.audio.device_choice import Device, DeviceList
from bluebean_client.phone.audio.device_watch import DeviceWatch

FRESH_SECONDS = 1.5
"""Without open streams, what was read is believed for so long."""


class SounddeviceBackend:
    def __init__(self, watch: DeviceWatch, clock: Callable[[], float] = time.monotonic) -> None:
        self._watch, self._clock = watch, clock
        self._open: set[_Stream] = set()
        portaudio.start()
        self._read = self._known = portaudio.found()
        self._read_at = clock()

    def start(self, on_change: Callable[[], None]) -> None:
        self._watch.tell(on_change)

    def devices(self) -> DeviceList:
        if self._open:
            self._known = self._watch.newest() or self._known
        elif self._clock() - self._read_at > FRESH_SECONDS:
            self.restart()
        return self._known.as_list()

    def can_open(self, device: Device) -> bool:
        return device.name in self._read.inputs + self._read.outputs

    def restart(self) -> None:
        portaudio.restart()
        self._read = self._known = portaudio.found()
        self._read_at = self._clock()

    def open_microphone(self, device: Device, take: Take) -> Stream:
        return self._opened(portaudio.open_input(_index(device, portaudio.INPUT), take))

    def open_output(self, kind: DeviceKind, device: Device, give: Give) -> Stream:
        return self._opened(portaudio.open_output(_index(device, portaudio.OUTPUT), give))

    def close(self) -> None:
        self._watch.stop()
        portaudio.stop()

    def _opened(self, stream: Stream) -> Stream:
        ours = _Stream(stream, self._closed)
        self._open.add(ours)
        self._watch.start()
        return ours

    def _closed(self, stream: "_Stream") -> None:
        self._open.discard(stream)
        if not self._open:
            self._watch.stop()
            self._read_at = self._clock()


class _Stream:
    def __init__(self, stream: Stream, on_close: Callable[["_Stream"], None]) -> None:
        self._stream, self._on_close = stream, on_close

    def callbacks(self) -> int:
        return self._stream.callbacks()

    def close(self) -> None:
        try:
            self._stream.close()
        finally:
            self._on_close(self)


def _index(device: Device, direction: str) -> int:
    index = portaudio.index_of(device.name, direction)
    if index is None:
        raise DeviceMissing(f"{device.name} is not there")
    return index
