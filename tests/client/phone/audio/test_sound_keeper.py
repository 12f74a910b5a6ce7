"""Which streams are open when, with a sound card whose devices come and go."""

import threading
from collections.abc import Callable, Iterator

import pytest

from bluebean_client.domain.phone import AudioDevices, DeviceKind, SoundSettings
from bluebean_client.phone.audio.backend import DeviceMissing, DeviceNames, Give, Stream, Take
from bluebean_client.phone.audio.pcm_fifo import PcmFifo
from bluebean_client.phone.audio.sound_keeper import SoundKeeper

PATIENCE_SECONDS = 5.0
HEADSET, BUILT_IN = "headset", "built-in"


class FakeStream:
    def __init__(self, close: Callable[[], None]) -> None:
        self._calls = 0
        self.close = close

    def callbacks(self) -> int:
        """Alive: a new number whenever it is asked."""
        self._calls += 1
        return self._calls


class FakeBackend:
    """Implements `AudioBackend`. The first plugged device is the system's default; a refresh is needed to see changes."""

    def __init__(self, *plugged: str) -> None:
        self.plugged = plugged
        self._seen: tuple[str, ...] = ()
        self._open: list[str] = []
        self._changed = threading.Condition()

    def refresh(self) -> DeviceNames:
        assert not self._open, "a refresh while a stream is open kills the stream"
        self._seen = self.plugged
        return DeviceNames(self._seen, self._seen)

    def open_microphone(self, name: str, take: Take) -> Stream:
        return self._opened(DeviceKind.MICROPHONE, name)

    def open_output(self, kind: DeviceKind, name: str, give: Give) -> Stream:
        return self._opened(kind, name)

    def close(self) -> None:
        assert not self._open

    def wait_for_open(self, *streams: str) -> None:
        with self._changed:
            there = self._changed.wait_for(lambda: sorted(self._open) == sorted(streams), PATIENCE_SECONDS)
            assert there, f"open are {self._open}"

    def _opened(self, kind: DeviceKind, name: str) -> Stream:
        device = name or (self._seen[0] if self._seen else "")
        if device not in self._seen or device not in self.plugged:
            raise DeviceMissing(device)
        stream = f"{kind} {device}"
        self._change(lambda: self._open.append(stream))
        return FakeStream(lambda: self._change(lambda: self._open.remove(stream)))

    def _change(self, change: Callable[[], None]) -> None:
        with self._changed:
            change()
            self._changed.notify_all()


class Desk:
    """A sound keeper on a fake sound card, and what it last said of the devices."""

    def __init__(self, *plugged: str) -> None:
        self.card = FakeBackend(*plugged)
        self._devices: AudioDevices | None = None
        self._told = threading.Condition()
        self.keeper = SoundKeeper(lambda: self.card, PcmFifo(), PcmFifo(), self._on_devices)
        self.keeper.start()
        self.wait_for_missing(*(() if plugged else DeviceKind))

    def wait_for_missing(self, *missing: DeviceKind) -> None:
        def as_expected() -> bool:
            return self._devices is not None and set(self._devices.missing) == set(missing)

        with self._told:
            assert self._told.wait_for(as_expected, PATIENCE_SECONDS), f"known is {self._devices}"

    def _on_devices(self, devices: AudioDevices) -> None:
        with self._told:
            self._devices = devices
            self._told.notify_all()


@pytest.fixture
def desk() -> Iterator[Desk]:
    started = Desk(BUILT_IN, HEADSET)
    yield started
    started.keeper.close()


def test_only_what_is_wanted_is_open(desk: Desk) -> None:
    desk.keeper.ring(True)
    desk.card.wait_for_open("ringer built-in")
    desk.keeper.ring(False)
    desk.keeper.talk(True)
    desk.card.wait_for_open("microphone built-in", "speaker built-in")
    desk.keeper.talk(False)
    desk.card.wait_for_open()


def test_devices_chosen_in_a_call_are_taken_at_once(desk: Desk) -> None:
    desk.keeper.talk(True)
    desk.card.wait_for_open("microphone built-in", "speaker built-in")
    desk.keeper.choose(SoundSettings(HEADSET, HEADSET, (BUILT_IN,)))
    desk.card.wait_for_open("microphone headset", "speaker headset")
    desk.keeper.talk(False)
    desk.keeper.ring(True)
    desk.card.wait_for_open("ringer built-in")


def test_for_a_chosen_device_that_is_gone_the_default_stands_in(desk: Desk) -> None:
    desk.keeper.choose(SoundSettings(HEADSET, HEADSET, (BUILT_IN,)))
    desk.card.plugged = (BUILT_IN,)
    desk.keeper.talk(True)
    desk.card.wait_for_open("microphone built-in", "speaker built-in")
    desk.wait_for_missing(DeviceKind.MICROPHONE, DeviceKind.SPEAKER)


def test_a_device_plugged_in_since_the_last_look_is_found_when_a_call_needs_it() -> None:
    desk = Desk()
    desk.card.plugged = (HEADSET,)
    desk.keeper.talk(True)
    desk.card.wait_for_open("microphone headset", "speaker headset")
    desk.wait_for_missing()
    desk.keeper.close()
