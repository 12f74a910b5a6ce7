"""The file of the call history: what is found in it, what goes out of it, and what becomes of a file that is no good."""

import sqlite3
import stat
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from bluebean_client.domain.call_ends import is_missed
from bluebean_client.domain.phone import CallEnd, HistoryEntry, HistoryKind, Quality
from bluebean_client.domain.phone_messages import AskHistory, HistoryPage
from bluebean_client.phone.history.follower import NAME_MAX, NUMBER_MAX
from bluebean_client.phone.history.store import KEPT_SECONDS, PAGE_MAX, HistoryStore, is_broken
from bluebean_client.phone.link.wire import MESSAGE_BYTES_MAX, encode

TALK = HistoryEntry(
    0, "0312345678", "田中 太郎", False, 1000.0, 1005.0, 1060.0, CallEnd.FAR_HUNG_UP, 200, Quality(0.5, 3.0, 40.0, 4.1)
)


def call(**changes: object) -> HistoryEntry:
    return msgspec.structs.replace(TALK, **changes)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.sqlite"


@pytest.fixture
def store(path: Path) -> Iterator[HistoryStore]:
    store = HistoryStore(path)
    yield store
    store.close()


def fill(store: HistoryStore, *entries: HistoryEntry) -> None:
    for number, entry in enumerate(entries):
        store.put(number, entry)


def found(store: HistoryStore, **asked: object) -> list[str]:
    return [entry.number for entry in store.page(AskHistory(**asked)).entries]


def test_a_call_is_found_as_it_was_written(store: HistoryStore) -> None:
    fill(store, TALK)
    assert store.page(AskHistory()) == HistoryPage(AskHistory(), (call(entry_id=1),))


def test_a_call_that_is_up_is_no_entry_yet_and_becomes_one_at_its_end(store: HistoryStore) -> None:
    up = call(ended_at=0.0, end=CallEnd.NONE, quality=None)
    store.put(5, call(answered_at=0.0, ended_at=0.0, end=CallEnd.NONE, quality=None))
    store.put(5, up)
    assert found(store) == []
    assert store.forget(0) == 0
    store.put(5, TALK)
    assert store.page(AskHistory()).entries == (call(entry_id=1),)


def test_calls_of_an_engine_that_died_are_lost_and_an_unanswered_one_is_missed(path: Path) -> None:
    dead = HistoryStore(path)
    fill(
        dead,
        call(number="1", ended_at=0.0, end=CallEnd.NONE),
        call(number="2", answered_at=0.0, ended_at=0.0, end=CallEnd.NONE),
    )
    dead.close()
    store = HistoryStore(path)
    assert [(entry.number, entry.end) for entry in store.page(AskHistory()).entries] == [("2", "lost"), ("1", "lost")]
    assert (store.missed(), found(store, kind=HistoryKind.MISSED)) == (1, ["2"])
    assert [entry.ended_at for entry in store.page(AskHistory()).entries] == [1000.0, 1005.0]
    store.close()


def test_kinds(store: HistoryStore) -> None:
    fill(
        store,
        call(number="made", outgoing=True),
        call(number="refused", outgoing=True, answered_at=0.0, end=CallEnd.REFUSED),
        call(number="received"),
        call(number="missed", answered_at=0.0, end=CallEnd.MISSED),
        call(number="disturbed", answered_at=0.0, end=CallEnd.DO_NOT_DISTURB),
        call(number="elsewhere", answered_at=0.0, end=CallEnd.ELSEWHERE),
        call(number="declined", answered_at=0.0, end=CallEnd.DECLINED),
    )
    assert found(store, kind=HistoryKind.MADE) == ["refused", "made"]
    assert found(store, kind=HistoryKind.MISSED) == ["disturbed", "missed"]
    assert found(store, kind=HistoryKind.RECEIVED) == ["declined", "elsewhere", "received"]
    assert len(found(store)) == 7


@pytest.mark.parametrize("end", [end for end in CallEnd if end is not CallEnd.NONE])
def test_the_file_agrees_with_everybody_else_on_what_was_missed(store: HistoryStore, end: CallEnd) -> None:
    entries = [
        call(number=f"{outgoing} {answered_at}", outgoing=outgoing, answered_at=answered_at, end=end)
        for outgoing in (False, True)
        for answered_at in (0.0, 1005.0)
    ]
    fill(store, *entries)
    missed = [entry.number for entry in reversed(entries) if is_missed(entry)]
    assert (found(store, kind=HistoryKind.MISSED), store.missed()) == (missed, len(missed))


@pytest.mark.parametrize("search", ["1234-56", "０３１２", "+81 3", "太郎", "田中太郎", "", "Tanaka@"])
def test_part_of_a_name_or_number_finds_the_call(store: HistoryStore, search: str) -> None:
    fill(store, TALK, call(number="0699990000", name="tanaka@example.com"), call(number="05011112222", name="鈴木"))
    expected = {"": ["05011112222", "0699990000", "0312345678"], "Tanaka@": ["0699990000"]}
    assert found(store, search=search) == expected.get(search, ["0312345678"])


@pytest.mark.parametrize("search", ["%", "_", "'; DROP TABLE calls; --", '"'])
def test_what_means_something_to_sql_means_nothing_here(store: HistoryStore, search: str) -> None:
    fill(store, TALK)
    assert found(store, search=search) == []
    assert found(store) == ["0312345678"]


def test_pages_go_on_where_the_last_one_ended(store: HistoryStore) -> None:
    fill(store, *(call(number=str(number)) for number in range(5)))
    first = store.page(AskHistory(limit=2))
    assert ([entry.number for entry in first.entries], first.more) == (["4", "3"], True)
    store.put(9, call(number="new meanwhile"))
    rest = store.page(AskHistory(limit=3, before_id=first.entries[-1].entry_id))
    assert ([entry.number for entry in rest.entries], rest.more) == (["2", "1", "0"], False)


def test_a_page_of_the_longest_entries_fits_into_a_message(store: HistoryStore) -> None:
    longest = call(number="９" * NUMBER_MAX, name="\x01" * NAME_MAX)
    fill(store, *[longest] * (PAGE_MAX + 1))
    page = store.page(AskHistory(limit=10_000))
    assert (len(page.entries), page.more) == (PAGE_MAX, True)
    assert len(encode(page)) < MESSAGE_BYTES_MAX


def test_missed_calls_count_until_they_were_looked_at(store: HistoryStore) -> None:
    missed = call(answered_at=0.0, end=CallEnd.MISSED)
    fill(store, missed, missed, TALK, call(end=CallEnd.ELSEWHERE, answered_at=0.0))
    assert store.missed() == 2
    assert (store.see_missed(), store.missed(), store.see_missed()) == (2, 0, 0)
    store.put(8, missed)
    assert store.missed() == 1


def test_one_entry_or_all_are_forgotten(store: HistoryStore) -> None:
    fill(store, call(number="0"), call(number="1"), call(number="2"))
    assert (store.forget(2), store.forget(2), found(store)) == (1, 0, ["2", "0"])
    assert (store.forget(0), found(store)) == (2, [])


def test_calls_are_kept_for_ninety_days(store: HistoryStore) -> None:
    fill(store, call(number="old", began_at=1000.0), call(number="new", began_at=1001.0))
    assert store.prune(1000.5 + KEPT_SECONDS) == 1
    assert found(store) == ["new"]


def test_the_file_is_the_owners_alone(path: Path) -> None:
    path.touch(0o644)
    store = HistoryStore(path)
    fill(store, TALK)
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    assert set(modes.values()) == {0o600}, modes
    store.close()


def test_a_file_that_is_no_database_is_broken_and_one_that_is_locked_is_not(path: Path, store: HistoryStore) -> None:
    other = path.with_name("other.sqlite")
    other.write_bytes(b"no database" * 1000)
    with pytest.raises(sqlite3.DatabaseError) as error:
        HistoryStore(other)
    assert is_broken(error.value)
    assert not is_broken(sqlite3.OperationalError("database is locked"))


def test_a_file_of_a_newer_program_or_with_strange_rows_is_broken(path: Path, store: HistoryStore) -> None:
    fill(store, TALK)
    with sqlite3.connect(path) as other:
        other.execute("UPDATE calls SET end = 'eaten'")
    other.close()
    with pytest.raises(sqlite3.DatabaseError) as error:
        store.page(AskHistory())
    assert is_broken(error.value)
    with sqlite3.connect(path) as other:
        other.execute("PRAGMA user_version = 99")
    other.close()
    with pytest.raises(sqlite3.DatabaseError, match="99") as error:
        HistoryStore(path)
    assert is_broken(error.value)


def test_a_search_among_20000_calls_takes_less_than_20_ms(store: HistoryStore) -> None:
    fill(store, *(call(number=f"03{number:08}", name=f"田中 {number}") for number in range(20_000)))
    searches = [f"{number:05}" for number in range(0, 20_000, 211)] + ["nobody", "田中 19", "090-"]
    seconds = []
    for search in searches:
        begun = time.thread_time()  # all is in the page cache: only other programs could add to it
        store.page(AskHistory(search=search))
        seconds.append(time.thread_time() - begun)
    assert sorted(seconds)[-2] < 0.020, f"{max(seconds) * 1000:.1f} ms"
