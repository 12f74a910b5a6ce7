"""The log of statuses: who was in which status from when to when, why, and who had chosen it."""

from dataclasses import dataclass
from datetime import datetime

from server.protocol.types import Status


@dataclass(frozen=True, slots=True)
class StatusChange:
    """From `at` on an operator is in another status, or in the same for another reason or in other groups.

    `status` is None if he signed out. `set_by` is the operator id of who chose it, empty if it followed from a call, the phone or
    the time.
    """

    operator_id: str
    at: datetime
    status: Status | None
    reason: str = ""
    set_by: str = ""
    work_group_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StatusPeriod:
    """How long one status lasted: from `since` to just before `until`, which is None of the status that lasts now.

    The periods of an operator never overlap. Between them he was signed out, or the server was down: a period that a killed
    server left open ends when the server was last known to live, and another begins when it is back.
    """

    operator_id: str
    status: Status
    since: datetime
    until: datetime | None
    reason: str = ""
    set_by: str = ""
    work_group_ids: tuple[str, ...] = ()
