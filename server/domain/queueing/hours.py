"""When a work group takes calls: weekly hours in the notation of OpenStreetMap, public holidays, single days that differ.

Notation: https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification. A holiday, or another single day, is one
from midnight to midnight: it cuts off the hours of the night before, not those that go on after its own midnight (“22:00-26:00”). A day on
which clocks are set has its hours by the clocks.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

import msgspec
from opening_hours import OpeningHours, validate

from server.domain.queueing.public_holidays import public_holidays

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_HOLIDAY = "holiday"
"""Stands as the comment of a day on which the usual hours do not hold."""


class SpecialDay(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A date with hours of its own (“10:00-15:00”), or none. `name` is for people."""

    date: date
    hours: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Opening:
    """`until`: when this changes next; None if it never does. `holiday`: closed because of the date."""

    is_open: bool
    holiday: bool = False
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class BusinessHours:
    """`country` is that of the public holidays on which it is closed; empty for none."""

    weekly: str
    time_zone: str
    country: str = ""
    days: tuple[SpecialDay, ...] = ()

    def at(self, now: datetime) -> Opening:
        """Whether calls are taken at this moment. `now` and `until` are zone-aware."""
        zone = ZoneInfo(self.time_zone)
        local = now.astimezone(zone)
        known = _hours_around(self, local.year)
        is_open = known.is_open(local)
        if is_open:
            return Opening(True, until=_next_change(known, local, is_open=True))
        return Opening(False, _HOLIDAY in known.state(local)[1], _next_change(known, local, is_open=False))


def hours_problem(weekly: str) -> str | None:
    """What is wrong with weekly hours; None if nothing is."""
    if re.search(r"\b[PS]H\b", weekly):
        return "public holidays are closed by public_holidays, other days by days; leave PH and SH out"
    if not validate(weekly):
        return f"'{weekly}' are no hours such as Mo-Fr 09:00-18:00; Sa 10:00-15:00"
    return None


def day_problem(day: SpecialDay) -> str | None:
    """What is wrong with the hours of a single day; None if nothing is. Other days are not its affair."""
    if not re.fullmatch(r"[0-9:,\s-]*", day.hours):
        return f"'{day.hours}' are no hours such as 10:00-12:00,13:00-15:00"
    return hours_problem(f"{_day(day.date)} {day.hours}") if day.hours else None


def _next_change(hours: OpeningHours, local: datetime, *, is_open: bool) -> datetime | None:
    """Changes of the comment alone are none."""
    change = hours.next_change(local)
    for _ in range(400):
        if change is None or hours.is_open(change) is not is_open:
            break
        change = hours.next_change(change)
    return change


@lru_cache(maxsize=256)
def _hours_around(hours: BusinessHours, year: int) -> OpeningHours:
    """The hours of this year and those beside it, holidays as dates."""
    years = range(year - 1, year + 2)
    special = {day.date: day for day in hours.days}
    off = (day for day in public_holidays(hours.country, years) if day not in special) if hours.country else ()
    rules = [hours.weekly, *(_rule(SpecialDay(day)) for day in off), *map(_rule, special.values())]
    return OpeningHours("; ".join(rules), timezone=ZoneInfo(hours.time_zone))


def _rule(day: SpecialDay) -> str:
    return f"{_day(day.date)} {day.hours}" if day.hours else f'{_day(day.date)} off "{_HOLIDAY}"'


def _day(day: date) -> str:
    return f"{day.year} {_MONTHS[day.month - 1]} {day.day:02}"
