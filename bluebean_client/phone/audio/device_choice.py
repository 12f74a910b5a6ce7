"""Which device serves for what: the chosen one, else the system's default, else any other. Pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from bluebean_client.domain.phone import AudioDevices, DeviceKind, SoundSettings


@dataclass(frozen=True, slots=True)
class Device:
    """`name` is what people read and choose, `address` what the sound system opens. `key` is another one each time that the device
    is plugged in."""

    name: str
    key: str
    address: str = ""
    headset: bool = False
    listed: bool = True
    """False for what is no real device but may be chosen by name, such as the monitor of an output."""


@dataclass(frozen=True, slots=True)
class DeviceList:
    """What there is now. The defaults are keys, empty if the system names none."""

    microphones: tuple[Device, ...] = ()
    speakers: tuple[Device, ...] = ()
    default_microphone: str = ""
    default_speaker: str = ""

    def of(self, kind: DeviceKind) -> tuple[Device, ...]:
        return self.microphones if kind is DeviceKind.MICROPHONE else self.speakers

    def default_of(self, kind: DeviceKind) -> str:
        return self.default_microphone if kind is DeviceKind.MICROPHONE else self.default_speaker


@dataclass(frozen=True, slots=True)
class Slot:
    """A stream that is wanted: `number` tells several ringers apart."""

    kind: DeviceKind
    number: int = 0


MICROPHONE, SPEAKER = Slot(DeviceKind.MICROPHONE), Slot(DeviceKind.SPEAKER)


@dataclass(frozen=True, slots=True)
class Plan:
    """The device for each slot, wanted now or not, and what the window should know of the choice."""

    devices: dict[Slot, Device] = field(default_factory=dict)
    missing: tuple[DeviceKind, ...] = ()
    strayed: tuple[DeviceKind, ...] = ()
    gone: tuple[str, ...] = ()
    """Names of the chosen devices for which others stand in."""

    def wanted(self, kinds: Collection[DeviceKind]) -> dict[Slot, Device]:
        return {slot: device for slot, device in self.devices.items() if slot.kind in kinds}

    def name_of(self, slot: Slot) -> str:
        device = self.devices.get(slot)
        return device.name if device else ""

    def serves_headset(self, slot: Slot) -> bool:
        device = self.devices.get(slot)
        return device is not None and device.headset

    def report(self, there: DeviceList) -> AudioDevices:
        return AudioDevices(
            microphones=_names(there.microphones),
            speakers=_names(there.speakers),
            missing=self.missing,
            strayed=self.strayed,
            gone=self.gone,
            standing_in=_names(self.wanted(self.strayed).values()),
            microphone_in_use=self.name_of(MICROPHONE),
            speaker_in_use=self.name_of(SPEAKER),
        )


def choose(sound: SoundSettings, there: DeviceList, broken: Collection[str] = ()) -> Plan:
    """`broken` are keys of devices that cannot be opened at the moment."""
    devices: dict[Slot, Device] = {}
    missing: list[DeviceKind] = []
    strayed: list[DeviceKind] = []
    gone: list[str] = []
    for kind, wishes in _wishes(sound).items():
        served, unserved = _serve(kind, wishes, there, broken)
        devices |= {Slot(kind, number): device for number, device in enumerate(served)}
        if not served:
            missing.append(kind)
        elif unserved:
            strayed.append(kind)
            gone += unserved
    return Plan(devices, tuple(missing), tuple(strayed), tuple(dict.fromkeys(gone)))


def _wishes(sound: SoundSettings) -> dict[DeviceKind, tuple[str, ...]]:
    return {
        DeviceKind.MICROPHONE: (sound.microphone,),
        DeviceKind.SPEAKER: (sound.speaker,),
        DeviceKind.RINGER: sound.ringers or (sound.speaker,),
    }


def _serve(
    kind: DeviceKind, wishes: Collection[str], there: DeviceList, broken: Collection[str]
) -> tuple[list[Device], list[str]]:
    """The devices without doubles, and the wishes that are not met. One that is missing does not silence the others."""
    sound_ones = [device for device in there.of(kind) if device.key not in broken]
    default = there.default_of(kind)
    first = sorted((device for device in sound_ones if device.listed), key=lambda device: device.key != default)
    usual = [device for device in sound_ones if device.key == default] + first
    chosen = [_find(wish, sound_ones) if wish else next(iter(usual), None) for wish in wishes]
    found = list(dict.fromkeys(device for device in chosen if device is not None))
    unserved = [wish for wish, device in zip(wishes, chosen, strict=True) if wish and device is None]
    return found or usual[:1], unserved


def _find(name: str, devices: Iterable[Device]) -> Device | None:
    return next((device for device in devices if device.name == name), None)


def _names(devices: Iterable[Device]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(device.name for device in devices if device.listed))
