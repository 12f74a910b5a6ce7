"""PortAudio: the only place that drives it. Two half-duplex streams (one duplex stream dies on ALSA over PulseAudio)."""

import sys
from typing import Any

import sounddevice

from bluebean_client.phone.audio import FRAME_SAMPLES, SAMPLE_RATE_HZ
from bluebean_client.phone.audio.backend import DeviceMissing, Give, Stream, Take
from bluebean_client.phone.audio.found_devices import FoundDevices

PREFERRED_HOST_API = "Windows WASAPI" if sys.platform == "win32" else ""
"""Windows lists each device once per host API; the older ones cut its name at 31 letters."""

BLOCK_SAMPLES = FRAME_SAMPLES // 2
LATENCY_SECONDS = 0.03
"""Three blocks of 10 ms in the device's buffer: one that is heard, one that waits, and one for a thread that comes late."""

INPUT, OUTPUT = "input", "output"


def start() -> None:
    """Does nothing if it runs: the library has started it when it was loaded."""
    if not sounddevice._initialized:
        sounddevice._initialize()


def stop() -> None:
    """Every open stream ends."""
    if sounddevice._initialized:
        sounddevice._terminate()


def restart() -> None:
    """PortAudio reads the devices only when it starts. Every open stream ends."""
    stop()
    start()


def found() -> FoundDevices:
    """The devices as of the last start."""
    return FoundDevices(_names(INPUT), _names(OUTPUT), _default_name(INPUT), _default_name(OUTPUT))


def index_of(name: str, direction: str) -> int | None:
    """PortAudio's number of the device, None if it is not there. `direction` is `INPUT` or `OUTPUT`."""
    return next((int(device["index"]) for device in _devices(direction) if device["name"] == name), None)


def open_input(index: int, take: Take) -> Stream:
    """May raise `DeviceMissing`."""
    return _open(sounddevice.RawInputStream, index, _Microphone(take))


def open_output(index: int, give: Give) -> Stream:
    """May raise `DeviceMissing`."""
    return _open(sounddevice.RawOutputStream, index, _Output(give))


class _Counting:
    """Counts what PortAudio calls and owns the stream."""

    def __init__(self) -> None:
        self._callbacks = 0
        self.stream: Any = None

    def callbacks(self) -> int:
        return self._callbacks

    def close(self) -> None:
        try:
            self.stream.abort(ignore_errors=True)
        finally:
            self.stream.close(ignore_errors=True)


class _Microphone(_Counting):
    def __init__(self, take: Take) -> None:
        super().__init__()
        self._take = take

    def __call__(self, data: Any, frames: int, when: Any, status: Any) -> None:
        self._callbacks += 1
        self._take(bytes(data))


class _Output(_Counting):
    def __init__(self, give: Give) -> None:
        super().__init__()
        self._give = give

    def __call__(self, data: Any, frames: int, when: Any, status: Any) -> None:
        self._callbacks += 1
        data[:] = self._give(len(data))


def _open(kind: Any, index: int, handler: _Microphone | _Output) -> Stream:
    try:
        handler.stream = kind(
            samplerate=SAMPLE_RATE_HZ,
            blocksize=BLOCK_SAMPLES,
            device=index,
            channels=1,
            dtype="int16",
            latency=LATENCY_SECONDS,
            extra_settings=_extra_settings(),
            callback=handler,
        )
        handler.stream.start()
    except (sounddevice.PortAudioError, ValueError) as problem:
        raise DeviceMissing(str(problem)) from problem
    return handler


def _extra_settings() -> Any:
    return sounddevice.WasapiSettings(auto_convert=True) if sys.platform == "win32" else None


def _devices(direction: str) -> list[dict[str, Any]]:
    host_apis = sounddevice.query_hostapis()
    preferred = [index for index, api in enumerate(host_apis) if api["name"] == PREFERRED_HOST_API]
    return [
        device
        for device in sounddevice.query_devices()
        if device[f"max_{direction}_channels"] > 0 and (not preferred or device["hostapi"] in preferred)
    ]


def _names(direction: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(device["name"]) for device in _devices(direction)))


def _default_name(direction: str) -> str:
    """Name of the system's default device, empty if there is none."""
    key = f"default_{direction}_device"
    for api in sounddevice.query_hostapis():
        if PREFERRED_HOST_API in ("", api["name"]) and api[key] >= 0:
            return str(sounddevice.query_devices(api[key])["name"])
    return ""
