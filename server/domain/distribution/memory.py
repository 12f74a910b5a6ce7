"""What a group remembers of its earlier offers: whose turn was last, and who took how many calls today."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Memory:
    """`taken` counts calls of the group by operator on `day`, a day in the group's time zone."""

    last_in_turn: str = ""
    day: date | None = None
    taken: Mapping[str, int] = field(default_factory=dict)

    def taken_on(self, day: date) -> Mapping[str, int]:
        return self.taken if day == self.day else {}

    def with_turn_of(self, operator_id: str) -> "Memory":
        return replace(self, last_in_turn=operator_id)

    def with_taken_by(self, operator_id: str, day: date) -> "Memory":
        known = self.taken_on(day)
        return replace(self, day=day, taken={**known, operator_id: known.get(operator_id, 0) + 1})


def day_of(moment: datetime, zone: str) -> date:
    return moment.astimezone(ZoneInfo(zone)).date()


def start_of_day(moment: datetime, zone: str) -> datetime:
    """Midnight before `moment` in the zone."""
    return moment.astimezone(ZoneInfo(zone)).replace(hour=0, minute=0, second=0, microsecond=0)
