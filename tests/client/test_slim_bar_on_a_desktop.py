"""The slim bar under a window manager: above a window that covers the screen, without its keyboard, dragged, and back at its edge."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tools.blackbox.desktop import Box, VirtualDesktop, wait_until
from tools.blackbox.window import Window

START_SECONDS, WAIT_SECONDS = 40.0, 20.0
PROGRAM = [sys.executable, "-m", "tests.support.slim_bar_program"]
TOP, BOTTOM = Box(160, 0, 1120, 44), Box(60, 856, 1120, 44)
"""On a screen of 1440×900: where it stands at first, and where this test drops it."""


class Bar:
    """A running bar: its window from outside, and what it told."""

    def __init__(self, desktop: VirtualDesktop, process: "subprocess.Popen[str]", window: Window, told: Path) -> None:
        self._desktop, self._process, self.window, self._told = desktop, process, window, told
        window.wait_for("slim_bar")

    @property
    def id(self) -> str:
        """The only window of the program that is seen."""
        (found,) = self._desktop.xdotool("search", "--onlyvisible", "--pid", str(self._process.pid)).split()
        return found

    @property
    def box(self) -> Box:
        lines = self._desktop.xdotool("getwindowgeometry", "--shell", self.id).splitlines()
        found = dict(line.split("=") for line in lines)
        return Box(*(int(found[key]) for key in ("X", "Y", "WIDTH", "HEIGHT")))

    def ring(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write("ring\n")
        self._process.stdin.flush()
        self.window.wait_for("answer_button")

    def waits_at(self, box: Box) -> None:
        try:
            wait_until(lambda: self.box == box, f"the bar stands at {box}", WAIT_SECONDS)
        except TimeoutError as error:
            raise TimeoutError(f"{error}; it stands at {self.box}, and told {self._lines('')}") from None

    def tells(self, line: str) -> str:
        """The whole line of its output that begins so."""
        wait_until(lambda: any(self._lines(line)), f"the bar tells {line}", WAIT_SECONDS)
        return self._lines(line)[-1]

    def _lines(self, beginning: str) -> list[str]:
        return [line for line in self._told.read_text("utf-8").splitlines() if line.startswith(beginning)]


@pytest.fixture(scope="module")
def desktop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[VirtualDesktop]:
    with (
        VirtualDesktop() as desktop,
        desktop.run(["openbox"], log=tmp_path_factory.mktemp("desktop") / "openbox.log"),
    ):
        yield desktop


@contextmanager
def bar_at(desktop: VirtualDesktop, folder: Path, place: str = "") -> Iterator[Bar]:
    told = folder / "told"
    with told.open("w") as out:
        process = subprocess.Popen(
            [*PROGRAM, place], stdin=subprocess.PIPE, stdout=out, env=desktop.environ(), text=True
        )
    try:
        with Window(desktop, process.pid, wait_seconds=START_SECONDS) as window:
            yield Bar(desktop, process, window, told)
    finally:
        process.kill()
        process.communicate()


@pytest.fixture
def other(tmp_path: Path, desktop: VirtualDesktop) -> Iterator[str]:
    """The window of another program, as large as the screen, which is typed into."""
    with desktop.run(["xev", "-name", "other", "-geometry", "1440x900+0+0"], log=tmp_path / "typed"):
        yield desktop.xdotool("search", "--sync", "--name", "^other$").split()[0]


def highest(desktop: VirtualDesktop) -> int:
    """The window that covers all others."""
    asked = subprocess.run(
        ["xprop", "-root", "_NET_CLIENT_LIST_STACKING"],
        env=desktop.environ(),
        capture_output=True,
        text=True,
        check=True,
    )
    return int(asked.stdout.rpartition(" ")[2], 16)


def test_the_bar_stays_above_another_window_and_leaves_it_the_keyboard(
    tmp_path: Path, desktop: VirtualDesktop, other: str
) -> None:
    with bar_at(desktop, tmp_path) as bar:
        bar.waits_at(TOP)
        desktop.xdotool("windowactivate", "--sync", other)
        assert highest(desktop) == int(bar.id)
        bar.ring()
        assert desktop.xdotool("getwindowfocus") == other
        desktop.key("a")
        wait_until(lambda: "keysym 0x61, a" in (tmp_path / "typed").read_text(), "the other hears it", WAIT_SECONDS)
        desktop.click(*bar.window.box("answer_button").centre)
        bar.tells("answer")


def test_dropped_in_the_lower_half_it_goes_to_the_lower_edge_and_stands_there_again(
    tmp_path: Path, desktop: VirtualDesktop
) -> None:
    with bar_at(desktop, tmp_path) as bar:
        bar.waits_at(TOP)
        desktop.xdotool("mousemove", "--sync", "165", "22", "mousedown", "1")
        desktop.xdotool("mousemove", "--sync", "100", "400", "mousemove", "--sync", "65", "600", "mouseup", "1")
        bar.waits_at(BOTTOM)
        place = bar.tells("slim_bar_place").partition(" ")[2]
    with bar_at(desktop, tmp_path, place) as bar:
        bar.waits_at(BOTTOM)
