"""Finds the sound system of this machine: PulseAudio or PipeWire where it runs, PortAudio alone elsewhere."""

import importlib
import logging
import sys

from bluebean_client.phone.audio.backend import AudioBackend
from bluebean_client.phone.audio.device_watch import DeviceWatch
from bluebean_client.phone.audio.sounddevice_backend import SounddeviceBackend
from bluebean_client.phone.engine_process import WATCH_DEVICES_OPTION

PULSE_DEVICES, PULSE_BACKEND = (f"bluebean_client.phone.audio.{name}" for name in ("pulse_devices", "pulse_backend"))

_log = logging.getLogger(__name__)


def find_sound_card() -> AudioBackend:
    """May raise `ImportError` or `OSError` where PortAudio is not there."""
    return _pulse() or SounddeviceBackend(DeviceWatch(watch_command()))


def watch_command() -> list[str]:
    """This program again, as the helper that lists devices."""
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "bluebean_client"]
    return [*program, "--phone-engine", WATCH_DEVICES_OPTION]


def _pulse() -> AudioBackend | None:
    if not sys.platform.startswith("linux"):
        return None
    try:
        # Load libpulse, which is not everywhere.
        devices = importlib.import_module(PULSE_DEVICES).PulseDevices()
        backend: AudioBackend = importlib.import_module(PULSE_BACKEND).PulseBackend(devices)
    except (ImportError, OSError) as problem:
        _log.info("no libpulse: %s", problem)
        return None
    if not devices.start():
        devices.close()
        return None
    return backend
