"""Which calls of a work group are recorded."""

from dataclasses import dataclass
from enum import StrEnum

from server.protocol.types import Direction


class RecordingRule(StrEnum):
    """Calls with people outside."""

    ALL = "all"
    INBOUND = "inbound"
    OUTBOUND = "outbound"
    NONE = "none"


_RECORDED = {
    RecordingRule.ALL: frozenset(Direction),
    RecordingRule.INBOUND: frozenset({Direction.IN}),
    RecordingRule.OUTBOUND: frozenset({Direction.OUT}),
    RecordingRule.NONE: frozenset[Direction](),
}


@dataclass(frozen=True, slots=True)
class RecordingPolicy:
    """`internal` is for calls between colleagues, which follow no other rule."""

    rule: RecordingRule = RecordingRule.ALL
    internal: bool = False

    def covers(self, direction: Direction, *, internal: bool) -> bool:
        return self.internal if internal else direction in _RECORDED[self.rule]
