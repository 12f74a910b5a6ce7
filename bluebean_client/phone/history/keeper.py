"""The thread of the call history: writes what the calls do, answers the window, and copes with a disk that does not.

A call is written down when it begins, when it is answered and when it ends. What the disk refuses is kept and tried again. A file
that is spoilt is set aside, and a new one begun.
"""

import logging
import queue
import sqlite3
import threading
from collections.abc import Callable, Iterable
from pathlib import Path

from bluebean_client.domain.phone import HistoryEntry, PhoneCall
from bluebean_client.domain.phone_messages import (
    AskHistory,
    ForgetHistory,
    HistoryOrder,
    HistoryPage,
    OrderFailed,
    SeeMissed,
)
from bluebean_client.phone.history.follower import CallFollower
from bluebean_client.phone.history.port import HistoryBusy
from bluebean_client.phone.history.store import HistoryStore, is_broken

PRUNE_SECONDS = 86_400.0
WAKE_SECONDS = 3_600.0
RETRY_SECONDS = 5.0
CLOSE_SECONDS = 3.0
ORDERS_MAX = 100
"""A window that asks faster than the disk answers is refused; calls are always taken."""

_log = logging.getLogger(__name__)

_Records = dict[int, HistoryEntry]


class _Stop:
    """Ends the thread, after all that was posted before."""


class HistoryKeeper:
    """Implements `History`.

    Args:
        unix_time: the wall clock.
        on_change: told the number of missed calls and the revision, from the thread, at the start and after each change.
        on_answer: given pages and refusals, from the thread.
    """

    def __init__(
        self,
        path: Path,
        unix_time: Callable[[], float],
        on_change: Callable[[int, int], None],
        on_answer: Callable[[HistoryPage | OrderFailed], None],
        retry_seconds: float = RETRY_SECONDS,
    ) -> None:
        self._path, self._unix_time, self._retry_seconds = path, unix_time, retry_seconds
        self._on_change, self._on_answer = on_change, on_answer
        self._follower = CallFollower(unix_time)
        self._inbox: queue.SimpleQueue[_Records | HistoryOrder | _Stop] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="call-history", daemon=True)
        self._store: HistoryStore | None = None
        self._unwritten: _Records = {}
        self._revision = 0
        self._prune_at = 0.0

    # -- the owner thread

    def start(self) -> None:
        self._inbox.put({})
        self._thread.start()

    def follow(self, calls: Iterable[PhoneCall]) -> None:
        changed = self._follower.changes(calls)
        if changed:
            self._inbox.put(changed)

    def obey(self, order: HistoryOrder) -> None:
        if self._inbox.qsize() >= ORDERS_MAX:
            raise HistoryBusy
        self._inbox.put(order)

    def close(self) -> None:
        """Write the rest and end the thread; a disk that hangs is not waited for."""
        self._inbox.put(_Stop())
        self._thread.join(CLOSE_SECONDS)

    # -- the thread

    def _run(self) -> None:
        while not isinstance(work := self._next(), _Stop):
            if isinstance(work, dict):
                self._unwritten.update(work)
                self._attempt(self._write)
            else:
                self._answer(work)
        self._attempt(self._write)
        self._close_store()

    def _next(self) -> _Records | HistoryOrder | _Stop:
        try:
            return self._inbox.get(timeout=self._retry_seconds if self._unwritten else WAKE_SECONDS)
        except queue.Empty:
            return {}

    def _answer(self, order: HistoryOrder) -> None:
        def carry_out() -> None:
            self._write()
            match order:
                case AskHistory():
                    self._on_answer(self._open().page(order))
                case ForgetHistory(entry_id):
                    self._changed(self._open().forget(entry_id))
                case SeeMissed():
                    self._changed(self._open().see_missed())

        failure = self._attempt(carry_out)
        if failure is not None:
            self._on_answer(OrderFailed(str(order.__struct_config__.tag), "refused", failure))

    def _attempt(self, work: Callable[[], None]) -> str | None:
        """Why `work` could not be done; a spoilt file is replaced and costs only what was in it."""
        try:
            try:
                work()
            except sqlite3.Error as error:
                if not is_broken(error):
                    raise
                self._set_aside(error)
                work()
        except (sqlite3.Error, OSError) as error:
            _log.warning("the call history can't be used now: %s", error)
            return str(error)
        return None

    def _write(self) -> None:
        store = self._open()
        for call in list(self._unwritten):
            store.put(call, self._unwritten[call])
            del self._unwritten[call]
            self._changed(1)
        now = self._unix_time()
        if now >= self._prune_at:
            self._changed(store.prune(now))
            self._prune_at = now + PRUNE_SECONDS

    def _changed(self, rows: int) -> None:
        if rows:
            self._revision += 1
            self._on_change(self._open().missed(), self._revision)

    # -- the file

    def _open(self) -> HistoryStore:
        if self._store is None:
            self._store = HistoryStore(self._path)
            self._changed(1)
        return self._store

    def _close_store(self) -> None:
        if self._store is not None:
            self._store.close()
            self._store = None

    def _set_aside(self, error: sqlite3.Error) -> None:
        self._close_store()
        aside = self._path.with_name(f"{self._path.name}.broken")
        _log.warning("%s can't be used (%s); it is kept as %s and a new one begun", self._path.name, error, aside.name)
        self._path.replace(aside)
        for ending in ("-wal", "-shm"):
            self._path.with_name(self._path.name + ending).unlink(missing_ok=True)
