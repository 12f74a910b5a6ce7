"""Where window and engine of one profile meet: socket address, key and lock, in a folder of the user's own."""

import hashlib
import logging
import os
import secrets
import signal
import socket
import stat
import sys
import tempfile
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client, Connection, answer_challenge, deliver_challenge
from pathlib import Path

SOCKET_PATH_BYTES_MAX = 100
"""A Unix socket's path is limited to 108 bytes on Linux and 104 on macOS."""

ANSWER_SECONDS = 5.0
"""Who is asked whether it is the engine answers within that time, or it hangs."""

EXIT_ALREADY_RUNNING = 3
"""Exit code of an engine that finds another one in its profile."""

WINDOWS = sys.platform == "win32"


_log = logging.getLogger(__name__)


class NotPrivate(Exception):
    """The meeting folder belongs to somebody else or is open to others."""


class EngineHangs(Exception):
    """An engine listens, but does not answer."""


class Rendezvous:
    """Paths of one profile. The key is new with every engine, so that a stale window cannot talk to a new engine unknowingly."""

    def __init__(self, profile: Path) -> None:
        profile = profile.expanduser().resolve()
        self.folder = _folder_for(profile)
        self.lock_path = self.folder / "phone.lock"
        self._key_path = self.folder / "phone.key"
        self._process_path = self.folder / "phone.pid"
        self._pipe_name = rf"\\.\pipe\bluebean-{_digest(profile)}"

    @property
    def address(self) -> str:
        return self._pipe_name if WINDOWS else str(self.folder / "phone.sock")

    def prepare(self) -> None:
        """Create the folder for this user alone, or raise `NotPrivate`."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if WINDOWS:
            return
        found = self.folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid():
            raise NotPrivate(f"{self.folder} is not a folder of this user")
        if stat.S_IMODE(found.st_mode) != 0o700:
            self.folder.chmod(0o700)

    def new_key(self) -> bytes:
        """Make the key that windows must know, and store it readable for this user alone."""
        key = secrets.token_bytes(32)
        scratch = self._key_path.with_suffix(".new")
        scratch.unlink(missing_ok=True)
        with os.fdopen(os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(key)
        scratch.replace(self._key_path)
        return key

    def remove_socket(self) -> None:
        """Remove what an engine left behind; only the holder of the lock may."""
        if not WINDOWS:
            Path(self.address).unlink(missing_ok=True)

    def connect(self) -> Connection | None:
        """A connection to the running engine of this profile, or None if there is none. Raises `EngineHangs`."""
        try:
            key = self._key_path.read_bytes()
            connection = Client(self.address)
        except OSError:
            return None
        try:
            if connection.poll(ANSWER_SECONDS):
                answer_challenge(connection, key)
                deliver_challenge(connection, key)
                return connection
        except (OSError, EOFError, AuthenticationError):
            connection.close()
            return None
        connection.close()
        raise EngineHangs

    def note_process(self) -> None:
        """This process is the engine from now on."""
        self._process_path.write_text(str(os.getpid()))

    def kill_engine(self) -> None:
        """End the engine that has been found to hang: as it still holds its socket, its number is nobody else's."""
        try:
            os.kill(int(self._process_path.read_text()), signal.SIGTERM if WINDOWS else signal.SIGKILL)
        except (OSError, ValueError) as problem:
            _log.error("the phone engine that hangs cannot be ended: %s", problem)


def greet(connection: Connection, key: bytes) -> bool:
    """Both sides prove that they know the key. Blocks; runs in the connection's own thread so that no other is held up."""
    try:
        deliver_challenge(connection, key)
        answer_challenge(connection, key)
    except (OSError, EOFError, AuthenticationError):
        return False
    return True


def break_off(connection: Connection) -> None:
    """End the conversation from another thread than the one that reads, which then sees the end and closes.

    Closing would not do: a read that waits keeps a Unix socket open, and its number might be given to another file meanwhile.
    """
    if WINDOWS:
        connection.close()
        return
    try:
        with socket.socket(fileno=os.dup(connection.fileno())) as same:
            same.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # it is closed already


def _folder_for(profile: Path) -> Path:
    folder = profile / "run"
    if len(os.fsencode(folder / "phone.sock")) <= SOCKET_PATH_BYTES_MAX:
        return folder
    base = Path(os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir())
    return base / f"bluebean-{_digest(profile)}"


def _digest(profile: Path) -> str:
    return hashlib.sha256(os.fsencode(profile)).hexdigest()[:16]
