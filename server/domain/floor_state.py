"""What is live on the floor: work groups, seats (signed-in operators) and calls, as values that are replaced, never changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from server.domain.callbacks import CallbackBook, Escalation
from server.domain.distribution.memory import Memory
from server.domain.distribution.rules import Distribution
from server.domain.numbers import is_extension
from server.domain.outgoing import OutgoingLine
from server.domain.people import Person
from server.domain.queueing.callback import CallbackStep, QueueCallback
from server.domain.queueing.hours import BusinessHours
from server.domain.queueing.rules import Overflow, OverflowReason, QueueRules
from server.domain.recording import RecordingPolicy
from server.domain.repairs import Difference, Repair
from server.protocol.offers import Why
from server.protocol.reasons import StatusReasons
from server.protocol.transfer import Party, TransferFailure, TransferStage
from server.protocol.types import (
    Customer,
    Direction,
    EndReason,
    GroupKind,
    HelpRequest,
    Role,
    Status,
    UsageMode,
    WorkGroupInfo,
    WrapUpExtension,
)
from server.protocol.worklists import AbandonedCall

CONSULTED = frozenset({TransferStage.CALLING, TransferStage.TALKING, TransferStage.CONFERENCE})
INBOUND_KINDS = frozenset({GroupKind.INBOUND_SEQUENTIAL, GroupKind.INBOUND_SIMULTANEOUS})


@dataclass(frozen=True, slots=True)
class Group:
    """A work group as far as the floor needs it."""

    info: WorkGroupInfo
    numbers: tuple[str, ...] = ()
    """Called numbers in E.164."""
    music: str = "default"
    miss_status: Status = Status.AWAY
    line: OutgoingLine | None = None
    """How calls go out; None if they can't."""
    escalation: Escalation = Escalation()
    help_patience: timedelta = timedelta(seconds=60)
    """After which a request for help that nobody took up is told to every supervisor."""
    wrap_up_extension: WrapUpExtension | None = None
    recording: RecordingPolicy = RecordingPolicy()
    queue: QueueRules = QueueRules()
    hours: BusinessHours | None = None
    """When calls are taken; None: always."""
    distribution: Distribution = Distribution()

    @property
    def group_id(self) -> str:
        return self.info.work_group_id

    def has_member(self, operator_id: str) -> bool:
        return any(member.operator_id == operator_id for member in self.info.members)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an operator's last offer or call ended, kept for his eyes until it is recorded or the next call comes.

    `answered_at` is None if he never had the caller on the phone. `taken_by` is the name of the colleague who was faster.
    """

    call_id: str
    offered_at: datetime
    ended_at: datetime
    reason: EndReason
    answered_at: datetime | None = None
    taken_by: str = ""


@dataclass(frozen=True, slots=True)
class Seat:
    """A signed-in operator. `token_hash`, `mode` and the times of the session are only carried along."""

    operator_id: str
    name: str
    extension: str
    mode: UsageMode
    token_hash: str
    created_at: datetime
    seen_at: datetime
    status: Status
    since: datetime
    work_group_ids: tuple[str, ...] = ()
    return_status: Status | None = None
    wrap_up_ends_at: datetime | None = None
    wrap_up_extension: WrapUpExtension | None = None
    next_status: Status | None = None
    """Chosen in advance for when the call and its wrap-up are over."""
    help: HelpRequest | None = None
    idle_since: datetime | None = None
    """Since when he waits for a call; survives a lost phone and an offer that was withdrawn."""
    call_id: str | None = None
    """The call that is offered to him or that he talks in."""
    outcome: Outcome | None = None
    lost_at: datetime | None = None
    """When his push channel was closed; None while it is open."""
    role: Role = Role.OPERATOR
    reason: str = ""
    """Why he is away or has a break; also while his phone is lost, or a colleague calls, and he comes back to that."""
    status_by: str = ""
    """Operator id of who chose the status; empty if it followed from a call, the phone or the time."""
    next_reason: str = ""
    """Of the status chosen in advance."""
    next_by: str = ""
    """Operator id of who chose it."""

    @property
    def reason_shown(self) -> str:
        """Of the status he is in."""
        return self.reason if self.status in (Status.AWAY, Status.BREAK) else ""

    misses: int = 0
    """Calls that he missed one after another since he last took one or chose a status."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A call rings at an operator's phone, or at a number without an operator."""

    operator_id: str
    """Empty: nobody who is signed in."""
    leg: str
    offered_at: datetime
    ends_at: datetime
    rang_at: datetime | None = None
    why: Why | None = None
    """Why this operator; None if a restarted server took the offer over."""


@dataclass(frozen=True, slots=True)
class Transfer:
    """How a call came here from another operator. `number` is what was dialed: an extension, or E.164; empty for a queue."""

    from_call: str
    by: str
    """Operator id."""
    number: str
    stage: TransferStage | None
    """None: the transfer is over and this is a call as any other."""
    since: datetime
    failure: TransferFailure | None = None
    """Why the target does not have it."""


@dataclass(frozen=True, slots=True)
class Call:
    """A customer's call with one operator, from arrival or transfer until its legs have gone and its recording is complete.

    A call out has its operator from the beginning: his leg is dialed first, the customer's (`leg`) at `offered_at`.
    A transferred customer is a call of its own for each operator: each has his own times, record and reason. They share
    the customer's leg, and with it the recording.
    """

    call_id: str
    work_group_id: str
    direction: Direction
    leg: str
    number: str
    """The customer's, or a colleague's extension."""
    called_number: str
    """Ours: the one that was called, or of a call out the one that is shown to the customer, empty if none is."""
    arrived_at: datetime
    kept_place: datetime | None = None
    """See `place_at`."""
    is_admitted: bool = False
    """The rules of its queue were asked whether he may wait."""
    waits_anyway: frozenset[OverflowReason] = frozenset()
    """Reasons to send him elsewhere for which there is no way."""
    visited: tuple[str, ...] = ()
    """Groups whose queue he was sent on from: none gets him back."""
    overflow: Overflow | None = None
    """Where he went in place of waiting for an operator."""
    callback: QueueCallback | None = None
    """He asked to be called back in place of waiting."""
    announcing: tuple[str, ...] = ()
    """What the caller hears now in place of music."""
    offers: Mapping[str, Offer] = field(default_factory=dict)
    """By operator; one at most in a sequential group."""
    operator_id: str | None = None
    operator_leg: str | None = None
    offered_at: datetime | None = None
    rang_at: datetime | None = None
    """Of a call out: since when the phone rings that is called now, the operator's or then the customer's."""
    carrier_heard: bool = False
    """Of a call out: the operator hears the carrier, and needs no ring-back tone."""
    answered_at: datetime | None = None
    joined: bool = False
    """Both sides are in the mix: only now an answer counts for the colleagues at whose desks it rings too."""
    held: bool = False
    held_since: datetime | None = None
    hold_seconds: int = 0
    """Of the holds that are over."""
    wait_seconds: int = 0
    """How long the customer waited before this operator answered, or in vain."""
    ended_at: datetime | None = None
    end_reason: EndReason | None = None
    abandoned: bool = False
    ring_seconds: int = 0
    talk_seconds: int = 0
    recorded: bool | None = None
    """Whether it is recorded while operator and customer are together; None until that is settled."""
    recording: str | None = None
    """File name once the file is complete."""
    recording_given_up: bool = False
    """The floor waits no longer for the file; should it come after all, the database is told."""
    customer_id: int | None = None
    record_id: int | None = None
    matches: tuple[Customer, ...] = ()
    offer_from: datetime | None = None
    """Not offered before: a look-up or a pause after a failed dial is under way."""
    last_operator: str = ""
    """Who talked with this number last, as long as he is to be asked first."""
    missed_by: Mapping[str, datetime] = field(default_factory=dict)
    """When an operator let it ring or declined it, if the group spares him for a while."""
    transfer: Transfer | None = None
    consulting: str | None = None
    """The call, in a stage of `CONSULTED`, that becomes the customer's when this one is transferred."""
    transfer_failure: TransferFailure | None = None
    """Why the last target of this call did not take it."""
    phone_elsewhere: bool = False
    """The operator has logged in at another place while he talked: its phone never had this call."""
    key_refused_at: datetime | None = None
    """When the transfer key of the operator's own phone was refused last."""

    @property
    def place_at(self) -> datetime:
        """Since when he counts as waiting: his arrival, or an earlier one whose place he keeps."""
        return self.kept_place or self.arrived_at

    @property
    def lane(self) -> str:
        """Orders about the customer are carried out one after another, whichever operator's call they come from."""
        return self.leg

    @property
    def mix(self) -> str:
        return f"mix-{self.call_id}"

    @property
    def is_consulted(self) -> bool:
        """Its operator is asked, and the customer still belongs to the call that it is transferred from."""
        return self.transfer is not None and self.transfer.stage in CONSULTED

    @property
    def is_off_line(self) -> bool:
        """The customer has hung up, and is to be called back."""
        return self.callback is not None and self.callback.step is not CallbackStep.REACHED

    @property
    def is_waiting(self) -> bool:
        """A customer waits for an operator, on the line or for a callback."""
        inbound = self.direction is Direction.IN and not self.is_consulted and not self.is_dialing
        return inbound and self.ended_at is None and self.answered_at is None

    @property
    def is_queued(self) -> bool:
        """Waits for whoever is free, not for the target of a transfer or of an overflow."""
        is_here = self.overflow is None and (self.transfer is None or self.transfer.stage is None)
        return self.is_waiting and is_here

    @property
    def is_dialing(self) -> bool:
        """An operator waits for the customer."""
        is_called = self.callback is not None and self.callback.step is CallbackStep.DIALING
        outbound = self.direction is Direction.OUT or is_called
        return self.ended_at is None and self.answered_at is None and outbound

    @property
    def is_internal(self) -> bool:
        """A colleague is called."""
        return self.direction is Direction.OUT and is_extension(self.number)

    @property
    def is_talking(self) -> bool:
        return self.ended_at is None and self.answered_at is not None

    def legs(self) -> frozenset[str]:
        """Legs that this call needs now."""
        not_dialed_yet = self.is_dialing and self.offered_at is None
        nobody_there = not_dialed_yet or self.is_consulted or (self.is_off_line and not self.is_dialing)
        customer = None if nobody_there else self.leg
        asking = self.callback.confirming if self.callback is not None and self.ended_at is None else None
        return frozenset(
            leg for leg in (customer, asking, self.operator_leg, *(offer.leg for offer in self.offers.values())) if leg
        )


@dataclass(slots=True)
class FloorState:
    """Everything, indexed by id. `calls` holds live ones; `leaving` ended ones whose legs or recordings are not done."""

    groups: dict[str, Group] = field(default_factory=dict)
    people: Mapping[str, Person] = field(default_factory=dict)
    """All operators of the site."""
    reasons: StatusReasons = StatusReasons()
    seats: dict[str, Seat] = field(default_factory=dict)
    asking: frozenset[str] = frozenset()
    """Operators who ask for help."""
    calls: dict[str, Call] = field(default_factory=dict)
    leaving: dict[str, Call] = field(default_factory=dict)
    phones: frozenset[str] = frozenset()
    """Extensions whose phone is registered."""
    deserted: Mapping[str, datetime] = field(default_factory=dict)
    """Groups with a rule for that in which nobody works: since when."""
    opening_changes_at: datetime | None = None
    """When the first group opens or closes next, by the machine's clock."""
    doubted: Mapping[str, datetime] = field(default_factory=dict)
    """Extensions whose phone did not even ring when it was called: until when no call is offered there, unless it registers."""
    phone_news: dict[str, bool] = field(default_factory=dict)
    """What was heard of phones since the switch came up and before it was surveyed."""
    memories: Mapping[str, Memory] = field(default_factory=dict)
    """By group."""
    distribute_at: datetime | None = None
    """When time alone may let a waiting call be offered."""
    surveyed_legs: frozenset[str] | None = None
    """Legs known when the switch came up, until its snapshot is there; only these can turn out to have vanished."""
    suspected: frozenset[Difference] = frozenset()
    """What did not agree with the switch at the last look: believed if the next one says the same."""
    repairs: Mapping[Repair, int] = field(default_factory=dict)
    """How often what was put right since the server started."""
    callbacks: CallbackBook = field(default_factory=CallbackBook)
    abandoned: Mapping[str, tuple[AbandonedCall, ...]] = field(default_factory=dict)
    """By group, newest first: those of the last day."""
    time_of_day: datetime | None = None
    """What the machine's clock said last; None until it was told."""
    switch_up: bool = False
    switch_lost_at: datetime | None = None
    answered_total: int = 0
    abandoned_total: int = 0
    missed_total: int = 0

    def copy(self) -> "FloorState":
        """A copy that can be changed without touching this one; the values inside are shared."""
        return replace(
            self,
            groups=dict(self.groups),
            seats=dict(self.seats),
            calls=dict(self.calls),
            leaving=dict(self.leaving),
            phone_news=dict(self.phone_news),
        )

    def has_phone(self, extension: str) -> bool:
        """Whether the extension can be called now."""
        return extension in self.phones and extension not in self.doubted

    def called_extensions(self) -> frozenset[str]:
        """Phones at which colleagues call: no customer is offered there meanwhile."""
        return frozenset(call.number for call in self.calls.values() if call.is_internal)

    def seat_at(self, extension: str) -> Seat | None:
        return next((seat for seat in self.seats.values() if seat.extension == extension), None)

    def party_at(self, number: str) -> Party:
        """Who is reached at an extension or a number."""
        seat = self.seat_at(number)
        return Party(seat.name if seat else "", number)

    def name_of(self, operator_id: str) -> str:
        """Of an operator, signed in or not."""
        seat, person = self.seats.get(operator_id), self.people.get(operator_id)
        return seat.name if seat else person.name if person else ""

    def call_of_leg(self, leg: str) -> Call | None:
        """The live call that needs this leg."""
        return next((call for call in self.calls.values() if leg in call.legs()), None)


def whole_seconds(start: datetime, end: datetime) -> int:
    """Rounded, never negative."""
    return max(0, round((end - start) / timedelta(seconds=1)))
