"""The frozen client: PyInstaller's folder, built again only when a source of it has changed."""

import hashlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tools.package.lean_numpy import drop_linear_algebra

DIST = Path("dist")
BUNDLE = DIST / "bluebean-client"
STAMP = DIST / ".frozen-from"
SOURCES = ("bluebean_client", "server/protocol", "resources", "requirements/client.txt", "bluebean_client.spec")


class FreezeFailed(Exception):
    """PyInstaller could not build the bundle. The text is what it said last."""


def freeze() -> Path:
    """The folder with the frozen client, up to date."""
    wanted = _fingerprint()
    if BUNDLE.is_dir() and STAMP.is_file() and STAMP.read_text() == wanted:
        return BUNDLE
    STAMP.unlink(missing_ok=True)
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    command += ["--distpath", str(DIST), "--workpath", "build/pyinstaller", "bluebean_client.spec"]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise FreezeFailed("\n".join((done.stdout + done.stderr).splitlines()[-20:]))
    _strip_python(BUNDLE)
    if sys.platform.startswith("linux"):
        drop_linear_algebra(BUNDLE)
    STAMP.write_text(wanted)
    return BUNDLE


def size_of(folder: Path) -> int:
    """Bytes of all files below."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if not path.is_dir() or path.is_symlink())


def _strip_python(folder: Path) -> None:
    """Removes the debugging symbols of Python itself.

    Only of Python: PyInstaller's own `strip=True` also strips libraries that wheels carry patched (patchelf), which breaks
    PJSIP's: "ELF load command address/offset not page-aligned".
    """
    for library in folder.rglob("libpython*.so*"):
        if not library.is_symlink():
            subprocess.run(["strip", "--strip-unneeded", str(library)], check=True)


def _source_files() -> Iterator[Path]:
    for name in SOURCES:
        source = Path(name)
        found = [source] if source.is_file() else source.rglob("*")
        yield from (path for path in found if path.is_file() and "__pycache__" not in path.parts)


def _fingerprint() -> str:
    """Hash over the names and contents of everything that goes into the bundle, and the Python that is frozen."""
    digest = hashlib.sha256(sys.version.encode())
    for path in sorted(_source_files()):
        digest.update(f"\0{path.as_posix()}\0".encode() + path.read_bytes())
    return digest.hexdigest()
