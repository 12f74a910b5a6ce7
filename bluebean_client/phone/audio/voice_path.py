"""The way of sound between the devices and the calls: volume, tones over the voice, meters, cancelling of echo.

`take` and `give` run in threads of the sound card; what the other methods set is picked up with the next block of 10 ms.
"""

from collections.abc import Callable
from typing import Protocol

from bluebean_client.phone.audio import FRAME_BYTES
from bluebean_client.phone.audio.backend import Give
from bluebean_client.phone.audio.far_reference import FarReference
from bluebean_client.phone.audio.pcm import Meter, Volume, mixed
from bluebean_client.phone.audio.pcm_fifo import PcmFifo
from bluebean_client.phone.audio.tones import FadeIn, OneShot, RepeatingTone


class VoiceProcessor(Protocol):
    def process(self, near: bytes, far: bytes) -> bytes:
        """What is left of a frame of the microphone without the echo of `far`, and without noise."""


class SpeakerPath:
    """What comes from calls, or the ringback tone in its place; cues and tests are mixed over it."""

    def __init__(self, voice: PcmFifo, far: FarReference) -> None:
        self._voice, self._far = voice, far
        self.volume = Volume()
        self.meter = Meter()
        self.ringback: RepeatingTone | None = None
        self.cue: OneShot | None = None
        self.test: OneShot | None = None

    def give(self, count: int) -> bytes:
        ringback = self.ringback
        data = ringback.read(count) if ringback is not None else self._voice.read(count)
        for short in (self.cue, self.test):
            more = short.read(count) if short is not None else b""
            if more:
                data = mixed(data, more)
        data = self.volume.apply(data)
        self.meter.hear(data)
        self._far.write(data)
        return data


class RingerPath:
    """The ring tone, which every ring device reads for itself."""

    def __init__(self) -> None:
        self.volume = Volume()
        self._begin: Callable[[], FadeIn] | None = None
        self._readers: dict[int, FadeIn] = {}

    def ring(self, pattern: bytes) -> None:
        """Again and again, until `stop`."""
        self._start(lambda: FadeIn(RepeatingTone(pattern)))

    def ring_once(self, sound: bytes) -> None:
        self._start(lambda: FadeIn(OneShot(sound)))

    def stop(self) -> None:
        self._begin = None

    def give(self, number: int) -> Give:
        """The source of one ring device."""

        def read(count: int) -> bytes:
            begin = self._begin
            if begin is None:
                return bytes(count)
            reader = self._readers.get(number)
            if reader is None:
                reader = self._readers[number] = begin()
            return self.volume.apply(reader.read(count)) or bytes(count)

        return read

    def _start(self, begin: Callable[[], FadeIn]) -> None:
        self._readers = {}
        self._begin = begin


class MicrophonePath:
    """What is spoken, into calls, or into `record` while there is one."""

    def __init__(self, calls: PcmFifo, far: FarReference) -> None:
        self._calls, self._far = calls, far
        self._frame = b""
        self.volume = Volume()
        self.meter = Meter()
        self.processor: VoiceProcessor | None = None
        self.record: bytearray | None = None

    def take(self, data: bytes) -> None:
        data = self._processed(self.volume.apply(data))
        self.meter.hear(data)
        record = self.record
        if record is not None:
            record += data
        else:
            self._calls.write(data)

    def _processed(self, data: bytes) -> bytes:
        processor = self.processor
        if processor is None:
            return data
        done = b""
        self._frame += data
        while len(self._frame) >= FRAME_BYTES:
            near, self._frame = self._frame[:FRAME_BYTES], self._frame[FRAME_BYTES:]
            done += processor.process(near, self._far.read(FRAME_BYTES))
        return done
