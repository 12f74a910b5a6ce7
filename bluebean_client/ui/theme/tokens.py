"""The one table of colours and measures; palette, style sheet and painted widgets follow from it."""

from dataclasses import dataclass
from enum import StrEnum


class Scheme(StrEnum):
    LIGHT = "light"
    DARK = "dark"


class Tone(StrEnum):
    """Meaning of a colour family; each has a fill (white text on it), a text and a soft ground."""

    FREE = "free"
    TALK = "talk"
    RING = "ring"
    WAIT = "wait"
    AWAY = "away"
    BREAK = "break"
    OFFLINE = "offline"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class ToneColours:
    fill: str
    text: str
    soft: str


@dataclass(frozen=True, slots=True)
class Tokens:
    """Colours as `#RRGGBB`. `focus` rings what has the keyboard, `focus_on_fill` where that is filled or tinted."""

    scheme: Scheme
    bg: str
    surface: str
    sunken: str
    hover: str
    pressed: str
    line: str
    line2: str
    control: str
    text: str
    text2: str
    text3: str
    disabled: str
    accent: str
    accent_hover: str
    accent_text: str
    accent_soft: str
    focus: str
    focus_on_fill: str
    scroll: str
    bar_ring: str
    bar_talk: str
    bar_record: str
    tones: dict[Tone, ToneColours]


LIGHT = Tokens(
    scheme=Scheme.LIGHT,
    bg="#F3F5F8",
    surface="#FFFFFF",
    sunken="#F8F9FB",
    hover="#EDF0F4",
    pressed="#E1E6ED",
    line="#E1E5EB",
    line2="#CCD3DD",
    control="#7F8899",
    text="#1A1E26",
    text2="#474F5D",
    text3="#5D6675",
    disabled="#99A1AE",
    accent="#1D5BD0",
    accent_hover="#174CB1",
    accent_text="#1A53BF",
    accent_soft="#E8F0FE",
    focus="#1D5BD0",
    focus_on_fill="#000000",
    scroll="#7F8899",
    bar_ring="#2A2F39",
    bar_talk="#2E9B57",
    bar_record="#C77612",
    tones={
        Tone.FREE: ToneColours("#177A3D", "#14692F", "#E3F4E9"),
        Tone.TALK: ToneColours("#1D5BD0", "#1A53BF", "#E5EEFD"),
        Tone.RING: ToneColours("#6A3FC2", "#5C35AE", "#F0EAFB"),
        Tone.WAIT: ToneColours("#9A5800", "#8A4E00", "#FDF0DA"),
        Tone.AWAY: ToneColours("#55606F", "#4A5462", "#EAEDF1"),
        Tone.BREAK: ToneColours("#7A5546", "#6B493B", "#F4ECE8"),
        Tone.OFFLINE: ToneColours("#6B7380", "#5D6675", "#F0F2F5"),
        Tone.DANGER: ToneColours("#BF2730", "#AC1F28", "#FDEBEB"),
    },
)

DARK = Tokens(
    scheme=Scheme.DARK,
    bg="#14171C",
    surface="#1B1F26",
    sunken="#181C22",
    hover="#272D36",
    pressed="#323944",
    line="#2B313B",
    line2="#3B434F",
    control="#6E7889",
    text="#DFE4EC",
    text2="#B2BBC8",
    text3="#99A3B2",
    disabled="#667080",
    accent="#2F6BDB",
    accent_hover="#2A61C8",
    accent_text="#8FB6FF",
    accent_soft="#1C2C4A",
    focus="#5B93F5",
    focus_on_fill="#DFE4EC",
    scroll="#6E7889",
    bar_ring="#C9CFD8",
    bar_talk="#4DBB76",
    bar_record="#F0A23B",
    tones={
        Tone.FREE: ToneColours("#1E7F45", "#74D396", "#15301F"),
        Tone.TALK: ToneColours("#2F6BDB", "#8FB6FF", "#1A2A47"),
        Tone.RING: ToneColours("#7A52CF", "#BFA5F7", "#2A2144"),
        Tone.WAIT: ToneColours("#99610F", "#F0B65A", "#35270F"),
        Tone.AWAY: ToneColours("#5B6676", "#B4BDCA", "#272D36"),
        Tone.BREAK: ToneColours("#84604F", "#D9B29E", "#33281F"),
        Tone.OFFLINE: ToneColours("#5B6473", "#98A2B1", "#22272F"),
        Tone.DANGER: ToneColours("#C9343D", "#FF9A9A", "#3D1C1F"),
    },
)

TOKENS = {Scheme.LIGHT: LIGHT, Scheme.DARK: DARK}

AVATAR_FILLS = ("#3B6FB3", "#7A55A5", "#8A4566", "#9E5F38", "#2F7A6B", "#5B6A8C")
"""Grounds of initials; white on each is at least 4.5 to 1."""


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
