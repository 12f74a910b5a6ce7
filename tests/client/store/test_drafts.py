"""Drafts on disk: whole or not at all, private, written within the second, and never in the way."""

import errno
import json
import os
import stat
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bluebean_client.domain.desk import RecordDraft
from bluebean_client.ports.outside import StoredDraft
from bluebean_client.store.drafts import DraftFiles
from tests.support.small_disk import SmallDisk

AT = datetime(2026, 11, 26, 1, 0, tzinfo=UTC)


def draft(draft_id: str = "d1", text: str = "途中", **changes: object) -> StoredDraft:
    fields: dict[str, object] = {
        "draft_id": draft_id,
        "operator_id": "o1",
        "work_group_id": "sales",
        "customer_id": 7,
        "version": 3,
        "values": {"name": "田中", "interests": ["本"]},
        "record": RecordDraft(text=text, next_action_time=AT),
        "call_id": "c1",
        "saved_at": AT,
    }
    return msgspec.convert(msgspec.to_builtins({**fields, **changes}), StoredDraft)


@pytest.fixture
def files(tmp_path: Path):
    store = DraftFiles(tmp_path / "drafts")
    yield store
    store.close()


def test_a_draft_comes_back_from_another_process_life(tmp_path: Path, files: DraftFiles) -> None:
    files.put(draft())
    assert files.of("o1") == [draft()], "before it is on disk"
    files.flush()
    assert DraftFiles(tmp_path / "drafts").of("o1") == [draft()]
    assert files.of("o2") == []


def test_only_the_newest_text_is_written_and_only_for_the_owner(tmp_path: Path, files: DraftFiles) -> None:
    for length in range(50):
        files.put(draft(text="あ" * length))
    files.flush()
    (path,) = (tmp_path / "drafts").iterdir()
    assert json.loads(path.read_bytes())["record"]["text"] == "あ" * 49
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_deleted_draft_is_gone_even_if_it_was_never_written(tmp_path: Path, files: DraftFiles) -> None:
    files.put(draft())
    files.delete("d1")
    assert files.of("o1") == []
    files.flush()
    files.put(draft("d2"))
    files.flush()
    files.delete("d2")
    files.flush()
    assert list((tmp_path / "drafts").iterdir()) == []


def test_what_a_killed_window_had_begun_to_write_does_not_stay(tmp_path: Path, files: DraftFiles) -> None:
    files.put(draft())
    files.flush()
    (tmp_path / "drafts" / ".d1.json.a1b2c3.tmp").write_text('{"text": "佐')
    assert DraftFiles(tmp_path / "drafts").of("o1") == [draft()]
    assert len(list((tmp_path / "drafts").iterdir())) == 1


def test_a_broken_file_is_set_aside_and_the_others_are_offered(tmp_path: Path, files: DraftFiles) -> None:
    files.put(draft())
    files.flush()
    folder = tmp_path / "drafts"
    (folder / "torn.json").write_bytes(b'{"draft_id": "torn", "oper')
    (folder / "other.json").write_bytes((folder / "d1.json").read_bytes())
    assert files.of("o1") == [draft()]
    assert sorted(path.name for path in folder.iterdir()) == ["d1.json", "other.json.broken", "torn.json.broken"]


def test_the_writer_tells_when_it_is_on_disk(tmp_path: Path) -> None:
    told, written = threading.Event(), []

    def note(draft_id: str, _: datetime) -> None:
        written.append((draft_id, (tmp_path / "drafts" / "d1.json").exists()))
        told.set()

    files = DraftFiles(tmp_path / "drafts", written=note)
    began = time.monotonic()
    files.put(draft())
    assert told.wait(5)
    assert written == [("d1", True)]
    assert time.monotonic() - began < 1.0
    files.close()


def test_a_disk_that_refuses_is_told_and_tried_again(tmp_path: Path) -> None:
    (tmp_path / "drafts").write_text("a file where the folder should be")
    troubles: list[str] = []
    files = DraftFiles(tmp_path / "drafts", refused=troubles.append)
    files.put(draft())
    files.flush()
    files.flush()
    assert len(troubles) == 1, "the same reason is told once"
    assert files.of("o1") == [draft()], "still in memory"
    (tmp_path / "drafts").unlink()
    files.flush()
    assert troubles[1:] == [""]
    assert DraftFiles(tmp_path / "drafts").of("o1") == [draft()]
    files.close()


def test_a_full_disk_keeps_the_last_draft_and_takes_the_next_when_there_is_room(tmp_path: Path) -> None:
    with SmallDisk(tmp_path / "disk") as disk:
        troubles: list[str] = []
        files = DraftFiles(disk.folder / "drafts", refused=troubles.append)
        files.put(draft(text="前"))
        files.flush()
        disk.fill()
        files.put(draft(text="あ" * 5000))
        files.put(draft("d2", text="い" * 5000))
        files.flush()
        assert troubles == [os.strerror(errno.ENOSPC)]
        assert DraftFiles(disk.folder / "drafts").of("o1") == [draft(text="前")], "whole, with nothing torn beside it"
        assert {kept.record.text[0] for kept in files.of("o1")} == {"あ", "い"}
        disk.make_room()
        files.flush()
        assert troubles[1:] == [""]
        assert len(DraftFiles(disk.folder / "drafts").of("o1")) == 2
        files.close()


def test_an_id_that_would_leave_the_folder_is_refused(files: DraftFiles) -> None:
    with pytest.raises(ValueError, match="can't name a draft"):
        files.put(draft("../../etc/passwd"))


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    values=st.dictionaries(texts, texts | st.lists(texts, max_size=3), max_size=5),
    text=texts,
    at=st.none() | st.datetimes(timezones=st.just(UTC)),
    customer_id=st.none() | st.integers(1, 2**53),
)
def test_whatever_was_typed_comes_back_as_it_was(tmp_path: Path, values, text, at, customer_id) -> None:
    files = DraftFiles(tmp_path / "drafts")
    record = RecordDraft(text=text, next_action_time=at)
    typed = StoredDraft("d1", "o1", "sales", customer_id, 3, values, record, None, AT)
    files.put(typed)
    files.flush()
    assert DraftFiles(tmp_path / "drafts").of("o1") == [typed]
    files.close()


TYPIST = """
import sys, time
from pathlib import Path
from datetime import UTC, datetime
from bluebean_client.domain.desk import RecordDraft
from bluebean_client.ports.outside import StoredDraft
from bluebean_client.store.drafts import DraftFiles
files = DraftFiles(Path(sys.argv[1]))
while True:
    now = time.monotonic()
    at = datetime.now(UTC)
    files.put(StoredDraft("d1", "o1", "sales", 7, 3, {}, RecordDraft(text=repr(now) + "x" * 20000), "c1", at))
    print(repr(now), flush=True)
    time.sleep(0.005)
"""


def test_a_killed_typist_loses_at_most_the_last_second(tmp_path: Path) -> None:
    folder = tmp_path / "drafts"
    process = subprocess.Popen([sys.executable, "-c", TYPIST, str(folder)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    first = float(process.stdout.readline())
    last = first
    while last - first < 2.5:
        last = float(process.stdout.readline())
    process.kill()
    lines = process.stdout.read().split(b"\n")[:-1]  # the last one may be torn by the kill
    process.wait()
    process.stdout.close()
    last = float(lines[-1]) if lines else last
    (kept,) = DraftFiles(folder).of("o1")
    assert last - float(kept.record.text.rstrip("x")) <= 1.0
