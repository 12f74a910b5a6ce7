"""The process of a `Nursery`: has loaded all that a window needs, and forks one whenever it is asked."""

import importlib
import json
import os
import signal
import socket
import sys
from pathlib import Path

from bluebean_client.ui import numbering
from tests.support import driven_window
from tests.support.window_nursery import MOST_BYTES

LATE_PARTS = (
    "bluebean_client.app",
    "bluebean_client.net.http",
    "bluebean_client.net.websocket",
    "bluebean_client.ui.work_groups_page",
    "bluebean_client.ui.work_page",
)
"""What a window loads when it needs it."""


def serve() -> None:
    """Forks until nobody asks any more."""
    for part in LATE_PARTS:
        importlib.import_module(part)
    numbering.plans()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the windows
    asked = socket.socket(fileno=os.dup(0))
    while True:
        order, handles, _, _ = socket.recv_fds(asked, MOST_BYTES, 3)
        if not order:
            return
        pid = os.fork()
        if pid == 0:
            asked.close()
            _become_window(json.loads(order), handles)
        for handle in handles:
            os.close(handle)
        asked.send(str(pid).encode())


def _become_window(arguments: list[str], handles: list[int]) -> None:
    code = 1
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        for number, handle in enumerate(handles):
            os.dup2(handle, number)
            os.close(handle)
        sys.argv = [str(Path(driven_window.__file__)), *arguments]
        code = driven_window.run(arguments)
    finally:
        os._exit(code)


if __name__ == "__main__":
    serve()
