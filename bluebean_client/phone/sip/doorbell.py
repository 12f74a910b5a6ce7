"""Ends PJSIP's waiting for the network at once when another thread has work for the owner thread.

PJSIP waits for its sockets alone and has no call that interrupts it. So it listens on one loopback socket more, and whoever has work
sends it an empty line: to SIP that is a keep-alive (RFC 5626, 3.5.1), which is read and thrown away.
"""

import logging
import socket

EMPTY_LINE = b"\r\n"

_log = logging.getLogger(__name__)


class Doorbell:
    """`address` is host:port of a UDP transport of PJSIP's on this machine."""

    def __init__(self, address: str) -> None:
        host, _, port = address.rpartition(":")
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.connect((host, int(port)))
        self._socket.setblocking(False)

    def ring(self) -> None:
        """From any thread. Without a bell the work is done all the same, at the end of the waiting time."""
        try:
            self._socket.send(EMPTY_LINE)
        except OSError as problem:
            _log.debug("the doorbell did not ring: %s", problem)

    def close(self) -> None:
        self._socket.close()
