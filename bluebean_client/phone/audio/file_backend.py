"""Sound card made of WAV files: the microphone plays one, what the operator hears goes into another. For tests and the demo."""

import io
import threading
import time
import wave
from collections.abc import Callable
from pathlib import Path

from bluebean_client.domain.phone import DeviceKind
from bluebean_client.phone.audio import FRAME_BYTES, FRAME_MILLISECONDS, SAMPLE_BYTES, SAMPLE_RATE_HZ
from bluebean_client.phone.audio.backend import Give, Stream, Take
from bluebean_client.phone.audio.device_choice import Device, DeviceList
from bluebean_client.phone.audio.wav_file import read_wav

FILE_DEVICE = Device("file", "file", headset=True)
"""A headset: files have no echo."""


class FileBackend:
    """`play` is repeated for ever. Either path may be None: silence in, or nothing recorded. `ring` records the ringer."""

    def __init__(self, play: Path | None, record: Path | None, ring: Path | None = None) -> None:
        self._speech = read_wav(play) if play else bytes(FRAME_BYTES)
        self._paths = {DeviceKind.SPEAKER: record, DeviceKind.RINGER: ring}
        self._files: dict[DeviceKind, tuple[wave.Wave_write, io.FileIO]] = {}

    def start(self, on_change: Callable[[], None]) -> None:
        """Files stay."""

    def devices(self) -> DeviceList:
        return DeviceList((FILE_DEVICE,), (FILE_DEVICE,), FILE_DEVICE.key, FILE_DEVICE.key)

    def can_open(self, device: Device) -> bool:
        return True

    def restart(self) -> None:
        """There is nothing to read anew."""

    def open_microphone(self, device: Device, take: Take) -> Stream:
        position = 0

        def tick() -> None:
            nonlocal position
            doubled = self._speech[position : position + FRAME_BYTES]
            while len(doubled) < FRAME_BYTES:
                doubled += self._speech[: FRAME_BYTES - len(doubled)]
            position = (position + FRAME_BYTES) % len(self._speech)
            take(doubled)

        return _Metronome(tick, "microphone")

    def open_output(self, kind: DeviceKind, device: Device, give: Give) -> Stream:
        file = self._file(kind)

        def tick() -> None:
            data = give(FRAME_BYTES)
            if file is not None:
                file.writeframes(data)

        return _Metronome(tick, kind.value)

    def close(self) -> None:
        for file, raw in self._files.values():
            file.close()
            raw.close()

    def _file(self, kind: DeviceKind) -> wave.Wave_write | None:
        path = self._paths[kind]
        if path is None:
            return None
        if kind not in self._files:
            self._files[kind] = _new_wav(path)
        return self._files[kind][0]


def _new_wav(path: Path) -> tuple[wave.Wave_write, io.FileIO]:
    path.parent.mkdir(parents=True, exist_ok=True)
    # Not buffered: what was heard is in the file even if the engine is killed.
    raw = io.FileIO(path, "wb")
    file = wave.open(raw, "wb")  # noqa: SIM115 - stays open as long as the backend
    file.setnchannels(1)
    file.setsampwidth(SAMPLE_BYTES)
    file.setframerate(SAMPLE_RATE_HZ)
    return file, raw


class _Metronome:
    """Calls `tick` every 20 ms in a thread of its own, on the average exactly."""

    def __init__(self, tick: Callable[[], None], name: str) -> None:
        self._tick = tick
        self._ticks = 0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"file-{name}", daemon=True)
        self._thread.start()

    def callbacks(self) -> int:
        return self._ticks

    def close(self) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        due = time.monotonic()
        while not self._stop.wait(max(0.0, due - time.monotonic())):
            self._tick()
            self._ticks += 1
            due += FRAME_MILLISECONDS / 1000
