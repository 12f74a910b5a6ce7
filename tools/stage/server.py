"""The server as an administrator runs it, over a data folder of its own, and a plain reader of its REST interface."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

START_SECONDS = 60.0
STOP_SECONDS = 20.0
RTP_PORTS = 2000


class ServerFailed(Exception):
    """The server can't be had. The text says why, with its own words."""


def free_port(kind: socket.SocketKind = socket.SOCK_STREAM) -> int:
    """A loopback port that was free a moment ago."""
    with socket.socket(socket.AF_INET, kind) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class StagedServer:
    """`bluebean-server serve` with a managed Asterisk, on loopback.

    Attributes:
        url: base address for clients. sip: host and port for phones and callers.
        process: the server's process once it was started.
    """

    def __init__(
        self, folder: Path, *, port: int = 0, sip_port: int = 0, options: dict[str, str] | None = None
    ) -> None:
        self.folder, self.data_dir = folder, folder / "data"
        self.log = folder / "server.log"
        self.url = f"http://127.0.0.1:{port or free_port()}"
        self.sip = ("127.0.0.1", sip_port or free_port(socket.SOCK_DGRAM))
        self.process: subprocess.Popen[bytes] | None = None
        first_rtp_port = 20000 + self.sip[1] % 10 * RTP_PORTS
        named = {
            "data_dir": str(self.data_dir),
            "host": "127.0.0.1",
            "port": self.url.rpartition(":")[2],
            "sip_bind": self.sip[0],
            "sip_host": self.sip[0],
            "sip_port": str(self.sip[1]),
            "rtp_first_port": str(first_rtp_port),
            "rtp_last_port": str(first_rtp_port + RTP_PORTS - 1),
            **(options or {}),
        }
        self.environment = {f"BLUEBEAN_SERVER_{name.upper()}": value for name, value in named.items()}
        self.data_dir.mkdir(parents=True, exist_ok=True)

    def admin(self, *words: str) -> str:
        """Runs `bluebean-server admin …` and gives what it printed."""
        command = [sys.executable, "-m", "server", "admin", *words]
        done = subprocess.run(command, env={**os.environ, **self.environment}, capture_output=True, text=True)
        if done.returncode:
            raise ServerFailed(f"admin {' '.join(words)}: {done.stdout}{done.stderr}".strip())
        return done.stdout

    @contextlib.contextmanager
    def running(self) -> Iterator["StagedServer"]:
        """Starts the server, waits until it can take calls, and stops it afterwards."""
        self.start()
        try:
            yield self
        finally:
            self.stop()

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "server", "serve"],
                stdout=log,
                stderr=log,
                env={**os.environ, **self.environment},
                start_new_session=True,
            )
        deadline = time.monotonic() + START_SECONDS
        while not self.is_ready():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                last_words = "\n".join(self.log.read_text(errors="replace").splitlines()[-12:])
                raise ServerFailed(f"The server is not ready after {START_SECONDS:g} s. Its last words:\n{last_words}")
            time.sleep(0.05)

    def is_ready(self) -> bool:
        """Whether it answers and its switch is up."""
        try:
            with urllib.request.urlopen(f"{self.url}/readyz", timeout=2) as reply:
                return reply.status == 200
        except OSError:
            return False

    def metric(self, line: str) -> float:
        """A figure of `/metrics`, such as `bluebean_operators{status="available"}`; 0 if it is not there."""
        with urllib.request.urlopen(f"{self.url}/metrics", timeout=5) as reply:
            for row in reply.read().decode().splitlines():
                name, _, value = row.rpartition(" ")
                if name == line:
                    return float(value)
        return 0.0

    def stop(self) -> None:
        """Asks the server to end, which ends its Asterisk too."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


class Rest:
    """A session at the server's REST interface, apart from any client."""

    def __init__(self, url: str) -> None:
        self._base, self._token = f"{url}/api/v1", ""

    def login(self, login_id: str, password: str, extension: str, *, mode: str = "operator") -> dict[str, Any]:
        body = {"login_id": login_id, "password": password, "extension": extension, "protocol": 1, "mode": mode}
        session = self.call("POST", "/login", body)
        self._token = session["token"]
        return dict(session)

    @property
    def token(self) -> str:
        return self._token

    def call(self, method: str, path: str, body: object = None) -> Any:
        """Decoded reply; ServerFailed with the server's words for a refusal."""
        raw = self.raw(method, path, body)
        return json.loads(raw) if raw else None

    def raw(self, method: str, path: str, body: object = None) -> bytes:
        data = None if body is None else json.dumps(body).encode()
        headers = {"Content-Type": "application/json", "Idempotency-Key": os.urandom(16).hex()}
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        request = urllib.request.Request(self._base + path, method=method, data=data, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=10) as reply:
                return bytes(reply.read())
        except urllib.error.HTTPError as error:
            raise ServerFailed(f"{method} {path}: {error.read().decode(errors='replace')}") from error
