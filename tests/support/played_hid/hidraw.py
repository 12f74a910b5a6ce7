"""A stand-in of hidapi's module `hidraw` for a real engine process: one headset, played by the test at the other end of a socket.

Found before the real one through PYTHONPATH. A packet of the socket is a report; the first one is the report descriptor.
"""

import os
import select
import socket
from pathlib import Path

PLUGGED = Path(os.environ["PLAYED_HEADSET"])
TELEPHONY_PAGE = 0x0B


def enumerate(vendor_id=0, product_id=0):  # noqa: A001  (hidapi's name)
    if not PLUGGED.exists():
        return []
    name = "Jabra EVOLVE 20 MS"
    pages = (0x0C, TELEPHONY_PAGE, TELEPHONY_PAGE)
    return [{"path": bytes(PLUGGED), "product_string": name, "usage_page": page, "usage": 5} for page in pages]


class device:  # noqa: N801  (hidapi's name)
    def open_path(self, path):
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._socket.connect(path)
        self._descriptor = self._socket.recv(4096)

    def get_report_descriptor(self):
        return list(self._descriptor)

    def read(self, max_length, timeout_ms=0):
        ready, _, _ = select.select([self._socket], [], [], timeout_ms / 1000)
        if not ready:
            return []
        report = self._socket.recv(max_length)
        if not report:
            raise OSError("read error")
        return list(report)

    def write(self, report):
        try:
            return self._socket.send(bytes(report))
        except OSError:
            return -1

    def error(self):
        return "the device is gone"

    def close(self):
        self._socket.close()
