"""Writes a small file whole or not at all, readable by its owner only."""

import os
import tempfile
from pathlib import Path


def write(path: Path, content: bytes) -> None:
    """Replace `path`; after a crash or a power cut there is either the old content or the new one."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def clear_leftovers(folder: Path) -> None:
    """Delete what a killed process had begun to write. Nobody may be writing there."""
    for temporary in folder.glob(".*.tmp"):
        temporary.unlink(missing_ok=True)


def set_aside(path: Path) -> Path:
    """Move a file that can't be read out of the way, for whoever wants to look into it."""
    aside = path.with_name(f"{path.name}.broken")
    path.replace(aside)
    return aside


def private_folder(path: Path) -> Path:
    """The folder, made if it is not there, open to its owner only."""
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path
