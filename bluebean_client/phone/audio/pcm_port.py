"""Carries sound between PJSIP's mixer and the buffers: two Python ports whose frames are copied by pointer.

A frame's bytes lie in a C++ vector. Going through it byte by byte costs 1.3 ms a frame, following the pointer at its head 2 µs.
That the head is a pointer is a fact of the compilers in use and not a promise: `pointers_work` tries it once at start, and the
slow but sure way is taken where it fails.
"""

import ctypes
import logging
from typing import Any

import pjsua2 as pj

from bluebean_client.phone.audio import FRAME_BYTES, FRAME_MILLISECONDS, SAMPLE_RATE_HZ
from bluebean_client.phone.audio.pcm_fifo import PcmFifo

_log = logging.getLogger(__name__)


def read_by_pointer(vector: Any, count: int) -> bytes:
    """The first `count` bytes of a `pj.ByteVector`."""
    begin = ctypes.c_void_p.from_address(int(vector.this)).value
    return ctypes.string_at(begin, count) if begin else b""


def write_by_pointer(vector: Any, data: bytes) -> None:
    vector.resize(len(data))
    begin = ctypes.c_void_p.from_address(int(vector.this)).value
    if begin:
        ctypes.memmove(begin, data, len(data))


def pointers_work() -> bool:
    """Write and read a pattern both ways through a real vector."""
    pattern = bytes(index * 7 % 256 for index in range(FRAME_BYTES))
    try:
        vector = pj.ByteVector(pattern)
        backwards = pattern[::-1]
        if read_by_pointer(vector, FRAME_BYTES) != pattern:
            return False
        write_by_pointer(vector, backwards)
        return bytes(vector[:]) == backwards
    except (TypeError, ValueError, AttributeError):
        return False


def pcm_format() -> Any:
    audio = pj.MediaFormatAudio()
    audio.init(pj.PJMEDIA_FORMAT_PCM, SAMPLE_RATE_HZ, 1, FRAME_MILLISECONDS * 1000, 16)
    return audio


class CapturePort(pj.AudioMediaPort):  # type: ignore[misc]
    """What the microphone heard, on its way into calls. Called by PJSIP's clock thread every 20 ms."""

    def __init__(self, source: PcmFifo, *, by_pointer: bool) -> None:
        super().__init__()
        self._source = source
        self._by_pointer = by_pointer
        self.createPort("capture", pcm_format())

    def onFrameRequested(self, frame: Any) -> None:  # noqa: N802 - PJSIP's name
        try:
            data = self._source.read(FRAME_BYTES)
            frame.type = pj.PJMEDIA_FRAME_TYPE_AUDIO
            if self._by_pointer:
                write_by_pointer(frame.buf, data)
                frame.size = len(data)
            else:
                frame.buf = pj.ByteVector(data)
                frame.size = len(data)
        except Exception:
            _log.exception("capture frame")


class PlaybackPort(pj.AudioMediaPort):  # type: ignore[misc]
    """What the calls say, on its way to the speaker."""

    def __init__(self, sink: PcmFifo, *, by_pointer: bool) -> None:
        super().__init__()
        self._sink = sink
        self._by_pointer = by_pointer
        self.createPort("playback", pcm_format())

    def onFrameReceived(self, frame: Any) -> None:  # noqa: N802 - PJSIP's name
        try:
            size = frame.size
            if not size:
                return
            buffer = frame.buf
            self._sink.write(read_by_pointer(buffer, size) if self._by_pointer else bytes(buffer[:size]))
        except Exception:
            _log.exception("playback frame")
