"""Writes the floor's rows to the database behind its back: newest value wins, failures are tried again, nobody waits long."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import structlog

from server.ports.outside import Clock

SAVE_SECONDS = 10.0
RETRY_SECONDS = 1.0

log = structlog.get_logger(__name__)

Save = Callable[[], Awaitable[None]]


@dataclass(slots=True)
class _Pending:
    save: Save
    tried: asyncio.Event = field(default_factory=asyncio.Event)


class RowSaver:
    """Holds at most one pending write per key, so that a database that is away for long costs no memory."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._pending: OrderedDict[str, _Pending] = OrderedDict()
        self._wanted = asyncio.Event()
        self._writing: _Pending | None = None

    def put(self, key: str, save: Save) -> None:
        """Write this soon, instead of what was to be written under `key`."""
        waiting = self._pending.get(key)
        if waiting is not None:
            waiting.save = save
        else:
            self._pending[key] = _Pending(save)
        self._wanted.set()

    async def flush(self) -> None:
        """Return when everything put so far was written, or tried once in vain."""
        open_writes = [*self._pending.values(), *([self._writing] if self._writing else [])]
        for write in open_writes:
            await write.tried.wait()

    async def close(self) -> None:
        """Write what is pending, each once: the last chance before the process ends."""
        for key, write in list(self._pending.items()):
            del self._pending[key]
            await self._write(key, write)

    async def run(self) -> None:
        """Write what is put, until cancelled."""
        while True:
            await self._wanted.wait()
            if not self._pending:
                self._wanted.clear()
                continue
            key, write = self._pending.popitem(last=False)
            if not await self._write(key, write):
                await self._clock.sleep(RETRY_SECONDS)

    async def _write(self, key: str, write: _Pending) -> bool:
        """Whether it was written. If not, it is pending again, unless something newer is."""
        self._writing = write
        written = False
        try:
            async with asyncio.timeout(SAVE_SECONDS):
                await write.save()
            written = True
        except Exception:
            log.exception("the database did not take a row; it is kept and tried again", row=key)
        finally:
            if not written:
                self._pending.setdefault(key, _Pending(write.save))
            self._writing = None
            write.tried.set()
        return written
