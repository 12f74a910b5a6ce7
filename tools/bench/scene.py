"""Server, desktop, one real client that is available, and what every figure needs of them."""

import contextlib
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

from tools.bench.site import NUMBER, login_of, write_site
from tools.blackbox.desktop import Box, VirtualDesktop, wait_until
from tools.blackbox.window import Window
from tools.stage import sound
from tools.stage.caller import Caller
from tools.stage.client import running_client, start_work
from tools.stage.sample import CUSTOMERS, PASSWORD, SUPPORT
from tools.stage.server import StagedServer

CUSTOMER_HZ, OPERATOR_HZ = 1000.0, 620.0
KNOWN_NUMBER = "09055502000"
WAIT_SECONDS = 15.0
AVAILABLE = 'bluebean_operators{status="available"}'
TALKING = 'bluebean_operators{status="talking_in"}'
WRAP_UP = 'bluebean_operators{status="wrap_up"}'


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

    def wait_metric(self, line: str, value: float) -> None:
        wait_until(lambda: self.server.metric(line) == value, f"{line} is {value:g}", WAIT_SECONDS)

    def become_available(self) -> None:
        """受付可, after whatever call there was."""
        if not self.server.metric(AVAILABLE):
            self.window.press("available_button")
            self.wait_metric(AVAILABLE, 1)

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
