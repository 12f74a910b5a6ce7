"""What the line asks of a gate to the SIP server, without what a gate needs for it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class LineFault:
    """`reason` is a word of `EngineState.reason`, `detail` are the words of the network."""

    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class GateServer:
    """Where the gate leads: `address` is an IP address, `name` what the certificate must be for. Plain TCP, if not `secure`."""

    address: str
    port: int
    name: str
    secure: bool

    def __str__(self) -> str:
        return f"{self.name}:{self.port}"


class Gate(Protocol):
    """PJSIP hears of everything by its own connections; why is told by `fault`."""

    @property
    def fault(self) -> LineFault | None:
        """Why the last connection failed or ended; None while one is up."""

    @property
    def open(self) -> int:
        """Connections of PJSIP's."""

    @property
    def route(self) -> str:
        """The URI that PJSIP must route everything by."""

    def cut(self) -> None:
        """End every connection; PJSIP hears of it and may open another one at once."""

    def close(self, linger_seconds: float = 0.0) -> None:
        """Take no more connections, and end those that are there after `linger_seconds`."""


MakeGate = Callable[[GateServer, str], Gate]
"""Opens a gate for PJSIP's transport, given as host:port."""
