"""Echo cancelling and noise suppression by WebRTC's audio processing (AEC3, NS). The only place that knows the library."""

import numpy as np
from pywebrtc_audio import AudioProcessor

from bluebean_client.phone.audio import SAMPLE_RATE_HZ

NOISE_LEVEL = 1
"""12 dB: what more takes away, it takes from the voice too."""

STREAM_DELAY_MS = 60
"""From handing a block to the speaker to its echo in the microphone's frame, roughly; the canceller finds the rest itself."""


class WebrtcProcessor:
    """Implements `VoiceProcessor`; one for each call, used by one thread at a time.

    numpy is what the library takes frames as; nothing else of it is used.
    """

    def __init__(self, cancel_echo: bool, suppress_noise: bool) -> None:
        self._processor = AudioProcessor(
            sample_rate=SAMPLE_RATE_HZ,
            echo_cancellation=cancel_echo,
            noise_suppression=suppress_noise,
            ns_level=NOISE_LEVEL,
            stream_delay_ms=STREAM_DELAY_MS,
        )

    def process(self, near: bytes, far: bytes) -> bytes:
        cleaned = self._processor.process(np.frombuffer(near, np.int16), np.frombuffer(far, np.int16))
        return cleaned.tobytes()
