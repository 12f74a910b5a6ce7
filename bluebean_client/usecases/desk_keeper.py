"""The one owner of the desk: replaces it, tells the window, and lets use cases wait for a state of it."""

import asyncio
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from bluebean_client.domain import notices, tabs
from bluebean_client.domain.desk import Desk, Notice, Tab

_log = logging.getLogger(__name__)

Listener = Callable[[Desk, Desk], None]


class DeskKeeper:
    """Implements `DeskSource`. Used in the window's thread only.

    A listener that changes the desk again is served after the present change has reached everybody, so that all
    listeners see the same sequence of values.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._listeners: list[Listener] = []
        self._untold: list[tuple[Desk, Desk]] = []
        self._telling = False

    @property
    def desk(self) -> Desk:
        return self._desk

    def listen(self, listener: Callable[[Desk, Desk], None]) -> None:
        self._listeners.append(listener)

    def put(self, desk: Desk) -> None:
        """Replace the desk; nothing happens if the new one is equal."""
        if desk == self._desk:
            return
        self._untold.append((self._desk, desk))
        self._desk = desk
        if self._telling:
            return
        self._telling = True
        try:
            while self._untold:
                self._tell(*self._untold.pop(0))
        finally:
            self._telling = False

    def _tell(self, old: Desk, new: Desk) -> None:
        for listener in list(self._listeners):
            try:
                listener(old, new)
            except Exception:
                _log.exception("a listener of the desk failed; the others are told all the same")

    def change(self, change: Callable[[Desk], Desk]) -> None:
        self.put(change(self._desk))

    def change_tab(self, tab_id: str, change: Callable[[Tab], Tab]) -> Tab | None:
        """The changed tab, or None if it was closed meanwhile."""
        tab = tabs.find_tab(self._desk, tab_id)
        if tab is None:
            return None
        changed = change(tab)
        self.put(self._desk.with_tab(changed))
        return changed

    def notice(self, notice: Notice) -> None:
        self.put(notices.put(self._desk, notice))

    def take_away(self, key: str) -> None:
        self.put(notices.take_away(self._desk, key))

    @contextmanager
    def busy(self, button: str) -> Iterator[None]:
        """The button of that objectName is shown as busy meanwhile."""
        self.put(replace(self._desk, busy=self._desk.busy | {button}))
        try:
            yield
        finally:
            self.put(replace(self._desk, busy=self._desk.busy - {button}))

    async def wait_for(self, condition: Callable[[Desk], bool], seconds: float | None = None) -> bool:
        """Whether `condition` came to hold in time."""
        if condition(self._desk):
            return True
        met = asyncio.Event()

        def look(_old: Desk, new: Desk) -> None:
            if condition(new):
                met.set()

        self._listeners.append(look)
        try:
            await asyncio.wait_for(met.wait(), seconds)
        except TimeoutError:
            return False
        finally:
            self._listeners.remove(look)
        return True
