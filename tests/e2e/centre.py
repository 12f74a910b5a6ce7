"""A whole call centre for one test: server, Asterisk, real windows with their phone engines, callers on real SIP."""

import asyncio
import time
import wave
from collections.abc import Callable, Mapping, Sequence
from contextlib import AsyncExitStack
from pathlib import Path

import numpy as np
import psutil

from tests.support.sip_peers import Caller
from tests.support.site import PASSWORD, Rest, RunningServer
from tests.support.tones import read_growing_wav, read_wav, seconds_of_tone
from tests.support.window import Window
from tests.support.window_nursery import Nursery

HERE = Path(__file__).parent
SUPPORT_NUMBER = "0312345678"
KNOWN, SHARED, UNKNOWN = "0311112222", "0311113333", "0399998888"
OPERATOR_HZ, CALLER_HZ = 440, 880
RECORDED = 0.8
"""Seconds of a tone in the recording of a talk of one second: it begins and ends inside a window that is measured."""


class Centre:
    """What a test says to the call centre.

    Attributes:
        server: the running server; may be killed and started again.
        windows: by login id.
        nursery: where windows come from, if they are to be up fast.
    """

    def __init__(
        self,
        folder: Path,
        stack: AsyncExitStack,
        site: Path,
        host: str = "127.0.0.1",
        inside: Sequence[str] = (),
        options: Mapping[str, str] | None = None,
    ) -> None:
        """`options` are more of the server's, by their names."""
        self.folder = folder
        self.stack = stack
        self.inside = inside
        self.server = RunningServer(folder / "server", site, host, options)
        self.server.start()
        self.windows: dict[str, Window] = {}
        self.nursery: Nursery | None = None

    def profile(self, login_id: str) -> Path:
        return self.folder / login_id

    def heard_by(self, login_id: str) -> Path:
        """What the operator's headset has played so far."""
        return self.profile(login_id) / "heard.wav"

    def played_by(self, login_id: str) -> Path:
        """What the operator's speaker has played of recordings so far."""
        return self.profile(login_id) / "played.wav"

    def open_window(
        self, login_id: str = "op001", extension: str = "2001", *arguments: str, server: str = ""
    ) -> Window:
        """The client as the operator's PC starts it; also again after a crash."""
        profile = self.profile(login_id)
        profile.mkdir(exist_ok=True)
        speech = profile / "speech.wav"
        if not speech.exists():
            write_tone(speech, OPERATOR_HZ)
        window = Window(
            profile,
            *("--server", server or self.server.url, "--login-id", login_id, "--extension", extension),
            *("--mode", "softphone_operator", "--language", "ja", *arguments),
            audio=f"file:{speech},{self.heard_by(login_id)},,{self.played_by(login_id)}",
            inside=self.inside,
            nursery=self.nursery,
        )
        self.windows[login_id] = window
        self.stack.callback(window.end)
        return window

    def ready_operator(self, login_id: str = "op001", extension: str = "2001", **more: str) -> Window:
        """An operator who has logged in, chosen all groups and pressed 受付可."""
        window = self.open_window(login_id, extension, **more)
        window.type("password", PASSWORD)
        window.click("login_button")
        window.click("select_all_button")
        window.click("start_work_button")
        window.click("available_button")
        window.wait_text("status_label", "受付中")
        return window

    async def caller(self, name: str = "caller") -> Caller:
        peer = Caller(
            self.folder / name,
            server=f"{self.server.host}:{self.server.sip_port}",
            tone_hz=CALLER_HZ,
            codecs=("PCMU/8000",),
        )
        return await self.stack.enter_async_context(peer)

    async def call_from(self, number: str, name: str = "caller") -> Caller:
        """Somebody with this number calls the support line."""
        caller = await self.caller(name)
        await caller.call(number, SUPPORT_NUMBER)
        return caller

    def rest(self) -> Rest:
        """A supervisor's view over REST."""
        rest = Rest(self.server.url)
        rest.login("sv001", "2009")
        return rest

    def recordings(self) -> list[Path]:
        return sorted((self.server.data_dir / "recordings").glob("*.wav"))


def prepared_site(folder: Path) -> Path:
    """A data directory with the site and its customers, to be copied by each test."""
    server = RunningServer(folder, HERE / "site.toml")
    server.admin("add-customers", "--work-group", "support", str(HERE / "customers.csv"))
    server.log.close()
    return server.data_dir


def write_tone(path: Path, hz: float, seconds: int = 10, rate: int = 16000) -> None:
    wave_form = np.sin(2 * np.pi * hz * np.arange(rate * seconds) / rate) * 0.3
    with wave.open(str(path), "wb") as wav:
        wav.setnchannels(1)
        wav.setsampwidth(2)
        wav.setframerate(rate)
        wav.writeframes((wave_form * 32767).astype("<i2").tobytes())


def engines(folder: Path) -> list[psutil.Process]:
    """The phone engines whose profile lies in `folder`; they are processes of their own and outlive their windows."""
    found = []
    for process in psutil.process_iter(["cmdline"]):
        line = " ".join(process.info["cmdline"] or ())
        if str(folder) in line and ("bluebean_client.phone" in line or "--phone-engine" in line):
            found.append(process)
    return found


def end_engines(folder: Path) -> None:
    """A test's engines must not outlive the test."""
    for engine in engines(folder):
        engine.kill()


async def until(condition: Callable[[], bool], what: str, seconds: float = 15.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"{what} did not happen within {seconds:g} s"
        await asyncio.sleep(0.02)


def heard(path: Path | None, hz: float) -> float:
    """Seconds of the tone so far in what a peer or a headset is still recording (mono, 16 kHz)."""
    if path is None or not path.exists():
        return 0.0
    return seconds_of_tone(read_growing_wav(path), 16000, hz)


def recorded(wav: Path, hz: float, channel: int) -> float:
    """Seconds of the tone in one channel of a finished recording."""
    samples, rate = read_wav(wav)
    return seconds_of_tone(samples[channel], rate, hz)


async def talking_both_ways(centre: Centre, caller: Caller, login_id: str = "op001", seconds: float = 1.0) -> None:
    """Each side hears `seconds` more of the other's tone from now on."""
    operator_before, caller_before = heard(centre.heard_by(login_id), CALLER_HZ), heard(caller.heard, OPERATOR_HZ)
    await until(
        lambda: heard(centre.heard_by(login_id), CALLER_HZ) >= operator_before + seconds,
        "the operator hearing the caller",
    )
    await until(lambda: heard(caller.heard, OPERATOR_HZ) >= caller_before + seconds, "the caller hearing the operator")
