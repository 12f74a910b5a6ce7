"""The port to the telephony switch.

Commands return quickly, outcomes come as events, and the caller chooses every id, because events overtake
replies. Invariants, proved by `tests/contract/`, for every implementation:

- `LegGone` comes exactly once for each leg and is the last event about it. Only `RecordDone` may follow it: the file
  is finished after the leg, and a recording cut off by a crash is salvaged after the next start.
- A leg is in at most one mix; `mix_add` moves it.
- No music plays to a leg inside a mix.
- A leg hears one thing at a time: music, sounds or a mix. The next takes the place of the one before, at once.
- A command on a leg that has gone raises `LegIsGone`; it never crashes and never hangs.
- A recording follows the leg through moves between mixes, music and holding.
- After `SwitchUp` the implementation has sent a made-up `LegGone` for every leg it knew and the switch no longer has.
- A caller who came before `SwitchUp` is in the snapshot, with `caller` and `called`, and may be told by `LegNew` too.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NewType, Protocol

LegId = NewType("LegId", str)
MixId = NewType("MixId", str)


class SwitchError(Exception):
    """The switch could not do what was asked. The text says what and why, in English."""


class LegIsGone(SwitchError):
    """The leg of the command does not exist (any more)."""


class SwitchIsDown(SwitchError):
    """There is no connection to the switch now; `SwitchUp` tells when there is again."""


@dataclass(frozen=True, slots=True)
class LegNew:
    """A caller reached the switch. Legs that the server dials itself are never announced."""

    leg: LegId
    caller: str
    called: str
    trunk: str


@dataclass(frozen=True, slots=True)
class LegRinging:
    leg: LegId


@dataclass(frozen=True, slots=True)
class LegEarlyMedia:
    """A number outside is not answered yet, but its carrier has something to hear: ringing, or an announcement."""

    leg: LegId


@dataclass(frozen=True, slots=True)
class LegUp:
    """A dialed leg was answered."""

    leg: LegId


@dataclass(frozen=True, slots=True)
class LegGone:
    """`cause` is a Q.850 number, `sip_code` the final SIP status if there was one, else 0."""

    leg: LegId
    cause: int = 0
    sip_code: int = 0


@dataclass(frozen=True, slots=True)
class Dtmf:
    leg: LegId
    digit: str


@dataclass(frozen=True, slots=True)
class LegTransferWanted:
    """The phone of a dialed leg wants whom it talks with to be handed to `number` (its own transfer key, SIP's REFER).

    The switch does nothing but wait for `answer_transfer`.
    """

    leg: LegId
    number: str


@dataclass(frozen=True, slots=True)
class PlayDone:
    """All of `media` was heard to its end. Not told of what something else took the place of."""

    leg: LegId
    media: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LegSilent:
    """Nothing was said for the seconds of `record_message`."""

    leg: LegId


@dataclass(frozen=True, slots=True)
class RecordDone:
    """The WAV is complete: 8 kHz, 16 bit, stereo, the leg's own voice left, what it heard right."""

    leg: LegId
    path: Path
    seconds: float


@dataclass(frozen=True, slots=True)
class AccountState:
    """`registered` is False as soon as no contact of the extension is reachable."""

    extension: str
    registered: bool


@dataclass(frozen=True, slots=True)
class SwitchUp:
    """Connected; accounts were pushed again, `AccountState` of each follows."""


@dataclass(frozen=True, slots=True)
class SwitchDown:
    why: str


SwitchEvent = (
    LegNew
    | LegRinging
    | LegEarlyMedia
    | LegUp
    | LegGone
    | Dtmf
    | LegTransferWanted
    | PlayDone
    | LegSilent
    | RecordDone
    | AccountState
    | SwitchUp
    | SwitchDown
)


@dataclass(frozen=True, slots=True)
class SipCredentials:
    """A phone account of the switch."""

    extension: str
    password: str

    def __repr__(self) -> str:
        return f"SipCredentials(extension={self.extension!r})"


@dataclass(frozen=True, slots=True)
class SipTrunk:
    """A carrier. Calls from `host` (an IP address) are taken; with `username` the switch also registers there."""

    name: str
    host: str
    port: int = 5060
    username: str = ""
    password: str = ""

    def __repr__(self) -> str:
        return f"SipTrunk(name={self.name!r}, host={self.host!r}, port={self.port})"


@dataclass(frozen=True, slots=True)
class LegInfo:
    """A leg as the switch sees it now; `tags` are what `tag` stored and survive a restart of the server.

    `caller` and `called` are those of `LegNew`, empty for dialed legs: a caller whose `LegNew` a killed server took with
    it is found again by them.
    """

    leg: LegId
    up: bool
    mix: MixId | None
    tags: Mapping[str, str]
    caller: str = ""
    called: str = ""


@dataclass(frozen=True, slots=True)
class SwitchSnapshot:
    legs: Sequence[LegInfo]
    registered: frozenset[str]
    mixes: frozenset[MixId] = frozenset()


class Switch(Protocol):
    """A telephony switch. All methods may raise `SwitchIsDown`; those that name a leg also `LegIsGone`."""

    def events(self) -> AsyncIterator[SwitchEvent]:
        """Events in order, for one reader. Ends when the switch is closed."""

    async def start(self) -> None:
        """Connect (a managed switch: start the child). Returns at once; success is `SwitchUp`."""

    async def close(self) -> None:
        """Disconnect. A managed switch is stopped too, but only by an orderly close, never by a crash of the server."""

    async def dial_extension(
        self, leg: LegId, extension: str, *, caller_id: str, headers: Mapping[str, str], timeout_seconds: int
    ) -> None:
        """Ring a registered phone. No answer in time ends in `LegGone`. Unregistered: `LegGone` too, never an exception."""

    async def dial_trunk(self, leg: LegId, trunk: str, number: str, *, caller_id: str, timeout_seconds: int) -> None:
        """Call a number outside through a carrier of `set_trunks`; `number` and `caller_id` go out as they are given, empty: withheld.

        No answer in time ends in `LegGone`. Without such a trunk too, with cause 38 (network out of order). The leg may be put into
        a mix before it is answered, to hear what `LegEarlyMedia` tells of.
        """

    async def answer(self, leg: LegId) -> None: ...

    async def ring(self, leg: LegId) -> None:
        """Let the caller hear ringing without answering."""

    async def reject(self, leg: LegId, sip_code: int) -> None:
        """End a leg that was not answered, with 404, 480, 486, 503 or 603."""

    async def hang_up(self, leg: LegId) -> None: ...

    async def send_dtmf(self, leg: LegId, digits: str) -> None: ...

    async def answer_transfer(self, leg: LegId, *, accepted: bool) -> None:
        """Let the phone show what became of `LegTransferWanted`."""

    async def tag(self, leg: LegId, name: str, value: str) -> None:
        """Keep a word with the leg, inside the switch."""

    async def mix_create(self, mix: MixId) -> None:
        """Idempotent: a mix that is there stays as it is."""

    async def mix_add(self, mix: MixId, leg: LegId) -> None: ...

    async def mix_remove(self, mix: MixId, leg: LegId) -> None: ...

    async def mix_destroy(self, mix: MixId) -> None:
        """Idempotent: a mix that is not there is destroyed."""

    async def music_on(self, leg: LegId, music: str = "default") -> None: ...

    async def music_off(self, leg: LegId) -> None: ...

    async def play(self, leg: LegId, *media: str) -> None:
        """Let the leg hear these one after another, once: names of `set_sounds`, or `tone:ring` alone, which has no end.

        `PlayDone` tells that it is over; then the leg hears nothing. Raises `SwitchError` for a name that is not known.
        """

    async def record_start(self, leg: LegId, name: str) -> None:
        """Record into `<recordings>/<name>.wav` until the leg has gone or `record_stop`.

        A leg that is recorded already goes on under the name that it has.
        """

    async def record_message(self, leg: LegId, name: str, *, silence_seconds: int) -> None:
        """As `record_start`; `LegSilent` tells, perhaps more than once, that nothing was said for so long."""

    async def record_stop(self, leg: LegId) -> None:
        """`RecordDone` follows, and `LegSilent` no more. A leg that is not recorded stays so."""

    async def put_account(self, account: SipCredentials) -> None:
        """Create or replace a phone account; kept and pushed again after a restart of the switch."""

    async def delete_account(self, extension: str) -> None: ...

    async def set_trunks(self, trunks: Sequence[SipTrunk]) -> None:
        """Make these the carriers, now and after a restart of the switch. Calls that are up go on."""

    async def set_sounds(self, prompts: Mapping[str, bytes], music: Mapping[str, bytes]) -> None:
        """Make these, by name, what `play` and `music_on` know beside the built-in music `default`: WAV, 8 kHz, 16 bit, mono.

        Kept over a restart of the switch. Calls that are up go on, and so does what they hear.
        """

    async def snapshot(self) -> SwitchSnapshot:
        """What is there, asked for now. Events that tell of it may come before or after the answer."""
