"""Parts of the engine whose libraries are loaded by the first who needs them, and not by everybody at the start."""

import importlib
import logging

from bluebean_client.phone.audio.backend import AudioBackend, NullBackend
from bluebean_client.phone.audio.file_backend import FileBackend
from bluebean_client.phone.audio.processing_choice import ProcessingChoice
from bluebean_client.phone.audio.sound_card import find_sound_card
from bluebean_client.phone.audio.voice_path import VoiceProcessor
from bluebean_client.phone.engine_options import AudioChoice
from bluebean_client.phone.headset.port import HidBackend
from bluebean_client.phone.sip.gate_port import Gate, GateServer

GATE_MODULE = "bluebean_client.phone.sip.gate"
HID_MODULE = "bluebean_client.phone.headset.hidapi_backend"
PROCESSOR_MODULE = "bluebean_client.phone.audio.webrtc_processor"

_log = logging.getLogger(__name__)


def make_backend(choice: AudioChoice) -> AudioBackend:
    if choice.backend == "file":
        return FileBackend(choice.play, choice.record, choice.ring)
    if choice.backend == "null":
        return NullBackend()
    return find_sound_card()


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


def make_gate(server: GateServer, phone: str) -> Gate:
    """Loads asyncio and TLS, which a line over UDP does not need."""
    gate: Gate = importlib.import_module(GATE_MODULE).open_gate(server, phone)
    return gate
