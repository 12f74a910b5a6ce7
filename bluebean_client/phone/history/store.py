"""The call history on disk: one table of an SQLite file in the profile, used by one thread."""

import os
import sqlite3
from pathlib import Path

import msgspec

from bluebean_client.domain.numbers import name_key, search_key
from bluebean_client.domain.phone import CallEnd, HistoryEntry, HistoryKind, Quality
from bluebean_client.domain.phone_messages import AskHistory, HistoryPage

KEPT_SECONDS = 90 * 86_400
PAGE_MAX = 200
BUSY_SECONDS = 2.0
SCHEMA_VERSION = 1

_SCHEMA = """
CREATE TABLE calls (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    number TEXT NOT NULL,
    name TEXT NOT NULL,
    number_key TEXT NOT NULL,
    name_key TEXT NOT NULL,
    outgoing INTEGER NOT NULL,
    began_at REAL NOT NULL,
    answered_at REAL NOT NULL,
    ended_at REAL NOT NULL,
    end TEXT NOT NULL,
    sip_code INTEGER NOT NULL,
    quality TEXT,
    seen INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX calls_not_seen ON calls (id) WHERE NOT seen;
PRAGMA user_version = 1;
"""
_MISSED = "NOT outgoing AND answered_at = 0 AND end IN ('missed', 'do_not_disturb', 'lost')"
"""As `call_ends.is_missed`."""
_KINDS = {
    HistoryKind.ALL: "TRUE",
    HistoryKind.MISSED: _MISSED,
    HistoryKind.MADE: "outgoing",
    HistoryKind.RECEIVED: f"NOT outgoing AND NOT ({_MISSED})",
}
_COLUMNS = "number, name, number_key, name_key, outgoing, began_at, answered_at, ended_at, end, sip_code, quality"
_INSERT = f"INSERT INTO calls ({_COLUMNS}) VALUES ({', '.join('?' * 11)})"  # noqa: S608  (constants)
_UPDATE = f"UPDATE calls SET ({_COLUMNS}) = ({', '.join('?' * 11)}) WHERE id = ?"  # noqa: S608
_PAGE = """
SELECT id, number, name, outgoing, began_at, answered_at, ended_at, end, sip_code, quality FROM calls
WHERE end <> 'none' AND id < ? AND ({kind}) AND (instr(name_key, ?) OR instr(number_key, ?))
ORDER BY id DESC LIMIT ?
"""
_WRITE_OFF = "UPDATE calls SET end = ?, ended_at = max(began_at, answered_at) WHERE end = ?"
"""Nobody knows how long such a call went on."""
_NEWEST = 2**62


class HistoryStore:
    """Every method may raise `sqlite3.Error`; `is_broken` tells a file that is spoilt from a disk that refuses for now.

    Calls that were up when the engine died have no end in the file; opening it writes them off as lost.
    """

    def __init__(self, path: Path) -> None:
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        path.chmod(0o600)
        self._database = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
        try:
            self._prepare()
        except sqlite3.Error:
            self._database.close()
            raise
        self._rows: dict[int, int] = {}

    def _prepare(self) -> None:
        version: int = self._database.execute("PRAGMA user_version").fetchone()[0]
        if version not in (0, SCHEMA_VERSION):
            raise SpoiltFile(f"its version is {version}, only {SCHEMA_VERSION} is known")
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute("PRAGMA synchronous = NORMAL")
        if version == 0:
            self._database.executescript(f"BEGIN;{_SCHEMA}COMMIT;")
        self._database.execute(_WRITE_OFF, (CallEnd.LOST, CallEnd.NONE))

    def close(self) -> None:
        self._database.close()

    def put(self, call: int, entry: HistoryEntry) -> None:
        """Write the entry of a call of this engine, the first time or again."""
        quality = msgspec.json.encode(entry.quality).decode() if entry.quality else None
        values = (
            entry.number,
            entry.name,
            search_key(entry.number),
            name_key(entry.name),
            entry.outgoing,
            entry.began_at,
            entry.answered_at,
            entry.ended_at,
            entry.end,
            entry.sip_code,
            quality,
        )
        if call in self._rows:
            self._database.execute(_UPDATE, (*values, self._rows[call]))
        else:
            self._rows[call] = self._database.execute(_INSERT, values).lastrowid or 0
        if entry.ended_at:
            del self._rows[call]

    def page(self, asked: AskHistory) -> HistoryPage:
        """Ended calls, newest first."""
        limit = min(max(asked.limit, 1), PAGE_MAX)
        wanted = (asked.before_id or _NEWEST, name_key(asked.search), search_key(asked.search), limit + 1)
        rows = self._database.execute(_PAGE.format(kind=_KINDS[asked.kind]), wanted).fetchall()
        return HistoryPage(asked, tuple(map(_entry, rows[:limit])), more=len(rows) > limit)

    def missed(self) -> int:
        """Missed calls that were not looked at."""
        count: int = self._database.execute(f"SELECT count(*) FROM calls WHERE NOT seen AND {_MISSED}").fetchone()[0]  # noqa: S608
        return count

    def see_missed(self) -> int:
        """How many that were."""
        return self._database.execute(f"UPDATE calls SET seen = TRUE WHERE NOT seen AND {_MISSED}").rowcount  # noqa: S608

    def forget(self, entry_id: int) -> int:
        """Delete one entry, or all with 0, but none of a call that is still up; how many went."""
        return self._database.execute("DELETE FROM calls WHERE end <> 'none' AND ? IN (0, id)", (entry_id,)).rowcount

    def prune(self, unix_time: float) -> int:
        """Delete what is older than `KEPT_SECONDS`; how many went."""
        return self._database.execute(
            "DELETE FROM calls WHERE end <> 'none' AND began_at < ?", (unix_time - KEPT_SECONDS,)
        ).rowcount


class SpoiltFile(sqlite3.DatabaseError):
    """A database, but not one that this program has written."""


def is_broken(error: sqlite3.Error) -> bool:
    """Whether the file itself can't be used any more; otherwise the same may work later."""
    codes = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
    return isinstance(error, SpoiltFile) or getattr(error, "sqlite_errorcode", 0) & 0xFF in codes


def _entry(row: tuple[object, ...]) -> HistoryEntry:
    *plain, quality = row
    found = dict(zip(HistoryEntry.__struct_fields__, plain, strict=False))
    try:
        known = msgspec.json.decode(str(quality), type=Quality) if quality else None
        return msgspec.convert({**found, "quality": known}, HistoryEntry, strict=False)
    except msgspec.MsgspecError as error:
        raise SpoiltFile(f"a row can't be read: {error}") from error
