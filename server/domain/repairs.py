"""What of the floor may turn out not to agree with the switch."""

from dataclasses import dataclass
from enum import StrEnum


class Repair(StrEnum):
    """What was wrong."""

    LEG_GONE = "leg_gone"
    """A call has a leg that is not there."""
    ANSWER_MISSED = "answer_missed"
    """A phone that rings, to the floor, was answered."""
    CALLER_MISSED = "caller_missed"
    """A caller is there whom nobody welcomed."""
    LEG_LEFT_OVER = "leg_left_over"
    """A leg belongs to no call any more."""
    NOT_CONNECTED = "not_connected"
    """Customer and operator talk, to the floor, and are not in one mix."""
    NOT_APART = "not_apart"
    """A customer on hold or in a queue hears somebody."""
    MIX_LEFT_OVER = "mix_left_over"
    """A mix belongs to no call any more."""
    PHONE_GONE = "phone_gone"
    """A phone is registered to the floor, but not at the switch."""
    PHONE_THERE = "phone_there"
    """And the other way round."""


@dataclass(frozen=True, slots=True)
class Difference:
    """`subject` is a leg, a mix or an extension; `call_id` that of the call it has to do with, if any."""

    kind: Repair
    subject: str
    call_id: str = ""
