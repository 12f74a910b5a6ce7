"""What the engine asks of a SIP stack, and the events that it hears from it."""

from dataclasses import dataclass
from typing import Protocol

from bluebean_client.domain.phone import Account
from bluebean_client.phone.sip.call_port import CallEvent, SipCalls


@dataclass(frozen=True, slots=True)
class RegistrationAnswered:
    """The final answer to REGISTER. `from_server` is False when the stack itself gave up (no route, time-out)."""

    code: int
    expires_seconds: int
    from_server: bool
    source: str
    detail: str = ""
    """What server or network said, in English."""
    retry_after_seconds: float = 0.0
    """The server does not want to hear from us before that."""
    fault: str = ""
    """A reason word of `EngineState`, if the way to the server knows better than the code what is wrong with it."""


@dataclass(frozen=True, slots=True)
class TransportLost:
    """The connection to the registrar is gone; `planned` if this phone itself gave it up for another one."""

    planned: bool = False


SipEvent = RegistrationAnswered | TransportLost | CallEvent


class SipStack(Protocol):
    """All methods but `wake` are called by the owner thread."""

    @property
    def calls(self) -> SipCalls: ...
    def poll(self, seconds: float) -> list[SipEvent]:
        """What happened; waits for something to happen, or for `wake`, that long at most."""

    def wake(self) -> None:
        """From any thread: let the `poll` that waits now, or else the next one, return at once."""

    def use_account(self, account: Account | None, address: str) -> None:
        """Register as `account` from the next `register` on. `address` is the resolved IP address of its `first_hop`.

        Raises `SipRefused` for an account that can be none.
        """

    def register(self) -> None:
        """Send REGISTER now, whether or not an earlier one is still waiting for its answer."""

    def own_address(self) -> str | None:
        """This machine's address on the way to the server, empty if there is no way just now; None without an account."""

    def move(self) -> None:
        """Go by the address that this machine has now, and by a new connection; `register` and `calls.renew` tell the others."""

    def close(self) -> None: ...
