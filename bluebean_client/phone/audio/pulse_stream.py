"""Streams of PulseAudio or PipeWire, all moved by one thread that wakes at a steady beat.

The server sends a packet every few milliseconds for each stream. Waking for every one of them, as libpulse's simple API does with two
threads a stream, cost more than all that is done with the sound; the beat takes together what has come.
"""

import logging
import threading
import time
from collections.abc import Callable

from bluebean_client.phone.audio.backend import Give, Take
from bluebean_client.phone.audio.pulse_link import BLOCK_BYTES, PulseLink, playing, recording

BEAT_SECONDS = 0.01

Move = Callable[[PulseLink], bool]
"""Moves what there is to move; whether that was anything."""

_log = logging.getLogger(__name__)


class PulseStream:
    """Implements `Stream`; its sound is moved until it is closed or the device is gone."""

    def __init__(self, link: PulseLink, name: str, move: Move, on_close: Callable[["PulseStream"], None]) -> None:
        self._link, self._name, self._move, self._on_close = link, name, move, on_close
        self._callbacks = 0
        self._runs = True

    def callbacks(self) -> int:
        return self._callbacks

    def close(self) -> None:
        self._on_close(self)
        self._link.close()

    def turn(self) -> None:
        """One beat, in the thread of the streams. A stream that has ended stands still."""
        if not self._runs:
            return
        try:
            self._link.catch_up()
            self._callbacks += self._move(self._link)
            self._runs = self._link.runs
        except Exception:
            _log.exception("%s ended", self._name)
            self._runs = False
        else:
            if not self._runs:
                _log.info("%s ended: %s", self._name, self._link.why())


class PulseStreams:
    """Opens streams. The thread is there as long as there is one."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: list[PulseStream] = []
        self._thread_runs = False

    def record(self, device: str, name: str, take: Take) -> PulseStream:
        """From a source of that name. `name` is what a mixer shows for the stream. May raise `DeviceMissing`."""

        def move(link: PulseLink) -> bool:
            data = link.read()
            if data:
                take(data)
            return bool(data)

        return self._add(PulseStream(recording(device, name), name, move, self._remove))

    def play(self, device: str, name: str, give: Give) -> PulseStream:
        """Into a sink of that name, otherwise as `record`."""

        def move(link: PulseLink) -> bool:
            wanted = link.wanted()
            for at in range(0, wanted, BLOCK_BYTES):
                link.write(give(min(BLOCK_BYTES, wanted - at)))
            link.catch_up()
            return wanted > 0

        return self._add(PulseStream(playing(device, name), name, move, self._remove))

    def _add(self, stream: PulseStream) -> PulseStream:
        with self._lock:
            self._open.append(stream)
            if not self._thread_runs:
                self._thread_runs = True
                threading.Thread(target=self._run, name="pulse-streams", daemon=True).start()
        return stream

    def _remove(self, stream: PulseStream) -> None:
        with self._lock:
            self._open.remove(stream)

    def _run(self) -> None:
        while self._turn():
            time.sleep(BEAT_SECONDS)

    def _turn(self) -> bool:
        """Whether there are still streams."""
        with self._lock:
            for stream in self._open:
                stream.turn()
            self._thread_runs = bool(self._open)
            return self._thread_runs
