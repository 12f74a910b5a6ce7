"""What is kept of who did what: the entries of the audit log."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class AuditAction(StrEnum):
    """What is worth to be asked about later."""

    RECORDING_HEARD = "recording_heard"  # object: call id
    RECORDING_DOWNLOADED = "recording_downloaded"  # object: call id
    SECRETS_REVEALED = "secrets_revealed"  # object: customer id
    CALLBACK_ASSIGNED = "callback_assigned"  # object: callback id and operator id, none for the group
    CALLBACK_CANCELLED = "callback_cancelled"  # object: callback id; the reason is in its row
    CALLBACK_RESCHEDULED = "callback_rescheduled"  # object: callback id and the new time
    STATUS_SET = "status_set"  # object: operator id, status and reason
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 - object: operator id


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Who did what when, and to which object."""

    at: datetime
    operator_id: str
    action: AuditAction
    object: str
