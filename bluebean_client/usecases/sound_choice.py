"""Devices, volumes and processing: as the settings have them, or as they are tried while the settings are open."""

from bluebean_client.domain.phone import Processing, SoundSettings
from bluebean_client.domain.phone_messages import Attached, ChooseSound, News
from bluebean_client.ports.outside import Settings
from bluebean_client.usecases.engine_keeper import EngineKeeper

SETTINGS = frozenset(
    {
        "microphone",
        "speaker",
        "ringers",
        "ring_tone",
        "microphone_volume",
        "speaker_volume",
        "ringer_volume",
        "echo_cancellation",
        "noise_suppression",
    }
)
"""Keys of the settings that `sound_of` reads."""


class SoundChoice:
    """What every engine is told when it is attached, and again after every change."""

    def __init__(self, engine: EngineKeeper, settings: Settings) -> None:
        self._engine, self._settings = engine, settings
        self._tried: SoundSettings | None = None
        engine.listen(self._heard)

    def now(self) -> SoundSettings:
        return self._tried or sound_of(self._settings)

    def _heard(self, news: News) -> None:
        if isinstance(news, Attached) and news.state.sound != self.now():
            self._engine.send(ChooseSound(self.now()))

    def try_out(self, sound: SoundSettings) -> None:
        self._tried = sound
        self._engine.send(ChooseSound(sound))

    def choose(self) -> None:
        """What the settings say; whatever was tried is taken back."""
        self._tried = None
        self._engine.send(ChooseSound(self.now()))


def sound_of(settings: Settings) -> SoundSettings:
    return SoundSettings(
        microphone=settings.text("microphone"),
        speaker=settings.text("speaker"),
        ringers=settings.names("ringers"),
        ring_tone=settings.text("ring_tone"),
        microphone_volume=settings.number("microphone_volume"),
        speaker_volume=settings.number("speaker_volume"),
        ringer_volume=settings.number("ringer_volume"),
        echo_cancellation=Processing(settings.text("echo_cancellation")),
        noise_suppression=Processing(settings.text("noise_suppression")),
    )
