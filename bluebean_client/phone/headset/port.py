"""What the engine wants of headsets, and what the headset thread needs of the system's HID devices."""

from dataclasses import dataclass
from enum import Enum, auto
from typing import Protocol

TELEPHONY_PAGE = 0x0B
"""The usage page of headsets and handsets (USB HID usage tables)."""


class Button(Enum):
    """A press, or the change of a switch, that a person has made."""

    HOOK = auto()
    MUTE = auto()
    FLASH = auto()
    DROP = auto()


class Lamp(Enum):
    """What the device is shown; many have no lamp for it but open their voice link or sound a tone. Written in this order."""

    RING = auto()
    OFF_HOOK = auto()
    MUTE = auto()
    HOLD = auto()


Lamps = frozenset[Lamp]


class Headset(Protocol):
    """Every method returns at once; presses and the name of the headset in use come back through callbacks."""

    def use(self, on: bool) -> None:
        """Whether to listen at all. Off, the lamps go out and the device is left to others."""

    def prefer(self, sound_devices: tuple[str, ...]) -> None:
        """Names of the sound devices in use: the headset that bears one of them is taken first."""

    def show(self, lamps: Lamps) -> None: ...
    def close(self) -> None: ...


class NoHeadset:
    """Implements `Headset` where there is none to be had."""

    def use(self, on: bool) -> None:
        """Nothing to listen to."""

    def prefer(self, sound_devices: tuple[str, ...]) -> None:
        """Nothing to choose from."""

    def show(self, lamps: Lamps) -> None:
        """Nothing to light."""

    def close(self) -> None:
        """Nothing is open."""


# ---- the system's devices ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class HidInfo:
    """A device with a telephony page. `path` is the system's way to it; `name` is what the maker calls it."""

    path: bytes
    name: str


class HidDevice(Protocol):
    """An open device. Every method raises `OSError` when the device is gone."""

    def descriptor(self) -> bytes:
        """Its report descriptor (HID 1.11 §6.2.2)."""

    def read(self, milliseconds: int) -> bytes:
        """The next input report, first byte its id if the device numbers its reports; empty if none came in time."""

    def write(self, report: bytes) -> None:
        """An output report; the first byte is its id, or 0."""

    def close(self) -> None: ...


class HidBackend(Protocol):
    def headsets(self) -> tuple[HidInfo, ...]: ...
    def open(self, path: bytes) -> HidDevice:
        """Raises `OSError`, also where the user lacks the right to it."""
