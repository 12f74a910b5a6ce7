"""What PortAudio lists, as this process and its helper tell each other."""

import msgspec

from bluebean_client.phone.audio.device_choice import Device, DeviceList
from bluebean_client.phone.audio.headset_words import is_headset


class FoundDevices(msgspec.Struct, frozen=True):
    """Names of inputs and outputs and of the system's defaults, which are empty if there is none."""

    inputs: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    default_input: str = ""
    default_output: str = ""

    def as_list(self) -> DeviceList:
        """PortAudio tells nothing but names: a device that is plugged in again is the same to us."""
        return DeviceList(_devices(self.inputs), _devices(self.outputs), self.default_input, self.default_output)


def _devices(names: tuple[str, ...]) -> tuple[Device, ...]:
    return tuple(Device(name, name, name, is_headset(name)) for name in names)
