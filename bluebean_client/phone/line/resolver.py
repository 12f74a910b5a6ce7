"""Looks host names up beside the owner thread: a dead name server must not keep SIP waiting."""

import ipaddress
import queue
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass

UNKNOWN_NAME = frozenset(
    getattr(socket, name) for name in ("EAI_NONAME", "EAI_NODATA", "EAI_ADDRFAMILY") if hasattr(socket, name)
)
"""Answers of a name server; any other fault says that none could be asked."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """`address` is the host's first IPv4 address. Without one `reason` is `name_unknown` or `unreachable`, `detail` tells more."""

    host: str
    address: str = ""
    reason: str = ""
    detail: str = ""


class Resolver:
    """`on_resolved` is called in the resolver's thread."""

    def __init__(self, on_resolved: Callable[[Resolution], None]) -> None:
        self._on_resolved = on_resolved
        self._hosts: queue.SimpleQueue[str] = queue.SimpleQueue()
        threading.Thread(target=self._run, name="resolver", daemon=True).start()

    def resolve(self, host: str) -> None:
        self._hosts.put(host)

    def _run(self) -> None:
        while True:
            self._on_resolved(look_up(self._hosts.get()))


def look_up(host: str) -> Resolution:
    try:
        return Resolution(host, str(ipaddress.IPv4Address(host)))
    except ValueError:
        pass
    try:
        found = socket.getaddrinfo(host, None, family=socket.AF_INET, type=socket.SOCK_DGRAM)
    except socket.gaierror as fault:
        reason = "name_unknown" if fault.errno in UNKNOWN_NAME else "unreachable"
        return Resolution(host, reason=reason, detail=f"{host}: {fault.strerror}")
    except (OSError, UnicodeError) as fault:
        return Resolution(host, reason="name_unknown", detail=f"{host}: {fault}")
    return Resolution(host, str(found[0][4][0]))
