"""The whole client on a real X server: its global keys follow the settings file, and the desk tells what can't be had."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from Xlib import XK, X
from Xlib.display import Display


@pytest.fixture(scope="module")
def screen() -> Iterator[str]:
    """A bare X server; gives its display."""
    read_end, write_end = os.pipe()
    command = ["Xvfb", "-displayfd", str(write_end), "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset"]
    server = subprocess.Popen(command, pass_fds=(write_end,), stderr=subprocess.DEVNULL)
    os.close(write_end)
    with os.fdopen(read_end) as said:
        number = said.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait(10)
