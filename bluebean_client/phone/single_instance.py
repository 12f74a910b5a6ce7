"""One engine per profile: a lock file that the system releases whatever ends the process."""

import os
import sys
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _try_lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _try_lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class AlreadyRunning(Exception):
    """Another engine holds this profile."""


class ProfileLock:
    """Held from construction to `release` or the end of the process."""

    def __init__(self, path: Path) -> None:
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _try_lock(self._descriptor)
        except OSError as problem:
            os.close(self._descriptor)
            raise AlreadyRunning(str(path)) from problem

    def release(self) -> None:
        os.close(self._descriptor)
