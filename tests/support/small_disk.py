"""A disk of its own that a test can fill to the last byte: a file system in memory, mounted over a folder."""

import contextlib
import os
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Self

BLOCK = 4096


class SmallDisk:
    """`folder` is on it while the context lasts."""

    def __init__(self, folder: Path, size: str = "2m") -> None:
        self.folder = folder
        self._size = size
        self._filler = folder / "filler"
        self._as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]

    def __enter__(self) -> Self:
        self.folder.mkdir(parents=True)
        options = f"size={self._size},mode=0700,uid={os.getuid()},gid={os.getgid()}"
        self._run("mount", "-t", "tmpfs", "-o", options, "tmpfs", str(self.folder))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._run("umount", "--lazy", str(self.folder))

    def fill(self) -> None:
        """Nothing more can be written, except into blocks that files have already."""
        with contextlib.suppress(OSError), self._filler.open("ab", buffering=0) as file:
            while file.write(bytes(BLOCK)):
                pass

    def make_room(self) -> None:
        self._filler.unlink()

    def _run(self, *command: str) -> None:
        subprocess.run([*self._as_root, *command], check=True, timeout=10)
