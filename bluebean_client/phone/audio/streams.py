"""Opens, watches and closes the streams, so that each wanted slot plays on the best device that works. Lives in the sound thread."""

import logging
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from bluebean_client.domain.phone import DeviceKind, SoundSettings
from bluebean_client.phone.audio.backend import AudioBackend, DeviceMissing, Stream
from bluebean_client.phone.audio.device_choice import Device, DeviceList, Plan, Slot, choose

LOOK_SECONDS = 0.25
STILL_LOOKS = 2
"""A stream that has not moved for that many looks is dead."""

DIES_AT_ONCE_SECONDS = 2.0
RETRY_SECONDS, RETRY_SECONDS_MAX = 2.0, 30.0
"""How long a device that can't be opened is left alone: at first, and at most after doubling."""

OpenStream = Callable[[AudioBackend, Slot, Device], Stream]

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Open:
    stream: Stream
    device: Device
    opened_at: float
    looked_at: float
    callbacks: int = -1
    still_looks: int = 0

    def dead(self, now: float) -> bool:
        """Whether the device has stopped asking or delivering."""
        if now - self.looked_at < LOOK_SECONDS:
            return False
        callbacks = self.stream.callbacks()
        self.still_looks = self.still_looks + 1 if callbacks == self.callbacks else 0
        self.callbacks, self.looked_at = callbacks, now
        return self.still_looks >= STILL_LOOKS


class BrokenDevices:
    """Devices that could not be opened or died at once; each is tried again later, and later each time."""

    def __init__(self) -> None:
        self._waits: dict[str, tuple[float, float]] = {}

    def failed(self, key: str, now: float) -> None:
        _, last_seconds = self._waits.get(key, (0.0, RETRY_SECONDS / 2))
        seconds = min(2 * last_seconds, RETRY_SECONDS_MAX)
        self._waits[key] = now + seconds, seconds

    def worked(self, key: str) -> None:
        self._waits.pop(key, None)

    def keys(self, now: float) -> set[str]:
        return {key for key, (until, _) in self._waits.items() if now < until}


class Streams:
    def __init__(self, backend: AudioBackend, open_stream: OpenStream) -> None:
        self._backend = backend
        self._open_stream = open_stream
        self._open: dict[Slot, _Open] = {}
        self._broken = BrokenDevices()

    def follow(self, sound: SoundSettings, kinds: Collection[DeviceKind], now: float) -> tuple[Plan, DeviceList]:
        """Open and close until what is wanted is on the best devices there are; what came of it."""
        self._close_dead(now)
        restarted = False
        while True:
            there = self._backend.devices()
            plan = choose(sound, there, self._broken.keys(now))
            wanted = plan.wanted(kinds)
            self._close_others(wanted)
            if not restarted and not all(self._backend.can_open(device) for device in wanted.values()):
                self._close_others({})
                self._backend.restart()
                restarted = True
                continue
            if self._open_all(wanted, now):
                return plan, there

    def close(self) -> None:
        self._close_others({})

    def _open_all(self, wanted: Mapping[Slot, Device], now: float) -> bool:
        """False at the first device that cannot be opened."""
        for slot, device in wanted.items():
            if slot in self._open:
                continue
            try:
                stream = self._open_stream(self._backend, slot, device)
            except DeviceMissing as problem:
                _log.warning("%s cannot be opened on %s: %s", slot.kind, device.name, problem)
                self._broken.failed(device.key, now)
                return False
            _log.info("%s is on %s", slot.kind, device.name)
            self._open[slot] = _Open(stream, device, now, now)
        return True

    def _close_dead(self, now: float) -> None:
        for slot, opened in list(self._open.items()):
            if opened.dead(now):
                _log.warning("%s on %s stands still", slot.kind, opened.device.name)
                self._close(slot)
                if now - opened.opened_at < DIES_AT_ONCE_SECONDS:
                    self._broken.failed(opened.device.key, now)
            elif now - opened.opened_at >= DIES_AT_ONCE_SECONDS:
                self._broken.worked(opened.device.key)

    def _close_others(self, wanted: Mapping[Slot, Device]) -> None:
        for slot, opened in list(self._open.items()):
            if wanted.get(slot) != opened.device:
                self._close(slot)

    def _close(self, slot: Slot) -> None:
        self._open.pop(slot).stream.close()
