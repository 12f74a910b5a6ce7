"""Every refusal that can cross the wire: a stable code, its HTTP status and whose fault it is. Sentences are made where they are shown."""

from enum import StrEnum
from typing import Any

import msgspec


class ErrorCode(StrEnum):
    """Stable identifiers; the client translates each of them (a test proves that none is missing)."""

    # signing in
    INVALID_CREDENTIALS = "invalid_credentials"
    LOCKED_OUT = "locked_out"  # details: retry_after_seconds
    UNKNOWN_EXTENSION = "unknown_extension"  # details: extension
    EXTENSION_IN_USE = "extension_in_use"  # details: extension, operator_name
    PROTOCOL_UNSUPPORTED = "protocol_unsupported"  # details: client, oldest, newest
    SESSION_EXPIRED = "session_expired"
    SESSION_TAKEN_OVER = "session_taken_over"
    FORBIDDEN = "forbidden"
    # work groups and statuses
    NO_WORK_GROUP_CHOSEN = "no_work_group_chosen"
    NOT_A_MEMBER = "not_a_member"  # details: work_group_id
    WORK_NOT_STARTED = "work_not_started"
    REFUSED_DURING_CALL = "refused_during_call"
    REFUSED_WHILE_RINGING = "refused_while_ringing"
    PHONE_NOT_CONNECTED = "phone_not_connected"
    ALREADY_IN_STATUS = "already_in_status"
    NOT_IN_WRAP_UP = "not_in_wrap_up"
    WRAP_UP_WITHOUT_END = "wrap_up_without_end"
    NO_EXTENSION_LEFT = "no_extension_left"
    NOTHING_TO_WAIT_FOR = "nothing_to_wait_for"
    UNKNOWN_REASON = "unknown_reason"  # details: reason
    REASON_REQUIRED = "reason_required"
    # statuses of others; details of each: operator_name
    OPERATOR_NOT_AT_WORK = "operator_not_at_work"
    OPERATOR_IN_CALL = "operator_in_call"
    OPERATOR_WITHOUT_PHONE = "operator_without_phone"
    OPERATOR_IN_STATUS_ALREADY = "operator_in_status_already"
    LOGGED_OFF_BY_OTHER = "logged_off_by_other"
    # help
    HELP_ALREADY_REQUESTED = "help_already_requested"
    NO_HELP_REQUESTED = "no_help_requested"
    HELP_TAKEN = "help_taken"  # details: operator_name
    # calls
    NO_SUCH_CALL = "no_such_call"
    NOT_CONNECTED_YET = "not_connected_yet"
    ALREADY_HELD = "already_held"
    NOT_HELD = "not_held"
    SWITCH_UNAVAILABLE = "switch_unavailable"
    NOT_READY_TO_DIAL = "not_ready_to_dial"
    NOT_A_NUMBER = "not_a_number"  # details: number
    SPECIAL_NUMBER = "special_number"  # details: number
    OWN_EXTENSION = "own_extension"
    NO_OUTGOING_LINE = "no_outgoing_line"  # details: work_group_id
    # transfers
    TRANSFER_UNDER_WAY = "transfer_under_way"
    NO_TRANSFER = "no_transfer"
    CUSTOMER_NOT_YOURS_YET = "customer_not_yours_yet"
    IN_CONFERENCE = "in_conference"
    TARGET_NOT_FREE = "target_not_free"  # details: operator_name, status
    TARGET_IS_YOURSELF = "target_is_yourself"
    NO_SUCH_TARGET = "no_such_target"
    NOBODY_IN_QUEUE_GROUP = "nobody_in_queue_group"  # details: name
    # callbacks
    NOT_IN_GROUP = "not_in_group"  # details: operator_id
    # customers and records
    NO_SUCH_CUSTOMER = "no_such_customer"
    NO_SUCH_RECORD = "no_such_record"
    NO_SUCH_RECORDING = "no_such_recording"
    INVALID_FIELDS = "invalid_fields"  # details: fields {key: FieldProblem}
    VERSION_CONFLICT = "version_conflict"  # details: customer (the stored one)
    NOT_THE_AUTHOR = "not_the_author"
    EDIT_DAY_OVER = "edit_day_over"
    NO_SUCH_CALLBACK = "no_such_callback"
    CALLBACK_TAKEN = "callback_taken"  # details: operator_name
    CALLBACK_NOT_YOURS = "callback_not_yours"
    CALLBACK_CANCELLED = "callback_cancelled"  # details: operator_name
    # one's own account
    WRONG_PASSWORD = "wrong_password"  # noqa: S105  (a code, not a secret)
    WEAK_PASSWORD = "weak_password"  # noqa: S105  (a code, not a secret)
    NOT_A_PICTURE = "not_a_picture"
    NO_SUCH_PICTURE = "no_such_picture"
    # anything
    BAD_REQUEST = "bad_request"  # details: where
    TOO_LARGE = "too_large"
    TOO_MANY_REQUESTS = "too_many_requests"
    IDEMPOTENCY_KEY_REUSED = "idempotency_key_reused"
    NOT_FOUND = "not_found"
    STORAGE_FULL = "storage_full"
    STORAGE_UNAVAILABLE = "storage_unavailable"
    INTERNAL = "internal"


HTTP_STATUS: dict[ErrorCode, int] = {
    ErrorCode.INVALID_CREDENTIALS: 401,
    ErrorCode.LOCKED_OUT: 429,
    ErrorCode.UNKNOWN_EXTENSION: 422,
    ErrorCode.PROTOCOL_UNSUPPORTED: 426,
    ErrorCode.SESSION_EXPIRED: 401,
    ErrorCode.SESSION_TAKEN_OVER: 401,
    ErrorCode.LOGGED_OFF_BY_OTHER: 401,
    ErrorCode.FORBIDDEN: 403,
    ErrorCode.NOT_A_MEMBER: 403,
    ErrorCode.NOT_THE_AUTHOR: 403,
    ErrorCode.CALLBACK_NOT_YOURS: 403,
    ErrorCode.NO_WORK_GROUP_CHOSEN: 422,
    ErrorCode.NO_SUCH_CALL: 404,
    ErrorCode.NO_SUCH_CUSTOMER: 404,
    ErrorCode.NO_SUCH_RECORD: 404,
    ErrorCode.NO_SUCH_RECORDING: 404,
    ErrorCode.NO_SUCH_CALLBACK: 404,
    ErrorCode.NO_SUCH_TARGET: 422,
    ErrorCode.NOT_FOUND: 404,
    ErrorCode.NO_SUCH_PICTURE: 404,
    ErrorCode.WRONG_PASSWORD: 403,
    ErrorCode.WEAK_PASSWORD: 422,
    ErrorCode.NOT_A_PICTURE: 422,
    ErrorCode.INVALID_FIELDS: 422,
    ErrorCode.NOT_A_NUMBER: 422,
    ErrorCode.SPECIAL_NUMBER: 422,
    ErrorCode.OWN_EXTENSION: 422,
    ErrorCode.UNKNOWN_REASON: 422,
    ErrorCode.REASON_REQUIRED: 422,
    ErrorCode.BAD_REQUEST: 400,
    ErrorCode.TOO_LARGE: 413,
    ErrorCode.TOO_MANY_REQUESTS: 429,
    ErrorCode.SWITCH_UNAVAILABLE: 503,
    ErrorCode.STORAGE_FULL: 507,
    ErrorCode.STORAGE_UNAVAILABLE: 503,
    ErrorCode.INTERNAL: 500,
}
"""Everything that is not listed is a conflict with the present state: 409."""


class FieldProblem(StrEnum):
    """What is wrong with one field of a form."""

    REQUIRED = "required"
    READ_ONLY = "read_only"
    NOT_A_CHOICE = "not_a_choice"
    BAD_PHONE = "bad_phone"
    BAD_EMAIL = "bad_email"
    BAD_DATE = "bad_date"
    BAD_NUMBER = "bad_number"
    BAD_POSTAL_CODE = "bad_postal_code"
    BAD_URL = "bad_url"
    TOO_LONG = "too_long"
    UNKNOWN_FIELD = "unknown_field"
    NOT_IN_FUTURE = "not_in_future"
    NOT_ALLOWED_HERE = "not_allowed_here"


class ErrorBody(msgspec.Struct, frozen=True):
    """Body of every answer whose HTTP status is 400 or more. `message` is English, for logs and developers."""

    code: ErrorCode
    message: str
    details: dict[str, Any] = {}


def http_status(code: ErrorCode) -> int:
    """HTTP status that goes with `code`."""
    return HTTP_STATUS.get(code, 409)
