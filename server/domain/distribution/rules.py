"""How a work group distributes its calls, as `site.toml` declares it; and who is good enough for a caller.

Times count from the caller's place in the queue.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

import msgspec

LOWEST_LEVEL, HIGHEST_LEVEL = 1, 10
"""Of a skill that somebody has. Level 0 stands for “has not this skill”."""


class Rule(StrEnum):
    """Who of several free operators is asked first, in a sequential group."""

    LONGEST_IDLE = "longest_idle"
    FEWEST_CALLS = "fewest_calls"
    """Taken today in this group. The day, not the shift: who signs in anew does not begin at nought, so nobody is flooded for it."""
    ROUND_ROBIN = "round_robin"
    """The next after the one whose turn was last, in the order of `members`; a restart does not forget whose it was."""
    FIXED_ORDER = "fixed_order"
    """The first of `members` who is free."""
    RANDOM = "random"
    SKILL = "skill"
    """The highest level; of equally skilled ones the longest idle."""


class Relaxation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From this waiting time on a lower level will do; 0 lets everybody of the group answer."""

    after_seconds: int
    level: int


class LastOperator(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A number goes to who talked with it last in this group, if that is no longer ago than `days`.

    He is waited for as long as `wait_seconds` while he is in a call or in wrap-up; not while he is away.
    """

    days: int = 30
    wait_seconds: int = 20


class Distribution(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Rule, who is asked at all, whose callers come first, and what a miss leads to.

    `skill` and `minimum_level` say who is asked, with every rule; the rule says in which order.
    """

    rule: Rule = Rule.LONGEST_IDLE
    skill: str | None = None
    minimum_level: int = LOWEST_LEVEL
    relax: tuple[Relaxation, ...] = ()
    last_operator: LastOperator | None = None
    priority_seconds: int = 0
    """Callers of this group come before others as if they had waited so much longer."""
    retry_seconds: int = 0
    """After a miss nobody is asked for this caller for so long (music goes on)."""
    again_after_seconds: int = 0
    """Who missed a caller is not asked for the same one again for so long, even if he is free at once."""
    misses_in_a_row: int = 1
    """After so many the operator gets the group's `miss_status`; before, he stays available as the last in turn."""

    def talked_since(self, now: datetime) -> datetime | None:
        """Since when a talk with a number makes its operator the last; None if nobody asks for him."""
        return now - timedelta(days=self.last_operator.days) if self.last_operator else None

    def minimum_after(self, waited: timedelta) -> int:
        """Level that is asked of a caller's operator; 0 asks nothing."""
        if self.skill is None:
            return 0
        reached = [step.level for step in self.relax if timedelta(seconds=step.after_seconds) <= waited]
        return min([self.minimum_level, *reached])

    def suffices(self, skills: Mapping[str, int], minimum: int) -> bool:
        """Whether an operator with these skills may answer a caller of whom `minimum_after` says so much."""
        return minimum == 0 or skills.get(self.skill or "", 0) >= minimum
