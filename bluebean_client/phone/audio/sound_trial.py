"""The sound tests of the settings: a melody, the ring tone once, and one's own voice played back."""

from bluebean_client.domain.phone import DeviceKind, SoundTest
from bluebean_client.phone.audio import SAMPLE_BYTES, SAMPLE_RATE_HZ
from bluebean_client.phone.audio.ring_tones import sound_of
from bluebean_client.phone.audio.tones import OneShot, melody
from bluebean_client.phone.audio.voice_path import MicrophonePath, RingerPath, SpeakerPath

RECORD_SECONDS = 4.0
RING_SECONDS_MAX = 10.0
DEVICE_SECONDS = 0.5
"""What a device may need to open and to play its last."""


class SoundTrial:
    """One test at a time, which ends by itself. Times are monotonic seconds."""

    def __init__(self, microphone: MicrophonePath, speaker: SpeakerPath, ringer: RingerPath) -> None:
        self._microphone, self._speaker, self._ringer = microphone, speaker, ringer
        self._until = 0.0
        self.test = SoundTest.NONE
        self.kinds: frozenset[DeviceKind] = frozenset()

    def begin(self, test: SoundTest, ring_pattern: bytes, now: float) -> None:
        self.stop()
        self.test = test
        match test:
            case SoundTest.SPEAKER:
                self._play(melody(), now)
            case SoundTest.RING:
                sound = sound_of(ring_pattern)[: int(RING_SECONDS_MAX * SAMPLE_RATE_HZ) * SAMPLE_BYTES]
                self._ringer.ring_once(sound)
                self._last({DeviceKind.RINGER}, _seconds(sound), now)
            case SoundTest.ECHO:
                self._microphone.record = bytearray()
                self._last({DeviceKind.MICROPHONE}, RECORD_SECONDS, now)

    def advance(self, now: float) -> None:
        if self.test is SoundTest.NONE or now < self._until:
            return
        recorded = self._microphone.record
        if recorded is None:
            self.stop()
        else:
            self._microphone.record = None
            self._play(bytes(recorded[-int(RECORD_SECONDS * SAMPLE_RATE_HZ) * SAMPLE_BYTES :]), now)

    def stop(self) -> None:
        if self.test is SoundTest.RING:
            self._ringer.stop()
        self._microphone.record = None
        self._speaker.test = None
        self.test, self.kinds = SoundTest.NONE, frozenset()

    def seconds_left(self, now: float) -> float:
        return max(0.0, self._until - now)

    def _play(self, sound: bytes, now: float) -> None:
        self._speaker.test = OneShot(sound)
        self._last({DeviceKind.SPEAKER}, _seconds(sound), now)

    def _last(self, kinds: set[DeviceKind], seconds: float, now: float) -> None:
        self.kinds = frozenset(kinds)
        self._until = now + seconds + DEVICE_SECONDS


def _seconds(sound: bytes) -> float:
    return len(sound) / (SAMPLE_RATE_HZ * SAMPLE_BYTES)
