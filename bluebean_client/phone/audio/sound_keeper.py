"""Opens, watches and closes the sound devices, all on one thread, so that no refresh ever meets an open.

The engine says what it wants to be heard (`talk`, `ring`, `ringback`); this thread makes the streams follow. A chosen device
that is not there is replaced by the system's default; with none at all the call goes on in silence, and `AudioDevices.missing`
says so. A stream whose callbacks stop is closed and opened again.
"""

import logging
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace

from bluebean_client.domain.phone import AudioDevices, DeviceKind, SoundSettings, SoundTest
from bluebean_client.phone.audio.backend import AudioBackend, DeviceMissing, DeviceNames, Give, Stream
from bluebean_client.phone.audio.pcm_fifo import PcmFifo
from bluebean_client.phone.audio.tones import FadeIn, OneShot, RepeatingTone, beep, ring_pattern, ringback_pattern
from bluebean_client.phone.sound_port import Cue

WATCH_SECONDS = 1.0
SEARCH_WATCHES_IN_CALL = 5
SEARCH_WATCHES_IDLE = 30
"""How often missing devices are looked for. A search starts PortAudio anew, which costs 25 ms of the processor."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Wishes:
    talk: bool = False
    ring: bool = False
    ringback: bool = False
    chosen: SoundSettings = SoundSettings()

    def name_of(self, kind: DeviceKind) -> str:
        ringers = self.chosen.ringers or (self.chosen.speaker,)
        return {"microphone": self.chosen.microphone, "speaker": self.chosen.speaker, "ringer": ringers[0]}[kind]

    def wanted(self) -> set[DeviceKind]:
        kinds = set()
        if self.talk:
            kinds |= {DeviceKind.MICROPHONE, DeviceKind.SPEAKER}
        if self.ringback:
            kinds.add(DeviceKind.SPEAKER)
        if self.ring:
            kinds.add(DeviceKind.RINGER)
        return kinds


@dataclass(slots=True)
class _Open:
    stream: Stream
    name: str
    callbacks_seen: int = -1


class SoundKeeper:
    """Every public method returns at once. `on_devices` is called in the sound thread."""

    def __init__(
        self,
        make_backend: Callable[[], AudioBackend],
        capture: PcmFifo,
        playback: PcmFifo,
        on_devices: Callable[[AudioDevices], None],
    ) -> None:
        self._make_backend = make_backend
        self._capture, self._playback = capture, playback
        self._on_devices = on_devices
        self._patterns = ring_pattern(), ringback_pattern()
        self._ring_tone: FadeIn | None = None
        self._ringback_tone: RepeatingTone | None = None
        self._beep: OneShot | None = None
        self._wishes = _Wishes()
        self._inbox: queue.SimpleQueue[_Wishes | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="sound", daemon=True)

    def start(self) -> None:
        self._thread.start()

    # -- wishes, called by the owner thread

    def talk(self, on: bool) -> None:
        self._wish(replace(self._wishes, talk=on))

    def ring(self, on: bool) -> None:
        """Silent at once when off, even before the stream is closed."""
        if on != self._wishes.ring:
            self._ring_tone = FadeIn(RepeatingTone(self._patterns[0])) if on else None
            self._wish(replace(self._wishes, ring=on))

    def ringback(self, on: bool) -> None:
        if on != self._wishes.ringback:
            self._ringback_tone = RepeatingTone(self._patterns[1]) if on else None
            self._wish(replace(self._wishes, ringback=on))

    def cue(self, cue: Cue) -> None:
        self._beep = OneShot(beep())

    def choose(self, sound: SoundSettings) -> None:
        self._wish(replace(self._wishes, chosen=sound))

    def test(self, test: SoundTest) -> None:
        """Nothing to try yet."""

    def watch_levels(self, on: bool) -> None:
        """Nothing to show yet."""

    def close(self) -> None:
        self._inbox.put(None)
        self._thread.join(timeout=3.0)

    def _wish(self, wishes: _Wishes) -> None:
        if wishes != self._wishes:
            self._wishes = wishes
            self._inbox.put(wishes)

    # -- sources of the output streams, called by the backend's threads

    def _give_speaker(self, count: int) -> bytes:
        if self._beep is not None:
            data = self._beep.read(count)
            if data:
                return data
            self._beep = None
        ringback = self._ringback_tone
        return ringback.read(count) if ringback is not None else self._playback.read(count)

    def _give_ringer(self, count: int) -> bytes:
        tone = self._ring_tone
        return tone.read(count) if tone is not None else bytes(count)

    # -- the sound thread

    def _run(self) -> None:
        worker = _Streams(self._make_backend(), self._capture, self._playback, self._give_speaker, self._give_ringer)
        self._on_devices(worker.refresh())
        while True:
            try:
                wishes = self._inbox.get(timeout=WATCH_SECONDS)
            except queue.Empty:
                changed = worker.watch()
            else:
                if wishes is None:
                    worker.close()
                    return
                changed = worker.follow(wishes)
            if changed is not None:
                self._on_devices(changed)


class _Streams:
    """The open streams; lives in the sound thread alone."""

    def __init__(
        self, backend: AudioBackend, capture: PcmFifo, playback: PcmFifo, give_speaker: Give, give_ringer: Give
    ) -> None:
        self._backend = backend
        self._capture, self._playback = capture, playback
        self._gives = {DeviceKind.SPEAKER: give_speaker, DeviceKind.RINGER: give_ringer}
        self._wishes = _Wishes()
        self._names = DeviceNames()
        self._open: dict[DeviceKind, _Open] = {}
        self._failed: set[DeviceKind] = set()
        self._watches = 0
        self._reported = AudioDevices()

    def refresh(self) -> AudioDevices:
        self._names = self._backend.refresh()
        self._failed.clear()
        self._reported = self._report()
        return self._reported

    def follow(self, wishes: _Wishes) -> AudioDevices | None:
        """Open and close until the streams are as wished; the devices if that changed what is known of them."""
        chosen_anew = wishes.chosen != self._wishes.chosen
        before = self._reported
        self._wishes = wishes
        wanted = wishes.wanted()
        if not self._open and (chosen_anew or (wanted and self._reported.missing)):
            self.refresh()
        for kind in list(self._open):
            if kind not in wanted or self._open[kind].name != wishes.name_of(kind):
                self._close(kind)
        for kind in wanted - set(self._open):
            self._open_stream(kind)
        return self._news(before, always=chosen_anew)

    def watch(self) -> AudioDevices | None:
        """Called every second: revive dead streams, look for missing devices while nothing is open."""
        self._watches += 1
        dead = False
        for kind, opened in self._open.items():
            count = opened.stream.callbacks()
            if count == opened.callbacks_seen:
                _log.warning("the %s stands still, opening it again", kind)
                dead = True
            opened.callbacks_seen = count
        search_watches = SEARCH_WATCHES_IN_CALL if self._wishes.wanted() else SEARCH_WATCHES_IDLE
        searching = bool(self._report().missing) and not self._open and self._watches % search_watches == 0
        if not dead and not searching:
            return None
        for kind in list(self._open):
            self._close(kind)
        before = self._reported
        self.refresh()
        for kind in self._wishes.wanted():
            self._open_stream(kind)
        return self._news(before)

    def close(self) -> None:
        for kind in list(self._open):
            self._close(kind)
        self._backend.close()

    def _open_stream(self, kind: DeviceKind) -> None:
        wished = self._wishes.name_of(kind)
        for name in dict.fromkeys((wished, "")):
            try:
                self._open[kind] = _Open(self._open_on(kind, name), wished)
            except DeviceMissing as problem:
                _log.warning("no %s: %s", kind, problem)
                continue
            if name == wished:
                self._failed.discard(kind)
            else:
                self._failed.add(kind)
            return
        self._failed.add(kind)

    def _open_on(self, kind: DeviceKind, name: str) -> Stream:
        if kind is DeviceKind.MICROPHONE:
            self._capture.clear()
            return self._backend.open_microphone(name, self._capture.write)
        if kind is DeviceKind.SPEAKER:
            self._playback.clear()
        return self._backend.open_output(kind, name, self._gives[kind])

    def _close(self, kind: DeviceKind) -> None:
        self._open.pop(kind).stream.close()

    def _news(self, before: AudioDevices, *, always: bool = False) -> AudioDevices | None:
        self._reported = self._report()
        return self._reported if always or self._reported != before else None

    def _report(self) -> AudioDevices:
        wishes = self._wishes
        missing = [kind for kind in DeviceKind if kind in self._failed or not self._is_there(kind)]
        return AudioDevices(
            microphones=self._names.microphones,
            speakers=self._names.speakers,
            microphone_in_use=wishes.name_of(DeviceKind.MICROPHONE),
            speaker_in_use=wishes.name_of(DeviceKind.SPEAKER),
            missing=tuple(missing),
        )

    def _is_there(self, kind: DeviceKind) -> bool:
        names = self._names.microphones if kind is DeviceKind.MICROPHONE else self._names.speakers
        wished = self._wishes.name_of(kind)
        return wished in names if wished else bool(names)
