"""The size of the text: how the setting reaches Qt, and how small the window may become with it."""

from collections.abc import MutableMapping

SMALLEST = (1024, 640)
DESIGNED_FOR = (1280, 720)
"""A screen of this size holds the window at every text scale, in device-independent pixels at 100 %."""


def scale_text(environment: MutableMapping[str, str], percent: str) -> None:
    """To be called before there is a QApplication. What the person who started the program set himself holds.

    Everything grows in the same proportion, so that nothing is cut; the layout follows the effective width.
    """
    if percent != "100":
        environment.setdefault("QT_SCALE_FACTOR", str(int(percent) / 100))


def smallest_window(percent: str) -> tuple[int, int]:
    """Width and height in effective pixels."""
    scale = int(percent or "100") / 100
    width, height = (min(least, int(room / scale)) for least, room in zip(SMALLEST, DESIGNED_FOR, strict=True))
    return width, height
