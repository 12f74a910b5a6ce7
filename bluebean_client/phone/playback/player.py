"""The player's core: takes samples of a recording, makes of them what the device plays, and knows how far it has come.

A chime is heard beside them, and counts for nothing.
"""

import threading

from bluebean_client.domain.phone import SoundSettings
from bluebean_client.phone.audio import SAMPLE_BYTES, SAMPLE_RATE_HZ
from bluebean_client.phone.audio.pcm import RateStep, Volume, mixed, mono
from bluebean_client.phone.audio.port import Cue
from bluebean_client.phone.audio.tones import cues
from bluebean_client.phone.playback.messages import Begin, Report
from bluebean_client.phone.playback.stretch import Stretch

BYTES_A_SECOND = SAMPLE_RATE_HZ * SAMPLE_BYTES
MOST_READY_BYTES = 20 * BYTES_A_SECOND
DEVICE_BYTES = BYTES_A_SECOND // 2
"""Silence after a chime, until the device has played it."""


class Player:
    """`begin`, `feed`, `hush` and `chime` are called by the thread that reads orders, `give` by the sound card's, the others by the
    main one.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._order: Begin | None = None
        self._stretch = Stretch(1.0)
        self._step = RateStep(SAMPLE_RATE_HZ)
        self._volume = Volume()
        self._ready = bytearray()
        self._chime = bytearray()
        self._chime_sound = SoundSettings()
        self._heard_bytes = 0
        self._complete = False
        self.closed = False

    @property
    def sound(self) -> SoundSettings | None:
        """The devices for what is to be heard now; None in silence."""
        order = self._order
        if order is not None:
            return order.sound
        return self._chime_sound if self._chime else None

    def begin(self, order: Begin) -> None:
        with self._changed:
            self._order = order
            self._stretch, self._step = Stretch(order.speed), RateStep(order.rate_hz)
            self._volume = Volume(order.sound.speaker_volume)
            self._ready.clear()
            self._heard_bytes, self._complete = 0, False

    def hush(self) -> None:
        with self._changed:
            self._order = None
            self._ready.clear()

    def chime(self, sound: SoundSettings) -> None:
        made = Volume(sound.speaker_volume).apply(cues()[Cue.CHIME]) + bytes(DEVICE_BYTES)
        with self._changed:
            self._chime_sound, self._chime = sound, bytearray(made)

    def drop_chime(self) -> None:
        """Nothing plays it, and later it would tell of nothing."""
        with self._changed:
            self._chime.clear()

    def feed(self, data: bytes) -> None:
        """Waits while there is plenty: then the pipe fills, and its writer waits as well."""
        order = self._order
        if order is None:
            return
        if data:
            self._stretch.feed(self._step.step(mono(data) if order.channels == 2 else data))
            made = b"".join(iter(self._stretch.read, b""))
        else:
            made = self._stretch.rest()
        with self._changed:
            self._changed.wait_for(lambda: len(self._ready) < MOST_READY_BYTES or self.closed)
            self._ready += self._volume.apply(made)
            self._complete = self._complete or not data

    def give(self, count: int) -> bytes:
        """The next bytes for the device, silence where there are none."""
        with self._changed:
            data = bytes(self._ready[:count])
            del self._ready[: len(data)]
            self._heard_bytes += len(data)
            chime = bytes(self._chime[:count])
            del self._chime[: len(chime)]
            self._changed.notify_all()
        return mixed(data, chime).ljust(count, b"\0") if chime else data.ljust(count, b"\0")

    def close(self) -> None:
        with self._changed:
            self.closed = True
            self._changed.notify_all()

    def report(self, *, silent: bool) -> Report | None:
        with self._changed:
            if self._order is None:
                return None
            speed = self._order.speed / BYTES_A_SECOND
            ended = self._complete and not self._ready
            return Report(self._order.run, self._heard_bytes * speed, len(self._ready) * speed, ended, silent)
