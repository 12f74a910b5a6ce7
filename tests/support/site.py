"""A real server with a real Asterisk and a small site, in a process that a test can kill and start again at the same address."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tests.support.asterisk import free_port

PASSWORD = "Blue-Bean-2026"
BOOT_SECONDS = 30.0


class RunningServer:
    """`bluebean-server serve` over a data directory of its own.

    Attributes:
        url: address of REST and push, the same after every `start`.
        sip_port: UDP and TCP port of the managed Asterisk.
    """

    def __init__(
        self, folder: Path, site: Path, host: str = "127.0.0.1", options: Mapping[str, str] | None = None
    ) -> None:
        """`site`: a `site.toml` to apply, or the data directory of a server that has never run, to copy. `options`: more of them."""
        self.host = host
        self.data_dir = folder / "data"
        self.data_dir.mkdir(parents=True)
        self.port, self.sip_port = free_port(), free_port()
        self.url = f"http://{host}:{self.port}"
        rtp_start = 20000 + self.sip_port % 200 * 100
        self.environment = {
            **os.environ,
            "BLUEBEAN_SERVER_DATA_DIR": str(self.data_dir),
            "BLUEBEAN_SERVER_HOST": host,
            "BLUEBEAN_SERVER_PORT": str(self.port),
            "BLUEBEAN_SERVER_SIP_BIND": host,
            "BLUEBEAN_SERVER_SIP_PORT": str(self.sip_port),
            "BLUEBEAN_SERVER_SIP_HOST": host,
            "BLUEBEAN_SERVER_RTP_FIRST_PORT": str(rtp_start),
            "BLUEBEAN_SERVER_RTP_LAST_PORT": str(rtp_start + 99),
            **{f"BLUEBEAN_SERVER_{name.upper()}": value for name, value in (options or {}).items()},
        }
        self.log = (folder / "server.log").open("ab")
        self.process: subprocess.Popen[bytes] | None = None
        if site.is_dir():
            shutil.copytree(site, self.data_dir, dirs_exist_ok=True)
        else:
            self.admin("apply", str(site))

    def admin(self, *arguments: str) -> str:
        """Run `bluebean-server admin …`; fails with what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", "server", "admin", *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def start(self) -> None:
        """Returns when the server has printed that it is ready and the switch is up."""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "server", "serve"], env=self.environment, stdout=subprocess.PIPE, stderr=self.log
        )
        assert self.process.stdout is not None
        line = self.process.stdout.readline().decode()
        assert self.url in line, f"the server said {line!r}; see {self.log.name}"
        self.wait_ready()

    def wait_ready(self, seconds: float = BOOT_SECONDS) -> None:
        self._wait(lambda: self._read("/readyz"), "not ready", seconds)

    def _wait(self, condition: Callable[[], object], problem: str, seconds: float = BOOT_SECONDS) -> None:
        deadline = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < deadline, f"{problem} after {seconds:g} s; see {self.log.name}"
            time.sleep(0.02)

    def _read(self, path: str) -> bytes:
        """What the server answers; nothing if it does not, or not with 200."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=2) as answer:
                body: bytes = answer.read()
                return body if answer.status == 200 else b""
        except OSError:
            return b""

    def kill_when_written(self) -> None:
        """`kill`, as soon as what windows show is on disk: they are told a moment sooner."""
        self._wait(lambda: b"\nbluebean_rows_pending 0.0\n" in self._read("/metrics"), "the rows are not written")
        self.kill()

    def kill(self) -> None:
        """kill -9 of the server alone; Asterisk is a process of its own and goes on."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        assert self.process.stdout is not None
        self.process.stdout.close()

    def asterisk_pid(self) -> int:
        """Process id of the managed Asterisk, from its pid file."""
        [pid_file] = [path for path in self.data_dir.rglob("asterisk*.pid") if path.is_file()]
        return int(pid_file.read_text())

    def kill_asterisk(self) -> None:
        os.kill(self.asterisk_pid(), signal.SIGKILL)

    def stop(self) -> None:
        """Orderly end, with Asterisk; a server that was killed is started once more for that."""
        if self.process is None or self.process.poll() is not None:
            self.start()
        assert self.process is not None
        self.process.terminate()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.kill()
            raise
        finally:
            if self.process.stdout is not None:
                self.process.stdout.close()
            self.log.close()


class Rest:
    """A second reader of the server, to check what the window's operator left behind."""

    def __init__(self, url: str) -> None:
        self.url = url + "/api/v1"
        self.token = ""

    def call(self, method: str, path: str, body: Any = None) -> Any:
        raw = self.raw(method, path, body)
        return json.loads(raw) if raw else None

    def raw(self, method: str, path: str, body: Any = None) -> bytes:
        request = urllib.request.Request(
            self.url + path,
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            data: bytes = answer.read()
            return data

    def login(self, login_id: str, extension: str, password: str = PASSWORD) -> Any:
        session = self.call(
            "POST",
            "/login",
            {"login_id": login_id, "password": password, "extension": extension, "protocol": 1, "mode": "operator"},
        )
        self.token = session["token"]
        return session
