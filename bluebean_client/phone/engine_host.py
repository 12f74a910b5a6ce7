"""The owner thread: turns PJSIP's wheel, takes what other threads have posted, and shows every change to the window."""

import functools
import logging
import queue
import time
from collections.abc import Callable

from bluebean_client.domain.phone import EngineState
from bluebean_client.domain.phone_messages import ALIVE_SECONDS, ENGINE_VERSION, Attached, Levels, Order, OrderFailed
from bluebean_client.phone.engine import Engine
from bluebean_client.phone.link.engine_side import Answer, Window
from bluebean_client.phone.sip.port import SipStack

TURN_SECONDS = 0.2
"""How late the engine's own deadlines may be. The network and what is posted wake the thread at once; turns without either only
cost power."""

POSTED_MAX = 1000
FLUSH_SECONDS = 0.5

Posted = Callable[[float], None]

_log = logging.getLogger(__name__)


class Postbox:
    """Work for the owner thread, from any other. Full, it makes the poster wait: a window cannot flood the engine."""

    def __init__(self, wake: Callable[[], None]) -> None:
        self._work: queue.Queue[Posted] = queue.Queue(POSTED_MAX)
        self._wake = wake

    def post(self, work: Posted) -> None:
        self._work.put(work)
        self._wake()

    def drain(self) -> list[Posted]:
        taken: list[Posted] = []
        while len(taken) < POSTED_MAX:
            try:
                taken.append(self._work.get_nowait())
            except queue.Empty:
                break
        return taken


class EngineHost:
    """Runs the engine until it is told to quit, or has been alone without a call for `linger_seconds`."""

    def __init__(self, engine: Engine, stack: SipStack, postbox: Postbox, linger_seconds: float) -> None:
        self._engine, self._stack, self._postbox = engine, stack, postbox
        self._linger_seconds = linger_seconds
        self._window: Window | None = None
        self._shown: EngineState | None = None
        self._alone_since: float | None = None
        self._alive_at = 0.0

    # -- called by the link's threads

    def attach(self, window: Window) -> None:
        self._postbox.post(functools.partial(self._attached, window))

    def order(self, window: Window, order: Order) -> None:
        self._postbox.post(functools.partial(self._ordered, window, order))

    def malformed(self, window: Window, detail: str) -> None:
        self._postbox.post(functools.partial(self._malformed, window, detail))

    def leave(self, window: Window) -> None:
        self._postbox.post(functools.partial(self._left, window))

    def answer(self, answer: Answer) -> None:
        """From any thread: what the window has asked for, or why there is none."""
        self._postbox.post(functools.partial(self._answered, answer))

    def show_levels(self, levels: Levels) -> None:
        """From any thread, and past the postbox: only the newest counts, and the owner thread has better things to do."""
        window = self._window
        if window is not None:
            window.show_levels(levels)

    # -- the owner thread

    def run(self) -> None:
        while not self._engine.quitting:
            self.turn()
        if self._window is not None:
            self._window.show(self._engine.state)
            self._window.flush(FLUSH_SECONDS)

    def turn(self) -> None:
        """One round: what came from the network, what was posted, what is due, what to show."""
        for event in self._stack.poll(TURN_SECONDS):
            _log.info("%s", event)
            self._do(functools.partial(self._engine.hear, event))
        for work in self._postbox.drain():
            self._do(work)
        self._do(self._engine.tick)
        self._show()
        now = time.monotonic()
        self._say_alive(now)
        self._quit_when_alone(now)

    def _do(self, work: Posted) -> None:
        """A fault in one thing must not end the calls that have nothing to do with it."""
        try:
            work(time.monotonic())
        except Exception:
            _log.exception("a fault in the engine")

    def _attached(self, window: Window, now: float) -> None:
        if self._window is not None:
            _log.info("another window takes over")
            self._window.close()
            self._engine.window_left()
        self._window = window
        self._shown = self._engine.state
        window.greet(Attached(ENGINE_VERSION, self._shown, self._engine.blob))

    def _ordered(self, window: Window, order: Order, now: float) -> None:
        if window is not self._window:
            return
        _log.info("order %r", order)
        failure = self._engine.obey(order, now)
        if failure is not None:
            _log.info("%s", failure)
            window.tell(failure)

    def _answered(self, answer: Answer, now: float) -> None:
        if self._window is not None:
            self._window.tell(answer)

    def _malformed(self, window: Window, detail: str, now: float) -> None:
        _log.warning("malformed order: %s", detail)
        window.tell(OrderFailed("", "malformed", detail))

    def _left(self, window: Window, now: float) -> None:
        window.close()
        if window is self._window:
            self._window = None
            self._engine.window_left()

    def _show(self) -> None:
        state = self._engine.state
        if state != self._shown:
            self._shown = state
            calls = ", ".join(f"{call.call} {call.state} {call.sip_code or ''}".rstrip() for call in state.calls)
            _log.info("registration %s %s, calls: %s", state.registration, state.reason, calls or "none")
            if self._window is not None:
                self._window.show(state)

    def _say_alive(self, now: float) -> None:
        if self._window is not None and now >= self._alive_at:
            self._alive_at = now + ALIVE_SECONDS
            self._window.show_alive()

    def _quit_when_alone(self, now: float) -> None:
        if self._window is not None or self._engine.in_call:
            self._alone_since = None
        elif self._alone_since is None:
            self._alone_since = now
        elif now - self._alone_since >= self._linger_seconds:
            _log.info("no window and no call")
            self._engine.quitting = True
