"""What the distribution decides about: waiting callers, free operators, the terms of their groups; and what comes out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from server.domain.distribution.rules import Distribution
from server.protocol.offers import Why
from server.protocol.types import GroupKind, OperatorRef

Chance = Callable[[], float]
"""A number from 0 to below 1, drawn anew at each call; injected, so that a test knows what comes."""


@dataclass(frozen=True, slots=True)
class Caller:
    """A call that waits, with the operators at whose desks it rings already."""

    call_id: str
    work_group_id: str
    place_at: datetime
    """Since when he waits, as far as his place in the queue is concerned."""
    ringing_at: frozenset[str] = frozenset()
    last_operator: str = ""
    """Who is asked before all others if he is free."""
    waits_for_him: bool = False
    """He is not free, but worth waiting for."""
    spared: frozenset[str] = frozenset()
    """Operators who are not asked for this caller (again) now."""


@dataclass(frozen=True, slots=True)
class FreeOperator:
    """An operator who can be offered a call now."""

    operator_id: str
    work_group_ids: tuple[str, ...]
    idle_since: datetime
    skills: Mapping[str, int] = field(default_factory=dict)
    """Level by skill, see `rules`."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What counts in a group now."""

    kind: GroupKind
    distribution: Distribution = Distribution()
    members: tuple[OperatorRef, ...] = ()
    """In the order of the site file."""
    last_in_turn: str = ""
    taken: Mapping[str, int] = field(default_factory=dict)
    """Calls of this group taken today, by operator."""


@dataclass(frozen=True, slots=True)
class Assignment:
    call_id: str
    operator_id: str
    why: Why
