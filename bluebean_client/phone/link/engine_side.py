"""The engine's end of the local socket: one window at a time, which never makes the engine wait.

A thread per window reads orders, another writes. What is written is the newest state only: a window that stalls finds one state
when it reads again, not a backlog.
"""

import logging
import threading
from collections import deque
from collections.abc import Callable
from multiprocessing.connection import Connection, Listener

from bluebean_client.domain.phone import EngineState
from bluebean_client.domain.phone_messages import (
    Alive,
    Attached,
    HistoryPage,
    Levels,
    News,
    Order,
    OrderFailed,
    StateChanged,
)
from bluebean_client.phone.link.rendezvous import Rendezvous, break_off, greet
from bluebean_client.phone.link.wire import MESSAGE_BYTES_MAX, Malformed, decode_order, encode

ANSWERS_KEPT = 100
"""Of a window that does not read, the oldest answers are dropped."""

Answer = OrderFailed | HistoryPage

_log = logging.getLogger(__name__)


class Window:
    """One attached window."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._changed = threading.Condition()
        self._first: Attached | None = None
        self._state: EngineState | None = None
        self._answers: deque[Answer] = deque(maxlen=ANSWERS_KEPT)
        self._levels: Levels | None = None
        self._alive: Alive | None = None
        self._closed = False
        self._writer = threading.Thread(target=self._write, name="window-writer", daemon=True)

    # -- for the owner thread: return at once

    def greet(self, attached: Attached) -> None:
        """The first message; only after it do others follow."""
        with self._changed:
            self._first = attached
        self._writer.start()

    def show(self, state: EngineState) -> None:
        with self._changed:
            self._state = state
            self._changed.notify()

    def show_levels(self, levels: Levels) -> None:
        with self._changed:
            self._levels = levels
            self._changed.notify()

    def show_alive(self) -> None:
        with self._changed:
            self._alive = Alive()
            self._changed.notify()

    def tell(self, answer: Answer) -> None:
        with self._changed:
            self._answers.append(answer)
            self._changed.notify()

    def close(self) -> None:
        with self._changed:
            self._closed = True
            self._changed.notify()
        break_off(self._connection)

    def flush(self, seconds: float) -> None:
        """Give the writer that long to say what was shown last, then close."""
        with self._changed:
            self._changed.wait_for(lambda: self._state is None and not self._answers, timeout=seconds)
        self.close()

    # -- threads

    def read(self, on_order: Callable[[Order], None], on_malformed: Callable[[str], None]) -> None:
        """Until the window is gone."""
        while True:
            try:
                data = self._connection.recv_bytes(MESSAGE_BYTES_MAX)
            except (EOFError, OSError, ValueError, TypeError):
                # ValueError and TypeError: closed by `close` in the midst of reading.
                return
            try:
                on_order(decode_order(data))
            except Malformed as problem:
                on_malformed(str(problem))

    def _write(self) -> None:
        try:
            while (message := self._next()) is not None:
                self._connection.send_bytes(encode(message))
        except (OSError, ValueError, TypeError):
            _log.info("the window does not read any more")

    def _next(self) -> News | None:
        """Answers in their order; of states and levels the newest."""
        with self._changed:
            self._changed.wait_for(self._has_news)
            if self._closed:
                return None
            if self._first is not None:
                first, self._first = self._first, None
                return first
            if self._answers:
                return self._answers.popleft()
            if self._state is not None:
                state, self._state = self._state, None
                self._changed.notify_all()
                return StateChanged(state)
            if self._levels is not None:
                levels, self._levels = self._levels, None
                return levels
            alive, self._alive = self._alive, None
            return alive

    def _has_news(self) -> bool:
        return bool(self._closed or self._first or self._answers or self._state or self._levels or self._alive)


class WindowLink:
    """Listens for windows. The callbacks run in threads of the link and must only post."""

    def __init__(
        self,
        rendezvous: Rendezvous,
        on_attach: Callable[[Window], None],
        on_order: Callable[[Window, Order], None],
        on_malformed: Callable[[Window, str], None],
        on_leave: Callable[[Window], None],
    ) -> None:
        self._on_attach, self._on_order, self._on_malformed = on_attach, on_order, on_malformed
        self._on_leave = on_leave
        self._key = rendezvous.new_key()
        rendezvous.remove_socket()
        self._listener = Listener(rendezvous.address, backlog=8)
        threading.Thread(target=self._accept, name="window-accept", daemon=True).start()

    def close(self) -> None:
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                connection = self._listener.accept()
            except OSError as problem:
                _log.info("no more windows are taken: %s", problem)
                return
            threading.Thread(target=self._serve, args=(connection,), name="window-reader", daemon=True).start()

    def _serve(self, connection: Connection) -> None:
        if not greet(connection, self._key):
            _log.warning("a window without the key was turned away")
            connection.close()
            return
        window = Window(connection)
        self._on_attach(window)
        window.read(
            lambda order: self._on_order(window, order),
            lambda detail: self._on_malformed(window, detail),
        )
        connection.close()
        self._on_leave(window)
