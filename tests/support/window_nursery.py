"""Windows that need not load the program first: a process that has loaded it already forks one for each start.

What is forked has no thread, no Qt application and no open file of its own, so that the window is as if started afresh; only the
seconds for loading are spared. A window is a process of its own, and may be killed as any other.
"""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Sequence
from types import TracebackType
from typing import IO, Self

import psutil

MOST_BYTES = 65536


class Seedling:
    """A forked window, handled as a `subprocess.Popen`: not a child of this process, so that its exit code is not known here."""

    def __init__(self, pid: int, stdin: IO[bytes], stdout: IO[bytes]) -> None:
        self.pid, self.stdin, self.stdout = pid, stdin, stdout
        self._process = psutil.Process(pid)

    def poll(self) -> int | None:
        return None if self._process.is_running() else 0

    def wait(self, timeout: float | None = None) -> int:
        try:
            return self._process.wait(timeout) or 0
        except psutil.TimeoutExpired as late:
            raise subprocess.TimeoutExpired("window", timeout or 0.0) from late

    def send_signal(self, number: int) -> None:
        with contextlib.suppress(psutil.NoSuchProcess):
            self._process.send_signal(number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)


class Nursery:
    """The process that forks. Its windows go on when it ends."""

    def __enter__(self) -> Self:
        self._one_at_a_time = threading.Lock()
        self._asked, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.support.window_forker"],
                stdin=theirs,
                env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONUNBUFFERED": "1"},
            )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._asked.close()
        self._process.wait(10)

    def start(self, arguments: Sequence[str], log: IO[bytes]) -> Seedling:
        """The client with these arguments."""
        their_stdin, stdin = os.pipe()
        stdout, their_stdout = os.pipe()
        order = json.dumps(list(arguments)).encode()
        with self._one_at_a_time:
            socket.send_fds(self._asked, [order], [their_stdin, their_stdout, log.fileno()])
            pid = int(self._asked.recv(MOST_BYTES))
        for handle in (their_stdin, their_stdout):
            os.close(handle)
        return Seedling(pid, os.fdopen(stdin, "wb"), os.fdopen(stdout, "rb"))
