"""What the engine wants heard. Every method returns at once; the devices follow."""

from typing import Protocol

from bluebean_client.domain.phone import SoundSettings, SoundTest


class Sound(Protocol):
    def ring(self, on: bool) -> None: ...
    def ringback(self, on: bool) -> None:
        """What a caller hears while the far side rings."""

    def talk(self, on: bool) -> None:
        """Microphone and speaker belong to the calls."""

    def beep(self) -> None:
        """Short, before the voice of a call that the phone answers by itself."""

    def choose(self, sound: SoundSettings) -> None: ...
    def test(self, test: SoundTest) -> None:
        """Try it while no call is up; `NONE` stops."""

    def watch_levels(self, on: bool) -> None: ...
