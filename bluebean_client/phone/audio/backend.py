"""What the engine asks of a sound card, and the silent stand-in for one."""

from collections.abc import Callable
from typing import Protocol

from bluebean_client.domain.phone import DeviceKind
from bluebean_client.phone.audio.device_choice import Device, DeviceList

Take = Callable[[bytes], None]
"""Gets what the microphone heard; called in a thread of the backend, must return at once."""

Give = Callable[[int], bytes]
"""Asked for that many bytes to be played; called in a thread of the backend, must return at once."""


class DeviceMissing(Exception):
    """There is no such device, or it cannot be opened now."""


class Stream(Protocol):
    def callbacks(self) -> int:
        """How often the device has asked or delivered so far; a number that stands still means a dead device."""

    def close(self) -> None: ...


class AudioBackend(Protocol):
    """All methods are called by one thread only."""

    def start(self, on_change: Callable[[], None]) -> None:
        """`on_change` is called, in any thread, when `devices` may have something new to tell."""

    def devices(self) -> DeviceList:
        """What there is now, as far as can be known without touching an open stream."""

    def can_open(self, device: Device) -> bool:
        """False if the device was plugged in since the sound system was last read, and `restart` must come first."""

    def restart(self) -> None:
        """Read the sound system anew. Never called while a stream is open."""

    def open_microphone(self, device: Device, take: Take) -> Stream:
        """May raise `DeviceMissing`."""

    def open_output(self, kind: DeviceKind, device: Device, give: Give) -> Stream:
        """`kind` is `SPEAKER` or `RINGER`. May raise `DeviceMissing`."""

    def close(self) -> None: ...


class NullBackend:
    """A machine without any sound device: calls work, nobody hears anything."""

    def start(self, on_change: Callable[[], None]) -> None:
        """Nothing ever changes."""

    def devices(self) -> DeviceList:
        return DeviceList()

    def can_open(self, device: Device) -> bool:
        return True

    def restart(self) -> None:
        """There is nothing to read."""

    def open_microphone(self, device: Device, take: Take) -> Stream:
        raise DeviceMissing("no sound devices")

    def open_output(self, kind: DeviceKind, device: Device, give: Give) -> Stream:
        raise DeviceMissing("no sound devices")

    def close(self) -> None:
        """Nothing is open."""
