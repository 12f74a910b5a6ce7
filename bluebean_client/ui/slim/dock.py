"""Where the slim bar stands: at the upper or the lower edge of a screen. Pure geometry, in px."""

from dataclasses import dataclass

from PySide6.QtCore import QRect

ROW, WIDEST, NARROWEST, LEAST = 44, 1120, 880, 600
"""Height of one row; widths: of the bar where there is room, of one row at least, of two rows at least."""


@dataclass(frozen=True, slots=True)
class Place:
    """`left` is from the left edge of the screen."""

    at_top: bool = True
    left: int = -1
    """-1: in the middle."""
    screen: str = ""
    """Its name; the bar stands on the first screen where none is called so."""


def place_of(text: str) -> Place:
    """The place that `as_text` wrote; the usual one for anything else."""
    edge, left, screen = [*text.split(" ", 2), "", ""][:3]
    usable = edge in ("top", "bottom") and left.lstrip("-").isdigit()
    return Place(edge == "top", int(left), screen) if usable else Place()


def as_text(place: Place) -> str:
    return f"{'top' if place.at_top else 'bottom'} {place.left} {place.screen}".rstrip()


def height_of(width: int) -> int:
    """Text is scaled with everything else: what is left of a small screen holds the parts in two rows."""
    return ROW if width >= NARROWEST else 2 * ROW - 4


def docked(place: Place, screen: QRect) -> QRect:
    """The bar at its edge, all of it on the screen, as wide as there is room for."""
    width = max(LEAST, min(WIDEST, screen.width()))
    height = height_of(width)
    rightmost = max(0, screen.width() - width)
    left = rightmost // 2 if place.left < 0 else min(place.left, rightmost)
    top = screen.top() if place.at_top else screen.bottom() + 1 - height
    return QRect(screen.left() + left, top, width, height)


def nearest(bar: QRect, screen: QRect, name: str = "") -> Place:
    """The edge that a bar dropped there is closer to, on the screen of this name."""
    return Place(bar.center().y() < screen.center().y(), max(0, bar.left() - screen.left()), name)
