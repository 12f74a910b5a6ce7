"""The engine's composition root: the only place that names its concrete parts."""

import functools
import logging
import os
import random
import signal
import time
from typing import Any

from bluebean_client.domain.phone import AudioDevices, SoundTest
from bluebean_client.domain.phone_messages import Levels
from bluebean_client.phone.audio.pcm_fifo import PcmFifo
from bluebean_client.phone.audio.sound_keeper import SoundKeeper, SoundNews
from bluebean_client.phone.engine import Engine
from bluebean_client.phone.engine_host import EngineHost, Postbox
from bluebean_client.phone.engine_options import Options
from bluebean_client.phone.headset.keeper import HeadsetKeeper
from bluebean_client.phone.headset.port import Button
from bluebean_client.phone.history.keeper import HistoryKeeper
from bluebean_client.phone.late_parts import make_backend, make_gate, make_hid_backend, make_processor
from bluebean_client.phone.line.resolver import Resolution, Resolver
from bluebean_client.phone.link.engine_side import Answer, WindowLink
from bluebean_client.phone.link.rendezvous import Rendezvous
from bluebean_client.phone.sip.stack import PjsipStack
from bluebean_client.version import VERSION

HISTORY_FILE = "history.sqlite"

_log = logging.getLogger(__name__)


def run(options: Options, rendezvous: Rendezvous) -> None:
    """Until the engine quits. Must be called by the process's main thread, which becomes the owner thread."""
    _log.info("phone engine %s, process %s, audio %s", VERSION, os.getpid(), options.audio.backend)
    capture, playback = PcmFifo(), PcmFifo()
    stack = PjsipStack(capture, playback, f"BlueBean/{VERSION}", make_gate)
    postbox = Postbox(stack.wake)
    told = _Told(postbox)
    news = SoundNews(told.devices_changed, told.sound_tested, told.levels_heard)
    sound = SoundKeeper(functools.partial(make_backend, options.audio), make_processor, capture, playback, news)
    history = HistoryKeeper(options.profile / HISTORY_FILE, time.time, told.history_changed, told.answered)
    headset = HeadsetKeeper(make_hid_backend, told.headset_pressed, told.headset_found)
    engine = Engine(stack, sound, history, headset, Resolver(told.host_resolved).resolve, time.time, random.random)
    host = EngineHost(engine, stack, postbox, options.linger_seconds)
    told.engine, told.host = engine, host
    sound.start()
    history.start()
    _quit_on_signals(engine)
    link = WindowLink(rendezvous, host.attach, host.order, host.malformed, host.leave)
    host.run()
    link.close()
    history.close()
    headset.close()
    stack.close()
    sound.close()
    _log.info("phone engine ends")


class _Told:
    """What the engine's parts tell it from threads of their own: hopped to the owner thread. `engine` and `host` come later."""

    engine: Engine
    host: EngineHost

    def __init__(self, postbox: Postbox) -> None:
        self._post = postbox.post

    def devices_changed(self, devices: AudioDevices) -> None:
        self._post(lambda _now: self.engine.devices_changed(devices))

    def sound_tested(self, test: SoundTest) -> None:
        self._post(lambda _now: self.engine.sound_tested(test))

    def levels_heard(self, levels: Levels) -> None:
        self.host.show_levels(levels)

    def host_resolved(self, found: Resolution) -> None:
        self._post(lambda now: self.engine.host_resolved(found, now))

    def history_changed(self, missed: int, revision: int) -> None:
        self._post(lambda _now: self.engine.history_changed(missed, revision))

    def answered(self, answer: Answer) -> None:
        self.host.answer(answer)

    def headset_pressed(self, button: Button) -> None:
        self._post(lambda now: self.engine.headset_pressed(button, now))

    def headset_found(self, name: str) -> None:
        self._post(lambda _now: self.engine.headset_found(name))


def _quit_on_signals(engine: Engine) -> None:
    def quit_soon(number: int, frame: Any) -> None:
        engine.quitting = True

    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, quit_soon)
