"""A bare X server for tests of keys: no window manager, no session."""

import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from bluebean_client.desktop.global_keys_x11 import X11GlobalKeys
from bluebean_client.ports.outside import KeyRefusal
from tests.support.waiting import wait


@contextmanager
def x_server() -> Iterator[str]:
    """Gives its display, such as `:99`."""
    read_end, write_end = os.pipe()
    command = ["Xvfb", "-displayfd", str(write_end), "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset"]
    server = subprocess.Popen(command, pass_fds=(write_end,), stderr=subprocess.DEVNULL)
    os.close(write_end)
    with os.fdopen(read_end) as said:
        number = said.readline().strip()
    assert number, "Xvfb did not start"
    try:
        yield f":{number}"
    finally:
        server.terminate()
        server.wait(10)


class Held:
    """Keys as a program holds them, and what it hears."""

    def __init__(self, screen: str) -> None:
        self.screen = screen
        self.pressed: list[str] = []
        self.refusals: list[Mapping[str, KeyRefusal]] = []
        self.keys = X11GlobalKeys(self.pressed.append, self.refusals.append, screen)

    def use(self, keys: Mapping[str, str]) -> Mapping[str, KeyRefusal]:
        told = len(self.refusals)
        self.keys.use(keys)
        wait(lambda: len(self.refusals) > told)
        return self.refusals[-1]

    def type(self, *words: str) -> None:
        """Real key presses, in the words of xdotool."""
        subprocess.run(["xdotool", *words], env={**os.environ, "DISPLAY": self.screen}, check=True, timeout=20)
