"""What the services need from outside: the telephony switch, the database, the clock and the push channel.

Switch: commands return quickly, outcomes come as events, and the caller chooses every id, because events overtake
replies. Invariants, proved by `tests/contract/`, for every implementation:

- `LegGone` comes exactly once for each leg and is the last event about it. Only `RecordDone` may follow it: the file
  is finished after the leg, and a recording cut off by a crash is salvaged after the next start.
- A leg is in at most one mix; `mix_add` moves it.
- No music plays to a leg inside a mix.
- A command on a leg that has gone raises `LegIsGone`; it never crashes and never hangs.
- A recording follows the leg through moves between mixes, music and holding.
- After `SwitchUp` the implementation has sent a made-up `LegGone` for every leg it knew and the switch no longer has.
- A caller who came before `SwitchUp` is in the snapshot, with `caller` and `called`, and may be told by `LegNew` too.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import NewType, Protocol

from server.domain.site import Site
from server.protocol.push import DeskState
from server.protocol.types import (
    ContactRecord,
    Customer,
    Direction,
    EndReason,
    FieldValue,
    Role,
    Status,
    UsageMode,
    WorkGroupInfo,
)

LegId = NewType("LegId", str)
MixId = NewType("MixId", str)


# ---- the switch -------------------------------------------------------------------------------------------------


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
class PlayDone:
    leg: LegId
    media: str


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
    LegNew | LegRinging | LegUp | LegGone | Dtmf | PlayDone | RecordDone | AccountState | SwitchUp | SwitchDown
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

    async def answer(self, leg: LegId) -> None: ...

    async def ring(self, leg: LegId) -> None:
        """Let the caller hear ringing without answering."""

    async def reject(self, leg: LegId, sip_code: int) -> None:
        """End a leg that was not answered, with 404, 480, 486, 503 or 603."""

    async def hang_up(self, leg: LegId) -> None: ...

    async def send_dtmf(self, leg: LegId, digits: str) -> None: ...

    async def tag(self, leg: LegId, name: str, value: str) -> None:
        """Keep a word with the leg, inside the switch."""

    async def mix_create(self, mix: MixId) -> None: ...

    async def mix_add(self, mix: MixId, leg: LegId) -> None: ...

    async def mix_remove(self, mix: MixId, leg: LegId) -> None: ...

    async def mix_destroy(self, mix: MixId) -> None:
        """Idempotent: a mix that is not there is destroyed."""

    async def music_on(self, leg: LegId, music: str = "default") -> None: ...

    async def music_off(self, leg: LegId) -> None: ...

    async def play(self, leg: LegId, media: str) -> None: ...

    async def record_start(self, leg: LegId, name: str) -> None:
        """Record into `<recordings>/<name>.wav` until the leg has gone or `record_stop`."""

    async def record_stop(self, leg: LegId) -> None: ...

    async def put_account(self, account: SipCredentials) -> None:
        """Create or replace a phone account; kept and pushed again after a restart of the switch."""

    async def delete_account(self, extension: str) -> None: ...

    async def set_trunks(self, trunks: Sequence[SipTrunk]) -> None:
        """Make these the carriers, now and after a restart of the switch. Calls that are up go on."""

    async def snapshot(self) -> SwitchSnapshot: ...


# ---- the clock --------------------------------------------------------------------------------------------------


class Clock(Protocol):
    def now(self) -> datetime:
        """Zone-aware UTC."""

    def monotonic(self) -> float:
        """Seconds since an arbitrary moment; never goes back."""

    async def sleep(self, seconds: float) -> None:
        """Return when that much monotonic time has passed."""


# ---- the push channel -------------------------------------------------------------------------------------------


class Publisher(Protocol):
    """Where the floor puts what each operator may see. Must not block; numbering and delivery are its own affair."""

    def publish(self, operator_id: str, state: DeskState) -> None: ...

    def drop(self, operator_id: str, code: str) -> None:
        """The operator's session is over (`session_taken_over`, `session_expired`): say goodbye and close."""


# ---- the database -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OperatorRow:
    operator_id: str
    login_id: str
    name: str
    role: Role
    password_hash: str
    failed_logins: int = 0
    locked_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class ExtensionRow:
    """`sip_password` is generated for soft phones, declared for hard phones."""

    extension: str
    sip_password: str
    hard_phone: bool = False

    def __repr__(self) -> str:
        return f"ExtensionRow(extension={self.extension!r}, hard_phone={self.hard_phone})"


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A login. Only a hash of the token is stored. Status, since and groups let a restarted server go on."""

    token_hash: str
    operator_id: str
    extension: str
    mode: UsageMode
    created_at: datetime
    seen_at: datetime
    status: Status
    status_since: datetime
    work_group_ids: tuple[str, ...] = ()
    return_status: Status | None = None
    wrap_up_ends_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CallRow:
    """One customer's call, written at every transition: what is needed to go on after a crash, and afterwards the call record."""

    call_id: str
    work_group_id: str
    direction: Direction
    customer_leg: str
    from_number: str
    to_number: str
    arrived_at: datetime
    operator_id: str | None = None
    operator_leg: str | None = None
    offered_at: datetime | None = None
    answered_at: datetime | None = None
    held: bool = False
    ended_at: datetime | None = None
    end_reason: EndReason | None = None
    abandoned: bool = False
    ring_seconds: int = 0
    """From the first ring at the operator who answered until the answer."""
    talk_seconds: int = 0
    recording: str | None = None
    """File name below the recordings folder once the file is complete."""
    customer_id: int | None = None
    record_id: int | None = None


@dataclass(frozen=True, slots=True)
class WorkGroupRow:
    """What the server knows of a group beyond what its clients see."""

    info: WorkGroupInfo
    numbers: tuple[str, ...] = ()
    """Called numbers (E.164) that lead here."""
    music: str = "default"
    phone_keys: tuple[str, ...] = ()
    name_key: str = ""
    kana_key: str = ""
    miss_status: Status = Status.AWAY


class AuditAction(StrEnum):
    """What is worth to be asked about later."""

    RECORDING_HEARD = "recording_heard"  # object: call id
    SECRETS_REVEALED = "secrets_revealed"  # object: customer id


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Who did what when, and to which object."""

    at: datetime
    operator_id: str
    action: AuditAction
    object: str


class Repositories(Protocol):
    """One transaction at a time; each method is atomic. Reading methods return what is committed."""

    # site
    async def operator_by_login(self, login_id: str) -> OperatorRow | None: ...
    async def operator(self, operator_id: str) -> OperatorRow | None: ...
    async def note_login(self, operator_id: str, *, failed_logins: int, locked_until: datetime | None) -> None: ...
    async def extension(self, extension: str) -> ExtensionRow | None: ...
    async def extensions(self) -> list[ExtensionRow]: ...
    async def work_groups(self) -> list[WorkGroupRow]: ...

    # sessions
    async def sessions(self) -> list[SessionRow]: ...
    async def session_by_token(self, token_hash: str) -> SessionRow | None: ...
    async def save_session(self, session: SessionRow) -> None: ...
    async def delete_session(self, operator_id: str) -> None: ...

    # calls
    async def save_call(self, call: CallRow) -> None: ...
    async def call(self, call_id: str) -> CallRow | None: ...
    async def live_calls(self) -> list[CallRow]: ...
    async def set_recording(self, customer_leg: str, file_name: str | None) -> None:
        """The file that belongs to the call of this leg; None if there is none. `save_call` never takes a name away."""

    async def calls_without_recording(self, since: datetime) -> list[CallRow]:
        """Answered calls that ended since then and name no file."""

    async def unwritten_call(self, operator_id: str) -> CallRow | None:
        """The operator's newest ended call that has no contact record yet."""

    # customers and records
    async def customer(self, customer_id: int) -> Customer | None: ...
    async def customers_by_phone(self, work_group_id: str, number: str) -> list[Customer]: ...
    async def find_customers(
        self, work_group_ids: Sequence[str], text: str, limit: int, offset: int
    ) -> tuple[list[Customer], int]: ...
    async def save_contact(
        self,
        *,
        work_group: WorkGroupRow,
        customer_id: int | None,
        version: int,
        values: Mapping[str, FieldValue],
        record: ContactRecord,
        request_key: str = "",
    ) -> tuple[Customer, ContactRecord]:
        """Customer and record in one transaction. Raises `VersionConflict`. Ids of `record` are chosen here.

        With `request_key` it happens once: the same key again gives what was saved the first time.
        """

    async def records(
        self, customer_id: int, filters: Mapping[str, str], limit: int, offset: int
    ) -> tuple[list[ContactRecord], int]: ...
    async def record(self, record_id: int) -> ContactRecord | None: ...
    async def update_record(self, record: ContactRecord) -> None: ...

    # audit
    async def write_audit(self, entry: AuditEntry) -> None: ...
    async def audit_entries(self, limit: int) -> list[AuditEntry]:
        """Newest first."""

    # replies kept for commands that are sent twice
    async def idempotent_reply(self, operator_id: str, key: str) -> tuple[str, int, bytes] | None:
        """Request fingerprint, HTTP status and body of the first time, for 24 hours."""

    async def keep_reply(self, operator_id: str, key: str, fingerprint: str, status: int, body: bytes) -> None: ...


class SiteRepository(Protocol):
    """The declared site and what administrators do to the database; used by commands, not by operators."""

    async def site(self) -> Site | None:
        """The site as it was applied last, with password hashes in place of passwords."""

    async def site_version(self) -> int:
        """Grows by one with each `replace_site`; 0 before the first."""

    async def replace_site(self, site: Site, generated_sip_passwords: Mapping[str, str]) -> None:
        """All or nothing. Extensions without a declared password keep theirs, new ones take the generated one."""

    async def add_customers(self, work_group: WorkGroupRow, customers: Sequence[Mapping[str, FieldValue]]) -> int:
        """Add checked customers in one transaction; gives how many."""

    async def secret_values(self, customer_id: int) -> dict[str, str]:
        """Password fields of a customer in the clear, for a reader who has the right."""

    async def purge_replies(self, before: datetime) -> None: ...

    async def ping(self) -> None:
        """Raises if the database does not answer."""


class VersionConflict(Exception):
    """Somebody saved the customer since it was loaded; `stored` is what is in the database."""

    def __init__(self, stored: Customer) -> None:
        super().__init__(f"customer {stored.customer_id} is at version {stored.version}")
        self.stored = stored
