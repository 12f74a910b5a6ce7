"""The port to the database: the rows that are kept, and what can be done with them."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from server.domain.callbacks import Escalation
from server.domain.customer_search import CustomerSearch
from server.domain.distribution.record import OfferRecord
from server.domain.distribution.rules import Distribution
from server.domain.group_figures import CountedCall
from server.domain.outgoing import OutgoingLine
from server.domain.people import Person
from server.domain.queueing.callback import QueueCallback
from server.domain.queueing.hours import BusinessHours
from server.domain.queueing.rules import Overflow, QueueRules
from server.domain.recording import RecordingPolicy
from server.domain.site.declarations import Site
from server.domain.status_log import StatusChange, StatusPeriod
from server.ports.audit import AuditEntry
from server.protocol.reasons import StatusReasons
from server.protocol.transfer import TransferStage
from server.protocol.types import (
    Cancellation,
    ContactRecord,
    Customer,
    Direction,
    EndReason,
    FieldValue,
    HelpRequest,
    OperatorRef,
    Role,
    Status,
    UsageMode,
    WorkGroupInfo,
    WrapUpExtension,
)
from server.protocol.worklists import AbandonedCall, CallbackStage, DayFigures, MyCustomers, RecentContact


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
    wrap_up_extension: WrapUpExtension | None = None
    next_status: Status | None = None
    help: HelpRequest | None = None
    status_reason: str = ""
    status_by: str = ""
    next_reason: str = ""
    next_by: str = ""


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
    """Of a call out: when the operator asked for it; `offered_at` is when the customer's phone was dialed."""
    operator_id: str | None = None
    operator_leg: str | None = None
    offered_at: datetime | None = None
    answered_at: datetime | None = None
    held: bool = False
    held_since: datetime | None = None
    ended_at: datetime | None = None
    end_reason: EndReason | None = None
    abandoned: bool = False
    ring_seconds: int = 0
    """From the first ring at the operator who answered until the answer."""
    talk_seconds: int = 0
    """From the answer to the end of this operator's part, holds included."""
    hold_seconds: int = 0
    """How long the customer heard music while this operator had him."""
    wait_seconds: int = 0
    """How long he waited before this operator answered, or in vain."""
    phone_elsewhere: bool = False
    """The operator logged in at another PC meanwhile: the call is at the phone of the first."""
    recorded: bool | None = None
    """Whether the rules had it recorded; None if nobody talked."""
    recording: str | None = None
    """File name below the recordings folder once the file is complete."""
    customer_id: int | None = None
    record_id: int | None = None
    place_at: datetime | None = None
    """The place in the queue if it is not that of the arrival."""
    overflow: Overflow | None = None
    """Where the caller went in place of an operator."""
    callback: QueueCallback | None = None
    """He asked to be called back in place of waiting."""
    transferred_from: str | None = None
    """The call that an earlier operator had with this customer."""
    transferred_by: str | None = None
    transfer_number: str | None = None
    transfer_stage: TransferStage | None = None
    """None if the customer came through. A call that ended with another one was only asked to take him."""


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
    line: OutgoingLine | None = None
    """How calls go out; None if they can't."""
    escalation: Escalation = Escalation()
    help_patience: timedelta = timedelta(seconds=60)
    wrap_up_extension: WrapUpExtension | None = None
    recording: RecordingPolicy = RecordingPolicy()
    distribution: Distribution = Distribution()
    queue: QueueRules = QueueRules()
    hours: BusinessHours | None = None
    """When calls are taken; None: always."""


@dataclass(frozen=True, slots=True)
class CallbackProgress:
    """How far an open callback got; a restarted server goes on from here."""

    stage: CallbackStage = CallbackStage.PLANNED
    taken_by: str | None = None
    dismissed_by: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class CallbackRow:
    """An open callback with its customer as he is now; `callback_id` is the contact record that promised it."""

    callback_id: int
    customer: Customer
    assignee_id: str
    due_at: datetime
    text: str
    """Of that record."""
    progress: CallbackProgress = CallbackProgress()


class Repositories(Protocol):
    """One transaction at a time; each method is atomic. Reading methods return what is committed."""

    def together(self) -> AbstractAsyncContextManager[None]:
        """Whatever this task saves inside is one transaction: all or, by an exception, nothing."""

    # site
    async def operator_by_login(self, login_id: str) -> OperatorRow | None: ...
    async def operator(self, operator_id: str) -> OperatorRow | None: ...
    async def note_login(self, operator_id: str, *, failed_logins: int, locked_until: datetime | None) -> None: ...
    async def people(self) -> list[Person]:
        """All operators, in the order of the site file."""

    async def set_password(self, operator_id: str, password_hash: str) -> None:
        """Failed attempts are forgotten with the old one."""

    async def save_picture(self, operator_id: str, image: bytes) -> int:
        """Give the operator this picture; its version, one more than that of the old one."""

    async def picture(self, operator_id: str) -> bytes | None: ...
    async def extension(self, extension: str) -> ExtensionRow | None: ...
    async def extensions(self) -> list[ExtensionRow]: ...
    async def work_groups(self) -> list[WorkGroupRow]: ...
    async def status_reasons(self) -> StatusReasons: ...

    # sessions
    async def sessions(self) -> list[SessionRow]: ...
    async def session_by_token(self, token_hash: str) -> SessionRow | None: ...
    async def save_session(self, session: SessionRow) -> None: ...
    async def delete_session(self, operator_id: str) -> None: ...

    # the log of statuses
    async def log_statuses(self, changes: Sequence[StatusChange]) -> None:
        """Oldest first, all or none. Each ends what the operator did before; one of the same moment takes its place."""

    async def note_alive(self, at: datetime) -> None:
        """The server lives at this time."""

    async def close_statuses(self) -> int:
        """End what is open where the server was last known to live; gives how many."""

    async def status_periods(
        self, begin: datetime, end: datetime, operator_ids: Sequence[str] | None = None
    ) -> list[StatusPeriod]:
        """Those that lasted at any moment from `begin` to before `end`, of everybody or of these; oldest first."""

    async def purge_statuses(self, before: datetime) -> None:
        """Forget what ended before."""

    # calls
    async def save_call(self, call: CallRow) -> None: ...
    async def call(self, call_id: str) -> CallRow | None: ...
    async def live_calls(self) -> list[CallRow]: ...
    async def set_recording(self, customer_leg: str, file_name: str) -> None:
        """A complete file of this leg: it is that of its recorded calls that have none. `save_call` never takes a name away."""

    async def counted_calls(self, since: datetime) -> list[CountedCall]:
        """Calls that ended since then, and those that are live."""

    async def forget_recording(self, file_name: str) -> None:
        """The file is not there (any more)."""

    async def calls_without_recording(self, since: datetime) -> list[CallRow]:
        """Recorded calls that ended since then and name no file."""

    async def unwritten_call(self, operator_id: str) -> CallRow | None:
        """The operator's newest ended call that has no contact record yet."""

    # offers
    async def save_offers(self, records: Sequence[OfferRecord]) -> None:
        """In one transaction. What a record does not know does not replace what is known."""

    async def close_offers(self, at: datetime, still_ringing: Collection[str]) -> None:
        """Offers without an end are over, except those with these legs."""

    async def offers_of(self, call_id: str) -> list[OfferRecord]:
        """In the order in which they were made."""

    async def last_in_turn(self, work_group_id: str) -> str:
        """Whose turn it was last by round robin, of several at the same moment any; empty if nobody's."""

    async def calls_taken(self, work_group_id: str, since: datetime) -> dict[str, int]:
        """How many offers of the group each operator answered since then."""

    async def last_operator(self, work_group_id: str, number: str, since: datetime) -> str:
        """Who talked with the customer's number last in this group, in or out; empty if nobody did since then."""

    # customers and records
    async def customer(self, customer_id: int) -> Customer | None: ...
    async def customers_by_phone(self, work_group_id: str, number: str) -> list[Customer]: ...
    async def find_customers(
        self, work_group_ids: Sequence[str], wanted: CustomerSearch, limit: int, offset: int
    ) -> tuple[list[Customer], int]:
        """A page by kana, and how many there are; of a search that finds more than 200 the first found, and 201."""

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
        """Customer, record and its callback in one transaction. Raises `VersionConflict`. Ids of `record` are chosen here.

        With `request_key` it happens once: the same key again gives what was saved the first time.
        """

    async def saved_contact(self, request_key: str) -> tuple[Customer, ContactRecord] | None:
        """What `save_contact` has saved under this key, if it has."""

    async def records(
        self, customer_id: int, filters: Mapping[str, str], limit: int, offset: int
    ) -> tuple[list[ContactRecord], int]: ...
    async def record(self, record_id: int) -> ContactRecord | None: ...
    async def update_record(self, record: ContactRecord, work_group: WorkGroupRow) -> None:
        """The record and its callback in one transaction."""

    # what waits for operators
    async def open_callbacks(self, customer_id: int | None = None) -> list[CallbackRow]:
        """Soonest first; of one customer, or all."""

    async def keep_callback(
        self, callback_id: int, assignee_id: str, due_at: datetime, progress: CallbackProgress
    ) -> None:
        """Unless it was given another time or assignee meanwhile."""

    async def assign_callback(self, callback_id: int, assignee_id: str) -> None:
        """Another is to make an open call: the record that promises it names him, and nobody was told of it yet."""

    async def reschedule_callback(self, callback_id: int, due_at: datetime) -> bool:
        """Whether it was open: the record that promises it names the new time, and nobody was told of it yet."""

    async def cancel_callback(self, callback_id: int, cancellation: Cancellation) -> bool:
        """Whether it was open until now. The record that promised it tells of it from now on."""

    async def close_callback(self, callback_id: int, operator_id: str, at: datetime) -> bool:
        """Whether it was open until now."""

    async def abandoned_calls(self, since: datetime) -> dict[str, list[AbandonedCall]]:
        """By group, newest first, with the names that the numbers have now."""

    async def set_handled(self, call_id: str, operator: OperatorRef, at: datetime) -> None: ...
    async def my_customers(
        self, operator_id: str, work_groups: Sequence[WorkGroupRow], limit: int, offset: int
    ) -> MyCustomers:
        """Customers of these groups whose newest record gives the operator something to do."""

    async def day_figures(self, operator_id: str, since: datetime) -> DayFigures: ...
    async def recent_contacts(self, operator_id: str, work_group_ids: Sequence[str], limit: int) -> list[RecentContact]:
        """The operator's newest records in these groups, newest first."""

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

    async def replace_site(
        self, site: Site, generated_sip_passwords: Mapping[str, str], plan_pictures: Mapping[str, bytes] = {}
    ) -> None:
        """All or nothing. Extensions without a declared password keep theirs, new ones take the generated one.

        `plan_pictures` are new ones by name; those that no floor names any more go.
        """

    async def plan_picture(self, name: str) -> bytes | None:
        """What is drawn behind the desks of the floor that names it."""

    async def add_customers(self, work_group: WorkGroupRow, customers: Sequence[Mapping[str, FieldValue]]) -> int:
        """Add checked customers in one transaction; gives how many."""

    async def secret_values(self, customer_id: int) -> dict[str, str]:
        """Password fields of a customer in the clear, for a reader who has the right."""

    async def purge_replies(self, before: datetime) -> None: ...

    async def ping(self) -> None:
        """Raises if the database does not answer."""
