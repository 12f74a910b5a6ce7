"""What happens to the floor (past tense, can't be refused) and what operators ask of it (imperative, may be refused)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from server.domain.callbacks import Callback
from server.domain.distribution.memory import Memory
from server.domain.floor_shift_events import CancelHelp as CancelHelp
from server.domain.floor_shift_events import ExtendWrapUp as ExtendWrapUp
from server.domain.floor_shift_events import RequestHelp as RequestHelp
from server.domain.floor_shift_events import SetNextStatus as SetNextStatus
from server.domain.floor_shift_events import SetStatus as SetStatus
from server.domain.floor_shift_events import SetStatusOf as SetStatusOf
from server.domain.floor_shift_events import ShiftOrder as ShiftOrder
from server.domain.floor_shift_events import StartWork as StartWork
from server.domain.floor_shift_events import TakeHelp as TakeHelp
from server.domain.floor_state import Call, Group, Seat
from server.domain.floor_voice_events import VoiceEvent
from server.domain.people import Person
from server.protocol.reasons import StatusReasons
from server.protocol.transfer import TransferMode
from server.protocol.types import Customer
from server.protocol.worklists import AbandonedCall

# ---- the switch -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CallerArrived:
    leg: str
    caller: str
    called: str


@dataclass(frozen=True, slots=True)
class PhoneRang:
    leg: str


@dataclass(frozen=True, slots=True)
class PhoneAnswered:
    leg: str


@dataclass(frozen=True, slots=True)
class PhoneWantsTransfer:
    """The operator pressed his phone's own transfer key. It waits for the answer."""

    leg: str
    number: str


@dataclass(frozen=True, slots=True)
class CarrierHeard:
    """The customer's phone is not answered yet, but there is something to hear: ringing, or an announcement."""

    leg: str


@dataclass(frozen=True, slots=True)
class LegEnded:
    leg: str
    cause: int = 0
    sip_code: int = 0


@dataclass(frozen=True, slots=True)
class RecordingDone:
    leg: str
    file_name: str


@dataclass(frozen=True, slots=True)
class PhoneSeen:
    """The phone of an extension registered, or is not reachable any more."""

    extension: str
    registered: bool


@dataclass(frozen=True, slots=True)
class SwitchLost:
    why: str


@dataclass(frozen=True, slots=True)
class SwitchReturned:
    """The connection is there; a survey of the switch is on its way."""


@dataclass(frozen=True, slots=True)
class SeenLeg:
    leg: str
    up: bool
    mix: str | None
    call_id: str
    """What the floor tagged it with; empty if it never did."""
    caller: str
    called: str


@dataclass(frozen=True, slots=True)
class SwitchSurveyed:
    """What is there after a gap in the events."""

    legs: Mapping[str, SeenLeg]
    phones: frozenset[str]


@dataclass(frozen=True, slots=True)
class SwitchLooked:
    """What is there, as of a moment ago, while events come."""

    legs: Mapping[str, SeenLeg]
    phones: frozenset[str]
    mixes: frozenset[str] = frozenset()


# ---- answers to the floor's own actions -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CustomersFound:
    call_id: str
    customers: tuple[Customer, ...]
    last_operator: str = ""


@dataclass(frozen=True, slots=True)
class Joined:
    """Customer and operator hear each other."""

    call_id: str
    operator_leg: str


@dataclass(frozen=True, slots=True)
class JoinFailed:
    call_id: str
    operator_leg: str
    why: str


@dataclass(frozen=True, slots=True)
class RecordingFailed:
    """They talk, and the switch does not record it."""

    call_id: str


@dataclass(frozen=True, slots=True)
class DialFailed:
    """`switch_down` says that it was nobody's fault at the desk."""

    leg: str
    why: str
    switch_down: bool


# ---- sessions, site, time ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SignIn:
    seat: Seat


@dataclass(frozen=True, slots=True)
class SignOut:
    operator_id: str


@dataclass(frozen=True, slots=True)
class ChannelOpened:
    operator_id: str


@dataclass(frozen=True, slots=True)
class ChannelClosed:
    operator_id: str


@dataclass(frozen=True, slots=True)
class GroupsChanged:
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class PeopleChanged:
    """The operators of the site, all of them."""

    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class ReasonsChanged:
    """Those for away and break, as the site declares them now."""

    reasons: StatusReasons


@dataclass(frozen=True, slots=True)
class Restored:
    """What the database kept of the time before: live calls, sessions, and each operator's call without a record."""

    groups: tuple[Group, ...]
    seats: tuple[Seat, ...]
    calls: tuple[Call, ...]
    unrecorded: Mapping[str, Call]
    people: tuple[Person, ...] = ()
    callbacks: tuple[Callback, ...] = ()
    abandoned: Mapping[str, tuple[AbandonedCall, ...]] = field(default_factory=dict)
    memories: Mapping[str, Memory] = field(default_factory=dict)
    reasons: StatusReasons = StatusReasons()


@dataclass(frozen=True, slots=True)
class TimePassed:
    """Something may be due."""


@dataclass(frozen=True, slots=True)
class TimeOfDay:
    """What the machine's clock says: before anything else, at `Floor.next_time_of_day` and every now and then."""

    now: datetime


@dataclass(frozen=True, slots=True)
class CallbacksRead:
    """All open callbacks of a customer, as the database has them after one was promised, moved or done."""

    customer_id: int
    callbacks: tuple[Callback, ...]


# ---- commands of operators --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DialNumber:
    """`number` as typed; `internal` says that it is an extension of the house, `matches` whose number it is."""

    operator_id: str
    work_group_id: str
    number: str
    internal: bool
    matches: tuple[Customer, ...] = ()
    customer_id: int | None = None


@dataclass(frozen=True, slots=True)
class Hold:
    operator_id: str
    call_id: str


@dataclass(frozen=True, slots=True)
class Resume:
    operator_id: str
    call_id: str


@dataclass(frozen=True, slots=True)
class HangUpCall:
    operator_id: str
    call_id: str


@dataclass(frozen=True, slots=True)
class TransferTo:
    """To an operator, or to a number as typed; `internal` says that it is an extension of the house."""

    operator_id: str
    call_id: str
    mode: TransferMode
    to_operator: str
    to_number: str
    internal: bool


@dataclass(frozen=True, slots=True)
class TransferToQueue:
    operator_id: str
    call_id: str
    work_group_id: str


@dataclass(frozen=True, slots=True)
class CompleteTransfer:
    """Leave customer and target to each other."""

    operator_id: str
    call_id: str


@dataclass(frozen=True, slots=True)
class DropTarget:
    """`keep_holding`: the customer goes on hearing music while another target is chosen (転送先選択へ戻る)."""

    operator_id: str
    call_id: str
    keep_holding: bool


@dataclass(frozen=True, slots=True)
class StartConference:
    operator_id: str
    call_id: str


@dataclass(frozen=True, slots=True)
class SetCallCustomer:
    operator_id: str
    call_id: str
    customer_id: int


@dataclass(frozen=True, slots=True)
class NoteRecord:
    """The contact record of the call was saved."""

    operator_id: str
    call_id: str
    record_id: int
    customer_id: int


@dataclass(frozen=True, slots=True)
class TakeCallback:
    operator_id: str
    callback_id: int


@dataclass(frozen=True, slots=True)
class DismissCallback:
    operator_id: str
    callback_id: int


@dataclass(frozen=True, slots=True)
class GiveToGroup:
    operator_id: str
    callback_id: int


@dataclass(frozen=True, slots=True)
class HandleAbandoned:
    operator_id: str
    call_id: str


Happening = (
    CallerArrived
    | PhoneRang
    | PhoneAnswered
    | PhoneWantsTransfer
    | CarrierHeard
    | LegEnded
    | RecordingDone
    | RecordingFailed
    | VoiceEvent
    | PhoneSeen
    | SwitchLost
    | SwitchReturned
    | SwitchSurveyed
    | SwitchLooked
    | CustomersFound
    | Joined
    | JoinFailed
    | DialFailed
    | ChannelOpened
    | ChannelClosed
    | GroupsChanged
    | PeopleChanged
    | ReasonsChanged
    | Restored
    | TimePassed
    | TimeOfDay
    | CallbacksRead
)
CallOrder = DialNumber | Hold | Resume | HangUpCall | SetCallCustomer | NoteRecord
TransferOrder = TransferTo | TransferToQueue | CompleteTransfer | DropTarget | StartConference
WorklistOrder = TakeCallback | DismissCallback | GiveToGroup | HandleAbandoned
CommandOrder = SignIn | SignOut | ShiftOrder | CallOrder | TransferOrder | WorklistOrder
Input = Happening | CommandOrder
