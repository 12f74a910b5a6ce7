"""Looks host names up beside the owner thread: a dead name server must not keep SIP waiting."""

import ipaddress
import queue
import socket
import threading
from collections.abc import Callable


class Resolver:
    """`on_resolved(host, address)` is called in the resolver's thread; the address is empty if there is none."""

    def __init__(self, on_resolved: Callable[[str, str], None]) -> None:
        self._on_resolved = on_resolved
        self._hosts: queue.SimpleQueue[str] = queue.SimpleQueue()
        threading.Thread(target=self._run, name="resolver", daemon=True).start()

    def resolve(self, host: str) -> None:
        self._hosts.put(host)

    def _run(self) -> None:
        while True:
            host = self._hosts.get()
            self._on_resolved(host, look_up(host))


def look_up(host: str) -> str:
    """The host's first IPv4 address, or an empty text."""
    try:
        return str(ipaddress.IPv4Address(host))
    except ValueError:
        pass
    try:
        found = socket.getaddrinfo(host, None, family=socket.AF_INET, type=socket.SOCK_DGRAM)
    except (OSError, UnicodeError):
        return ""
    return str(found[0][4][0]) if found else ""
