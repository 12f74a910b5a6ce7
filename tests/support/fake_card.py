"""A sound card whose devices come and go at the test's word, and a sound keeper on it that remembers what it told."""

import threading
from collections.abc import Callable

from bluebean_client.domain.phone import AudioDevices, DeviceKind, SoundTest
from bluebean_client.domain.phone_messages import Levels
from bluebean_client.phone.audio.backend import DeviceMissing, Give, Stream, Take
from bluebean_client.phone.audio.device_choice import Device, DeviceList
from bluebean_client.phone.audio.pcm_fifo import PcmFifo
from bluebean_client.phone.audio.processing_choice import ProcessingChoice
from bluebean_client.phone.audio.sound_keeper import SoundKeeper, SoundNews
from bluebean_client.phone.audio.voice_path import VoiceProcessor

PATIENCE_SECONDS = 10.0
HEADSET, BUILT_IN, DESK = "headset", "built-in", "desk"


class FakeStream:
    """Moves whenever it is looked at, until its device freezes."""

    def __init__(self, card: "FakeCard", label: str, device: Device, take: Take, give: Give) -> None:
        self._card, self.label, self.device = card, label, device
        self.take, self.give = take, give
        self._calls = 0

    def callbacks(self) -> int:
        if self.device.name not in self._card.frozen:
            self._calls += 1
        return self._calls

    def close(self) -> None:
        self._card.closed(self)


class FakeCard:
    """Implements `AudioBackend`. The first plugged device is the system's default.

    With `tells` changes are known at once, as PulseAudio does it; without, only `restart` sees them, as with PortAudio alone.
    """

    def __init__(self, *plugged: str, tells: bool = True) -> None:
        self._tells = tells
        self._plugged = self._seen = tuple(plugged)
        self._generation = 0
        self._streams: list[FakeStream] = []
        self._changed = threading.Condition()
        self._on_change: Callable[[], None] = lambda: None
        self.frozen: set[str] = set()
        self.refusing: set[str] = set()
        self.never_opens: set[str] = set()
        self.restarts = 0
        self.attempts: list[str] = []
        self.fails_to_list = 0

    # -- the test's side

    def plug(self, *names: str, told: bool = True) -> None:
        """Now exactly these are there, each as a new one."""
        self._generation += 1
        self._plugged = names
        self.frozen |= {stream.device.name for stream in self._streams} - set(names)
        self.frozen -= set(names)
        if told:
            self._on_change()

    def wait_for_open(self, *labels: str) -> None:
        with self._changed:
            there = self._changed.wait_for(lambda: sorted(self.open()) == sorted(labels), PATIENCE_SECONDS)
            assert there, f"open are {self.open()}"

    def wait_for_attempts(self, count: int) -> None:
        """Until devices were opened, or tried to, so often all together."""
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.attempts) >= count, PATIENCE_SECONDS), self.attempts

    def open(self) -> list[str]:
        return [stream.label for stream in self._streams]

    def play(self, label: str, count: int = 320) -> bytes:
        """What an open output would play now."""
        return self.source(label)(count)

    def source(self, label: str) -> Give:
        return next(stream.give for stream in self._streams if stream.label == label)

    def speak(self, data: bytes) -> None:
        next(stream.take for stream in self._streams if stream.label.startswith("microphone"))(data)

    # -- AudioBackend

    def start(self, on_change: Callable[[], None]) -> None:
        self._on_change = on_change

    def devices(self) -> DeviceList:
        if self.fails_to_list:
            self.fails_to_list -= 1
            raise RuntimeError("the sound system has a bad day")
        names = self._plugged
        devices = tuple(Device(name, self._key(name), name, headset=name == HEADSET) for name in names)
        default = devices[0].key if devices else ""
        return DeviceList(devices, devices, default, default)

    def can_open(self, device: Device) -> bool:
        return device.name not in self.never_opens and (self._tells or device.name in self._seen)

    def restart(self) -> None:
        assert not self._streams, "a restart kills open streams"
        self.restarts += 1
        self._seen = self._plugged

    def open_microphone(self, device: Device, take: Take) -> Stream:
        return self._opened(DeviceKind.MICROPHONE, device, take, bytes)

    def open_output(self, kind: DeviceKind, device: Device, give: Give) -> Stream:
        return self._opened(kind, device, lambda data: None, give)

    def close(self) -> None:
        assert not self._streams

    def closed(self, stream: FakeStream) -> None:
        with self._changed:
            self._streams.remove(stream)
            self._changed.notify_all()

    def _key(self, name: str) -> str:
        return f"{self._generation} {name}" if self._tells else name

    def _opened(self, kind: DeviceKind, device: Device, take: Take, give: Give) -> Stream:
        with self._changed:
            self.attempts.append(device.name)
            self._changed.notify_all()
        if device.name not in self._plugged or device.name in self.refusing | self.never_opens:
            raise DeviceMissing(device.name)
        stream = FakeStream(self, f"{kind} {device.name}", device, take, give)
        with self._changed:
            self._streams.append(stream)
            self._changed.notify_all()
        return stream


class Desk:
    """A sound keeper on a fake sound card, and what it last said."""

    def __init__(
        self,
        *plugged: str,
        tells: bool = True,
        make_processor: Callable[[ProcessingChoice], VoiceProcessor] | None = None,
    ) -> None:
        self.card = FakeCard(*plugged, tells=tells)
        self.devices: AudioDevices | None = None
        self.tests: list[SoundTest] = []
        self.levels: list[Levels] = []
        self.capture, self.playback = PcmFifo(), PcmFifo()
        self._told = threading.Condition()
        self.keeper = SoundKeeper(
            lambda: self.card,
            make_processor or (lambda choice: None),
            self.capture,
            self.playback,
            SoundNews(self._on_devices, self._on_test, self._on_levels),
        )
        self.keeper.start()
        self.wait_for(lambda: self.devices is not None)

    def known(self) -> AudioDevices:
        assert self.devices is not None
        return self.devices

    def wait_for(self, holds: Callable[[], bool]) -> None:
        with self._told:
            assert self._told.wait_for(holds, PATIENCE_SECONDS), f"known is {self.devices}, {self.tests}"

    def wait_for_strayed(self, *kinds: DeviceKind) -> None:
        self.wait_for(lambda: set(self.known().strayed) == set(kinds))

    def wait_for_missing(self, *kinds: DeviceKind) -> None:
        self.wait_for(lambda: set(self.known().missing) == set(kinds))

    def _on_devices(self, devices: AudioDevices) -> None:
        with self._told:
            self.devices = devices
            self._told.notify_all()

    def _on_test(self, test: SoundTest) -> None:
        with self._told:
            self.tests.append(test)
            self._told.notify_all()

    def _on_levels(self, levels: Levels) -> None:
        with self._told:
            self.levels.append(levels)
            self._told.notify_all()
