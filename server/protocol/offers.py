"""Why a call was offered to an operator, and what became of the offer: for supervisors who ask “why him?”."""

from datetime import datetime
from enum import StrEnum

import msgspec

from server.protocol.types import EndReason, OperatorRef


class OfferReason(StrEnum):
    """Why this operator."""

    # the rule of a sequential group
    LONGEST_IDLE = "longest_idle"
    FEWEST_CALLS = "fewest_calls"
    ROUND_ROBIN = "round_robin"
    FIXED_ORDER = "fixed_order"
    RANDOM = "random"
    SKILL = "skill"
    # whatever the rule
    LAST_OPERATOR = "last_operator"
    """He talked with this number last."""
    RING_ALL = "ring_all"
    TRANSFER = "transfer"
    """A colleague has chosen him."""
    TRANSFER_RETURNED = "transfer_returned"
    """The target of his own transfer did not take the customer."""


class Why(msgspec.Struct, frozen=True, omit_defaults=True):
    """The reason with what was decisive; what has no meaning for it is left at its default."""

    reason: OfferReason
    free: int = 0
    """Operators who could have been chosen, himself included."""
    idle_seconds: int = 0
    taken: int = 0
    """Calls of the group that he took today, of `fewest_calls`."""
    place: int = 0
    """Among the members of the group, from 1: of `fixed_order`, and of `round_robin`."""
    after: str = ""
    """Of `round_robin`: operator id of whose turn it was before; empty for the first."""
    skill: str = ""
    """What the group asks for, if it does."""
    level: int = 0
    """His, of `skill`."""
    minimum_level: int = 0
    """What was asked for after the time that the caller had waited."""
    by: str = ""
    """Of a transfer: operator id of who transfers."""
    number: str = ""
    """Of `transfer_returned`: where nobody took the customer."""


class OfferView(msgspec.Struct, frozen=True, omit_defaults=True):
    """One desk at which the call rang. While it rings, `ended_at` is None; then it was answered, or `end_reason` says why not."""

    operator: OperatorRef
    offered_at: datetime
    why: Why | None = None
    """None if a crash of the server came between offer and record."""
    sentence: str = ""
    """`why` in English, as in the server's log."""
    rang_at: datetime | None = None
    ended_at: datetime | None = None
    answered: bool = False
    end_reason: EndReason | None = None


class CallOffers(msgspec.Struct, frozen=True):
    """In the order in which they were made."""

    call_id: str
    work_group_id: str
    offers: tuple[OfferView, ...]
