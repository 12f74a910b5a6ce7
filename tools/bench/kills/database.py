"""Reads from beside the server what it has stored: customers, their records, and the calls that these promise."""

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.bench.kills.ledger import Record, Stored

STAGES = ("planned", "notified", "group", "supervisors")
"""In the order in which a callback goes through them; it never goes back."""


@dataclass(frozen=True, slots=True)
class Callback:
    """`due_at` is UTC, as the database writes it."""

    callback_id: int
    due_at: str
    stage: str
    done: bool


class Database:
    """The SQLite file of a server that may be running."""

    def __init__(self, path: Path) -> None:
        self._address = f"file:{path}?mode=ro"

    def customer(self, name: str) -> Stored:
        [(customer_id, values)] = self._rows('SELECT customer_id, "values" FROM customers WHERE name = ?', name)
        rows = self._rows(
            "SELECT record_id, text, next_action, (SELECT count(*) FROM callbacks WHERE callback_id = record_id)"
            " FROM contact_records WHERE customer_id = ?",
            customer_id,
        )
        records = tuple(Record(key, text, action == "callback", count) for key, text, action, count in rows)
        return Stored(str(json.loads(values).get("notes", "")), records)

    def callbacks(self) -> list[Callback]:
        rows = self._rows("SELECT callback_id, due_at, stage, done_at IS NOT NULL FROM callbacks")
        return [Callback(key, str(due_at), stage, bool(done)) for key, due_at, stage, done in rows]

    def _rows(self, query: str, *parameters: object) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self._address, uri=True, timeout=10)) as connection:
            return connection.execute(query, parameters).fetchall()
