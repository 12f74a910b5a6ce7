"""What is made of PulseAudio's lists of sinks, sources and streams."""

import os
from dataclasses import dataclass, field

from bluebean_client.phone.audio.pulse_devices import (
    WISHED_PROPERTY,
    PulseDevice,
    PulseNames,
    device_list,
    strays,
)

NOBODY = PulseNames()
SINK = PulseDevice(0, "alsa_out", "Desk")
MONITOR = PulseDevice(0, "alsa_out.monitor", "Monitor of Desk", monitor=True)
MOUTH = PulseDevice(1, "alsa_in", "Desk")


@dataclass
class Stream:
    """As pulsectl gives it."""

    index: int
    sink: int
    proplist: dict[str, str] = field(default_factory=dict)


def ours(device: str) -> dict[str, str]:
    return {WISHED_PROPERTY: device, "application.process.id": str(os.getpid())}


def test_the_monitor_of_an_output_is_no_default_microphone() -> None:
    there = device_list([SINK], [MONITOR], NOBODY, PulseNames("alsa_out", "alsa_out.monitor"))
    assert there.default_speaker == SINK.key
    assert there.default_microphone == ""


def test_the_monitor_is_the_default_if_the_person_names_it_for_this_program() -> None:
    named = PulseNames(source="alsa_out.monitor")
    assert device_list([SINK], [MONITOR, MOUTH], named, PulseNames("", "alsa_in")).default_microphone == MONITOR.key
    assert device_list([SINK], [MOUTH], named, PulseNames("", "alsa_in")).default_microphone == MOUTH.key


def test_two_devices_of_one_kind_can_be_told_apart() -> None:
    twins = [PulseDevice(4, "usb.2", "USB Headset"), PulseDevice(3, "usb.1", "USB Headset")]
    names = {device.address: device.name for device in device_list(twins, [], NOBODY, NOBODY).speakers}
    assert names == {"usb.1": "USB Headset", "usb.2": "USB Headset (2)"}


def test_a_device_that_was_plugged_in_again_is_another_one() -> None:
    again = PulseDevice(7, "alsa_out", "Desk")
    before, after = (device_list([sink], [], NOBODY, NOBODY).speakers[0] for sink in (SINK, again))
    assert before.name == after.name and before != after


def test_only_streams_of_this_program_that_are_elsewhere_than_opened_are_brought_back() -> None:
    other = PulseDevice(5, "usb_out", "Headset")
    streams = [
        Stream(10, sink=5, proplist=ours("alsa_out")),
        Stream(11, sink=0, proplist=ours("alsa_out")),
        Stream(12, sink=5, proplist=ours("gone")),
        Stream(13, sink=5, proplist={WISHED_PROPERTY: "alsa_out", "application.process.id": "1"}),
        Stream(14, sink=5),
    ]
    assert strays(streams, "sink", [SINK, other]) == [(10, 0)]
