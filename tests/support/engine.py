"""A real phone engine process with a window of the test's attached to it; sound goes to and from WAV files."""

import asyncio
import contextlib
import sys
import time
import wave
from collections.abc import AsyncIterator, Callable, Mapping
from pathlib import Path

import numpy as np
import psutil

from bluebean_client.domain.phone import Account, EngineState, PhoneCall, PhoneCallState, Registration, Srtp, Transport
from bluebean_client.domain.phone_messages import (
    AskHistory,
    Attached,
    HistoryPage,
    Levels,
    Order,
    OrderFailed,
    Quit,
    StateChanged,
    UseAccount,
)
from bluebean_client.phone.link.window_side import EngineProcess
from bluebean_client.ports.outside import EngineGone
from tests.support import tones
from tests.support.softswitch import PASSWORD, Softswitch

PATIENCE_SECONDS = 15.0
OPERATOR_HZ = 700.0
CALLER_HZ = 440.0


def write_tone(path: Path, hz: float, rate: int = 16_000, seconds: int = 1) -> Path:
    """Whole seconds of whole periods: repeats without a click."""
    samples = (np.sin(2 * np.pi * hz * np.arange(rate * seconds) / rate) * 8000).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples.tobytes())
    return path


def engine_command(
    profile: Path, *, audio: str = "", linger_seconds: float = 5.0, environment: Mapping[str, str] | None = None
) -> list[str]:
    """`environment` is what differs from the test's own."""
    audio = audio or f"file:{profile}/play.wav,{profile}/heard.wav,{profile}/ring.wav"
    program = [sys.executable, "-m", "bluebean_client.phone", "--profile", str(profile)]
    setting = ["env", *(f"{name}={value}" for name, value in environment.items())] if environment else []
    return [*setting, *program, "--audio", audio, "--linger-seconds", str(linger_seconds)]


async def becomes_true(holds: Callable[[], object], seconds: float = PATIENCE_SECONDS) -> None:
    """Wait for what shows only in files or processes, and so cannot be waited for as an event."""
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, "did not come true in time"
        await asyncio.sleep(0.05)


class TestWindow:
    """What a window does with the engine, without a window."""

    __test__ = False

    def __init__(self, profile: Path, command: list[str]) -> None:
        profile.mkdir(parents=True, exist_ok=True)
        write_tone(profile / "play.wav", OPERATOR_HZ)
        self.profile = profile
        self.link = EngineProcess(command, profile)
        self.attached: Attached | None = None
        self.state = EngineState()
        self.failures: list[OrderFailed] = []
        self.pages: list[HistoryPage] = []
        self.levels: list[Levels] = []
        self.gone = False
        self._news = asyncio.Condition()
        self._reader: asyncio.Task[None] | None = None

    async def start(self) -> None:
        await self.link.start()
        self._reader = asyncio.create_task(self._read())
        await self.until(lambda: self.attached is not None)

    async def leave(self) -> None:
        await self.link.detach()
        if self._reader is not None:
            await self._reader

    def send(self, order: Order) -> None:
        self.link.send(order)

    async def until(self, holds: Callable[[], object], seconds: float = PATIENCE_SECONDS) -> None:
        async with self._news:
            try:
                await asyncio.wait_for(self._news.wait_for(lambda: bool(holds())), seconds)
            except TimeoutError:
                raise AssertionError(f"did not come true; {self.state}, {self.failures}") from None

    async def register(
        self, switch: Softswitch, user: str = "101", transport: Transport = Transport.UDP, srtp: Srtp = Srtp.OFF
    ) -> None:
        port = switch.tls_port if transport is Transport.TLS else switch.port
        self.send(UseAccount(Account(user, PASSWORD, switch.host, port, transport, srtp=srtp)))
        await self.until(lambda: self.state.registration is Registration.REGISTERED)

    async def use_account(self, account: Account) -> None:
        """Instead of the one before; registered when it returns."""
        self.send(UseAccount(None))
        await self.until(lambda: self.state.registration is Registration.NONE)
        self.send(UseAccount(account))
        await self.until(lambda: self.state.registration is Registration.REGISTERED)

    async def call_in(self, state: PhoneCallState, index: int = -1, seconds: float = PATIENCE_SECONDS) -> PhoneCall:
        """The last (or `index`-th) call, once it is in that state."""

        def there() -> bool:
            calls = self.state.calls
            return len(calls) > (index if index >= 0 else 0) and calls[index].state is state

        await self.until(there, seconds)
        return self.state.calls[index]

    async def failure(self) -> OrderFailed:
        await self.until(lambda: self.failures)
        return self.failures.pop(0)

    async def history(self, asked: AskHistory) -> HistoryPage:
        self.send(asked)
        await self.until(lambda: self.pages)
        return self.pages.pop(0)

    def heard_seconds(self, hz: float) -> float:
        path = self.profile / "heard.wav"
        if not path.exists() or path.stat().st_size < 1000:
            return 0.0
        samples, rate = tones.read_wav(path)
        return tones.seconds_of_tone(samples[0], rate, hz)

    async def _read(self) -> None:
        async for news in self.link.news():
            async with self._news:
                match news:
                    case Attached():
                        self.attached, self.state, self.gone = news, news.state, False
                    case StateChanged(state):
                        self.state = state
                    case OrderFailed():
                        self.failures.append(news)
                    case HistoryPage():
                        self.pages.append(news)
                    case Levels():
                        self.levels.append(news)
                    case EngineGone():
                        self.gone = True
                self._news.notify_all()


@contextlib.asynccontextmanager
async def engine(
    profile: Path, *, audio: str = "", linger_seconds: float = 5.0, environment: Mapping[str, str] | None = None
) -> AsyncIterator[TestWindow]:
    """An engine that ends with the test."""
    command = engine_command(profile, audio=audio, linger_seconds=linger_seconds, environment=environment)
    async with running_engine(profile, command) as window:
        yield window


@contextlib.asynccontextmanager
async def running_engine(profile: Path, command: list[str]) -> AsyncIterator[TestWindow]:
    """The engine of an `engine_command`, wherever that is to run."""
    window = TestWindow(profile, command)
    await window.start()
    try:
        yield window
    finally:
        if not window.gone:
            window.send(Quit())
            await window.until(lambda: window.gone)
        await window.leave()


def engine_process(window: TestWindow) -> psutil.Process:
    """Whatever started it: `env` and `ip netns exec` become the engine itself."""
    profile = str(window.profile)
    return next(
        found for found in psutil.process_iter(["cmdline"]) if _runs_engine(found.info["cmdline"] or [], profile)
    )


def _runs_engine(command_line: list[str], profile: str) -> bool:
    return profile in command_line and command_line[0] == sys.executable


def heard(path: Path | None, hz: float) -> float:
    """For how many seconds a peer heard the tone."""
    assert path is not None
    samples, rate = tones.read_wav(path)
    return tones.seconds_of_tone(samples[0], rate, hz)
