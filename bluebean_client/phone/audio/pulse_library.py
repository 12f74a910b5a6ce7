"""What is used of libpulse, the client library of PulseAudio, with its types. Loading it raises `OSError` where it is not there."""

import ctypes
from typing import Any

LIBRARY = "libpulse.so.0"

NO_AUTOSPAWN = 0x0001
ADJUST_LATENCY = 0x2000
SIGNED_16_BIT_LITTLE_ENDIAN = 3
SERVER_CHOOSES = 2**32 - 1
RELATIVE = 0
CONTEXT_READY, CONTEXT_FAILED = 4, 5
STREAM_READY, STREAM_FAILED = 2, 3

_POINTER, _TEXT, _INT = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int
_FUNCTIONS: dict[str, tuple[Any, ...]] = {
    "pa_strerror": (_TEXT, _INT),
    "pa_mainloop_new": (_POINTER,),
    "pa_mainloop_get_api": (_POINTER, _POINTER),
    "pa_mainloop_iterate": (_INT, _POINTER, _INT, _POINTER),
    "pa_mainloop_wakeup": (None, _POINTER),
    "pa_mainloop_free": (None, _POINTER),
    "pa_context_new": (_POINTER, _POINTER, _TEXT),
    "pa_context_connect": (_INT, _POINTER, _TEXT, _INT, _POINTER),
    "pa_context_get_state": (_INT, _POINTER),
    "pa_context_errno": (_INT, _POINTER),
    "pa_context_disconnect": (None, _POINTER),
    "pa_context_unref": (None, _POINTER),
    "pa_proplist_new": (_POINTER,),
    "pa_proplist_sets": (_INT, _POINTER, _TEXT, _TEXT),
    "pa_proplist_free": (None, _POINTER),
    "pa_stream_new_with_proplist": (_POINTER, _POINTER, _TEXT, _POINTER, _POINTER, _POINTER),
    "pa_stream_connect_record": (_INT, _POINTER, _TEXT, _POINTER, _INT),
    "pa_stream_connect_playback": (_INT, _POINTER, _TEXT, _POINTER, _INT, _POINTER, _POINTER),
    "pa_stream_get_state": (_INT, _POINTER),
    "pa_stream_peek": (_INT, _POINTER, _POINTER, _POINTER),
    "pa_stream_drop": (_INT, _POINTER),
    "pa_stream_writable_size": (ctypes.c_ssize_t, _POINTER),
    "pa_stream_write": (_INT, _POINTER, _TEXT, ctypes.c_size_t, _POINTER, ctypes.c_int64, _INT),
    "pa_stream_disconnect": (_INT, _POINTER),
    "pa_stream_unref": (None, _POINTER),
}
"""Types of each function: of its result, and of its arguments."""


class SampleSpec(ctypes.Structure):
    _fields_ = (("format", ctypes.c_int), ("rate", ctypes.c_uint32), ("channels", ctypes.c_uint8))


class BufferAttributes(ctypes.Structure):
    _fields_ = tuple((name, ctypes.c_uint32) for name in ("maxlength", "tlength", "prebuf", "minreq", "fragsize"))


def _load() -> Any:
    library = ctypes.CDLL(LIBRARY)
    for name, (result, *arguments) in _FUNCTIONS.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return library


pulse = _load()
