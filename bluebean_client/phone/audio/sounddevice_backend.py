"""Sound card by PortAudio: two half-duplex streams (one duplex stream dies on ALSA over PulseAudio)."""

import sys
from typing import Any

import sounddevice

from bluebean_client.domain.phone import DeviceKind
from bluebean_client.phone.audio import FRAME_SAMPLES, SAMPLE_RATE_HZ
from bluebean_client.phone.audio.backend import DeviceMissing, DeviceNames, Give, Stream, Take

PREFERRED_HOST_API = "Windows WASAPI" if sys.platform == "win32" else ""
"""Windows lists each device once per host API; the older ones cut its name at 31 letters."""

BLOCK_SAMPLES = FRAME_SAMPLES // 2
LATENCY_SECONDS = 0.03
"""Three blocks of 10 ms in the device's buffer: one that is heard, one that waits, and one for a thread that comes late."""


class SounddeviceBackend:
    def __init__(self) -> None:
        self._fresh = True

    def refresh(self) -> DeviceNames:
        if not self._fresh:
            # PortAudio reads the devices only when it starts.
            sounddevice._terminate()
            sounddevice._initialize()
        self._fresh = False
        return DeviceNames(_names("max_input_channels"), _names("max_output_channels"))

    def open_microphone(self, name: str, take: Take) -> Stream:
        return _open(sounddevice.RawInputStream, name, "max_input_channels", _Microphone(take))

    def open_output(self, kind: DeviceKind, name: str, give: Give) -> Stream:
        return _open(sounddevice.RawOutputStream, name, "max_output_channels", _Output(give))

    def close(self) -> None:
        sounddevice._terminate()


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


def _open(kind: Any, name: str, channels: str, handler: _Microphone | _Output) -> Stream:
    try:
        handler.stream = kind(
            samplerate=SAMPLE_RATE_HZ,
            blocksize=BLOCK_SAMPLES,
            device=_index(name, channels),
            channels=1,
            dtype="int16",
            latency=LATENCY_SECONDS,
            extra_settings=_extra_settings(),
            callback=handler,
        )
        handler.stream.start()
    except (sounddevice.PortAudioError, ValueError) as problem:
        raise DeviceMissing(f"{name or 'default device'}: {problem}") from problem
    return handler


def _extra_settings() -> Any:
    return sounddevice.WasapiSettings(auto_convert=True) if sys.platform == "win32" else None


def _devices(channels: str) -> list[dict[str, Any]]:
    host_apis = sounddevice.query_hostapis()
    preferred = [index for index, api in enumerate(host_apis) if api["name"] == PREFERRED_HOST_API]
    return [
        device
        for device in sounddevice.query_devices()
        if device[channels] > 0 and (not preferred or device["hostapi"] in preferred)
    ]


def _names(channels: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(device["name"]) for device in _devices(channels)))


def _index(name: str, channels: str) -> int | None:
    """PortAudio's number of the device; None for the system's default."""
    if not name:
        return _default_index(channels)
    for device in _devices(channels):
        if device["name"] == name:
            return int(device["index"])
    raise DeviceMissing(f"{name} is not there")


def _default_index(channels: str) -> int | None:
    for api in sounddevice.query_hostapis():
        if api["name"] == PREFERRED_HOST_API:
            chosen = api["default_input_device" if channels == "max_input_channels" else "default_output_device"]
            return int(chosen) if chosen >= 0 else None
    return None
