"""How the work page divides its width, as a pure decision on the effective width."""

from dataclasses import dataclass
from enum import Enum, auto


class Columns(Enum):
    THREE = auto()
    TWO = auto()
    TABS_RIGHT = auto()
    ONE = auto()


@dataclass(frozen=True, slots=True)
class Division:
    """`record` and `history` are widths in px; 0 where the column is shared or stretches."""

    columns: Columns
    record: int
    history: int = 0


def divide(effective_width: int) -> Division:
    """Width of the window divided by the text scale → columns."""
    if effective_width >= 1680:
        return Division(Columns.THREE, 460, 420)
    if effective_width >= 1400:
        return Division(Columns.TWO, 548)
    if effective_width >= 1280:
        return Division(Columns.TWO, 500)
    if effective_width >= 1024:
        return Division(Columns.TABS_RIGHT, 308)
    return Division(Columns.ONE, 0)
