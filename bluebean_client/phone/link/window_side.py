"""The window's end of the local socket: attaches to the profile's engine, or starts one that outlives the window.

The window's thread never blocks here: one thread reads news and hands them to the event loop, another writes orders. Imports
neither PJSIP nor a sound card.
"""

import asyncio
import logging
import queue
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import AsyncIterator, Callable, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from bluebean_client.domain.phone_messages import (
    ALIVE_SECONDS,
    ENGINE_VERSION,
    Alive,
    Attached,
    News,
    Order,
    Quit,
    StateChanged,
)
from bluebean_client.phone.link.rendezvous import (
    ANSWER_SECONDS,
    EXIT_ALREADY_RUNNING,
    EngineHangs,
    Rendezvous,
    break_off,
)
from bluebean_client.phone.link.wire import MESSAGE_BYTES_MAX, Malformed, decode_news, encode
from bluebean_client.ports.outside import EngineDidNotStart, EngineGone

START_SECONDS = 10.0
KNOCK_SECONDS = 0.02
ORDERS_WAITING_MAX = 256
NEWS_WAITING_MAX = 256

SILENCES_MAX = 7
"""So many `ALIVE_SECONDS` without a word are a hang. Counted, not measured: a PC that was asleep is at most one of them."""

_log = logging.getLogger(__name__)


class EngineProcess:
    """Implements `PhoneEngine`. `command` starts an engine of this profile."""

    def __init__(self, command: Sequence[str], profile: Path, *, start_seconds: float = START_SECONDS) -> None:
        self._command = tuple(command)
        self._profile = profile
        self._rendezvous = Rendezvous(profile)
        self._start_seconds = start_seconds
        self._mailbox = _Mailbox()
        self._link: _Link | None = None

    async def start(self) -> None:
        """Attached when it returns, and `Attached` is among the news. Raises `EngineDidNotStart`."""
        if self._link is not None:
            self._link.close()
            self._link = None
        attempt = _Attempt(self._rendezvous, self._command, self._profile / "logs", self._start_seconds)
        connection, attached = await _in_thread(attempt.run)
        self._mailbox.put(attached)
        self._link = _Link(connection, asyncio.get_running_loop(), self._mailbox.put, self._rendezvous.kill_engine)

    def send(self, order: Order) -> None:
        """Never blocks; without an engine the order is dropped (`EngineGone` is among the news then)."""
        if self._link is not None:
            self._link.send(order)

    async def news(self) -> AsyncIterator[News | EngineGone]:
        """Goes on over restarts of the engine, until `detach`."""
        while (message := await self._mailbox.get()) is not None:
            yield message

    async def detach(self) -> None:
        if self._link is not None:
            self._link.close()
            self._link = None
        self._mailbox.close()


class _Mailbox:
    """News for the event loop. Of states that nobody has read yet only the newest is kept."""

    def __init__(self) -> None:
        self._news: deque[News | EngineGone] = deque(maxlen=NEWS_WAITING_MAX)
        self._closed = False
        self._filled = asyncio.Event()

    def put(self, message: News | EngineGone) -> None:
        if isinstance(message, StateChanged) and self._news and isinstance(self._news[-1], StateChanged):
            self._news.pop()
        self._news.append(message)
        self._filled.set()

    def close(self) -> None:
        self._closed = True
        self._filled.set()

    async def get(self) -> News | EngineGone | None:
        """None once it is closed and empty."""
        while not self._news:
            if self._closed:
                return None
            self._filled.clear()
            await self._filled.wait()
        return self._news.popleft()


class _Link:
    """One connection with its two threads. `kill_engine` is for one that hangs."""

    def __init__(
        self,
        connection: Connection,
        loop: asyncio.AbstractEventLoop,
        deliver: Callable[[News | EngineGone], None],
        kill_engine: Callable[[], None],
    ) -> None:
        self._connection, self._loop, self._deliver = connection, loop, deliver
        self._kill_engine = kill_engine
        self._orders: queue.Queue[Order | None] = queue.Queue(ORDERS_WAITING_MAX)
        self._closed = threading.Event()
        threading.Thread(target=self._read, name="engine-reader", daemon=True).start()
        threading.Thread(target=self._write, name="engine-writer", daemon=True).start()

    def send(self, order: Order) -> None:
        try:
            self._orders.put_nowait(order)
        except queue.Full:
            _log.error("the phone engine takes no orders any more")
            break_off(self._connection)

    def close(self) -> None:
        """Silent: no `EngineGone` follows. What was ordered before is still sent."""
        self._closed.set()
        self._end_writer()

    def _end_writer(self) -> None:
        try:
            self._orders.put_nowait(None)
        except queue.Full:
            break_off(self._connection)

    def _read(self) -> None:
        try:
            while self._speaks():
                message = decode_news(self._connection.recv_bytes(MESSAGE_BYTES_MAX))
                if not isinstance(message, Alive):
                    self._hand_over(message)
            _log.error("the phone engine hangs and is ended")
            self._kill_engine()
        except (EOFError, OSError, ValueError, TypeError, Malformed):
            # ValueError and TypeError: closed in the midst of reading.
            _log.info("the phone engine's connection has ended")
        self._connection.close()
        if not self._closed.is_set():
            self._hand_over(EngineGone())
        self._end_writer()

    def _speaks(self) -> bool:
        return any(self._connection.poll(ALIVE_SECONDS) for _ in range(SILENCES_MAX))

    def _hand_over(self, message: News | EngineGone) -> None:
        try:
            self._loop.call_soon_threadsafe(self._deliver_unless_closed, message)
        except RuntimeError:
            _log.info("the window is gone before the news could be handed over")

    def _deliver_unless_closed(self, message: News | EngineGone) -> None:
        if not self._closed.is_set():
            self._deliver(message)

    def _write(self) -> None:
        try:
            while (order := self._orders.get()) is not None:
                self._connection.send_bytes(encode(order))
        except (OSError, ValueError, TypeError):
            _log.info("the phone engine does not read any more")
        finally:
            break_off(self._connection)


class _Attempt:
    """Attach, or start an engine and attach: blocking, for a thread of its own."""

    def __init__(self, rendezvous: Rendezvous, command: Sequence[str], log_folder: Path, seconds: float) -> None:
        self._rendezvous, self._command, self._log_folder = rendezvous, command, log_folder
        self._seconds = seconds

    def run(self) -> tuple[Connection, Attached]:
        until = time.monotonic() + self._seconds
        process: subprocess.Popen[bytes] | None = None
        while time.monotonic() < until:
            try:
                connection = self._rendezvous.connect()
                attached = _first_word(connection) if connection is not None else None
            except EngineHangs:
                _log.error("the running phone engine hangs and is ended")
                self._rendezvous.kill_engine()
                continue
            if connection is not None and attached is not None:
                if attached.version == ENGINE_VERSION:
                    return connection, attached
                _replace(connection, attached)
            elif process is None or process.returncode == EXIT_ALREADY_RUNNING:
                process = (
                    self._launch()
                )  # again: the engine that was before it is at its end, but has not let go of the profile
            elif process.returncode not in (None, 0):
                break
            time.sleep(KNOCK_SECONDS)
        code = process.returncode if process is not None else None
        raise EngineDidNotStart(f"exit code {code}, see {self._log_folder}" if code is not None else "no answer")

    def _launch(self) -> subprocess.Popen[bytes]:
        self._log_folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            with (self._log_folder / "phone-crash.log").open("ab") as crash_log:
                process = subprocess.Popen(
                    self._command,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=crash_log,
                    **_detached(),
                )
        except OSError as problem:
            raise EngineDidNotStart(str(problem)) from problem
        threading.Thread(target=process.wait, name="engine-reaper", daemon=True).start()
        return process


def _first_word(connection: Connection) -> Attached | None:
    """The engine's `Attached`; None if it is of another kind or ends. Raises `EngineHangs` if it does not speak."""
    try:
        if not connection.poll(ANSWER_SECONDS):
            connection.close()
            raise EngineHangs
        message = decode_news(connection.recv_bytes(MESSAGE_BYTES_MAX))
        if isinstance(message, Attached):
            return message
    except (EOFError, OSError, Malformed) as problem:
        _log.warning("the running phone engine cannot be used: %s", problem)
    connection.close()
    return None


def _replace(connection: Connection, attached: Attached) -> None:
    """An engine of another version: let it end, unless somebody talks over it."""
    if attached.state.calls:
        connection.close()
        raise EngineDidNotStart(f"an engine of version {attached.version} still has a call; hang up and try again")
    connection.send_bytes(encode(Quit()))
    connection.close()


def _detached() -> dict[str, Any]:
    """So that neither the end of the window nor its terminal ends the engine."""
    if sys.platform == "win32":
        detached = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.DETACHED_PROCESS
        # The voice comes before what other programs compute. Elsewhere that takes rights that people do not have.
        return {"creationflags": detached | subprocess.ABOVE_NORMAL_PRIORITY_CLASS}
    return {"start_new_session": True}


async def _in_thread(work: Callable[[], tuple[Connection, Attached]]) -> tuple[Connection, Attached]:
    """Unlike `asyncio.to_thread` a daemon thread: a stuck engine cannot keep the window from ending."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[tuple[Connection, Attached]] = loop.create_future()

    def finish(result: tuple[Connection, Attached] | None, problem: Exception | None) -> None:
        if done.cancelled():
            if result is not None:
                result[0].close()
        elif problem is not None:
            done.set_exception(problem)
        elif result is not None:
            done.set_result(result)

    def run() -> None:
        try:
            outcome: tuple[tuple[Connection, Attached] | None, Exception | None] = work(), None
        except Exception as problem:
            outcome = None, problem
        try:
            loop.call_soon_threadsafe(finish, *outcome)
        except RuntimeError:
            _log.info("the window is gone before the phone engine was there")

    threading.Thread(target=run, name="engine-start", daemon=True).start()
    return await done
