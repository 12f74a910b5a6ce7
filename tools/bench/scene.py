"""Server, desktop, one real client that is available, and what every figure needs of them."""

import contextlib
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

from tools.bench.site import NUMBER, login_of, write_site
from tools.blackbox.desktop import Box, VirtualDesktop
from tools.blackbox.window import Window
from tools.stage import sound
from tools.stage.caller import Caller
from tools.stage.client import running_client, start_work
from tools.stage.sample import CUSTOMERS, PASSWORD, SUPPORT
from tools.stage.server import StagedServer

CUSTOMER_HZ, OPERATOR_HZ = 1000.0, 620.0
KNOWN_NUMBER = "09055502000"
AVAILABLE = 'bluebean_operators{status="available"}'


@dataclass
class Scene:
    """`heard` is the WAV (16 kHz) into which the client's headset plays."""

    server: StagedServer
    desktop: VirtualDesktop
    window: Window
    profile: Path
    heard: Path

    def caller(self) -> Caller:
        """A customer of the sample data with a tone for a voice."""
        return Caller(self.server.sip, KNOWN_NUMBER, NUMBER, sound.encode(sound.tone(CUSTOMER_HZ, 1.0)))

    def become_available(self) -> None:
        """受付可, after whatever call there was. Watched in the window: asking the server would cost it what is measured."""
        self.window.wait_enabled("wrap_up_button" if self._is_available() else "available_button")
        if not self._is_available():
            self.window.press("available_button")
            self.window.wait_until(self._is_available, "受付中")

    def _is_available(self) -> bool:
        return "受付中" in self.window.read("status_label")

    def wait_wrap_up(self) -> None:
        self.window.wait_text("status_label", "後処理")

    def answer(self) -> float:
        """Presses 通話; gives the moment before the press."""
        self.window.wait_for("answer_button")
        pressed_at = time.monotonic()
        self.window.press("answer_button")
        return pressed_at

    def processes(self) -> tuple[psutil.Process, psutil.Process]:
        """The client's window and its phone engine."""
        for process in psutil.process_iter(["cmdline"]):
            words = process.info["cmdline"] or []
            if any("phone" in word for word in words) and str(self.profile) in words and process.pid != self.window.pid:
                return psutil.Process(self.window.pid), process
        raise LookupError("the client has no phone engine")

    def pixel(self, x: int, y: int) -> bytes:
        return self.desktop.pixels(Box(x, y, 1, 1))


@contextlib.contextmanager
def scene(folder: Path) -> Iterator[Scene]:
    """Everything up, the operator available."""
    folder = folder.resolve()
    folder.mkdir(parents=True)
    server = StagedServer(folder, options={"login_requests_per_minute": "10000", "log_level": "warning"})
    server.admin("apply", str(write_site(folder / "site.toml")))
    server.admin("add-customers", "--work-group", SUPPORT, CUSTOMERS)
    voice, heard = folder / "voice.wav", folder / "heard.wav"
    sound.write_wav(voice, sound.tone(OPERATOR_HZ, 1.0))
    login_id, extension = login_of(1)
    audio = f"file:{voice},{heard},"
    profile = folder / "profile"
    with (
        server.running(),
        VirtualDesktop() as desktop,
        running_client(desktop, profile, server.url, login_id=login_id, extension=extension, audio=audio) as window,
    ):
        start_work(window, PASSWORD)
        yield Scene(server, desktop, window, profile, heard)
