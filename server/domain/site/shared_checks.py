"""Checks that the site as a whole and each of its work groups share."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from server.domain.site.declarations import CallbacksDecl
from server.domain.site.problems import SiteProblem

LONGEST_ESCALATION_SECONDS = 7 * 24 * 3600


def zone_problem(where: str, zone: str) -> Iterator[SiteProblem]:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        yield SiteProblem(where, f"'{zone}' is no time zone such as Asia/Tokyo")


def help_problem(where: str, seconds: int) -> Iterator[SiteProblem]:
    if not 1 <= seconds <= LONGEST_ESCALATION_SECONDS:
        yield SiteProblem(f"{where}.help_escalation_seconds", f"must be 1 to {LONGEST_ESCALATION_SECONDS}")


def callback_problems(where: str, callbacks: CallbacksDecl) -> Iterator[SiteProblem]:
    for key in callbacks.__struct_fields__:
        if not 0 <= getattr(callbacks, key) <= LONGEST_ESCALATION_SECONDS:
            yield SiteProblem(f"{where}.{key}", f"must be 0 to {LONGEST_ESCALATION_SECONDS}")
    if callbacks.supervisors_seconds < callbacks.group_seconds:
        yield SiteProblem(f"{where}.supervisors_seconds", "must not be less than group_seconds")
