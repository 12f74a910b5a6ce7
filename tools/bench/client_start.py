"""From exec to the login window, and the memory of window and engine, beside a peer: linphone, or a bare Qt window."""

import contextlib
import shutil
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

import psutil

from tools.bench.report import Figure
from tools.bench.scene import Scene
from tools.blackbox.desktop import Box, VirtualDesktop
from tools.stage.client import FROM_SOURCE

STARTS = 5
POLL_SECONDS = 0.002
GOAL_SECONDS, GOAL_CPU_SECONDS, GOAL_MB = 0.8, 0.6, 130.0
BARE_WINDOW = """
from PySide6.QtWidgets import QApplication, QLabel
application = QApplication([])
window = QLabel("x")
window.resize(800, 600)
window.show()
application.exec()
"""


def measure(scene: Scene) -> list[Figure]:
    program = [*FROM_SOURCE, "--server", scene.server.url, "--language", "ja", "--audio", "null"]
    seconds, cpu, _ = _starts(program, scene.server.folder, with_profile=True)
    peer = ["linphone"] if shutil.which("linphone") else [sys.executable, "-c", BARE_WINDOW]
    name = "linphone (not logged in)" if peer[0] == "linphone" else "a bare Qt window from Python"
    peer_seconds, peer_cpu, peer_mb = _starts(peer, scene.server.folder, with_profile=False)
    window, engine = scene.processes()
    window_mb, engine_mb = _pss_mb(window), _pss_mb(engine)
    return [
        Figure("client: exec → login window", seconds, "s", GOAL_SECONDS, f"{name}: {peer_seconds:.1f} s"),
        Figure("client: CPU until then", cpu, "CPU-s", GOAL_CPU_SECONDS, f"{name}: {peer_cpu:.1f} CPU-s"),
        Figure(
            "client: memory (PSS), logged in, window + engine",
            window_mb + engine_mb,
            "MB",
            GOAL_MB,
            f"{window_mb:.0f} + {engine_mb:.0f} MB; {name}: {peer_mb:.0f} MB",
        ),
    ]


def _starts(program: list[str], folder: Path, *, with_profile: bool) -> tuple[float, float, float]:
    """Medians of seconds until something is on the screen, CPU seconds of the program until then, and PSS in MB."""
    measured = []
    for number in range(STARTS):
        with VirtualDesktop() as desktop:
            words = [*program, "--profile", str(folder / f"start-{number}")] if with_profile else program
            measured.append(_start(desktop, words, folder / "start.log"))
    seconds, cpu, memory = zip(*measured, strict=True)
    return median(seconds), median(cpu), median(memory)


def _start(desktop: VirtualDesktop, words: list[str], log: Path) -> tuple[float, float, float]:
    spot = Box(desktop.width // 4, desktop.height // 3, 200, 1)
    empty = desktop.pixels(spot)
    began = time.monotonic()
    home = log.with_name("home-of-peer")
    home.mkdir(exist_ok=True)
    with desktop.run(words, log=log, environment={"HOME": str(home)}) as running:
        process = psutil.Process(running.pid)
        while desktop.pixels(spot) == empty:
            if running.poll() is not None or time.monotonic() > began + 60:
                raise subprocess.SubprocessError(f"{words[0]} shows no window; see {log}")
            time.sleep(POLL_SECONDS)
        seconds = time.monotonic() - began
        times = process.cpu_times()
        return seconds, times.user + times.system, _pss_mb(process)


def _pss_mb(process: psutil.Process) -> float:
    with contextlib.suppress(psutil.Error):
        return float(process.memory_full_info().pss) / 1e6
    return 0.0
