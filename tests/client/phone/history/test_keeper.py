"""The thread of the call history, with disks that refuse, files that are spoilt, and windows that ask too much."""

import queue
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from bluebean_client.domain.phone import CallEnd, PhoneCall, PhoneCallState
from bluebean_client.domain.phone_messages import AskHistory, ForgetHistory, HistoryPage, OrderFailed, SeeMissed
from bluebean_client.phone.history.keeper import ORDERS_MAX, PRUNE_SECONDS, RETRY_SECONDS, HistoryKeeper
from bluebean_client.phone.history.port import HistoryBusy
from bluebean_client.phone.history.store import KEPT_SECONDS
from tests.support.clock import WallClock

PATIENCE_SECONDS = 20.0


class Desk:
    """A history over a real file, and what it has said."""

    def __init__(self, path: Path, retry_seconds: float = RETRY_SECONDS) -> None:
        self.path, self.clock = path, WallClock()
        self.changes: queue.Queue[tuple[int, int]] = queue.Queue()
        self.answers: queue.Queue[HistoryPage | OrderFailed] = queue.Queue()
        self.history = HistoryKeeper(
            path,
            self.clock,
            lambda missed, revision: self.changes.put((missed, revision)),
            self.answers.put,
            retry_seconds,
        )

    def ended(self, number: str, end: CallEnd = CallEnd.FAR_HUNG_UP, call: int = 1) -> None:
        self.history.follow([PhoneCall(call, PhoneCallState.ENDED, number, end=end)])

    def ask(self) -> HistoryPage | OrderFailed:
        self.history.obey(AskHistory())
        return self.answers.get(timeout=PATIENCE_SECONDS)

    def numbers(self) -> list[str]:
        page = self.ask()
        assert isinstance(page, HistoryPage)
        return [entry.number for entry in page.entries]

    def until_missed(self, missed: int) -> int:
        """The revision of that change."""
        while True:
            found, revision = self.changes.get(timeout=PATIENCE_SECONDS)
            if found == missed:
                return revision


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path / "history.sqlite")
    desk.history.start()
    yield desk
    desk.history.close()


def test_a_missed_call_is_counted_until_it_was_looked_at(desk: Desk) -> None:
    started = desk.until_missed(0)
    desk.ended("0312345678", CallEnd.MISSED)
    counted = desk.until_missed(1)
    assert desk.numbers() == ["0312345678"]
    desk.history.obey(SeeMissed())
    assert started < counted < desk.until_missed(0)


def test_what_is_forgotten_is_told_as_a_change(desk: Desk) -> None:
    desk.ended("1", CallEnd.MISSED)
    desk.until_missed(1)
    desk.history.obey(ForgetHistory(0))
    desk.until_missed(0)
    assert desk.numbers() == []


def test_what_was_written_is_there_after_a_restart(desk: Desk) -> None:
    desk.ended("1", CallEnd.MISSED)
    desk.history.close()
    again = Desk(desk.path)
    again.history.start()
    assert again.until_missed(1) > 0
    assert again.numbers() == ["1"]
    again.history.close()


def test_old_calls_go_at_the_start_and_once_a_day(desk: Desk) -> None:
    desk.ended("1")
    desk.clock.time += KEPT_SECONDS - 1
    assert desk.numbers() == ["1"]
    desk.clock.time += PRUNE_SECONDS
    assert desk.numbers() == []


@pytest.mark.parametrize("spoilt", [b"this is no database" * 500, b"SQLite format 3\0" + b"\0" * 5000])
def test_a_broken_file_is_set_aside_and_a_new_one_begun(
    tmp_path: Path, spoilt: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    desk = Desk(tmp_path / "history.sqlite")
    desk.path.write_bytes(spoilt)
    desk.history.start()
    desk.ended("0312345678")
    assert desk.numbers() == ["0312345678"]
    assert desk.path.with_name("history.sqlite.broken").read_bytes() == spoilt
    assert "a new one begun" in caplog.text
    desk.history.close()


def test_a_file_that_is_spoilt_while_it_is_used_costs_only_what_was_in_it(desk: Desk) -> None:
    desk.history.follow([PhoneCall(1, PhoneCallState.TALKING, "1")])
    desk.numbers()
    spoil = sqlite3.connect(desk.path)
    spoil.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    spoil.close()
    with desk.path.open("r+b") as file:
        file.write(b"\xff" * desk.path.stat().st_size)
    desk.ended("1")
    assert desk.numbers() == ["1"]


def test_a_locked_disk_makes_nobody_wait_and_loses_no_call(desk: Desk) -> None:
    assert desk.numbers() == []
    lock = sqlite3.connect(desk.path, isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    desk.ended("0312345678", CallEnd.MISSED)
    failure = desk.ask()
    assert isinstance(failure, OrderFailed)
    assert (failure.order, failure.reason) == ("ask_history", "refused")
    lock.execute("ROLLBACK")
    lock.close()
    assert desk.numbers() == ["0312345678"]


def test_a_call_that_could_not_be_written_is_tried_again_by_itself(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "history.sqlite", retry_seconds=0.01)
    desk.history.start()
    desk.until_missed(0)
    lock = sqlite3.connect(desk.path, isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    desk.ended("0312345678", CallEnd.MISSED)
    assert isinstance(desk.ask(), OrderFailed)
    lock.execute("ROLLBACK")
    lock.close()
    desk.until_missed(1)
    desk.history.close()


def test_a_folder_that_is_gone_is_a_refusal_and_not_the_end(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "gone" / "history.sqlite")
    desk.history.start()
    assert isinstance(desk.ask(), OrderFailed)
    desk.path.parent.mkdir()
    assert desk.numbers() == []
    desk.history.close()


def test_a_window_that_asks_too_much_is_refused_and_calls_are_taken_all_the_same(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "history.sqlite")  # its thread has not started: nothing is answered
    for _ in range(ORDERS_MAX):
        desk.history.obey(AskHistory())
    with pytest.raises(HistoryBusy):
        desk.history.obey(AskHistory())
    desk.ended("1")
    desk.history.start()
    assert desk.answers.get(timeout=PATIENCE_SECONDS)
    desk.history.close()
    again = Desk(desk.path)
    again.history.start()
    assert again.numbers() == ["1"]
    again.history.close()
