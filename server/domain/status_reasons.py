"""The site's reasons for away and break: which may be given, and how one that was given is shown."""

from datetime import datetime, timedelta

from server.domain.refusal import Refusal
from server.protocol.errors import ErrorCode
from server.protocol.reasons import NO_ANSWER, StatusReasons
from server.protocol.types import GivenReason, Status


def check_reason(reasons: StatusReasons, status: Status, reason: str) -> None:
    """Refuses one that the site does not declare, and none where it wants one."""
    if not reason:
        if reasons.required and reasons.of(status):
            raise Refusal(ErrorCode.REASON_REQUIRED)
    elif reasons.find(status, reason) is None:
        raise Refusal(ErrorCode.UNKNOWN_REASON, reason=reason[:64])


def given_reason(
    reasons: StatusReasons, status: Status | None, reason: str, since: datetime | None
) -> GivenReason | None:
    """What is shown of a reason; one that the site declares no longer goes by its key. None for none."""
    if not reason or status is None:
        return None
    declared = reasons.find(status, reason)
    if declared is None:
        return GivenReason(reason, "" if reason == NO_ANSWER else reason)
    limit = timedelta(minutes=declared.minutes) if declared.minutes is not None else None
    back_by = since + limit if since is not None and limit is not None else None
    return GivenReason(reason, declared.label, back_by)
