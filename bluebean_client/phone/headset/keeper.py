"""Finds the headset, listens to its buttons and lights its lamps, all in one thread; the device may come and go as it likes."""

import logging
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from bluebean_client.phone.headset.device import HeadsetSearch, OpenHeadset
from bluebean_client.phone.headset.port import Button, HidBackend, Lamps

SEARCH_SECONDS = 2.5
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Wishes:
    use: bool = False
    sound_devices: tuple[str, ...] = ()
    lamps: Lamps = frozenset()
    over: bool = False


class HeadsetKeeper:
    """Implements `Headset`. `on_press` and `on_headset` (the name in use, or empty) are called in the headset thread."""

    def __init__(
        self,
        make_backend: Callable[[], HidBackend],
        on_press: Callable[[Button], None],
        on_headset: Callable[[str], None],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._make_backend = make_backend
        self._on_press, self._on_headset = on_press, on_headset
        self._monotonic = monotonic
        self._wishes = _Wishes()
        self._inbox: queue.SimpleQueue[_Wishes] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    # -- called by the owner thread

    def use(self, on: bool) -> None:
        if on and self._thread is None:
            self._thread = threading.Thread(target=self._run, name="headset", daemon=True)
            self._thread.start()
        self._wish(replace(self._wishes, use=on))

    def prefer(self, sound_devices: tuple[str, ...]) -> None:
        self._wish(replace(self._wishes, sound_devices=sound_devices))

    def show(self, lamps: Lamps) -> None:
        self._wish(replace(self._wishes, lamps=lamps))

    def close(self) -> None:
        self._wish(replace(self._wishes, over=True))
        if self._thread is not None:
            self._thread.join(timeout=2.0)

    def _wish(self, wishes: _Wishes) -> None:
        changed, self._wishes = wishes != self._wishes, wishes
        if changed and self._thread is not None and self._thread.is_alive():
            self._inbox.put(wishes)

    # -- the headset thread

    def _run(self) -> None:
        try:
            follower = _Follower(HeadsetSearch(self._make_backend()), self._on_headset, self._monotonic)
        except (ImportError, OSError):
            _log.exception("no headset buttons: the HID library cannot be loaded")
            return
        wishes = _Wishes()
        while not wishes.over:
            wishes = self._next_wishes(wishes, idle=not follower.has_headset)
            for button in follower.follow(wishes):
                self._on_press(button)

    def _next_wishes(self, wishes: _Wishes, *, idle: bool) -> _Wishes:
        """The latest; with no headset, waits for the next ones or for the time of the next search."""
        try:
            if idle:
                wishes = self._inbox.get(timeout=SEARCH_SECONDS if wishes.use else None)
            while True:
                wishes = self._inbox.get_nowait()
        except queue.Empty:
            return wishes


class _Follower:
    """Makes the headset follow the wishes; lives in the headset thread alone."""

    def __init__(
        self, search: HeadsetSearch, on_headset: Callable[[str], None], monotonic: Callable[[], float]
    ) -> None:
        self._search, self._on_headset, self._monotonic = search, on_headset, monotonic
        self._headset: OpenHeadset | None = None
        self._chosen_for: tuple[str, ...] = ()

    @property
    def has_headset(self) -> bool:
        return self._headset is not None

    def follow(self, wishes: _Wishes) -> list[Button]:
        """Find, change or leave the headset, light its lamps, and return what was pressed; waits a moment for it."""
        if wishes.over or not wishes.use:
            self._change_to(None)
        elif self._headset is None or wishes.sound_devices != self._chosen_for:
            self._chosen_for = wishes.sound_devices
            self._change_to(self._search.best(wishes.sound_devices, self._headset))
        if self._headset is None:
            return []
        try:
            self._headset.show(wishes.lamps, self._monotonic())
            return self._headset.presses(self._monotonic)
        except OSError as gone:
            _log.info("headset %s is gone: %s", self._headset.name, gone)
            self._change_to(None)
            return []

    def _change_to(self, headset: OpenHeadset | None) -> None:
        if headset is self._headset:
            return
        if self._headset is not None:
            self._headset.leave()
        self._headset = headset
        self._on_headset(headset.name if headset is not None else "")
