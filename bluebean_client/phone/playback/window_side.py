"""The window's end of the player: starts it when something is to be heard, and never waits for it."""

import asyncio
import logging
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from typing import IO

from bluebean_client.domain.phone import SoundSettings
from bluebean_client.domain.recording import Heard
from bluebean_client.phone.playback.messages import Begin, Broken, Chime, Hush, Order, Samples, read_report, write

ORDERS_WAITING_MAX = 64
END_SECONDS = 1.0
_log = logging.getLogger(__name__)


class PlayerProcess:
    """Implements `SoundPlayer`. `command` starts the player; one thread writes to it, another reads."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command = tuple(command)
        self._orders: queue.Queue[Order | None] | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._listener: Callable[[Heard], None] = lambda heard: None

    def listen(self, listener: Callable[[Heard], None]) -> None:
        self._listener = listener

    def begin(self, run: int, rate_hz: int, channels: int, speed: float, sound: SoundSettings) -> None:
        self._start()
        self._put(Begin(run, rate_hz, channels, speed, sound))

    def feed(self, data: bytes) -> None:
        self._put(Samples(data))

    def hush(self) -> None:
        self._put(Hush())

    def chime(self, sound: SoundSettings) -> None:
        self._start()
        self._put(Chime(sound))

    def close(self) -> None:
        """The process ends; the next sound starts another."""
        orders, self._orders = self._orders, None
        if orders is not None:
            try:
                orders.put_nowait(None)
            except queue.Full:
                _log.error("the player takes no orders any more")

    def _start(self) -> None:
        if self._orders is None:
            self._loop = asyncio.get_running_loop()
            self._orders = queue.Queue(ORDERS_WAITING_MAX)
            threading.Thread(target=self._serve, args=(self._orders,), name="player-writer", daemon=True).start()

    def _put(self, order: Order) -> None:
        if self._orders is None:
            return
        try:
            self._orders.put_nowait(order)
        except queue.Full:
            _log.error("the player takes no orders any more")
            self._orders = None

    def _serve(self, orders: "queue.Queue[Order | None]") -> None:
        try:
            process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0) if sys.platform == "win32" else 0,
            )
        except OSError:
            _log.exception("no player can be started")
            self._gone(orders)
            return
        assert process.stdin is not None and process.stdout is not None
        threading.Thread(target=self._read, args=(process.stdout, orders), name="player-reader", daemon=True).start()
        try:
            while (order := orders.get()) is not None:
                write(process.stdin, order)
            process.stdin.close()
            process.wait(END_SECONDS)
        except (OSError, subprocess.TimeoutExpired):
            process.kill()
            process.wait()

    def _read(self, reports: IO[bytes], orders: "queue.Queue[Order | None]") -> None:
        try:
            with reports:
                while True:
                    report = read_report(reports)
                    self._tell(
                        Heard(
                            report.run, report.heard_seconds, report.ended, failed="no_speaker" if report.silent else ""
                        )
                    )
        except (Broken, OSError, ValueError):
            self._gone(orders)

    def _gone(self, orders: "queue.Queue[Order | None]") -> None:
        if self._orders is orders:
            self._orders = None
            orders.put(None)
            self._tell(Heard(0, 0.0, failed="player_gone"))

    def _tell(self, heard: Heard) -> None:
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._listener, heard)
