"""What a work group's day has come to so far, as supervisors and operators see it."""

from datetime import datetime

import msgspec


class GroupFigures(msgspec.Struct, frozen=True):
    """Of one work group since `day_began_at`, midnight in its time zone. `docs/figures.md` says what counts how.

    Shares are 0 to 1 and, like averages (seconds), None where nothing has happened that they could be taken of.
    """

    work_group_id: str
    day_began_at: datetime
    waiting: int
    """Callers who wait now."""
    waiting_since: datetime | None
    """Since when the one who waits longest."""
    offered: int
    """Callers who came into the queue: answered + abandoned + sent_on + lost + those who wait now."""
    answered: int
    abandoned: int
    """Gave up, or left a message."""
    sent_on: int
    """Led to another group or a number, or back to an operator."""
    lost: int
    """Ended by a fault of the switch."""
    called_back: int
    """Of those answered: reached by a callback from the queue."""
    within_seconds: int
    """What counts as in time."""
    service_level: float | None
    """Answered in time / answered."""
    service_level_of_all: float | None
    """(Answered in time + abandoned in time) / (answered + abandoned)."""
    average_wait_seconds: float | None
    """Of those answered."""
    average_handling_seconds: float | None
    """Talk, hold and wrap-up, of all calls in and out."""
    occupancy: float | None
    """Time on calls and after them / that and being available, of everybody who worked in the group."""


class FiguresOfGroups(msgspec.Struct, frozen=True):
    groups: tuple[GroupFigures, ...]
    at: datetime
