"""HID devices through hidapi. Loaded only by the phone engine, and only when a headset is wanted."""

import errno
import os
import sys
from typing import Any

from bluebean_client.phone.headset.port import TELEPHONY_PAGE, HidInfo

if sys.platform == "linux":
    # WORKAROUND for hidapi (trezor/cython-hidapi#203): its module `hid` goes by libusb there, which takes the whole device away
    # from the kernel, volume keys included, and needs more rights; `hidraw` is the kernel's own way.
    import hidraw as hid
else:
    import hid

REPORT_BYTES_MAX = 1024


class HidapiDevice:
    """Implements `HidDevice`."""

    def __init__(self, path: bytes) -> None:
        self._device: Any = hid.device()
        self._device.open_path(path)

    def descriptor(self) -> bytes:
        return bytes(self._device.get_report_descriptor())

    def read(self, milliseconds: int) -> bytes:
        return bytes(self._device.read(REPORT_BYTES_MAX, milliseconds))

    def write(self, report: bytes) -> None:
        if self._device.write(report) < 0:
            raise OSError(self._device.error())

    def close(self) -> None:
        self._device.close()


class HidapiBackend:
    """Implements `HidBackend`."""

    def headsets(self) -> tuple[HidInfo, ...]:
        found = {
            device["path"]: HidInfo(device["path"], device["product_string"] or "USB headset")
            for device in hid.enumerate()
            if device["usage_page"] == TELEPHONY_PAGE
        }
        return tuple(found.values())

    def open(self, path: bytes) -> HidapiDevice:
        # WORKAROUND for hidapi 0.15: a device that was made is never freed, because its finalizer holds it (hid.pyx, `__cinit__`);
        # one that can't be opened is tried every few seconds for days. It also has no words for why.
        if sys.platform == "linux" and not os.access(path, os.R_OK | os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return HidapiDevice(path)
