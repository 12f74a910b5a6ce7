"""A callback instead of waiting: the caller hangs up, his call keeps its place, and he is called when it is his turn."""

from datetime import datetime
from enum import StrEnum

import msgspec


class CallbackStep(StrEnum):
    WAITING = "waiting"
    """Nobody is on the line; the call waits for its turn."""
    DIALING = "dialing"
    """An operator has taken it, and the customer's phone is called."""
    REACHED = "reached"
    """The customer has answered: from now on it is a call as any other."""


class QueueCallback(msgspec.Struct, frozen=True, omit_defaults=True):
    """How far it has got. `attempts`: how often the customer was called in vain."""

    asked_at: datetime
    step: CallbackStep = CallbackStep.WAITING
    attempts: int = 0
    confirming: str = ""
    """The leg on which he asked, as long as he hears on it that he will be called."""
    not_before: datetime | None = None
    """Not offered to anybody earlier: he still hears the confirmation, or was not reached just now."""
