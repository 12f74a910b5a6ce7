"""Writes the floor's rows to the database behind its back: newest value wins, failures are tried again, nobody waits long.

What is pending is written in one transaction: where fifty phones ring, fifty sessions are one commit to the disk. If that fails,
each row is tried by itself, so that one that the database does not take keeps no other out.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field

import structlog

from server.ports.outside import Clock
from server.ports.storage_errors import StorageUnavailable

SAVE_SECONDS = 10.0
RETRY_SECONDS = 1.0
MOST_TOGETHER = 200
"""Rows in a transaction: other writers wait for it."""

log = structlog.get_logger(__name__)

Save = Callable[[], Awaitable[None]]


@dataclass(slots=True)
class _Pending:
    save: Save
    tried: asyncio.Event = field(default_factory=asyncio.Event)


_Batch = Mapping[str, _Pending]


class RowSaver:
    """Holds at most one pending write per key, so that a database that is away for long costs no memory.

    `together` opens a transaction of which every write inside is a part.
    """

    def __init__(self, clock: Clock, together: Callable[[], AbstractAsyncContextManager[None]]) -> None:
        self._clock = clock
        self._together = together
        self._pending: OrderedDict[str, _Pending] = OrderedDict()
        self._wanted = asyncio.Event()
        self._writing: _Batch = {}

    def put(self, key: str, save: Save) -> None:
        """Write this soon, instead of what was to be written under `key`."""
        waiting = self._pending.get(key)
        if waiting is not None:
            waiting.save = save
        else:
            self._pending[key] = _Pending(save)
        self._wanted.set()

    @property
    def pending(self) -> int:
        """Rows that are not written yet."""
        return len(self._pending) + len(self._writing)

    async def flush(self) -> None:
        """Return when everything put so far was written, or tried once in vain."""
        for write in [*self._pending.values(), *self._writing.values()]:
            await write.tried.wait()

    async def close(self) -> None:
        """Write what is pending, each once: the last chance before the process ends."""
        last, self._pending = self._pending, OrderedDict()
        await self._write(last)

    async def run(self) -> None:
        """Write what is put, until cancelled."""
        while True:
            await self._wanted.wait()
            if not self._pending:
                self._wanted.clear()
                continue
            batch: dict[str, _Pending] = {}
            while self._pending and len(batch) < MOST_TOGETHER:
                key, write = self._pending.popitem(last=False)
                batch[key] = write
            if not await self._write(batch):
                await self._clock.sleep(RETRY_SECONDS)

    async def _write(self, batch: _Batch) -> bool:
        """Whether all were written. Those that were not are pending again in their old places, unless something newer is."""
        self._writing = left = batch
        try:
            left = await self._save(batch)
        finally:
            again = OrderedDict((key, _Pending(write.save)) for key, write in left.items())
            again.update(self._pending)
            self._pending = again
            self._writing = {}
            for write in batch.values():
                write.tried.set()
        return not left

    async def _save(self, batch: _Batch) -> _Batch:
        """Gives those that were not saved."""
        try:
            async with asyncio.timeout(SAVE_SECONDS), self._together():
                for write in batch.values():
                    await write.save()
        except (StorageUnavailable, TimeoutError) as error:
            log.warning("the database is away; rows are kept and tried again", rows=list(batch), why=str(error))
            return batch
        except Exception:
            if len(batch) == 1:
                log.exception("the database did not take a row; it is kept and tried again", row=next(iter(batch)))
                return batch
            left: dict[str, _Pending] = {}
            for key, write in batch.items():
                left |= await self._save({key: write})
            return left
        return {}
