"""A connection to PulseAudio or PipeWire with one stream on it, moved by whoever owns it: libpulse's main loop without a thread."""

import ctypes
from collections.abc import Callable
from typing import Any

from bluebean_client.phone.audio import FRAME_MILLISECONDS, SAMPLE_BYTES, SAMPLE_RATE_HZ
from bluebean_client.phone.audio import pulse_library as lib
from bluebean_client.phone.audio.backend import DeviceMissing
from bluebean_client.phone.audio.pulse_devices import CLIENT_NAME, WISHED_PROPERTY
from bluebean_client.phone.audio.pulse_library import pulse

MILLISECOND_BYTES = SAMPLE_RATE_HZ * SAMPLE_BYTES // 1000
BLOCK_BYTES = FRAME_MILLISECONDS // 2 * MILLISECOND_BYTES
OUTPUT_BYTES = 40 * MILLISECOND_BYTES
"""What lies between a block that is handed over and the ear, the device's own buffer in it. A server that cannot do with so
little takes more."""

ROLE_PROPERTY, ROLE = "media.role", "phone"
"""Lets the server pause music during a call and switch a Bluetooth headset to its voice profile."""

Connect = Callable[[int, bytes, Any], int]
"""Gets a stream, the device's name and the sizes of the buffers; negative if it fails at once."""


class PulseLink:
    """For one thread at a time. `device` is a sink's or source's name, `name` what a mixer shows for the stream."""

    def __init__(self, device: str, name: str, connect: Connect) -> None:
        """Returns when the stream runs. May raise `DeviceMissing`."""
        self._loop = pulse.pa_mainloop_new()
        self._context = pulse.pa_context_new(pulse.pa_mainloop_get_api(self._loop), CLIENT_NAME.encode())
        self._stream: int | None = None
        try:
            self._open(device, name, connect)
        except DeviceMissing:
            self.close()
            raise

    @property
    def runs(self) -> bool:
        """False once the device or the server is gone."""
        return bool(pulse.pa_stream_get_state(self._stream) == lib.STREAM_READY)

    def catch_up(self) -> None:
        """Take what the server has sent, and send what is to be sent; does not wait."""
        while pulse.pa_mainloop_iterate(self._loop, 0, None) > 0:
            pass

    def read(self) -> bytes:
        """What was recorded since the last time."""
        data, count = ctypes.c_void_p(), ctypes.c_size_t()
        pieces = []
        while pulse.pa_stream_peek(self._stream, ctypes.byref(data), ctypes.byref(count)) == 0 and count.value:
            if data.value:  # otherwise a hole
                pieces.append(ctypes.string_at(data.value, count.value))
            pulse.pa_stream_drop(self._stream)
        return b"".join(pieces)

    def wanted(self) -> int:
        """How many bytes the server wants to be written now; negative when the stream does not run."""
        return int(pulse.pa_stream_writable_size(self._stream))

    def write(self, data: bytes) -> None:
        pulse.pa_stream_write(self._stream, data, len(data), None, 0, lib.RELATIVE)

    def why(self) -> str:
        """The last thing that went wrong."""
        return str(pulse.pa_strerror(pulse.pa_context_errno(self._context)).decode())

    def close(self) -> None:
        """Must be called once, and nothing after it."""
        if self._stream is not None:
            pulse.pa_stream_disconnect(self._stream)
            pulse.pa_stream_unref(self._stream)
        pulse.pa_context_disconnect(self._context)
        pulse.pa_context_unref(self._context)
        pulse.pa_mainloop_free(self._loop)

    def _open(self, device: str, name: str, connect: Connect) -> None:
        self._check(pulse.pa_context_connect(self._context, None, lib.NO_AUTOSPAWN, None))
        while (state := pulse.pa_context_get_state(self._context)) != lib.CONTEXT_READY:
            self._check(-1 if state >= lib.CONTEXT_FAILED else self._wait())
        self._stream = self._new_stream(device, name)
        buffers = lib.BufferAttributes(lib.SERVER_CHOOSES, OUTPUT_BYTES, lib.SERVER_CHOOSES, BLOCK_BYTES, BLOCK_BYTES)
        self._check(connect(self._stream, device.encode(), ctypes.byref(buffers)))
        while (state := pulse.pa_stream_get_state(self._stream)) != lib.STREAM_READY:
            self._check(-1 if state >= lib.STREAM_FAILED else self._wait())

    def _new_stream(self, device: str, name: str) -> int:
        form = lib.SampleSpec(lib.SIGNED_16_BIT_LITTLE_ENDIAN, SAMPLE_RATE_HZ, 1)
        properties = pulse.pa_proplist_new()
        for key, value in ((ROLE_PROPERTY, ROLE), (WISHED_PROPERTY, device)):
            pulse.pa_proplist_sets(properties, key.encode(), value.encode())
        stream = pulse.pa_stream_new_with_proplist(self._context, name.encode(), ctypes.byref(form), None, properties)
        pulse.pa_proplist_free(properties)
        return int(stream)

    def _wait(self) -> int:
        return int(pulse.pa_mainloop_iterate(self._loop, 1, None))

    def _check(self, result: int) -> None:
        if result < 0:
            raise DeviceMissing(self.why())


def recording(device: str, name: str) -> PulseLink:
    """May raise `DeviceMissing`."""

    def connect(stream: int, device: bytes, buffers: Any) -> int:
        return int(pulse.pa_stream_connect_record(stream, device, buffers, lib.ADJUST_LATENCY))

    return PulseLink(device, name, connect)


def playing(device: str, name: str) -> PulseLink:
    """May raise `DeviceMissing`."""

    def connect(stream: int, device: bytes, buffers: Any) -> int:
        return int(pulse.pa_stream_connect_playback(stream, device, buffers, lib.ADJUST_LATENCY, None, None))

    return PulseLink(device, name, connect)
