"""How the work page divides its width, as a pure decision on the effective width."""

import re
from collections.abc import Mapping
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


LEAST_RECORD_PX, MOST_RECORD_PX = 308, 900


def widths_to_text(widths: Mapping[Columns, int]) -> str:
    """Widths of the record's column as they are remembered: `two=548 tabs_right=320`."""
    return " ".join(f"{columns.name.lower()}={width}" for columns, width in widths.items())


def widths_from_text(text: str) -> dict[Columns, int]:
    """What can't be read, or is no sensible width, is left out."""
    widths = {}
    for part in text.split():
        name, _, width = part.partition("=")
        known = name.upper() in Columns.__members__ and re.fullmatch(r"[0-9]{1,5}", width)
        if known and LEAST_RECORD_PX <= int(width) <= MOST_RECORD_PX:
            widths[Columns[name.upper()]] = int(width)
    return widths
