"""Makes everything heard that the engine wants heard: one thread that opens, watches and closes the devices.

The engine says what it wants (`talk`, `ring`, `cue` …); the thread compares that with the devices that there are, again after every
change of either, and makes the streams follow. A chosen device that is not there is replaced by the next best and taken again when
it returns; with none at all the call goes on in silence, and `AudioDevices` says so.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from bluebean_client.domain.phone import RING_TONES, AudioDevices, DeviceKind, SoundSettings, SoundTest
from bluebean_client.domain.phone_messages import Levels
from bluebean_client.phone.audio import SAMPLE_BYTES, SAMPLE_RATE_HZ, ring_tones
from bluebean_client.phone.audio.backend import AudioBackend, Stream
from bluebean_client.phone.audio.device_choice import Device, Plan, Slot
from bluebean_client.phone.audio.far_reference import FarReference
from bluebean_client.phone.audio.pcm import Volume
from bluebean_client.phone.audio.pcm_fifo import PcmFifo
from bluebean_client.phone.audio.port import Cue
from bluebean_client.phone.audio.processing_choice import MakeProcessor, ProcessingChoice, decide
from bluebean_client.phone.audio.sound_trial import DEVICE_SECONDS, SoundTrial
from bluebean_client.phone.audio.streams import LOOK_SECONDS, Streams
from bluebean_client.phone.audio.tones import OneShot, RepeatingTone, cues, ringback_pattern
from bluebean_client.phone.audio.voice_path import MicrophonePath, RingerPath, SpeakerPath
from bluebean_client.phone.audio.wav_file import BadWav

SEARCH_SECONDS = 30.0
"""How often a missing device is looked for while nobody needs it, where the system does not tell."""

LEVEL_SECONDS = 0.1
RESTART_SECONDS = 1.0

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SoundNews:
    """Whom to tell. All are called in the sound thread and must return at once."""

    devices: Callable[[AudioDevices], None]
    test: Callable[[SoundTest], None]
    levels: Callable[[Levels], None]


@dataclass(frozen=True, slots=True)
class _Wishes:
    """What the engine wants; replaced as a whole by the owner thread. `test_number` tells a test from the same one before."""

    talk: bool = False
    ring: bool = False
    ringback: bool = False
    cue_until: float = 0.0
    watch_levels: bool = False
    test: SoundTest = SoundTest.NONE
    test_number: int = 0
    sound: SoundSettings = SoundSettings()

    @property
    def for_calls(self) -> bool:
        return self.talk or self.ring or self.ringback

    def kinds(self, now: float) -> set[DeviceKind]:
        kinds = set()
        if self.talk or self.watch_levels:
            kinds.add(DeviceKind.MICROPHONE)
        if self.talk or self.ringback or now < self.cue_until:
            kinds.add(DeviceKind.SPEAKER)
        if self.ring:
            kinds.add(DeviceKind.RINGER)
        return kinds


class SoundKeeper:
    """Implements `Sound`: every public method is called by the owner thread and returns at once."""

    def __init__(
        self,
        make_backend: Callable[[], AudioBackend],
        make_processor: MakeProcessor,
        capture: PcmFifo,
        playback: PcmFifo,
        news: SoundNews,
    ) -> None:
        self._make_backend, self._make_processor = make_backend, make_processor
        self._capture, self._playback = capture, playback
        self._news = news
        self._far = FarReference()
        self._microphone = MicrophonePath(capture, self._far)
        self._speaker = SpeakerPath(playback, self._far)
        self._ringer = RingerPath()
        self._trial = SoundTrial(self._microphone, self._speaker, self._ringer)
        self._ringback_pattern, self._cues = ringback_pattern(), cues()
        self._ring_pattern, self._bad_ring_tone = ring_tones.built_in(RING_TONES[0]), ""
        self._wishes = self._followed = _Wishes()
        self._processing, self._can_process = ProcessingChoice(), True
        self._told_devices: AudioDevices | None = None
        self._told_test = SoundTest.NONE
        self._levels_due = 0.0
        self._searching = False
        self._wake = threading.Event()
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="sound", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        self._closing.set()
        self._wake.set()
        self._thread.join(timeout=3.0)

    # -- wishes, called by the owner thread

    def talk(self, on: bool) -> None:
        self._wish(replace(self._wishes, talk=on))

    def ring(self, on: bool) -> None:
        """Silent at once when off, even before the stream is closed."""
        if on == self._wishes.ring:
            return
        if on:
            self._ringer.ring(self._ring_pattern)
        else:
            self._ringer.stop()
        self._wish(replace(self._wishes, ring=on))

    def ringback(self, on: bool) -> None:
        if on != self._wishes.ringback:
            self._speaker.ringback = RepeatingTone(self._ringback_pattern) if on else None
            self._wish(replace(self._wishes, ringback=on))

    def cue(self, cue: Cue) -> None:
        sound = self._cues[cue]
        self._speaker.cue = OneShot(sound)
        seconds = len(sound) / (SAMPLE_RATE_HZ * SAMPLE_BYTES) + DEVICE_SECONDS
        self._wish(replace(self._wishes, cue_until=time.monotonic() + seconds))

    def choose(self, sound: SoundSettings) -> None:
        self._wish(replace(self._wishes, sound=sound))

    def test(self, test: SoundTest) -> None:
        self._wish(replace(self._wishes, test=test, test_number=self._wishes.test_number + 1))

    def watch_levels(self, on: bool) -> None:
        self._wish(replace(self._wishes, watch_levels=on))

    def _wish(self, wishes: _Wishes) -> None:
        self._wishes = wishes
        self._wake.set()

    # -- the sound thread

    def _run(self) -> None:
        while not self._closing.is_set():
            try:
                self._serve()
            except Exception:
                _log.exception("the sound failed and is started anew")
                self._closing.wait(RESTART_SECONDS)

    def _serve(self) -> None:
        backend = self._make_backend()
        streams = Streams(backend, self._open)
        try:
            backend.start(self._wake.set)
            while not self._closing.is_set():
                self._turn(streams, time.monotonic())
                self._wake.wait(self._pause_seconds(time.monotonic()))
                self._wake.clear()
        finally:
            streams.close()
            backend.close()

    def _turn(self, streams: Streams, now: float) -> None:
        wishes, before = self._wishes, self._followed
        self._followed = wishes
        if wishes.sound != before.sound:
            self._use(wishes.sound)
        self._follow_test(wishes, before, now)
        kinds = wishes.kinds(now) | self._trial.kinds
        plan, there = streams.follow(wishes.sound, kinds, now)
        self._process(wishes, plan, new_call=wishes.talk and not before.talk)
        self._searching = bool(plan.missing or plan.strayed)
        self._tell_devices(self._processing.report(plan.report(there), self._bad_ring_tone))
        self._tell_levels(wishes.watch_levels, now)

    def _pause_seconds(self, now: float) -> float | None:
        """Until the next look is due; None for ever, when only a wish or a change of the devices can bring something new."""
        wishes = self._wishes
        if wishes.watch_levels:
            return LEVEL_SECONDS
        if wishes.kinds(now) or self._trial.kinds:
            return LOOK_SECONDS
        return SEARCH_SECONDS if self._searching else None

    def _use(self, sound: SoundSettings) -> None:
        self._microphone.volume = Volume(sound.microphone_volume)
        self._speaker.volume = Volume(sound.speaker_volume)
        self._ringer.volume = Volume(sound.ringer_volume)
        try:
            self._ring_pattern, self._bad_ring_tone = ring_tones.load(sound.ring_tone), ""
        except BadWav as problem:
            _log.warning("ring tone: %s", problem)
            self._ring_pattern, self._bad_ring_tone = ring_tones.load(RING_TONES[0]), sound.ring_tone

    def _follow_test(self, wishes: _Wishes, before: _Wishes, now: float) -> None:
        """A call ends every test."""
        if wishes.test_number != before.test_number:
            self._trial.begin(wishes.test, self._ring_pattern, now)
        self._trial.advance(now)
        if wishes.for_calls:
            self._trial.stop()
        if self._trial.test is not self._told_test:
            self._told_test = self._trial.test
            self._news.test(self._told_test)

    def _process(self, wishes: _Wishes, plan: Plan, *, new_call: bool) -> None:
        """One processor for each call, made while it rings; another one when the devices or the settings want it."""
        choice = decide(wishes.sound, plan) if self._can_process else ProcessingChoice()
        if choice != self._processing or new_call or not wishes.for_calls:
            self._microphone.processor = None
        self._processing = choice
        if wishes.for_calls and choice.any and self._microphone.processor is None:
            self._far.restart()
            self._microphone.processor = self._make_processor(choice)
            if self._microphone.processor is None:
                self._can_process, self._processing = False, ProcessingChoice()

    def _tell_devices(self, devices: AudioDevices) -> None:
        if devices != self._told_devices:
            self._told_devices = devices
            self._news.devices(devices)

    def _tell_levels(self, watched: bool, now: float) -> None:
        self._microphone.meter.on = self._speaker.meter.on = watched
        if watched and now >= self._levels_due:
            self._levels_due = now + LEVEL_SECONDS
            self._news.levels(Levels(self._microphone.meter.read(), self._speaker.meter.read()))

    def _open(self, backend: AudioBackend, slot: Slot, device: Device) -> Stream:
        match slot.kind:
            case DeviceKind.MICROPHONE:
                self._far.restart()
                self._capture.clear()
                return backend.open_microphone(device, self._microphone.take)
            case DeviceKind.SPEAKER:
                self._far.restart()
                self._playback.clear()
                return backend.open_output(slot.kind, device, self._speaker.give)
            case DeviceKind.RINGER:
                return backend.open_output(slot.kind, device, self._ringer.give(slot.number))
