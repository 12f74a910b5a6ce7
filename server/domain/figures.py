"""The floor in numbers, for the metrics."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from server.domain.repairs import Repair
from server.protocol.types import Status


@dataclass(frozen=True, slots=True)
class FloorFigures:
    """What is going on now, and totals since the server started."""

    switch_up: bool
    operators: Mapping[Status, int] = field(default_factory=dict)
    """Signed-in operators by status; statuses that nobody has are absent."""
    waiting: Mapping[str, int] = field(default_factory=dict)
    """Waiting calls by work group."""
    longest_wait_seconds: float = 0.0
    calls: int = 0
    """Live calls of any state."""
    answered_total: int = 0
    abandoned_total: int = 0
    missed_total: int = 0
    repairs: Mapping[Repair, int] = field(default_factory=dict)
    """How often the floor had to be brought in line with the switch."""
    rows_pending: int = 0
    """What was decided and is not on disk yet."""
