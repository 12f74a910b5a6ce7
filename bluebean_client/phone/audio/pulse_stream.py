"""A stream of PulseAudio or PipeWire by libpulse's simple API, whose calls wait for the device: each stream has a thread of its own."""

import ctypes
import logging
import threading
from collections.abc import Callable
from typing import Any

from bluebean_client.phone.audio import FRAME_MILLISECONDS, SAMPLE_BYTES, SAMPLE_RATE_HZ
from bluebean_client.phone.audio.backend import DeviceMissing, Give, Take
from bluebean_client.phone.audio.pulse_devices import CLIENT_NAME

LIBRARY = "libpulse-simple.so.0"
PLAYBACK, RECORD = 1, 2
SIGNED_16_BIT_LITTLE_ENDIAN = 3
SERVER_CHOOSES = 2**32 - 1

MILLISECOND_BYTES = SAMPLE_RATE_HZ * SAMPLE_BYTES // 1000
BLOCK_BYTES = FRAME_MILLISECONDS // 2 * MILLISECOND_BYTES
OUTPUT_BYTES = 40 * MILLISECOND_BYTES
"""What lies between a block that is handed over and the ear, the device's own buffer in it. A server that cannot do with so
little takes more."""

CLOSE_SECONDS = 0.1
"""Longer than a block lasts. The thread of a device that stands still ends when the server lets it go."""

_log = logging.getLogger(__name__)


class _SampleSpec(ctypes.Structure):
    _fields_ = (("format", ctypes.c_int), ("rate", ctypes.c_uint32), ("channels", ctypes.c_uint8))


class _BufferAttributes(ctypes.Structure):
    _fields_ = tuple((name, ctypes.c_uint32) for name in ("maxlength", "tlength", "prebuf", "minreq", "fragsize"))


def _load() -> Any:
    library = ctypes.CDLL(LIBRARY)
    text, address, error = ctypes.c_char_p, ctypes.c_void_p, ctypes.POINTER(ctypes.c_int)
    library.pa_simple_new.argtypes = [text, text, ctypes.c_int, text, text, address, address, address, error]
    library.pa_simple_new.restype = address
    for move in (library.pa_simple_read, library.pa_simple_write):
        move.argtypes = [address, address, ctypes.c_size_t, error]
    library.pa_simple_free.argtypes = [address]
    library.pa_simple_free.restype = None
    library.pa_strerror.restype = text
    return library


_pulse = _load()


class PulseStream:
    """Implements `Stream`: moves blocks until it is closed or the device is gone."""

    def __init__(self, connection: int, move_block: Callable[[int], None], name: str) -> None:
        """`move_block` gets the connection, waits for the device, and raises `DeviceMissing` when that is gone."""
        self._connection, self._move_block = connection, move_block
        self._callbacks = 0
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"pulse-{name}", daemon=True)
        self._thread.start()

    def callbacks(self) -> int:
        return self._callbacks

    def close(self) -> None:
        self._closing.set()
        self._thread.join(CLOSE_SECONDS)

    def _run(self) -> None:
        try:
            while not self._closing.is_set():
                self._move_block(self._connection)
                self._callbacks += 1
        except DeviceMissing as problem:
            _log.info("%s ended: %s", self._thread.name, problem)
        finally:
            _pulse.pa_simple_free(self._connection)


def record(device: str, name: str, take: Take) -> PulseStream:
    """From a source of that name. `name` is what a mixer shows for the stream. May raise `DeviceMissing`."""
    block = ctypes.create_string_buffer(BLOCK_BYTES)

    def move_block(connection: int) -> None:
        _wait_for(_pulse.pa_simple_read, connection, block)
        take(block.raw)

    return PulseStream(_connect(RECORD, device, name), move_block, name)


def play(device: str, name: str, give: Give) -> PulseStream:
    """Into a sink of that name, otherwise as `record`."""

    def move_block(connection: int) -> None:
        _wait_for(_pulse.pa_simple_write, connection, give(BLOCK_BYTES))

    return PulseStream(_connect(PLAYBACK, device, name), move_block, name)


def _connect(direction: int, device: str, name: str) -> int:
    form = _SampleSpec(SIGNED_16_BIT_LITTLE_ENDIAN, SAMPLE_RATE_HZ, 1)
    buffers = _BufferAttributes(SERVER_CHOOSES, OUTPUT_BYTES, SERVER_CHOOSES, BLOCK_BYTES, BLOCK_BYTES)
    error = ctypes.c_int()
    connection = _pulse.pa_simple_new(
        *(None, CLIENT_NAME.encode(), direction, device.encode(), name.encode()),
        *(ctypes.byref(form), None, ctypes.byref(buffers), ctypes.byref(error)),
    )
    if not connection:
        raise DeviceMissing(_words(error))
    return int(connection)


def _wait_for(move: Any, connection: int, block: Any) -> None:
    error = ctypes.c_int()
    if move(connection, block, BLOCK_BYTES, ctypes.byref(error)) < 0:
        raise DeviceMissing(_words(error))


def _words(error: ctypes.c_int) -> str:
    return str(_pulse.pa_strerror(error).decode())
