"""What the floor wants done: orders to the switch, rows to keep, a look-up, and desks to show."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from server.domain.callbacks import Callback
from server.domain.distribution.record import OfferRecord
from server.domain.floor_state import Call, Seat
from server.domain.repairs import Difference
from server.domain.status_log import StatusChange
from server.protocol.errors import ErrorCode
from server.protocol.push import DeskState
from server.protocol.seats import SeatView
from server.protocol.types import OperatorRef

# ---- orders to the switch; those of one `lane` are carried out in order, lanes do not wait for each other ----------


@dataclass(frozen=True, slots=True)
class Answer:
    lane: str
    leg: str


@dataclass(frozen=True, slots=True)
class Reject:
    lane: str
    leg: str
    sip_code: int


@dataclass(frozen=True, slots=True)
class HangUp:
    lane: str
    leg: str


@dataclass(frozen=True, slots=True)
class Dial:
    """Failure comes back as `DialFailed`. `why` tells the log why this operator."""

    lane: str
    leg: str
    extension: str
    caller_id: str
    headers: Mapping[str, str]
    timeout_seconds: int
    why: str


@dataclass(frozen=True, slots=True)
class DialOut:
    """Call a number outside. Failure comes back as `DialFailed`."""

    lane: str
    leg: str
    trunk: str
    number: str
    caller_id: str
    timeout_seconds: int


@dataclass(frozen=True, slots=True)
class PlayRingBack:
    """Let an operator hear that it rings at the customer's, until the leg is put into a mix."""

    lane: str
    leg: str


@dataclass(frozen=True, slots=True)
class AnswerTransfer:
    """Of a phone that wants one."""

    lane: str
    leg: str
    accepted: bool


@dataclass(frozen=True, slots=True)
class Tag:
    lane: str
    leg: str
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class PlayMusic:
    lane: str
    leg: str
    music: str


@dataclass(frozen=True, slots=True)
class StopMusic:
    lane: str
    leg: str


@dataclass(frozen=True, slots=True)
class Play:
    """Let a leg outside of mixes hear sounds of the site once, in place of music. Comes back as `PlayDone`, also if it failed."""

    lane: str
    leg: str
    media: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecordMessage:
    """Record what a caller says, until `StopRecording` or his end: `RecordingDone`. `CallerSilent` tells that he says nothing."""

    lane: str
    leg: str
    name: str
    silence_seconds: int


@dataclass(frozen=True, slots=True)
class StopRecording:
    lane: str
    leg: str


@dataclass(frozen=True, slots=True)
class AddToMix:
    lane: str
    mix: str
    leg: str


@dataclass(frozen=True, slots=True)
class RemoveFromMix:
    lane: str
    mix: str
    leg: str


@dataclass(frozen=True, slots=True)
class DestroyMix:
    lane: str
    mix: str


@dataclass(frozen=True, slots=True)
class Join:
    """Stop the music, put both legs into the mix, have the customer's leg recorded as `call_id` or not recorded.

    Comes back as `Joined` or `JoinFailed`, and as `RecordingFailed` if only that did not work.
    """

    lane: str
    call_id: str
    leg: str
    operator_leg: str
    mix: str
    record: bool


@dataclass(frozen=True, slots=True)
class Gather:
    """Put all of the legs into the mix, which is created if need be."""

    lane: str
    mix: str
    legs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SetRecording:
    """Have a leg recorded, as `call_id` unless it is recorded already, or not recorded any more."""

    lane: str
    leg: str
    call_id: str
    record: bool


SwitchOrder = (
    Answer
    | Reject
    | HangUp
    | Dial
    | DialOut
    | PlayRingBack
    | AnswerTransfer
    | Tag
    | PlayMusic
    | StopMusic
    | Play
    | RecordMessage
    | StopRecording
    | AddToMix
    | RemoveFromMix
    | DestroyMix
    | Join
    | Gather
    | SetRecording
)

# ---- everything else ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LookUpCustomers:
    """Comes back as `CustomersFound`, or not at all."""

    call_id: str
    work_group_id: str
    number: str
    talked_since: datetime | None = None
    """Who talked with the number last since then is wanted too; None if nobody asks."""


@dataclass(frozen=True, slots=True)
class SurveySwitch:
    """Comes back as `SwitchSurveyed`."""


@dataclass(frozen=True, slots=True)
class SaveCall:
    call: Call


@dataclass(frozen=True, slots=True)
class KeepOffer:
    record: OfferRecord


@dataclass(frozen=True, slots=True)
class NoteRecording:
    """A file was completed for a call that the floor has forgotten: it was recorded before a restart, or took long."""

    leg: str
    file_name: str


@dataclass(frozen=True, slots=True)
class SaveSeat:
    seat: Seat


@dataclass(frozen=True, slots=True)
class DeleteSeat:
    operator_id: str


@dataclass(frozen=True, slots=True)
class NoteRepair:
    """For the log: what of the floor did not agree with the switch, and was put right."""

    difference: Difference


@dataclass(frozen=True, slots=True)
class NoteStatus:
    """For the log of statuses."""

    change: StatusChange


@dataclass(frozen=True, slots=True)
class KeepCallback:
    """How far it got and who has it; what was promised is the database's."""

    callback: Callback


@dataclass(frozen=True, slots=True)
class KeepHandled:
    """An abandoned call is done, by this operator."""

    call_id: str
    operator: OperatorRef
    at: datetime


@dataclass(frozen=True, slots=True)
class ShowDesk:
    operator_id: str
    desk: DeskState


@dataclass(frozen=True, slots=True)
class ShowSeats:
    """To everybody: seats that look different now; None for an operator who is not of the site any more."""

    changed: Mapping[str, SeatView | None]


@dataclass(frozen=True, slots=True)
class Dismiss:
    """The operator's session is over; `by` is the name of the colleague who ended it, if one did."""

    operator_id: str
    code: ErrorCode
    by: str = ""


Action = (
    SwitchOrder
    | LookUpCustomers
    | SurveySwitch
    | SaveCall
    | KeepOffer
    | NoteRecording
    | SaveSeat
    | DeleteSeat
    | NoteRepair
    | NoteStatus
    | KeepCallback
    | KeepHandled
    | ShowDesk
    | ShowSeats
    | Dismiss
)
