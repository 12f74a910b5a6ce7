"""Bodies of the REST calls under `/api/v1`. Which path takes and gives which is listed once, in `ROUTES`."""

from datetime import datetime
from http import HTTPMethod
from typing import Annotated, NamedTuple

import msgspec

from server.protocol.figures import FiguresOfGroups
from server.protocol.offers import CallOffers
from server.protocol.reasons import SetStatusOfReply, SetStatusOfRequest, StatusReasons
from server.protocol.seats import SeatPlan
from server.protocol.transfer import TransferMode
from server.protocol.types import (
    CallView,
    ContactRecord,
    Customer,
    FieldValue,
    OperatorState,
    Role,
    SipAccount,
    Status,
    UsageMode,
    WorkGroupInfo,
)
from server.protocol.worklists import DayFigures, MyCustomers, RecentContacts


class LoginRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    login_id: str
    password: str
    extension: str
    protocol: int
    mode: UsageMode = UsageMode.SOFTPHONE_OPERATOR
    client_version: str = ""

    def __repr__(self) -> str:
        return f"LoginRequest(login_id={self.login_id!r}, extension={self.extension!r})"


class Session(msgspec.Struct, frozen=True):
    """Answer to a login, and to `GET /session` with a token that is still good (a restarted window resumes with it)."""

    token: str
    operator_id: str
    name: str
    extension: str
    role: Role
    work_groups: tuple[WorkGroupInfo, ...]
    server_time: datetime
    mode: UsageMode
    sip: SipAccount | None = None
    """None in mode `operator`."""
    capabilities: tuple[str, ...] = ()
    """What this server can do beyond protocol version 1's core; a client hides what is not named."""
    reasons: StatusReasons = StatusReasons()

    def __repr__(self) -> str:
        return f"Session(operator_id={self.operator_id!r}, extension={self.extension!r})"


class StartWorkRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    work_group_ids: tuple[str, ...]


class StatusRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """`status`: available, wrap_up, away or break; `reason` one of the session's `reasons` for it."""

    status: Status
    reason: str = ""


class NextStatusRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """`status`: available, away or break, for when the call and its wrap-up are over; None takes it back."""

    status: Status | None
    reason: str = ""


class DialRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Calls a number outside or an extension, as a person types it; the operator's own phone is called first."""

    number: str
    work_group_id: str
    customer_id: int | None = None
    """Whose call it is, if it is known."""


class CallCustomerRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Says whose record belongs to the call (読込), so that call record and recording are found with the customer."""

    customer_id: int


class TransferRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """To whom: one of an operator, a number (an extension or an outside one, as people write it) and a work group's queue."""

    mode: TransferMode = TransferMode.ATTENDED
    """Of no meaning for a queue."""
    operator_id: str = ""
    number: Annotated[str, msgspec.Meta(max_length=64)] = ""
    work_group_id: str = ""


class DropTargetRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`keep_holding`: the customer goes on hearing music while another target is chosen."""

    keep_holding: bool = False


class CustomerPage(msgspec.Struct, frozen=True):
    """`total` of a search is at most 201, which means more than 200."""

    customers: tuple[Customer, ...]
    total: int


class SecretValues(msgspec.Struct, frozen=True):
    """What is stored in the password fields of a customer, by the keys of the fields."""

    values: dict[str, str]

    def __repr__(self) -> str:
        return f"SecretValues({', '.join(self.values)})"


class RecordInput(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    respondent: str = ""
    reaction: str = ""
    next_action: str = ""
    next_assignee: str = ""
    """Operator id; empty means the author."""
    text: str = ""
    next_action_time: datetime | None = None


class SaveContactRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """全て保存: the whole customer and a new contact record, both or neither."""

    work_group_id: str
    values: dict[str, FieldValue]
    record: RecordInput
    customer_id: int | None = None
    """None creates the customer."""
    version: int = 0
    """The version that was loaded; another one in the database is a `version_conflict`."""
    call_id: str | None = None


class SaveContactReply(msgspec.Struct, frozen=True):
    customer: Customer
    record: ContactRecord


class EditRecordRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    record: RecordInput


class RecordPage(msgspec.Struct, frozen=True):
    records: tuple[ContactRecord, ...]
    total: int


class PasswordRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Without an `Idempotency-Key`: what is kept of a request must not help anybody to guess a password."""

    old_password: str
    new_password: str

    def __repr__(self) -> str:
        return "PasswordRequest()"


class PictureRequest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A PNG or JPEG of at most 1 MiB, base64 in JSON. What is not square is cut to its middle."""

    image: bytes

    def __repr__(self) -> str:
        return f"PictureRequest({len(self.image)} bytes)"


class PictureReply(msgspec.Struct, frozen=True):
    """The version under which colleagues ask for it."""

    picture: int


class RecordingInfo(msgspec.Struct, frozen=True):
    """A recording's sound: 16-bit samples, little-endian, `data_bytes` of them from `data_offset` on in the file.

    `peaks` is the loudest moment of each equal part, in percent of full scale: what a waveform is drawn from.
    """

    seconds: float
    rate_hz: int
    channels: int
    data_offset: int
    data_bytes: int
    peaks: tuple[int, ...]


class Health(msgspec.Struct, frozen=True):
    status: str
    version: str
    switch: str
    database: str


class Empty(msgspec.Struct, frozen=True):
    """A body that says nothing."""


class AssignCallbackRequest(msgspec.Struct, frozen=True):
    """Who is to make the call: a member of its group, or everybody who works there."""

    operator_id: str = ""
    """Empty: the group."""


class CancelCallbackRequest(msgspec.Struct, frozen=True):
    """Why nobody is to make the call any more: one line, never empty."""

    reason: str


class RescheduleCallbackRequest(msgspec.Struct, frozen=True):
    """When the call is to be made instead: a moment in the future."""

    due_at: datetime


class Route(NamedTuple):
    """One REST call. `idempotent_key` calls take an `Idempotency-Key` header and happen once however often they are sent."""

    method: HTTPMethod
    path: str
    name: str
    request: type[msgspec.Struct] | None
    reply: type[msgspec.Struct] | None
    idempotent_key: bool = False
    public: bool = False
    query: tuple[str, ...] = ()
    media: str = "audio/wav"
    """What is answered where `reply` is None."""


GET, POST, PATCH = HTTPMethod.GET, HTTPMethod.POST, HTTPMethod.PATCH

ROUTES: tuple[Route, ...] = (
    Route(POST, "/login", "login", LoginRequest, Session, public=True),
    Route(POST, "/logout", "logout", Empty, Empty),
    Route(GET, "/session", "session", None, Session),
    Route(POST, "/work", "start_work", StartWorkRequest, OperatorState, idempotent_key=True),
    Route(POST, "/status", "set_status", StatusRequest, OperatorState, idempotent_key=True),
    Route(POST, "/next-status", "set_next_status", NextStatusRequest, OperatorState, idempotent_key=True),
    Route(
        POST,
        "/operators/{operator_id}/status",
        "set_status_of",
        SetStatusOfRequest,
        SetStatusOfReply,
        idempotent_key=True,
    ),
    Route(POST, "/wrap-up/extend", "extend_wrap_up", Empty, OperatorState, idempotent_key=True),
    Route(POST, "/help", "request_help", Empty, OperatorState, idempotent_key=True),
    Route(POST, "/help/cancel", "cancel_help", Empty, OperatorState, idempotent_key=True),
    Route(POST, "/help/{operator_id}/take", "take_help", Empty, Empty, idempotent_key=True),
    Route(POST, "/calls", "dial", DialRequest, OperatorState, idempotent_key=True),
    Route(POST, "/calls/{call_id}/hold", "hold", Empty, OperatorState, idempotent_key=True),
    Route(POST, "/calls/{call_id}/resume", "resume", Empty, OperatorState, idempotent_key=True),
    Route(POST, "/calls/{call_id}/hang-up", "hang_up", Empty, OperatorState, idempotent_key=True),
    Route(POST, "/calls/{call_id}/transfer", "transfer", TransferRequest, OperatorState, idempotent_key=True),
    Route(POST, "/calls/{call_id}/transfer/complete", "complete_transfer", Empty, OperatorState, idempotent_key=True),
    Route(POST, "/calls/{call_id}/transfer/drop", "drop_target", DropTargetRequest, OperatorState, idempotent_key=True),
    Route(POST, "/calls/{call_id}/conference", "start_conference", Empty, OperatorState, idempotent_key=True),
    Route(POST, "/calls/{call_id}/customer", "set_call_customer", CallCustomerRequest, CallView, idempotent_key=True),
    Route(GET, "/calls/{call_id}/offers", "call_offers", None, CallOffers),
    Route(
        GET,
        "/customers",
        "find_customers",
        None,
        CustomerPage,
        query=("work_group_id", "phone", "text", "limit", "offset"),
    ),
    Route(GET, "/customers/{customer_id}", "get_customer", None, Customer),
    Route(GET, "/customers/{customer_id}/secrets", "get_secrets", None, SecretValues),
    Route(POST, "/contacts", "save_contact", SaveContactRequest, SaveContactReply, idempotent_key=True),
    Route(
        GET,
        "/customers/{customer_id}/records",
        "list_records",
        None,
        RecordPage,
        query=("respondent", "reaction", "next_action", "text", "limit", "offset"),
    ),
    Route(PATCH, "/records/{record_id}", "edit_record", EditRecordRequest, ContactRecord, idempotent_key=True),
    Route(GET, "/recordings/{call_id}", "get_recording", None, None, query=("download",)),
    Route(GET, "/recordings/{call_id}/info", "recording_info", None, RecordingInfo),
    Route(GET, "/seat-plan", "seat_plan", None, SeatPlan),
    Route(GET, "/seat-plan/pictures/{name}", "get_plan_picture", None, None, media="image/*"),
    Route(POST, "/me/password", "change_password", PasswordRequest, Empty),
    Route(POST, "/me/picture", "change_picture", PictureRequest, PictureReply, idempotent_key=True),
    Route(GET, "/operators/{operator_id}/picture", "get_picture", None, None, query=("version",), media="image/jpeg"),
    Route(POST, "/callbacks/{callback_id}/take", "take_callback", Empty, Empty, idempotent_key=True),
    Route(POST, "/callbacks/{callback_id}/dismiss", "dismiss_callback", Empty, Empty, idempotent_key=True),
    Route(
        POST, "/callbacks/{callback_id}/assign", "assign_callback", AssignCallbackRequest, Empty, idempotent_key=True
    ),
    Route(
        POST, "/callbacks/{callback_id}/cancel", "cancel_callback", CancelCallbackRequest, Empty, idempotent_key=True
    ),
    Route(
        POST,
        "/callbacks/{callback_id}/reschedule",
        "reschedule_callback",
        RescheduleCallbackRequest,
        Empty,
        idempotent_key=True,
    ),
    Route(POST, "/callbacks/{callback_id}/done", "finish_callback", Empty, Empty, idempotent_key=True),
    Route(POST, "/abandoned/{call_id}/done", "handle_abandoned", Empty, Empty, idempotent_key=True),
    Route(GET, "/my-customers", "my_customers", None, MyCustomers, query=("limit", "offset")),
    Route(GET, "/my-day", "my_day", None, DayFigures),
    Route(GET, "/figures", "group_figures", None, FiguresOfGroups),
    Route(GET, "/my-contacts", "recent_contacts", None, RecentContacts, query=("limit",)),
)
"""Paths are below `/api/v1`. `get_recording` answers with `audio/wav`, or a part of it to a `Range` of bytes."""
