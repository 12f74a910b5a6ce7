"""Devices, volumes and processing as the settings have them: what every engine is told when it is attached."""

from bluebean_client.domain.phone import Processing, SoundSettings
from bluebean_client.ports import Settings


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
