"""The helper process that lists the sound devices, a line of JSON at the start and for every change, until its input ends."""

import sys
import threading

import msgspec

from bluebean_client.phone.audio import portaudio
from bluebean_client.phone.audio.found_devices import FoundDevices

LOOK_SECONDS = 1.5
"""A look starts PortAudio anew, which costs 25 ms of the processor."""


def main() -> int:
    ended = threading.Event()
    threading.Thread(target=_wait_for_end, args=(ended,), daemon=True).start()
    told: FoundDevices | None = None
    while True:
        found = portaudio.found()
        if found != told:
            told = found
            sys.stdout.buffer.write(msgspec.json.encode(found) + b"\n")
            sys.stdout.buffer.flush()
        if ended.wait(LOOK_SECONDS):
            return 0
        portaudio.restart()


def _wait_for_end(ended: threading.Event) -> None:
    sys.stdin.buffer.read()
    ended.set()
