"""What happens to the floor while somebody waits: a sound has ended, a key was pressed, nothing is said."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlayDone:
    """All of `media` was heard, or could not be played. Not told of what something else took the place of."""

    leg: str
    media: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DigitPressed:
    """A key of a telephone: 0 to 9, * or #."""

    leg: str
    digit: str


@dataclass(frozen=True, slots=True)
class CallerSilent:
    """He said nothing for the seconds of `RecordMessage`."""

    leg: str


VoiceEvent = PlayDone | DigitPressed | CallerSilent
