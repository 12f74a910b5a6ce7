"""One wrapper for everything asynchronous that a button starts: keeps the task, swallows cancellation, shows what went wrong."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtCore import QObject, Signal

_log = logging.getLogger(__name__)

Work = Coroutine[Any, Any, None]
Spawn = Callable[[Work], "asyncio.Task[None] | None"]


def spawn_task(work: Work) -> "asyncio.Task[None] | None":
    """Run `work` in the loop that drives the window."""
    return asyncio.get_running_loop().create_task(work)


class Slots(QObject):
    """Starts coroutines out of Qt slots.

    WORKAROUND qasync #126: `CancelledError` escapes from its `asyncSlot`, so none of its decorators is used.

    Attributes: `running`, how many have not ended. Signals: `failed(str)`, an unexpected exception's class name; the desk itself
    shows everything expected.
    """

    failed = Signal(str)

    def __init__(self, spawn: Spawn = spawn_task, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._spawn = spawn
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def running(self) -> int:
        return len(self._tasks)

    def start(self, work: Work) -> None:
        task = self._spawn(self._guard(work))
        if task is not None:
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    def cancel_all(self) -> None:
        for task in list(self._tasks):
            task.cancel()

    async def _guard(self, work: Work) -> None:
        try:
            await work
        except asyncio.CancelledError:
            _log.debug("cancelled: %s", work)
        except Exception as error:
            _log.exception("an action of the window failed")
            self.failed.emit(type(error).__name__)
