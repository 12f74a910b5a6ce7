"""What the engine wants heard. Every method returns at once; the devices follow."""

from typing import Protocol


class Sound(Protocol):
    def ring(self, on: bool) -> None: ...
    def ringback(self, on: bool) -> None:
        """What a caller hears while the far side rings."""

    def talk(self, on: bool) -> None:
        """Microphone and speaker belong to the calls."""

    def beep(self) -> None:
        """Short, before the voice of a call that the phone answers by itself."""

    def choose(self, microphone: str, speaker: str, ringer: str) -> None: ...
