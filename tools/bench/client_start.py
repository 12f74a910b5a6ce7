"""From exec to the window: seconds, processor time and memory of the client, beside a peer: linphone, or a bare Qt window."""

import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Self

import psutil

from tools.bench.report import Figure
from tools.bench.scene import Scene
from tools.bench.usage import cpu_seconds, pss_mb
from tools.blackbox.desktop import Box, VirtualDesktop
from tools.stage.client import FROM_SOURCE

STARTS = 5
POLL_SECONDS = 0.002
PATIENCE_SECONDS = 60.0
GOAL_SECONDS, GOAL_CPU_SECONDS, GOAL_MB = 0.8, 0.6, 130.0
SPOT = Box(60, 300, 200, 1)
"""Within every window that is looked at; without a window manager they are all at the corner of the screen."""
BARE_WINDOW = """
from PySide6.QtWidgets import QApplication, QLabel
application = QApplication([])
window = QLabel("x")
window.resize(800, 600)
window.show()
application.exec()
"""


@dataclass(frozen=True, slots=True)
class Start:
    """Seconds from exec until something is on the screen, processor seconds of the program until then, and its PSS."""

    seconds: float
    cpu_seconds: float
    mb: float

    @classmethod
    def median_of(cls, starts: "list[Start]") -> Self:
        return cls(
            median(start.seconds for start in starts),
            median(start.cpu_seconds for start in starts),
            median(start.mb for start in starts),
        )


def measure(scene: Scene) -> list[Figure]:
    folder = scene.server.folder
    program = [*FROM_SOURCE, "--server", scene.server.url, "--language", "ja", "--audio", "null"]
    peer = ["linphone"] if shutil.which("linphone") else [sys.executable, "-c", BARE_WINDOW]
    name = "linphone (not logged in)" if peer[0] == "linphone" else "a bare Qt window from Python"
    ours, theirs = [], []
    for number in range(STARTS):
        ours.append(start([*program, "--profile", str(folder / f"start-{number}")], folder, compiled_in(folder)))
        theirs.append(start(peer, folder))
    client, other = Start.median_of(ours), Start.median_of(theirs)
    window_mb, engine_mb = (pss_mb(process) for process in scene.processes())
    return [
        Figure("client: exec → login window", client.seconds, "s", GOAL_SECONDS, f"{name}: {other.seconds:.1f} s"),
        Figure(
            "client: CPU until then",
            client.cpu_seconds,
            "CPU-s",
            GOAL_CPU_SECONDS,
            f"{name}: {other.cpu_seconds:.1f} CPU-s; least of {STARTS}: {min(each.cpu_seconds for each in ours):.2f} CPU-s",
        ),
        Figure(
            "client: memory (PSS), logged in, window + engine",
            window_mb + engine_mb,
            "MB",
            GOAL_MB,
            f"{window_mb:.0f} + {engine_mb:.0f} MB; {name}: {other.mb:.0f} MB",
        ),
    ]


def compiled_in(folder: Path) -> dict[str, str]:
    """As installed, modules are compiled already, wherever a checkout has its compiled files and whether it has any."""
    return {"PYTHONPYCACHEPREFIX": str(folder / "compiled"), "PYTHONDONTWRITEBYTECODE": ""}


def start(words: list[str], folder: Path, environment: Mapping[str, str] = {}) -> Start:
    """Starts the program on a desktop of its own and ends it as soon as it shows something."""
    home = folder / "home-of-peer"
    home.mkdir(exist_ok=True)
    log = folder / "start.log"
    with VirtualDesktop() as desktop:
        empty = desktop.pixels(SPOT)
        began = time.monotonic()
        with desktop.run(words, log=log, environment={"HOME": str(home), **environment}) as running:
            process = psutil.Process(running.pid)
            while desktop.pixels(SPOT) == empty:
                if running.poll() is not None or time.monotonic() > began + PATIENCE_SECONDS:
                    raise subprocess.SubprocessError(f"{words[0]} shows no window; see {log}")
                time.sleep(POLL_SECONDS)
            return Start(time.monotonic() - began, cpu_seconds(process), pss_mb(process))
