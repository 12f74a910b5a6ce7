"""The things that both sides of the wire talk about.

Times are zone-aware UTC, durations seconds, numbers E.164 unless they are extensions.
"""

from datetime import datetime
from enum import StrEnum

import msgspec

from server.protocol.errors import ErrorCode
from server.protocol.transfer import Consultation, TransferFailure, TransferOrigin


class Role(StrEnum):
    OPERATOR = "operator"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"


class UsageMode(StrEnum):
    """What a client is used for. `OPERATOR` talks on a hard phone: no SIP stack runs on the PC."""

    SOFTPHONE = "softphone"
    SOFTPHONE_OPERATOR = "softphone_operator"
    OPERATOR = "operator"


class Status(StrEnum):
    """What an operator is doing. The server owns it; everyone else shows the server's word."""

    OFFLINE = "offline"
    WRAP_UP = "wrap_up"
    AVAILABLE = "available"
    DIALING = "dialing"
    RINGING = "ringing"
    TALKING_OUT = "talking_out"
    TALKING_IN = "talking_in"
    AWAY = "away"
    BREAK = "break"
    PHONE_DISCONNECTED = "phone_disconnected"


class Command(StrEnum):
    """What an operator can ask of the server by a button of the call bar."""

    AVAILABLE = "available"
    WRAP_UP = "wrap_up"
    AWAY = "away"
    BREAK = "break"
    HOLD = "hold"
    RESUME = "resume"
    HANG_UP = "hang_up"
    DIAL = "dial"
    TRANSFER = "transfer"
    COMPLETE_TRANSFER = "complete_transfer"
    DROP_TARGET = "drop_target"
    CONFERENCE = "conference"
    HELP = "help"
    EXTEND_WRAP_UP = "extend_wrap_up"
    NEXT_STATUS = "next_status"


class GroupKind(StrEnum):
    INBOUND_SEQUENTIAL = "inbound_sequential"
    INBOUND_SIMULTANEOUS = "inbound_simultaneous"
    PREVIEW = "preview"
    PREDICTIVE = "predictive"


class Direction(StrEnum):
    IN = "in"
    OUT = "out"


class FieldType(StrEnum):
    TEXT = "text"
    TEXT_AREA = "text_area"
    PULL_DOWN = "pull_down"
    RADIO = "radio"
    CHECK_BOXES = "check_boxes"
    PHONE = "phone"
    EMAIL = "email"
    PASSWORD = "password"  # noqa: S105  (a kind of field, not a secret)
    DATE = "date"
    NUMBER = "number"
    POSTAL_CODE = "postal_code"
    URL = "url"


FieldValue = str | list[str]
"""A string for every type but check boxes, whose value is the list of ticked choices. Dates are `YYYY-MM-DD`, phones E.164."""

SECRET_PLACEHOLDER = "●" * 8
"""Stands for a stored value of a password field that the reader may not see; sent back untouched, the stored one stays."""


class FormField(msgspec.Struct, frozen=True):
    """One field of a work group's customer form, in the order of the form."""

    key: str
    label: str
    type: FieldType
    required: bool = False
    read_only: bool = False
    choices: tuple[str, ...] = ()
    default: FieldValue = ""
    max_length: int = 200
    half_width: bool = True
    """Two such fields share a row where the form has two columns; text areas never do."""


class NextActionKind(StrEnum):
    """How the server treats a next action. Only `CALLBACK`, `VISIT` and `CUSTOM` have a time."""

    CALLBACK = "callback"
    VISIT = "visit"
    DONE = "done"
    AUTO_REDIAL = "auto_redial"
    CUSTOM = "custom"


class NextAction(msgspec.Struct, frozen=True):
    key: str
    label: str
    kind: NextActionKind = NextActionKind.CUSTOM


class Choice(msgspec.Struct, frozen=True):
    """An entry of a pull-down whose key is stored and whose label is shown."""

    key: str
    label: str


class OperatorRef(msgspec.Struct, frozen=True):
    """An operator as colleagues see him."""

    operator_id: str
    name: str


class WorkGroupInfo(msgspec.Struct, frozen=True):
    """All that a client needs to work in a group."""

    work_group_id: str
    name: str
    kind: GroupKind
    fields: tuple[FormField, ...]
    respondents: tuple[Choice, ...]
    reactions: tuple[Choice, ...]
    next_actions: tuple[NextAction, ...]
    members: tuple[OperatorRef, ...]
    time_zone: str = "Asia/Tokyo"
    ring_seconds: int = 20
    auto_answer: bool = False
    wrap_up_seconds: int | None = None
    """None: wrap-up lasts until the operator ends it."""


class SipAccount(msgspec.Struct, frozen=True):
    """How the phone engine registers; handed out at login, lives as long as the session. `repr` hides the password."""

    user: str
    password: str
    host: str
    port: int
    transport: str = "udp"
    """`udp`, `tcp` or `tls`."""
    register_seconds: int = 60
    srtp: str = "off"
    """`off`, `optional` or `mandatory`."""

    def __repr__(self) -> str:
        return f"SipAccount(user={self.user!r}, host={self.host!r}, port={self.port})"


class Customer(msgspec.Struct, frozen=True):
    """One record of a work group's customer list."""

    customer_id: int
    work_group_id: str
    version: int
    values: dict[str, FieldValue]
    updated_at: datetime
    name: str = ""
    kana: str = ""
    last_contact_at: datetime | None = None
    last_contact_by: str = ""
    last_reaction: str = ""
    """Label of the reaction of the newest contact record."""


class CallTimes(msgspec.Struct, frozen=True):
    """The three parts of a contact, in whole seconds; `record` is from the end of the call to saving.

    `wait` is how long the customer waited for this operator, `hold` how much of `talk` he was on hold.
    """

    ring_seconds: int = 0
    talk_seconds: int = 0
    record_seconds: int = 0
    wait_seconds: int = 0
    hold_seconds: int = 0


class Cancellation(msgspec.Struct, frozen=True):
    """A promised call that was called off."""

    by: OperatorRef
    at: datetime
    reason: str


class ContactRecord(msgspec.Struct, frozen=True):
    """What an operator wrote about one contact. Appended, never replaced."""

    record_id: int
    customer_id: int
    work_group_id: str
    author: OperatorRef
    text: str
    respondent: str
    reaction: str
    next_action: str
    next_assignee: str
    """Keys of the group's choices and an operator id; empty where nothing was chosen."""
    saved_at: datetime
    edited_at: datetime
    next_action_time: datetime | None = None
    call_id: str | None = None
    direction: Direction | None = None
    from_number: str = ""
    to_number: str = ""
    call_started_at: datetime | None = None
    times: CallTimes = CallTimes()
    has_recording: bool = False
    editable: bool = False
    """Whether the reader may edit it now (same calendar day in the group's zone, same author)."""
    cancellation: Cancellation | None = None
    """Of the callback that it promised."""
    callback: bool = False
    """Of a call in: the customer had hung up in the queue, and was called back in his turn."""


class CallState(StrEnum):
    """A customer's call as an operator sees it."""

    OFFERED = "offered"
    DIALING = "dialing"
    TALKING = "talking"
    HELD = "held"
    ENDED = "ended"


class EndReason(StrEnum):
    """Why a call of an operator ended."""

    CUSTOMER_HUNG_UP = "customer_hung_up"
    OPERATOR_HUNG_UP = "operator_hung_up"
    PHONE_LOST = "phone_lost"
    SWITCH_LOST = "switch_lost"
    MISSED = "missed"
    DECLINED = "declined"
    TAKEN_BY_OTHER = "taken_by_other"
    CALLER_GAVE_UP = "caller_gave_up"
    TRANSFERRED = "transferred"
    """The customer talks, or waits, on; not with this operator."""
    # of a caller who did not wait for an operator, or no longer
    TURNED_AWAY = "turned_away"  # he heard a message
    OVERFLOWED = "overflowed"  # to another group's queue
    VOICEMAIL = "voicemail"  # he left a message
    NOT_CALLED_BACK = "not_called_back"  # nobody came to call him, as he had asked by a key
    CALLED_AGAIN = "called_again"  # of a callback that he had asked for by a key: he was talked with before
    LEFT_BY_KEY = "left_by_key"  # of an offer: he pressed a key that leads elsewhere
    # of a call that the operator made
    BUSY = "busy"
    NO_ANSWER = "no_answer"
    NUMBER_UNKNOWN = "number_unknown"
    REJECTED = "rejected"
    CONGESTION = "congestion"  # no way to the number now: lines busy, carrier out of order, no such trunk
    PHONE_NOT_ANSWERED = "phone_not_answered"  # the operator's own, which is called first


class CallView(msgspec.Struct, frozen=True):
    """The call of one operator, offered, connected or just ended (kept until its record is saved or the next call comes)."""

    call_id: str
    work_group_id: str
    direction: Direction
    state: CallState
    number: str
    """The customer's number in E.164; empty if withheld."""
    called_number: str
    """Of a call out: the number that is shown to the customer, empty if none is."""
    arrived_at: datetime
    offered_at: datetime
    offer_ends_at: datetime | None = None
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    end_reason: EndReason | None = None
    taken_by: str = ""
    """Name of the colleague who was faster (`TAKEN_BY_OTHER`)."""
    recording: bool = False
    auto_answer: bool = False
    matches: tuple[Customer, ...] = ()
    """Customers of the work group with this number; sent with the offer so that the pop-up needs no second request."""
    customer_id: int | None = None
    held_since: datetime | None = None
    consultation: Consultation | None = None
    """The target to whom this call is being transferred."""
    transfer_failure: TransferFailure | None = None
    """Why the last target did not take it."""
    transferred: TransferOrigin | None = None
    """Who transferred this call here."""
    phone_elsewhere: bool = False
    """The operator has logged in elsewhere since he answered: the phone that he answered with is not the one of this window."""
    callback: bool = False
    """He had asked, while he waited, to be called back: who takes the call has him called."""


class HelpRequest(msgspec.Struct, frozen=True):
    """An operator asks for help, until he cancels it or logs off."""

    operator: OperatorRef
    extension: str
    since: datetime
    work_group_ids: tuple[str, ...] = ()
    """The group of the call in which he asked, or all that he works in: their supervisors are told."""
    escalated_at: datetime | None = None
    """When nobody had reacted in time, and every supervisor was told."""
    taken_by: OperatorRef | None = None
    taken_at: datetime | None = None


class WrapUpExtension(msgspec.Struct, frozen=True):
    """How the countdown of the wrap-up can be extended."""

    seconds: int
    left: int
    """How often still."""


class GivenReason(msgspec.Struct, frozen=True, omit_defaults=True):
    """Why somebody is away or has a break, as the site calls it; `label` is empty of what the server itself says (`NO_ANSWER`)."""

    key: str
    label: str = ""
    back_by: datetime | None = None
    """From when on it is marked that he has been gone for longer than the site allows."""


class OperatorState(msgspec.Struct, frozen=True):
    """The reader's own live state."""

    operator_id: str
    status: Status
    since: datetime
    work_group_ids: tuple[str, ...] = ()
    call: CallView | None = None
    refusals: dict[Command, ErrorCode] = {}
    """Commands that would be refused now and why; a command that is absent is allowed."""
    wrap_up_ends_at: datetime | None = None
    wrap_up_extension: WrapUpExtension | None = None
    next_status: Status | None = None
    """Chosen in advance: what follows the call and its wrap-up."""
    help: HelpRequest | None = None
    help_reaches: int = 0
    """How many signed-in people see the request."""
    reason: GivenReason | None = None
    """Of an away or a break."""
    set_by: OperatorRef | None = None
    """The colleague who set the status; None if it was the reader himself, or nobody."""
    next_reason: GivenReason | None = None
    next_set_by: OperatorRef | None = None
    """The same of the status chosen in advance."""


class WaitingCall(msgspec.Struct, frozen=True):
    call_id: str
    number: str
    customer_name: str
    since: datetime
    callback: bool = False
    """He is not on the line, but is called back when it is his turn."""


class QueueView(msgspec.Struct, frozen=True):
    """One work group's queue, oldest call first."""

    work_group_id: str
    waiting: tuple[WaitingCall, ...] = ()
    available_operators: int = 0
