"""A PC of its own: a network namespace joined to this machine by one cable that a test can pull out."""

import os
import secrets
import subprocess
from types import TracebackType
from typing import Self


class PullableNetwork:
    """`host` is this machine's address on the cable; run a program with `inside` before its command to put it at the far end.

    Attributes:
        peer: the far end's address, which `readdress` changes.
        beyond: another address of this machine, which the far end reaches only by its default route.
    """

    def __init__(self) -> None:
        tag = secrets.token_hex(3)
        self.namespace, self._near, self._far = f"bb{tag}", f"bbn{tag}", f"bbf{tag}"
        third = secrets.randbelow(250)
        self.host, self.peer, self._other_peer = (f"10.213.{third}.{last}" for last in (1, 2, 3))
        self.beyond = f"10.214.{third}.1"
        self._as_root = [] if os.geteuid() == 0 else ["sudo", "-n", "-E"]

    @property
    def inside(self) -> list[str]:
        return [*self._as_root, "ip", "netns", "exec", self.namespace]

    def _ip(self, *words: str) -> None:
        subprocess.run([*self._as_root, "ip", *words], check=True, timeout=10)

    def __enter__(self) -> Self:
        self._ip("netns", "add", self.namespace)
        self._ip("link", "add", self._near, "type", "veth", "peer", "name", self._far, "netns", self.namespace)
        self._ip("addr", "add", f"{self.host}/29", "dev", self._near)
        self._ip("addr", "add", f"{self.beyond}/32", "dev", self._near)
        self._ip("link", "set", self._near, "up")
        self._ip("-n", self.namespace, "addr", "add", f"{self.peer}/29", "dev", self._far)
        self._ip("-n", self.namespace, "link", "set", "lo", "up")
        self._ip("-n", self.namespace, "link", "set", self._far, "up")
        self.route_back()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._ip("netns", "del", self.namespace)

    def pull(self) -> None:
        """The far end goes dark; this machine's own address stays, so that others can still use it."""
        self._ip("-n", self.namespace, "link", "set", self._far, "down")

    def plug_in(self) -> None:
        self._ip("-n", self.namespace, "link", "set", self._far, "up")
        self.route_back()

    def lose_route(self) -> None:
        """The far end is still on the cable, but knows no way to anything beyond it."""
        self._ip("-n", self.namespace, "route", "del", "default")

    def route_back(self) -> None:
        self._ip("-n", self.namespace, "route", "replace", "default", "via", self.host)

    def readdress(self) -> None:
        """The far end gets another address, as when a laptop goes from the cable to the wireless network."""
        old, self.peer, self._other_peer = self.peer, self._other_peer, self.peer
        self._ip("-n", self.namespace, "addr", "add", f"{self.peer}/29", "dev", self._far)
        self._ip("-n", self.namespace, "addr", "del", f"{old}/29", "dev", self._far)
        self._ip("-n", self.namespace, "addr", "replace", f"{self.peer}/29", "dev", self._far)
        self.route_back()
