"""What is pending is written together, and a row that the database does not take keeps no other out."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from server.ports.storage_errors import StorageUnavailable
from server.services.call_floor_saver import RowSaver
from tests.support.call_centre import until
from tests.support.clock import FakeClock


class Disk:
    """Attributes: `kept`, what was committed, a list for each transaction; `faults`, what a row raises."""

    def __init__(self) -> None:
        self.kept: list[list[str]] = []
        self.faults: dict[str, Exception] = {}
        self._open: list[str] = []

    @asynccontextmanager
    async def together(self) -> AsyncIterator[None]:
        self._open = []
        yield
        self.kept.append(self._open)

    def row(self, name: str) -> Callable[[], Awaitable[None]]:
        async def save() -> None:
            if name in self.faults:
                raise self.faults[name]
            self._open.append(name)

        return save


@pytest.fixture
def disk() -> Disk:
    return Disk()


@pytest.fixture
async def saver(disk: Disk) -> AsyncIterator[RowSaver]:
    saver = RowSaver(FakeClock(), disk.together)
    run = asyncio.ensure_future(saver.run())
    yield saver
    run.cancel()
    await asyncio.gather(run, return_exceptions=True)


async def test_rows_of_one_moment_are_one_transaction_and_of_one_key_the_newest(saver: RowSaver, disk: Disk) -> None:
    saver.put("session abe", disk.row("ringing"))
    saver.put("call c1", disk.row("offered"))
    saver.put("session abe", disk.row("talking"))
    assert saver.pending == 2
    await saver.flush()
    assert saver.pending == 0
    assert disk.kept == [["talking", "offered"]]


async def test_a_row_that_is_not_taken_keeps_no_other_out_and_is_tried_again(saver: RowSaver, disk: Disk) -> None:
    disk.faults["bad"] = ValueError("a fault of the program")
    for name in ("first", "bad", "last"):
        saver.put(name, disk.row(name))
    await saver.flush()
    assert disk.kept == [["first"], ["last"]]
    disk.faults.clear()
    saver.put("new", disk.row("new"))
    await saver.close()
    assert disk.kept[2:] == [["bad", "new"]]


async def test_a_database_that_is_away_is_asked_once_and_again_a_second_later(disk: Disk) -> None:
    clock = FakeClock()
    saver = RowSaver(clock, disk.together)
    run = asyncio.ensure_future(saver.run())
    disk.faults["first"] = StorageUnavailable("the disk is gone")
    saver.put("first", disk.row("first"))
    saver.put("second", disk.row("second"))
    await saver.flush()
    assert disk.kept == []
    disk.faults.clear()
    await clock.advance(1)
    await until(lambda: disk.kept == [["first", "second"]])
    run.cancel()
    await asyncio.gather(run, return_exceptions=True)
