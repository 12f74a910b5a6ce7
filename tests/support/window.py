"""A real client window in its own process, as a test handles it: look, click, type, wait, kill."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import IO, Any

from tests.support.window_nursery import Nursery, Seedling

WAIT_SECONDS = 20.0


class Window:
    """One client process. Every method talks to the real widgets by their objectName.

    Attributes:
        process: the window process; the phone engine is another one, of the same profile.
    """

    def __init__(
        self,
        profile: Path,
        *arguments: str,
        audio: str = "null",
        inside: Sequence[str] = (),
        nursery: Nursery | None = None,
    ) -> None:
        """`inside` is put before the command: `ip netns exec NAME` for a PC on a network of its own. A `nursery` starts it faster."""
        self.profile = profile
        profile.mkdir(parents=True, exist_ok=True)
        self.log = (profile / "window.stderr").open("ab")
        options = ["--profile", str(profile), "--audio", audio, *arguments]
        self.process: subprocess.Popen[bytes] | Seedling
        if nursery is not None:
            self.process = nursery.start(options, self.log)
        else:
            self.process = subprocess.Popen(
                [*inside, sys.executable, "-m", "tests.support.driven_window", *options],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self.log,
                env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONUNBUFFERED": "1"},
            )
        self._read()

    def _read(self) -> dict[str, Any]:
        pipe: IO[bytes] | None = self.process.stdout
        assert pipe is not None
        line = pipe.readline()
        if not line.endswith(b"\n"):  # it died, perhaps in the middle of an answer
            raise RuntimeError(f"the window ended with {self.process.wait()}; see {self.log.name}")
        answer: dict[str, Any] = json.loads(line)
        if "error" in answer:
            raise AssertionError(answer["error"])
        return answer

    def ask(self, do: str, **parameters: Any) -> dict[str, Any]:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps({"do": do, **parameters}).encode() + b"\n")
        self.process.stdin.flush()
        return self._read()

    def look(self, name: str) -> SimpleNamespace:
        """What is on the screen of the widget now; attributes as in `Driver.do_look`."""
        missing = {
            "enabled": False,
            "text": "",
            "texts": [],
            "tooltip": "",
            "description": "",
            "focus": False,
            "name": "",
            "rows": 0,
            "shown_at": None,
        }
        return SimpleNamespace(**{**missing, **self.ask("look", name=name)})

    def wait(
        self, name: str, condition: Callable[[SimpleNamespace], bool], seconds: float = WAIT_SECONDS
    ) -> SimpleNamespace:
        """The widget's look as soon as `condition` holds for it; fails with the last look after `seconds`."""
        deadline = time.monotonic() + seconds
        while True:
            seen = self.look(name)
            if condition(seen):
                return seen
            if time.monotonic() > deadline:
                self.grab(self.profile / "failed.png")
                raise AssertionError(f"{name} did not come to it in {seconds:g} s, last seen as {seen}")
            time.sleep(0.02)

    def wait_for(self, name: str, seconds: float = WAIT_SECONDS) -> SimpleNamespace:
        return self.wait(name, lambda seen: seen.visible, seconds)

    def wait_gone(self, name: str, seconds: float = WAIT_SECONDS) -> SimpleNamespace:
        return self.wait(name, lambda seen: not seen.visible, seconds)

    def wait_text(self, name: str, text: str, seconds: float = WAIT_SECONDS) -> SimpleNamespace:
        return self.wait(name, lambda seen: text in seen.text, seconds)

    def click(self, name: str, index: int = 0) -> None:
        self.wait(name, lambda seen: seen.enabled and seen.count > index)
        self.ask("click", name=name, index=index)

    def type(self, name: str, text: str, *, clear: bool = True) -> None:
        self.wait(name, lambda seen: seen.enabled)
        self.ask("type", name=name, text=text, clear=clear)

    def choose(self, name: str, text: str) -> None:
        self.wait(name, lambda seen: seen.enabled)
        self.ask("choose", name=name, text=text)

    def colour(self, name: str, x: int, y: int) -> list[int]:
        """Red, green and blue of a pixel of the widget."""
        rgb: list[int] = self.ask("colour", name=name, x=x, y=y)["rgb"]
        return rgb

    def menu(self, opener: str, text: str) -> None:
        """Open a menu by its button and choose an entry."""
        self.click(opener)
        deadline = time.monotonic() + WAIT_SECONDS
        while True:
            try:
                self.ask("menu", text=text)
            except AssertionError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.02)
            else:
                return

    def focus(self, name: str) -> None:
        self.wait(name, lambda seen: seen.enabled)
        self.ask("focus", name=name)

    def key(self, sequence: str) -> None:
        self.ask("key", sequence=sequence)

    def grab(self, path: Path) -> None:
        self.ask("grab", path=str(path))

    def minimize(self) -> None:
        """As its button in the title bar does."""
        self.ask("minimize")

    def kill(self) -> None:
        """kill -9: no chance to say goodbye."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def end(self) -> None:
        """Clean up after a test, whatever state the window is in."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(5)
            except subprocess.TimeoutExpired:
                self.kill()
        for pipe in (self.process.stdin, self.process.stdout, self.log):
            if pipe is not None:
                with contextlib.suppress(BrokenPipeError):  # an order that a killed window did not read
                    pipe.close()
