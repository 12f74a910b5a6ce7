"""A desktop of its own for programs under test: an X server without a screen, a session bus, the accessibility bus.

Nothing of the caller's desktop is used or changed. The X server keeps its picture in a file that this process maps, so
that looking at the screen costs the programs on it nothing.
"""

import contextlib
import mmap
import os
import select
import shutil
import signal
import struct
import subprocess
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from tools.blackbox.atspi import AccessibilityBus

START_SECONDS = 20.0
STOP_SECONDS = 5.0


class DesktopFailed(Exception):
    """The virtual desktop can't be had. The text says which part and why."""


class Box(NamedTuple):
    """A rectangle in screen pixels."""

    x: int
    y: int
    width: int
    height: int

    @property
    def centre(self) -> tuple[int, int]:
        return self.x + self.width // 2, self.y + self.height // 2


def wait_until(condition: Callable[[], bool], what: str, seconds: float, poll_seconds: float = 0.02) -> None:
    """Returns as soon as `condition()` is true; TimeoutError naming `what` after `seconds`."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError(f"after {seconds:g} s still not: {what}")
        time.sleep(poll_seconds)


def end_process(process: subprocess.Popen[bytes], seconds: float = STOP_SECONDS) -> None:
    """Asks a child to end, and ends it if it does not."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


class VirtualDesktop:
    """Context manager: the desktop is up inside, and gone with all that it started after.

    Attributes:
        environment: what a program needs in order to appear on this desktop, on top of the caller's environment.
        width, height: size of the screen in pixels.
    """

    def __init__(self, width: int = 1440, height: int = 900) -> None:
        self.width, self.height = width, height
        self.environment: dict[str, str] = {}
        self._folder = Path()
        self._screen: mmap.mmap | None = None
        self._header_bytes = 0
        self._cleanup = contextlib.ExitStack()

    def __enter__(self) -> Self:
        with contextlib.ExitStack() as cleanup:
            folder = tempfile.mkdtemp(prefix="bluebean-desktop-")
            cleanup.callback(shutil.rmtree, folder, ignore_errors=True)
            self._folder = Path(folder)
            display = self._start_screen(cleanup)
            bus = self._start_session_bus(cleanup, display)
            self.environment = {
                "DISPLAY": display,
                "DBUS_SESSION_BUS_ADDRESS": bus,
                "XDG_RUNTIME_DIR": folder,
                "XDG_SESSION_TYPE": "x11",
                "QT_QPA_PLATFORM": "xcb",
                "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
                "QT_ACCESSIBILITY": "1",
                "NO_AT_BRIDGE": "0",
            }
            self._wait_for_accessibility()
            self._cleanup = cleanup.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._cleanup.close()

    # ---- starting ------------------------------------------------------------------------------------------------

    def environ(self, **more: str) -> dict[str, str]:
        """The whole environment for a child on this desktop."""
        inherited = {key: value for key, value in os.environ.items() if key != "WAYLAND_DISPLAY"}
        return {**inherited, **self.environment, **more}

    @contextlib.contextmanager
    def run(
        self, command: list[str], *, log: Path, environment: Mapping[str, str] = {}
    ) -> Iterator[subprocess.Popen[bytes]]:
        """Starts a program on the desktop, its output in `log`, and ends it afterwards."""
        with log.open("ab") as output:
            process = subprocess.Popen(command, stdout=output, stderr=output, env=self.environ(**environment))
        try:
            yield process
        finally:
            end_process(process)

    def _child(self, cleanup: contextlib.ExitStack, command: list[str], **more: object) -> subprocess.Popen[bytes]:
        program = shutil.which(command[0])
        if program is None:
            raise DesktopFailed(f"{command[0]} is not installed: run tools/bootstrap.sh run test")
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL, **more)  # type: ignore[call-overload]
        cleanup.callback(end_process, process)
        return process

    def _start_screen(self, cleanup: contextlib.ExitStack) -> str:
        read_end, write_end = os.pipe()
        command = ["Xvfb", "-displayfd", str(write_end), "-screen", "0", f"{self.width}x{self.height}x24"]
        command += ["-fbdir", str(self._folder), "-nolisten", "tcp", "-noreset", "-dpi", "96"]
        self._child(cleanup, command, pass_fds=(write_end,), stdout=subprocess.DEVNULL)
        os.close(write_end)
        number = _first_line(read_end, "Xvfb")
        os.close(read_end)
        with (self._folder / "Xvfb_screen0").open("rb") as file:
            self._screen = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)
        cleanup.callback(self._screen.close)
        header_size, _, _, _, width, height = struct.unpack(">6I", self._screen[:24])
        colours = struct.unpack(">I", self._screen[76:80])[0]
        self.width, self.height, self._header_bytes = width, height, header_size + 12 * colours
        return f":{number}"

    def _start_session_bus(self, cleanup: contextlib.ExitStack, display: str) -> str:
        read_end, write_end = os.pipe()
        command = ["dbus-daemon", "--session", "--nofork", f"--print-address={write_end}"]
        environment = {**os.environ, "XDG_RUNTIME_DIR": str(self._folder), "DISPLAY": display}
        self._child(cleanup, command, pass_fds=(write_end,), stdout=subprocess.DEVNULL, env=environment)
        os.close(write_end)
        address = _first_line(read_end, "dbus-daemon")
        os.close(read_end)
        return address

    def _wait_for_accessibility(self) -> None:
        """The session bus starts the accessibility bus, with its own environment, as soon as someone asks for it."""
        with AccessibilityBus(self.environment["DBUS_SESSION_BUS_ADDRESS"]) as bus:
            wait_until(bus.is_ready, "the accessibility registry answers (package at-spi2-core)", START_SECONDS)

    # ---- looking -------------------------------------------------------------------------------------------------

    def pixels(self, box: Box | None = None) -> bytes:
        """Blue, green, red and an unused byte for each pixel of `box` (the whole screen), row by row."""
        if self._screen is None:
            raise DesktopFailed("the desktop is not up")
        x, y, width, height = box or Box(0, 0, self.width, self.height)
        rows = []
        for row in range(y, y + height):
            start = self._header_bytes + 4 * (row * self.width + x)
            rows.append(self._screen[start : start + 4 * width])
        return b"".join(rows)

    def screenshot(self, path: Path, box: Box | None = None) -> Path:
        """Writes what is on the screen now as PNG."""
        area = box or Box(0, 0, self.width, self.height)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(_png(self.pixels(area), area.width, area.height))
        return path

    # ---- hands ---------------------------------------------------------------------------------------------------

    def xdotool(self, *words: str) -> str:
        """Runs xdotool on this desktop and gives its output."""
        done = subprocess.run(["xdotool", *words], env=self.environ(), capture_output=True, text=True, timeout=20)
        if done.returncode:
            raise DesktopFailed(f"xdotool {' '.join(words)}: {done.stderr.strip()}")
        return done.stdout.strip()

    def click(self, x: int, y: int) -> None:
        """A real click of the left button."""
        self.xdotool("mousemove", "--sync", str(x), str(y), "click", "1")

    def key(self, *keys: str) -> None:
        """Real key presses, by X keysym names (`F2`, `ctrl+Return`)."""
        self.xdotool("key", "--clearmodifiers", *keys)

    def focus(self, pid: int) -> None:
        """Gives the keyboard to the window of a process, as a window manager would."""
        windows = self.xdotool("search", "--sync", "--onlyvisible", "--pid", str(pid)).splitlines()
        self.xdotool("windowfocus", "--sync", windows[0])


def _first_line(descriptor: int, program: str) -> str:
    """What a starting child writes into the pipe: the sign that it is ready."""
    text = b""
    while not text.endswith(b"\n"):
        ready, _, _ = select.select([descriptor], [], [], START_SECONDS)
        chunk = os.read(descriptor, 4096) if ready else b""
        if not chunk:
            raise DesktopFailed(f"{program} did not start within {START_SECONDS:g} s")
        text += chunk
    return text.decode().strip()


def _png(pixels: bytes, width: int, height: int) -> bytes:
    """A PNG of 32-bit BGRX pixels."""
    rgb = bytearray(3 * width * height)
    rgb[0::3], rgb[1::3], rgb[2::3] = pixels[2::4], pixels[1::4], pixels[0::4]
    rows = b"".join(b"\0" + rgb[3 * width * row : 3 * width * (row + 1)] for row in range(height))

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">2I5B", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows, 6)) + chunk(b"IEND", b"")
