"""What the engine asks of a sound card, and the silent stand-in for one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from bluebean_client.domain.phone import DeviceKind

Take = Callable[[bytes], None]
"""Gets what the microphone heard; called in a thread of the backend, must return at once."""

Give = Callable[[int], bytes]
"""Asked for that many bytes to be played; called in a thread of the backend, must return at once."""


class DeviceMissing(Exception):
    """There is no such device, or it cannot be opened now."""


@dataclass(frozen=True, slots=True)
class DeviceNames:
    microphones: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()


class Stream(Protocol):
    def callbacks(self) -> int:
        """How often the device has asked or delivered so far; a number that stands still means a dead device."""

    def close(self) -> None: ...


class AudioBackend(Protocol):
    """All methods are called by one thread only. An empty name is the system's default device."""

    def refresh(self) -> DeviceNames:
        """Look at the devices anew. Never called while a stream is open."""

    def open_microphone(self, name: str, take: Take) -> Stream:
        """May raise `DeviceMissing`."""

    def open_output(self, kind: DeviceKind, name: str, give: Give) -> Stream:
        """`kind` is `SPEAKER` or `RINGER`. May raise `DeviceMissing`."""

    def close(self) -> None: ...


class NullBackend:
    """A machine without any sound device: calls work, nobody hears anything."""

    def refresh(self) -> DeviceNames:
        return DeviceNames()

    def open_microphone(self, name: str, take: Take) -> Stream:
        raise DeviceMissing("no sound devices")

    def open_output(self, kind: DeviceKind, name: str, give: Give) -> Stream:
        raise DeviceMissing("no sound devices")

    def close(self) -> None:
        """Nothing is open."""
