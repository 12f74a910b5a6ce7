"""What the engine wants heard. Every method returns at once; the devices follow."""

from enum import StrEnum
from typing import Protocol

from bluebean_client.domain.phone import SoundSettings, SoundTest


class Cue(StrEnum):
    """A short sound for what may be out of sight."""

    AUTO_ANSWER = "auto_answer"
    """Two short rising tones before the voice of a call that the phone answers by itself."""
    SECOND_CALL = "second_call"
    """A soft beep: another call rings while one is talked on. Repeated by who asks for it."""
    HOLD_REMINDER = "hold_reminder"
    """A soft tick: somebody is on hold for long."""
    FAR_HUNG_UP = "far_hung_up"
    """A low double tone."""
    CHIME = "chime"
    """Two soft bells, falling: something waits for the person."""


class Sound(Protocol):
    def ring(self, on: bool) -> None: ...
    def ringback(self, on: bool) -> None:
        """What a caller hears while the far side rings."""

    def talk(self, on: bool) -> None:
        """Microphone and speaker belong to the calls."""

    def cue(self, cue: Cue) -> None:
        """Once, on the speaker, over whatever is heard there."""

    def choose(self, sound: SoundSettings) -> None: ...
    def test(self, test: SoundTest) -> None:
        """Try it while no call is up; `NONE` stops."""

    def watch_levels(self, on: bool) -> None: ...
