"""Watches the devices from a process of its own, because PortAudio must not be started anew beside an open stream."""

import logging
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence

import msgspec

from bluebean_client.phone.audio.found_devices import FoundDevices

_log = logging.getLogger(__name__)


class DeviceWatch:
    """Runs `command`, which writes a line of JSON for every change, between `start` and `stop`."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command = list(command)
        self._on_change: Callable[[], None] = lambda: None
        self._process: subprocess.Popen[bytes] | None = None
        self._newest: FoundDevices | None = None

    def tell(self, on_change: Callable[[], None]) -> None:
        """`on_change` is called in a thread of the watch."""
        self._on_change = on_change

    def newest(self) -> FoundDevices | None:
        """None before the first look."""
        return self._newest

    def start(self) -> None:
        """Does nothing if it runs already."""
        if self._process is not None:
            return
        try:
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                creationflags=_without_console(),
            )
        except OSError as problem:
            _log.warning("devices cannot be watched: %s", problem)
            return
        threading.Thread(target=self._read, args=(self._process,), name="device-watch", daemon=True).start()

    def stop(self) -> None:
        process, self._process = self._process, None
        self._newest = None
        if process is not None and process.stdin is not None:
            # The helper ends with its input.
            process.stdin.close()

    def _read(self, process: "subprocess.Popen[bytes]") -> None:
        with process:
            for line in process.stdout or ():
                try:
                    found = msgspec.json.decode(line, type=FoundDevices)
                except msgspec.DecodeError:
                    _log.warning("not a list of devices: %r", line[:200])
                    continue
                if process is self._process:
                    self._newest = found
                    self._on_change()


def _without_console() -> int:
    if sys.platform == "win32":
        return subprocess.CREATE_NO_WINDOW
    return 0
