"""The engine's composition root: the only place that names its concrete parts."""

import functools
import importlib
import importlib.metadata
import logging
import os
import random
import signal
import time
from typing import Any

from bluebean_client.domain.phone import AudioDevices, SoundTest
from bluebean_client.domain.phone_messages import Levels
from bluebean_client.phone.audio.backend import AudioBackend, NullBackend
from bluebean_client.phone.audio.file_backend import FileBackend
from bluebean_client.phone.audio.pcm_fifo import PcmFifo
from bluebean_client.phone.audio.processing_choice import ProcessingChoice
from bluebean_client.phone.audio.sound_keeper import SoundKeeper, SoundNews
from bluebean_client.phone.audio.voice_path import VoiceProcessor
from bluebean_client.phone.engine import Engine
from bluebean_client.phone.engine_host import EngineHost, Postbox
from bluebean_client.phone.engine_process import AudioChoice, Options
from bluebean_client.phone.headset.keeper import HeadsetKeeper
from bluebean_client.phone.headset.layout import Layout
from bluebean_client.phone.headset.port import Button, HidBackend
from bluebean_client.phone.history.keeper import HistoryKeeper
from bluebean_client.phone.link import Answer, WindowLink
from bluebean_client.phone.rendezvous import Rendezvous
from bluebean_client.phone.resolver import Resolution, Resolver
from bluebean_client.phone.sip_stack import PjsipStack

HISTORY_FILE = "history.sqlite"
HID_MODULE = "bluebean_client.phone.headset.hidapi_backend"
HID_DESCRIPTOR_MODULE = "bluebean_client.phone.headset.descriptor"
SOUND_CARD_MODULE = "bluebean_client.phone.audio.sound_card"
PROCESSOR_MODULE = "bluebean_client.phone.audio.webrtc_processor"

_log = logging.getLogger(__name__)


def run(options: Options, rendezvous: Rendezvous) -> None:
    """Until the engine quits. Must be called by the process's main thread, which becomes the owner thread."""
    _log.info("phone engine %s, process %s, audio %s", _version(), os.getpid(), options.audio.backend)
    capture, playback = PcmFifo(), PcmFifo()
    stack = PjsipStack(capture, playback, f"BlueBean/{_version()}")
    postbox = Postbox(stack.wake)
    engine: Engine

    def devices_changed(devices: AudioDevices) -> None:
        postbox.post(lambda _now: engine.devices_changed(devices))

    def sound_tested(test: SoundTest) -> None:
        postbox.post(lambda _now: engine.sound_tested(test))

    def levels_heard(levels: Levels) -> None:
        host.show_levels(levels)

    def host_resolved(found: Resolution) -> None:
        postbox.post(lambda now: engine.host_resolved(found, now))

    def history_changed(missed: int, revision: int) -> None:
        postbox.post(lambda _now: engine.history_changed(missed, revision))

    news = SoundNews(devices_changed, sound_tested, levels_heard)
    sound = SoundKeeper(functools.partial(make_backend, options.audio), make_processor, capture, playback, news)

    def answered(answer: Answer) -> None:
        host.answer(answer)

    history = HistoryKeeper(options.profile / HISTORY_FILE, time.time, history_changed, answered)

    def headset_pressed(button: Button) -> None:
        postbox.post(lambda now: engine.headset_pressed(button, now))

    def headset_found(name: str) -> None:
        postbox.post(lambda _now: engine.headset_found(name))

    headset = HeadsetKeeper(make_hid_backend, layout_of, headset_pressed, headset_found)
    engine = Engine(stack, sound, history, headset, Resolver(host_resolved).resolve, time.time, random.random)
    host = EngineHost(engine, stack, postbox, options.linger_seconds)
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


def make_backend(choice: AudioChoice) -> AudioBackend:
    if choice.backend == "file":
        return FileBackend(choice.play, choice.record, choice.ring)
    if choice.backend == "null":
        return NullBackend()
    try:
        # Loads PortAudio, which is not wanted beside files or silence.
        backend: AudioBackend = importlib.import_module(SOUND_CARD_MODULE).find_sound_card()
    except (ImportError, OSError):
        _log.exception("no sound: PortAudio cannot be loaded")
        return NullBackend()
    return backend


def make_processor(choice: ProcessingChoice) -> VoiceProcessor | None:
    try:
        # Loads numpy and WebRTC, 18 MB that a headset does not need.
        module = importlib.import_module(PROCESSOR_MODULE)
        processor: VoiceProcessor = module.WebrtcProcessor(choice.cancel_echo, choice.suppress_noise)
    except (ImportError, OSError):
        _log.exception("the voice goes as it is: WebRTC cannot be loaded")
        return None
    return processor


def make_hid_backend() -> HidBackend:
    """Called by the headset thread. Loads hidapi, which is not wanted where headsets are not. May raise `ImportError`, `OSError`."""
    backend: HidBackend = importlib.import_module(HID_MODULE).HidapiBackend()
    return backend


def layout_of(descriptor: bytes) -> Layout:
    """Called by the headset thread for each headset that it finds. Loads hid_parser, which takes a third of a second."""
    layout: Layout = importlib.import_module(HID_DESCRIPTOR_MODULE).layout_of(descriptor)
    return layout


def _quit_on_signals(engine: Engine) -> None:
    def quit_soon(number: int, frame: Any) -> None:
        engine.quitting = True

    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, quit_soon)


def _version() -> str:
    try:
        return importlib.metadata.version("bluebean")
    except importlib.metadata.PackageNotFoundError:
        return "0"
