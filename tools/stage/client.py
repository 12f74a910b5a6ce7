"""The client as a user starts it, on a virtual desktop, with sound files in place of microphone and headset."""

import contextlib
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from tools.blackbox.desktop import VirtualDesktop
from tools.blackbox.window import Window

FROM_SOURCE = (sys.executable, "-m", "bluebean_client")
ENGINE_SECONDS = 30.0


@contextlib.contextmanager
def running_client(
    desktop: VirtualDesktop,
    profile: Path,
    server_url: str,
    *,
    login_id: str = "op001",
    extension: str = "2001",
    audio: str = "null",
    language: str = "ja",
    program: Sequence[str] = FROM_SOURCE,
) -> Iterator[Window]:
    """Starts the client and gives its window; the window is asked to end afterwards."""
    profile.mkdir(parents=True, exist_ok=True)
    command = [*program, "--profile", str(profile), "--server", server_url, "--mode", "softphone_operator"]
    command += ["--login-id", login_id, "--extension", extension, "--language", language, "--audio", audio]
    with (
        desktop.run(command, log=profile / "client.log") as process,
        Window(desktop, process.pid, wait_seconds=20) as window,
    ):
        yield window


def start_work(window: Window, password: str) -> None:
    """Logs in, opens every work group, waits for the telephone and becomes available."""
    window.wait_for("password")
    window.set_text("password", password)
    window.press("login_button")
    window.wait_for("work_group_list")
    window.press("select_all_button")
    window.press("start_work_button")
    window.wait_for("status_label")
    window.wait_enabled("available_button", seconds=ENGINE_SECONDS)
    window.press("available_button")
    window.wait_text("status_label", "受付中")  # the button alone is disabled already while the order is on its way
