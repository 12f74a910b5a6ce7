"""The managed Asterisk process: write its files, start it, find it again after a restart of the server, stop it.

Asterisk runs in a session of its own and nothing ties it to the server's life, so that calls survive when the server is
killed. What a new server needs to take it over (process id, ports, password) is in `managed.json` in the data folder.
The process id alone is not trusted: the start time that the kernel gives must match, because ids are used again.
"""

import asyncio
import contextlib
import errno
import fcntl
import hashlib
import os
import secrets
import signal
import socket
from collections.abc import Mapping
from pathlib import Path

import msgspec
import structlog

from server.ports.switch import SwitchError
from server.switch.asterisk.config import Access, Folders, render
from server.switch.asterisk.files import write_private
from server.switch.asterisk.locate import locate
from server.switch.asterisk.modules import modules_to_load
from server.switch.asterisk.music import write_hold_music
from server.switch.asterisk.options import AsteriskOptions

log = structlog.get_logger(__name__)

STOP_SECONDS = 5.0
LOG_TAIL_BYTES = 4096
NOT_IN_PATHS = frozenset(",;'\"|^&\\\n")
"""What MixMonitor, or the shell that it starts, would take for something else than a part of a path."""


class Managed(msgspec.Struct, frozen=True):
    """What `managed.json` says about the process that was started last."""

    pid: int
    started: int
    """Start time in clock ticks since boot, from /proc."""
    ari_port: int
    ami_port: int
    password: str
    options_hash: str = ""

    @property
    def access(self) -> Access:
        return Access(self.ari_port, self.ami_port, self.password)


class AsteriskProcess:
    """At most one living Asterisk per data folder. `ended` is set when the one we watch is no more."""

    def __init__(self, options: AsteriskOptions) -> None:
        self.ended = asyncio.Event()
        self.options = options
        self._folders = Folders(options.data_dir)
        self._managed: Managed | None = None
        self._pidfd: int | None = None
        self._lock_fd: int | None = None
        self._fingerprint = hashlib.sha256(repr(options).encode()).hexdigest()

    @property
    def access(self) -> Access:
        if self._managed is None:
            raise SwitchError("Asterisk has not been started yet")
        return self._managed.access

    @property
    def pid(self) -> int | None:
        return self._managed.pid if self._managed and not self.ended.is_set() else None

    @property
    def is_outdated(self) -> bool:
        """The process runs with options that are no longer the present ones."""
        return self._managed is not None and self._managed.options_hash != self._fingerprint

    def claim(self) -> None:
        """Make sure that no other server uses this data folder. Raises `SwitchError` if one does."""
        if set(str(self._folders.root)) & NOT_IN_PATHS:
            raise SwitchError(
                f"The switch folder {self._folders.root} cannot be used: Asterisk records to no path with one of "
                f"{' '.join(sorted(NOT_IN_PATHS))}. Choose another data folder."
            )
        for folder in self._folders.all():
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.options.recordings_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._folders.root.chmod(0o700)
        lock_fd = os.open(self._folders.root / "lock", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(lock_fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as fault:
            os.close(lock_fd)
            raise SwitchError(
                f"Another server uses the switch folder {self._folders.root}. Stop it, or give this one its own data folder."
            ) from fault
        self._lock_fd = lock_fd

    def attach(self) -> bool:
        """Take over the process that an earlier server left running."""
        managed = self._read_managed()
        if managed is None or _start_time(managed.pid) != managed.started:
            return False
        self._watch(managed)
        log.info("switch_taken_over", pid=managed.pid)
        return True

    async def start(self) -> None:
        """Write the configuration and start a new process. Raises `SwitchError` with the fault in words."""
        self._watch(await asyncio.to_thread(self._start))

    def _start(self) -> Managed:
        installation = locate(self.options.executable)
        modules = modules_to_load(installation.modules_dir)
        self._check_ports()
        access = Access(_free_port(), _free_port(), secrets.token_urlsafe(24))
        files = render(self.options, access, installation, modules, run=secrets.token_hex(4))
        self._write_files(files)
        pid = self._spawn(installation.executable)
        started = _start_time(pid)
        if started is None:
            raise SwitchError(f"Asterisk ended at once: {self.last_words()}")
        managed = Managed(pid, started, access.ari_port, access.ami_port, access.password, self._fingerprint)
        write_private(self._folders.root / "managed.json", msgspec.json.encode(managed))
        log.info("switch_started", pid=pid, version=installation.version)
        return managed

    async def stop(self, *, politely: bool = True) -> None:
        """End the process: politely, then by force. One that still boots takes no order and has nothing to lose."""
        if self._managed is None or self.ended.is_set():
            return
        for number in (signal.SIGTERM, signal.SIGKILL) if politely else (signal.SIGKILL,):
            self._signal(number)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.ended.wait(), STOP_SECONDS)
                break
        (self._folders.root / "managed.json").unlink(missing_ok=True)

    def kill(self) -> None:
        """End a process that does not answer any more."""
        self._signal(signal.SIGKILL)

    def release(self) -> None:
        """Stop watching; the process, if any, lives on and is no affair of ours any more."""
        self._unwatch()
        self._managed = None
        if self._lock_fd is not None:
            os.close(self._lock_fd)
            self._lock_fd = None

    def last_words(self) -> str:
        """The last error that Asterisk wrote, for people."""
        lines = _tail(self._folders.log / "messages") + _tail(self._folders.log / "console")
        errors = [line for line in lines if "ERROR" in line]
        return (errors or lines or ["it left no message"])[-1].strip()

    def _check_ports(self) -> None:
        options = self.options
        wanted = [(options.sip_port, socket.SOCK_DGRAM, "UDP"), (options.sip_port, socket.SOCK_STREAM, "TCP")]
        if options.tls_certificate:
            wanted.append((options.tls_port, socket.SOCK_STREAM, "TLS"))
        for port, kind, name in wanted:
            fault = _bind_fault(options.sip_bind, port, kind)
            if fault:
                raise SwitchError(
                    f"The SIP port {options.sip_bind}:{port} ({name}) cannot be used: {fault}. "
                    "Stop the other program, or choose another port or address for the switch in the configuration."
                )

    def _write_files(self, files: Mapping[str, str]) -> None:
        if self.options.music_dir is None:
            write_hold_music(self._folders.music / "hold.wav")
        for name, text in files.items():
            write_private(self._folders.etc / name, text.encode())

    def _spawn(self, executable: Path) -> int:
        console = self._folders.log / "console"
        output = (os.POSIX_SPAWN_OPEN, 1, str(console), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        return os.posix_spawn(
            executable,
            [str(executable), "-f", "-n", "-C", str(self._folders.etc / "asterisk.conf")],
            {"PATH": os.defpath, "HOME": str(self._folders.root), "LANG": "C.UTF-8"},
            file_actions=[(os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0), output, (os.POSIX_SPAWN_DUP2, 1, 2)],
            setsid=True,
            setsigdef=[signal.SIGINT, signal.SIGPIPE],
        )

    def _watch(self, managed: Managed) -> None:
        self._unwatch()
        self._managed = managed
        self.ended = asyncio.Event()
        try:
            self._pidfd = os.pidfd_open(managed.pid)
        except ProcessLookupError:
            self.ended.set()
            return
        asyncio.get_running_loop().add_reader(self._pidfd, self._on_end)

    def _unwatch(self) -> None:
        if self._pidfd is not None:
            asyncio.get_running_loop().remove_reader(self._pidfd)
            os.close(self._pidfd)
            self._pidfd = None

    def _on_end(self) -> None:
        self._unwatch()
        if self._managed is not None:
            with contextlib.suppress(ChildProcessError):  # it was started by an earlier server
                os.waitpid(self._managed.pid, os.WNOHANG)
        self.ended.set()

    def _signal(self, number: signal.Signals) -> None:
        if self._pidfd is not None:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._pidfd, number)

    def _read_managed(self) -> Managed | None:
        try:
            return msgspec.json.decode((self._folders.root / "managed.json").read_bytes(), type=Managed)
        except (FileNotFoundError, msgspec.DecodeError):
            return None


def _start_time(pid: int) -> int | None:
    """None if there is no such process, or only what is left of a dead one."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return None
    state, *rest = stat.rpartition(")")[2].split()
    return None if state in "ZX" else int(rest[18])


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def _bind_fault(host: str, port: int, kind: socket.SocketKind) -> str:
    with socket.socket(socket.AF_INET, kind) as probe:
        if kind is socket.SOCK_STREAM:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as fault:
            if fault.errno == errno.EADDRINUSE:
                return "another program uses it"
            return os.strerror(fault.errno) if fault.errno else str(fault)
    return ""


def _tail(path: Path) -> list[str]:
    try:
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - LOG_TAIL_BYTES))
            return file.read().decode(errors="replace").splitlines()
    except FileNotFoundError:
        return []
