"""Drafts on disk: one JSON file each, written behind by a thread of its own.

Typing calls `put` with every keystroke; the thread writes what is newest of each draft, at the latest `DELAY_SECONDS` after
the first change that is not on disk yet. A killed window loses no more than that. A file is written whole or not at all; one that
can't be read is set aside and said in the log, and the others are offered all the same.
"""

import logging
import re
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from bluebean_client.ports.outside import StoredDraft
from bluebean_client.store import atomic

_log = logging.getLogger(__name__)

DELAY_SECONDS = 0.4
MAX_OFFERED = 50
MAX_FILE_BYTES = 4 * 1024 * 1024

Written = Callable[[str, datetime], None]
_SAFE_ID = re.compile(r"[A-Za-z0-9_-]{1,80}")


class DraftFiles:
    """Implements `Drafts` below `folder`.

    Args:
        written: told in the writer's thread, after a draft has reached the disk.
        refused: told in the writer's thread when the disk begins to refuse, with the reason, and with an empty one when
            all is written after all. What is refused is tried again every few seconds, with each change and at `flush`.
    """

    def __init__(
        self,
        folder: Path,
        *,
        written: Written = lambda draft_id, at: None,
        refused: Callable[[str], None] = lambda why: None,
        delay_seconds: float = DELAY_SECONDS,
    ) -> None:
        self._folder = folder
        self._written = written
        self._refused = refused
        self._told_reason = ""
        self._delay_seconds = delay_seconds
        self._waiting: dict[str, StoredDraft | None] = {}
        self._in_flight: dict[str, StoredDraft | None] = {}
        self._changed = threading.Condition()
        self._hurry = False
        self._closed = False
        self._thread: threading.Thread | None = None
        atomic.clear_leftovers(folder)

    def put(self, draft: StoredDraft) -> None:
        self._enqueue(draft.draft_id, draft)

    def delete(self, draft_id: str) -> None:
        self._enqueue(draft_id, None)

    def of(self, operator_id: str) -> list[StoredDraft]:
        """The operator's drafts, newest first, those included that wait to be written."""
        with self._changed:
            waiting = {**self._in_flight, **self._waiting}
        found = {draft.draft_id: draft for draft in self._read_all()}
        for draft_id, draft in waiting.items():
            found.pop(draft_id, None)
            if draft is not None:
                found[draft_id] = draft
        mine = [draft for draft in found.values() if draft.operator_id == operator_id]
        return sorted(mine, key=lambda draft: draft.saved_at, reverse=True)[:MAX_OFFERED]

    def flush(self) -> None:
        """Returns when everything put so far is on disk, or the disk has refused it."""
        with self._changed:
            if self._thread is None:
                return
            self._hurry = True
            self._changed.notify_all()
            self._changed.wait_for(lambda: not self._hurry or self._closed)

    def close(self) -> None:
        """Write the rest and end the thread."""
        self.flush()
        with self._changed:
            self._closed = True
            self._changed.notify_all()
            thread = self._thread
        if thread is not None:
            thread.join()

    # ---- the writer -----------------------------------------------------------------------------------------------

    def _enqueue(self, draft_id: str, draft: StoredDraft | None) -> None:
        if not _SAFE_ID.fullmatch(draft_id):
            raise ValueError(f"{draft_id!r} can't name a draft")
        with self._changed:
            self._waiting[draft_id] = draft
            if self._thread is None:
                self._thread = threading.Thread(target=self._write_behind, name="drafts", daemon=True)
                self._thread.start()
            self._changed.notify_all()

    def _write_behind(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting or self._hurry or self._closed)
                if self._closed:
                    return
                if not self._hurry:  # let a few more keystrokes come in
                    self._changed.wait_for(lambda: self._hurry or self._closed, self._delay_seconds)
                batch, hurried = self._waiting, self._hurry
                self._in_flight, self._waiting = batch, {}
            refused = self._write(batch)
            with self._changed:
                self._in_flight, self._waiting = {}, {**refused, **self._waiting}
                if hurried:
                    self._hurry = False
                    self._changed.notify_all()
                if refused and not hurried:  # a full disk is not asked again and again
                    self._changed.wait_for(lambda: self._hurry or self._closed, self._delay_seconds * 10)

    def _write(self, batch: dict[str, StoredDraft | None]) -> dict[str, StoredDraft | None]:
        """What could not be written."""
        refused: dict[str, StoredDraft | None] = {}
        reason = ""
        for draft_id, draft in batch.items():
            try:
                self._write_one(draft_id, draft)
            except OSError as error:
                _log.exception("draft %s can't be written", draft_id)
                refused[draft_id] = draft
                reason = error.strerror or str(error)
        if reason != self._told_reason:
            self._told_reason = reason
            self._refused(reason)
        return refused

    def _write_one(self, draft_id: str, draft: StoredDraft | None) -> None:
        path = self._folder / f"{draft_id}.json"
        if draft is None:
            path.unlink(missing_ok=True)
            return
        atomic.private_folder(self._folder)
        atomic.write(path, msgspec.json.encode(draft))
        self._written(draft_id, datetime.now(UTC))

    # ---- reading --------------------------------------------------------------------------------------------------

    def _read_all(self) -> list[StoredDraft]:
        if not self._folder.is_dir():
            return []
        return [draft for path in sorted(self._folder.glob("*.json")) if (draft := self._read(path)) is not None]

    def _read(self, path: Path) -> StoredDraft | None:
        try:
            with path.open("rb") as file:
                content = file.read(MAX_FILE_BYTES + 1)
            if len(content) > MAX_FILE_BYTES:
                raise msgspec.ValidationError("the file is too large")
            draft = msgspec.json.decode(content, type=StoredDraft)
            if draft.draft_id != path.stem:
                raise msgspec.ValidationError("the file bears another draft's name")
        except FileNotFoundError:
            return None  # deleted by the writer since the folder was listed
        except (OSError, msgspec.MsgspecError) as error:
            _log.warning("draft %s can't be read and is set aside: %s", path.name, error)
            self._set_aside(path)
            return None
        return draft

    def _set_aside(self, path: Path) -> None:
        try:
            atomic.set_aside(path)
        except OSError:
            _log.exception("%s can't be set aside either", path.name)
