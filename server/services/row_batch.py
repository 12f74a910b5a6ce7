"""Rows of one kind that come together, on their way to the database in one statement."""

import itertools
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

from server.services.call_floor_saver import RowSaver

Row = TypeVar("Row")


class RowBatch(Generic[Row]):
    """Fifty phones that ring are one statement, not fifty. Rows are written in the order in which they were put."""

    def __init__(self, saver: RowSaver, kind: str, save_all: Callable[[Sequence[Row]], Awaitable[None]]) -> None:
        self._saver = saver
        self._kind = kind
        self._save_all = save_all
        self._numbers = itertools.count(1)
        self._open: list[Row] | None = None
        """What the saver has not begun to write; it is closed then, so that it can be written again as it was."""

    def put(self, row: Row) -> None:
        if self._open is None:
            rows: list[Row] = []
            self._open = rows
            self._saver.put(f"{self._kind} {next(self._numbers)}", lambda: self._write(rows))
        self._open.append(row)

    async def _write(self, rows: list[Row]) -> None:
        if self._open is rows:
            self._open = None
        await self._save_all(rows)
