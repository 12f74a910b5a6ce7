"""Font families by platform, Japanese ones first, and figures that keep their width."""

import sys

from PySide6.QtGui import QFont, QFontMetricsF

BODY_PX = 14

_FAMILIES = {
    "win32": ["BIZ UDPGothic", "Yu Gothic UI", "Meiryo"],
    "darwin": ["Hiragino Sans"],
}
_LINUX = ["Noto Sans CJK JP", "Noto Sans JP"]


def families(platform: str = sys.platform) -> list[str]:
    return [*_FAMILIES.get(platform, _LINUX), "sans-serif"]


def application_font(platform: str = sys.platform) -> QFont:
    font = QFont()
    font.setFamilies(families(platform))
    font.setPixelSize(BODY_PX)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def sized(font: QFont, pixels: int, *, bold: bool = False) -> QFont:
    """A copy of `font` for painting."""
    copy = QFont(font)
    copy.setPixelSize(pixels)
    copy.setBold(bold)
    return copy


def has_even_digits(font: QFont) -> bool:
    """Whether 0–9 are equally wide, so that a running timer does not tremble."""
    metrics = QFontMetricsF(font)
    widths = [metrics.horizontalAdvance(str(digit)) for digit in range(10)]
    return max(widths) - min(widths) < 0.01
