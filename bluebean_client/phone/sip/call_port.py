"""What the engine asks of SIP calls, and the events that it hears from them. Calls bear numbers that are never used twice."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class IncomingCall:
    """`replaces` is the call of this phone whose place it takes (INVITE with Replaces); such a call is answered already."""

    call: int
    number: str
    name: str
    server_call_id: str
    wants_auto_answer: bool
    source: str
    replaces: int = 0


@dataclass(frozen=True, slots=True)
class CallRinging:
    """The far side of an outgoing call rings; with `early_media` it plays the ringing itself."""

    call: int
    early_media: bool


@dataclass(frozen=True, slots=True)
class CallConnected:
    call: int


@dataclass(frozen=True, slots=True)
class CallMedia:
    """What was agreed on for the voice of a call, at first or anew. Without a codec nothing flows now."""

    call: int
    held_by_far: bool
    codec: str
    encrypted: bool


@dataclass(frozen=True, slots=True)
class CallGone:
    """Exactly once for every call, and last. `elsewhere`: another phone took it, as the CANCEL says."""

    call: int
    code: int
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class ProbeAnswered:
    call: int
    code: int


@dataclass(frozen=True, slots=True)
class TransferAnswered:
    """The last word on a transfer that this phone asked for: the far side has reached the new one (2xx) or not."""

    call: int
    code: int


@dataclass(frozen=True, slots=True)
class CallFollows:
    """The far side hands this phone on to somebody else: `new_call` to `number` is on its way already."""

    call: int
    new_call: int
    number: str


CallEvent = (
    IncomingCall | CallRinging | CallConnected | CallMedia | CallGone | ProbeAnswered | TransferAnswered | CallFollows
)


@dataclass(frozen=True, slots=True)
class StreamCounters:
    """Of the RTP that was received since the stream began; a new agreement on the voice begins a new stream.

    `jitter_ms` is the present value (RFC 3550 §6.4.1), `round_trip_ms` is 0 until the far side has reported.
    """

    packets: int
    lost: int
    jitter_ms: float
    round_trip_ms: float


class SipRefused(Exception):
    """The stack could not do it; `reason` is a stable word of `OrderFailed`."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason, self.detail = reason, detail


class SipCalls(Protocol):
    """All methods are called by the owner thread. A call that is gone is no error: the method does nothing then."""

    def dial(self, number: str) -> int:
        """The new call's number. Raises `SipRefused`."""

    def ring(self, call: int) -> None:
        """Tell the caller that the phone rings (180)."""

    def answer(self, call: int) -> None: ...
    def hang_up(self, call: int, code: int) -> None:
        """`code` is the answer to an incoming call that was not answered yet; 0 for a plain hang-up."""

    def hold(self, call: int, on: bool) -> None:
        """Tell the far side by a re-INVITE, as soon as it can be told."""

    def talk_with(self, calls: Collection[int]) -> None:
        """These calls, and no others, hear the microphone, the speaker and each other."""

    def mute(self, call: int, on: bool) -> None: ...
    def send_dtmf(self, call: int, digits: str) -> None:
        """Raises `SipRefused`."""

    def transfer(self, call: int, target: str) -> None:
        """Ask the far side to call `target` (REFER); `TransferAnswered` follows. Raises `SipRefused`."""

    def transfer_between(self, call: int, to_call: int) -> None:
        """Ask the far side of `call` to take this phone's place in `to_call`; `TransferAnswered` follows. Raises `SipRefused`."""

    def counters(self, call: int) -> StreamCounters | None:
        """None while the call has no sound."""

    def drop_ringing(self) -> None:
        """End the calls that ring here: no answer gets back to their callers, their connection is gone."""

    def renew(self, *, moved: bool) -> None:
        """Tell the far sides of all connected calls how this phone is reached now, as soon as they can be told.

        `moved`: their voice must go to another address, too.
        """

    def probe(self, call: int) -> None:
        """Ask the far side whether it still knows the call; answered by `ProbeAnswered`."""
