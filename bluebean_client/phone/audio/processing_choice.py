"""Whether the voice needs echo cancelling and noise suppression: as set, or by the devices in use. Pure."""

from collections.abc import Callable
from dataclasses import dataclass

import msgspec

from bluebean_client.domain.phone import AudioDevices, Processing, SoundSettings
from bluebean_client.phone.audio.device_choice import MICROPHONE, SPEAKER, Plan, Slot
from bluebean_client.phone.audio.voice_path import VoiceProcessor

ECHO_DELAY_MS, NOISE_DELAY_MS = 8, 6
"""What each adds to the voice's way out; measured, and held by a test."""


@dataclass(frozen=True, slots=True)
class ProcessingChoice:
    cancel_echo: bool = False
    suppress_noise: bool = False

    @property
    def any(self) -> bool:
        return self.cancel_echo or self.suppress_noise

    @property
    def delay_ms(self) -> int:
        return ECHO_DELAY_MS * self.cancel_echo + NOISE_DELAY_MS * self.suppress_noise

    def report(self, devices: AudioDevices, bad_ring_tone: str) -> AudioDevices:
        return msgspec.structs.replace(
            devices,
            echo_cancelled=self.cancel_echo,
            noise_suppressed=self.suppress_noise,
            processing_delay_ms=self.delay_ms,
            bad_ring_tone=bad_ring_tone,
        )


MakeProcessor = Callable[[ProcessingChoice], VoiceProcessor | None]
"""None where it cannot be loaded: the voice goes as it is."""


def decide(sound: SoundSettings, plan: Plan) -> ProcessingChoice:
    """An echo comes from a loudspeaker; noise comes into a microphone that is not before the mouth."""
    return ProcessingChoice(
        _wanted(sound.echo_cancellation, plan, SPEAKER), _wanted(sound.noise_suppression, plan, MICROPHONE)
    )


def _wanted(setting: Processing, plan: Plan, slot: Slot) -> bool:
    if setting is Processing.AUTO:
        return slot in plan.devices and not plan.serves_headset(slot)
    return setting is Processing.ON
