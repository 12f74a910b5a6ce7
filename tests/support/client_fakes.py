"""What surrounds the client on its own machine, in memory: phone engine, keychain, files and clock."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from bluebean_client.domain.phone import EngineState, PhoneCall, Registration, SoundSettings
from bluebean_client.domain.phone_messages import ENGINE_VERSION, Attached, Keep, News, Order, StateChanged, UseAccount
from bluebean_client.domain.recording import Heard
from bluebean_client.ports.outside import EngineDidNotStart, EngineGone, StoredDraft
from bluebean_client.settings.schema import BY_KEY, SettingValue, parse, setting
from tests.support.fake_server import NOW, URL


class FixedClock:
    def __init__(self) -> None:
        self.time = NOW

    def now(self) -> datetime:
        return self.time

    def monotonic(self) -> float:
        return self.time.timestamp()


class FakePlayer:
    """Remembers the sound that it was fed; the test says what was heard of it.

    Attributes: `begun`, run, rate, channels and speed of each beginning; `fed`, the sound since the last one; `silent`, whether it
    was told to be; `chimes`, how many were wanted.
    """

    def __init__(self) -> None:
        self.begun: list[tuple[int, int, int, float]] = []
        self.fed = b""
        self.complete = False
        self.silent = True
        self.chimes = 0
        self._listener: Callable[[Heard], None] = lambda heard: None

    def listen(self, listener: Callable[[Heard], None]) -> None:
        self._listener = listener

    def begin(self, run: int, rate_hz: int, channels: int, speed: float, sound: SoundSettings) -> None:
        self.begun.append((run, rate_hz, channels, speed))
        self.fed, self.complete, self.silent = b"", False, False

    def feed(self, data: bytes) -> None:
        self.fed += data
        self.complete = self.complete or not data

    def hush(self) -> None:
        self.silent = True

    def chime(self, sound: SoundSettings) -> None:
        self.chimes += 1

    def close(self) -> None:
        self.silent = True

    def hear(self, seconds: float, *, ended: bool = False, failed: str = "") -> None:
        self._listener(Heard(self.begun[-1][0], seconds, ended, failed))


class FakeEngine:
    """A phone engine that only remembers its orders; the test says what it reports."""

    def __init__(self) -> None:
        self.queue: asyncio.Queue[News | EngineGone] = asyncio.Queue()
        self.orders: list[Order] = []
        self.state = EngineState(registration=Registration.NONE)
        self.blob = b""
        self.starts = 0
        self.start_failures = 0
        self.detached = False

    async def start(self) -> None:
        self.starts += 1
        await asyncio.sleep(0)
        if self.start_failures:
            self.start_failures -= 1
            raise EngineDidNotStart("no such program")
        self.queue.put_nowait(Attached(ENGINE_VERSION, self.state, self.blob))

    def send(self, order: Order) -> None:
        self.orders.append(order)
        match order:
            case Keep(blob):
                self.blob = blob
            case UseAccount(account):
                registration = Registration.REGISTERED if account else Registration.NONE
                self.report(msgspec.structs.replace(self.state, registration=registration))

    async def news(self) -> AsyncIterator[News | EngineGone]:
        while True:
            yield await self.queue.get()

    async def detach(self) -> None:
        self.detached = True

    def of(self, kind: type) -> list[Any]:
        return [order for order in self.orders if isinstance(order, kind)]

    def report(self, state: EngineState) -> None:
        self.state = state
        self.queue.put_nowait(StateChanged(state))

    def say(self, news: News) -> None:
        self.queue.put_nowait(news)

    def calls(self, *calls: PhoneCall) -> None:
        self.report(msgspec.structs.replace(self.state, calls=calls))

    def die(self) -> None:
        self.state = EngineState()
        self.blob = b""
        self.queue.put_nowait(EngineGone())


class MemorySecrets:
    """`open` is cleared for a keychain that asks the person first; `asked` tells that it does."""

    def __init__(self, *, available: bool = True) -> None:
        self.available = available
        self.kept: dict[tuple[str, str], str] = {}
        self.asked, self.open = threading.Event(), threading.Event()
        self.open.set()
        self.answers = 0

    def get(self, server_url: str, login_id: str) -> str | None:
        self.asked.set()
        self.open.wait(10)
        self.answers += 1
        return self.kept.get((server_url, login_id))

    def put(self, server_url: str, login_id: str, password: str) -> None:
        self.kept[(server_url, login_id)] = password

    def delete(self, server_url: str, login_id: str) -> None:
        self.kept.pop((server_url, login_id), None)


class MemoryDrafts:
    def __init__(self) -> None:
        self.kept: dict[str, StoredDraft] = {}
        self.flushes = 0

    def put(self, draft: StoredDraft) -> None:
        self.kept[draft.draft_id] = draft

    def delete(self, draft_id: str) -> None:
        self.kept.pop(draft_id, None)

    def of(self, operator_id: str) -> list[StoredDraft]:
        return [draft for draft in self.kept.values() if draft.operator_id == operator_id]

    def flush(self) -> None:
        self.flushes += 1


class MemoryDiagnostics:
    """Attributes: `written`, path and state of each export; `refuse`, what the disk says."""

    def __init__(self) -> None:
        self.written: list[tuple[Path, str]] = []
        self.refuse: OSError | None = None

    async def write(self, path: Path, state: str) -> None:
        if self.refuse is not None:
            raise self.refuse
        self.written.append((path, state))


class MemorySettings:
    def __init__(self, **values: SettingValue) -> None:
        self.values: dict[str, SettingValue] = {"server_url": URL, **values}
        self.refuse: Exception | None = None

    def value(self, key: str) -> SettingValue:
        setting(key)
        return self.values.get(key, BY_KEY[key].default)

    def text(self, key: str) -> str:
        return str(self.value(key))

    def number(self, key: str) -> int:
        value = self.value(key)
        assert isinstance(value, int)
        return value

    def names(self, key: str) -> tuple[str, ...]:
        value = self.value(key)
        assert isinstance(value, tuple)
        return value

    def flag(self, key: str) -> bool:
        return self.value(key) is True

    def locked(self, key: str) -> bool:
        return False

    def save(self, changes: Mapping[str, SettingValue]) -> None:
        if self.refuse is not None:
            raise self.refuse
        self.values.update({key: parse(key, value) for key, value in changes.items()})


async def until(condition: Callable[[], object], seconds: float = 5.0) -> None:
    """Give the loop its turns until `condition` holds."""
    deadline = asyncio.get_running_loop().time() + seconds
    while not condition():
        assert asyncio.get_running_loop().time() < deadline, "did not come to it in time"
        await asyncio.sleep(0.001)
