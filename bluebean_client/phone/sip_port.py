"""What the engine asks of a SIP stack, and the events that it hears from it. Calls bear numbers that the stack never uses twice."""

from dataclasses import dataclass
from typing import Protocol

from bluebean_client.domain.phone import Account


@dataclass(frozen=True, slots=True)
class RegistrationAnswered:
    """`from_server` is False when the stack itself gave up (no route, time-out)."""

    code: int
    expires_seconds: int
    from_server: bool
    source_ip: str


@dataclass(frozen=True, slots=True)
class TransportLost:
    """The TCP connection to the registrar is gone."""


@dataclass(frozen=True, slots=True)
class IncomingCall:
    call: int
    number: str
    name: str
    server_call_id: str
    wants_auto_answer: bool
    source_ip: str


@dataclass(frozen=True, slots=True)
class CallRinging:
    """The far side of an outgoing call rings; with `early_media` it plays the ringing itself."""

    call: int
    early_media: bool


@dataclass(frozen=True, slots=True)
class CallConnected:
    call: int


@dataclass(frozen=True, slots=True)
class CallGone:
    """Exactly once for every call, and last."""

    call: int
    code: int


@dataclass(frozen=True, slots=True)
class ProbeAnswered:
    call: int
    code: int


SipEvent = RegistrationAnswered | TransportLost | IncomingCall | CallRinging | CallConnected | CallGone | ProbeAnswered


class SipRefused(Exception):
    """The stack could not do it; `reason` is a stable word of `OrderFailed`."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason, self.detail = reason, detail


class SipStack(Protocol):
    """All methods but `wake` are called by the owner thread. A call that is gone is no error: the method does nothing then."""

    def poll(self, seconds: float) -> list[SipEvent]:
        """What happened; waits for something to happen, or for `wake`, that long at most."""

    def wake(self) -> None:
        """From any thread: let the `poll` that waits now, or else the next one, return at once."""

    def use_account(self, account: Account | None, address: str) -> None:
        """Register as `account` from the next `register` on. `address` is the resolved IP address of its host."""

    def register(self) -> None:
        """Send REGISTER now, whether or not an earlier one is still waiting for its answer."""

    def dial(self, number: str) -> int:
        """Start a call and return its number. May raise `SipRefused`."""

    def ring(self, call: int) -> None:
        """Tell the caller that the phone rings (180)."""

    def answer(self, call: int) -> None: ...
    def hang_up(self, call: int, code: int) -> None:
        """`code` is the answer to an incoming call that was not answered yet; 0 for a plain hang-up."""

    def mute(self, call: int, on: bool) -> None: ...
    def send_dtmf(self, call: int, digits: str) -> None: ...
    def packets_received(self, call: int) -> int | None:
        """RTP packets so far; None while the call has no sound."""

    def probe(self, call: int) -> None:
        """Ask the far side whether it still knows the call; answered by `ProbeAnswered`."""

    def close(self) -> None: ...
