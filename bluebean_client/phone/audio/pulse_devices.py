"""What PulseAudio (or PipeWire in its place) says of sinks and sources, always up to date: a thread that listens to its events."""

import logging
import os
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import pulsectl

from bluebean_client.phone.audio.device_choice import Device, DeviceList
from bluebean_client.phone.audio.headset_words import is_headset

RECONNECT_SECONDS, SEARCH_SECONDS = 1.0, 5.0
"""How often a server is looked for that has gone, and one that was never there."""

SETTLE_SECONDS = 0.05
"""A device that comes or goes makes a burst of events; so long after the first one they are read together."""

FIRST_LOOK_SECONDS = 2.0
CLIENT_NAME = "BlueBean"
WISHED_PROPERTY = "bluebean.device"
"""Marks a stream of this program with the sink or source on which it was opened."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PulseDevice:
    """A sink or source. `index` is another one each time that it is plugged in."""

    index: int
    name: str
    description: str
    form_factor: str = ""
    monitor: bool = False

    @property
    def key(self) -> str:
        return f"{self.index} {self.name}"


@dataclass(frozen=True, slots=True)
class PulseNames:
    """Pulse's own names of the default devices."""

    sink: str = ""
    source: str = ""


def device_list(
    sinks: Iterable[PulseDevice], sources: Iterable[PulseDevice], named: PulseNames, usual: PulseNames
) -> DeviceList:
    """`named` are the defaults for this program, `usual` those of the server.

    The monitor of a sink is no microphone, and the server's default only for want of one, unless somebody names it.
    """
    sinks, sources = sorted(sinks, key=_index), sorted(sources, key=_index)
    microphones = [source for source in sources if not source.monitor]
    return DeviceList(
        microphones=_devices(sources),
        speakers=_devices(sinks),
        default_microphone=_key(named.source, sources) or _key(usual.source, microphones),
        default_speaker=_key(named.sink, sinks) or _key(usual.sink, sinks),
    )


def _index(device: PulseDevice) -> int:
    return device.index


def _key(name: str, devices: Iterable[PulseDevice]) -> str:
    return next((device.key for device in devices if device.name == name), "")


def _devices(devices: Iterable[PulseDevice]) -> tuple[Device, ...]:
    """Of several with the same description the second and later are numbered: two headsets of one kind can be told apart."""
    seen: dict[str, int] = {}
    result = []
    for device in devices:
        count = seen[device.description] = seen.get(device.description, 0) + 1
        name = device.description if count == 1 else f"{device.description} ({count})"
        headset = is_headset(device.description, device.form_factor)
        result.append(Device(name, device.key, device.name, headset, listed=not device.monitor))
    return tuple(result)


class PulseDevices:
    """Keeps `current` up to date and calls `on_change` in its thread whenever it is another one."""

    def __init__(self) -> None:
        self._named = PulseNames(os.environ.get("PULSE_SINK", ""), os.environ.get("PULSE_SOURCE", ""))
        self._on_change: Callable[[], None]
        self._pulse: Any = None
        self._listening = threading.Lock()
        """Held while listening is stopped from outside: the connection must not be freed meanwhile."""
        self._stale = False
        self._looked = threading.Event()
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="pulse-devices", daemon=True)
        self.current = DeviceList()
        self.answered = False

    def start(self, on_change: Callable[[], None]) -> None:
        """Returns when a server has answered, or is not there."""
        self._on_change = on_change
        self._thread.start()
        self._looked.wait(FIRST_LOOK_SECONDS)

    def close(self) -> None:
        self._closing.set()
        while self._thread.is_alive():
            # Listening may be about to begin: it is stopped again until the thread has seen that it shall end.
            with self._listening:
                if self._pulse is not None:
                    self._pulse.event_listen_stop()
            self._thread.join(0.05)

    def _run(self) -> None:
        while not self._closing.is_set():
            try:
                with pulsectl.Pulse(CLIENT_NAME, connect=False) as pulse:
                    pulse.connect()
                    self._listen(pulse)
            except (pulsectl.PulseError, pulsectl.PulseDisconnected) as problem:
                _log.debug("PulseAudio is gone: %r", problem)
            except Exception:
                _log.exception("PulseAudio is asked anew")
            self._know(DeviceList())
            self._closing.wait(RECONNECT_SECONDS if self.answered else SEARCH_SECONDS)

    def _listen(self, pulse: Any) -> None:
        pulse.event_mask_set("sink", "source", "server", "sink_input", "source_output")
        pulse.event_callback_set(self._heard)
        self._pulse = pulse
        try:
            while not self._closing.is_set():
                self._stale = False
                there = self._look(pulse)
                self.answered = True
                self._know(there)
                if not self._stale:
                    pulse.event_listen()
                self._closing.wait(SETTLE_SECONDS)
        finally:
            with self._listening:
                self._pulse = None

    def _heard(self, event: Any) -> None:
        self._stale = True
        raise pulsectl.PulseLoopStop

    def _look(self, pulse: Any) -> DeviceList:
        server = pulse.server_info()
        usual = PulseNames(server.default_sink_name, server.default_source_name)
        sinks = [_described(sink, monitor=False) for sink in pulse.sink_list()]
        sources = [_described(source, monitor=bool(source.monitor_of_sink_name)) for source in pulse.source_list()]
        for stream, device in strays(pulse.sink_input_list(), "sink", sinks):
            pulse.sink_input_move(stream, device)
        for stream, device in strays(pulse.source_output_list(), "source", sources):
            pulse.source_output_move(stream, device)
        return device_list(sinks, sources, self._named, usual)

    def _know(self, there: DeviceList) -> None:
        changed = there != self.current
        self.current = there
        self._looked.set()
        if changed:
            self._on_change()


def strays(streams: Iterable[Any], side: str, devices: Iterable[PulseDevice]) -> list[tuple[int, int]]:
    """Streams of this process that are elsewhere than opened, and where they belong. `side` is `sink` or `source`.

    The server moves streams by itself: away from a device that vanishes, and when another one becomes the default, even if a
    stream was opened on the old one by name.
    """
    ours = str(os.getpid())
    indices = {device.name: device.index for device in devices}
    found = []
    for stream in streams:
        belongs_on = indices.get(stream.proplist.get(WISHED_PROPERTY, ""))
        if (
            stream.proplist.get("application.process.id") == ours
            and belongs_on is not None
            and getattr(stream, side) != belongs_on
        ):
            found.append((stream.index, belongs_on))
    return found


def _described(device: Any, *, monitor: bool) -> PulseDevice:
    form_factor = device.proplist.get("device.form_factor", "")
    return PulseDevice(device.index, device.name, device.description or device.name, form_factor, monitor)
