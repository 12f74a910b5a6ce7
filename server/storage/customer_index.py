"""The index by which customers are found among a million: grams of names and codes, beginnings and ends of numbers.

Grams are in a table `customer_grams` of each database's own kind: full-text search without a copy of the text on SQLite, `tsvector`
with GIN on PostgreSQL. Neither splits or stems anything here; both only intersect lists of customers. Statements are joined from fixed
parts; everything that somebody typed is a parameter.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import BindParameter, bindparam, text
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.customer_search import CustomerSearch, NumberPart, grams, wanted_grams

MOST_FOUND = 200
"""More are not counted: nobody reads them, and counting would cost more than finding."""

_HAS_GRAMS = {
    "sqlite": "customer_grams CROSS JOIN customers c ON c.customer_id = customer_grams.rowid WHERE customer_grams MATCH :grams",
    "postgresql": "customer_grams g JOIN customers c ON c.customer_id = g.customer_id WHERE g.grams @@ CAST(:grams AS tsquery)",
}
"""SQLite's `CROSS JOIN` keeps the order: the index first, row by row, until enough are found; else it may read all customers."""
NEWEST = 4000
"""Customers among whom PostgreSQL looks for parts of names first: it reads a key's whole list before the first customer, which takes
50 ms for a character that a quarter of a million have. What is so common is among the newest often enough."""

_AMONG_NEWEST = (
    "(SELECT customer_id, work_group_id, search FROM customers ORDER BY customer_id DESC LIMIT :newest) c WHERE "
)
_BEGINS = "number >= :begin{0} AND number < :beyond{0}"
_ENDS = "reversed >= :end{0} AND reversed < :end_beyond{0}"


async def index_customer(
    connection: AsyncConnection, customer_id: int, work_group_id: str, search: str, before: str | None = None
) -> None:
    """Make the customer found by `search`, and no longer by `before`, which was indexed last; None for a new one."""
    new, old = _keys(work_group_id, search), _keys(work_group_id, before or "")
    if new == old and before is not None:
        return
    row = {"id": customer_id, "grams": new}
    if connection.dialect.name == "sqlite":
        if before is not None:
            forget = "INSERT INTO customer_grams (customer_grams, rowid, grams) VALUES ('delete', :id, :grams)"
            await connection.execute(text(forget), {"id": customer_id, "grams": " ".join(old)})
        insert = "INSERT INTO customer_grams (rowid, grams) VALUES (:id, :grams)"
        await connection.execute(text(insert), {**row, "grams": " ".join(new)})
        return
    upsert = """INSERT INTO customer_grams (customer_id, grams) VALUES (:id, array_to_tsvector(CAST(:grams AS text[])))
        ON CONFLICT (customer_id) DO UPDATE SET grams = excluded.grams"""
    await connection.execute(text(upsert), row)


async def find_ids(connection: AsyncConnection, work_group_ids: Sequence[str], wanted: CustomerSearch) -> list[int]:
    """Ids of at most `MOST_FOUND` + 1 customers of these groups, in no order; `wanted` is not empty."""
    dialect = connection.dialect.name
    values: dict[str, Any] = {"groups": list(work_group_ids), "most": MOST_FOUND + 1}
    filters = ["c.work_group_id IN :groups"]
    for at, word in enumerate(wanted.words):
        filters.append(f"c.search LIKE :word{at} ESCAPE '\\'")
        values[f"word{at}"] = f"%{_escaped(word)}%"
    first = 0 if wanted.words else 1
    for at, number in enumerate(wanted.numbers):
        values |= _number_values(at, number)
        if at >= first:
            filters.append(f"({_has_number(at, number)} OR c.search LIKE :code{at} ESCAPE '\\')")
    if dialect == "postgresql" and not wanted.numbers:
        found = await _ids(connection, _AMONG_NEWEST, filters, {**values, "newest": NEWEST})
        if len(found) > MOST_FOUND:
            return found
    if wanted.words:
        values["grams"] = _query(dialect, work_group_ids, wanted.words)
        source = _HAS_GRAMS[dialect] + " AND "
    else:
        values["grams"] = _query(dialect, work_group_ids, (wanted.numbers[0].code,))
        join = "CROSS JOIN" if dialect == "sqlite" else "JOIN"
        source = (
            f"({_by_number(dialect, wanted.numbers[0])}) f {join} customers c ON c.customer_id = f.customer_id WHERE "
        )
    return await _ids(connection, source, filters, values)


async def _ids(
    connection: AsyncConnection, source: str, filters: Sequence[str], values: Mapping[str, Any]
) -> list[int]:
    statement = text(f"SELECT c.customer_id FROM {source}{' AND '.join(filters)} LIMIT :most")  # noqa: S608
    groups: BindParameter[Any] = bindparam("groups", expanding=True)
    return list((await connection.execute(statement.bindparams(groups), values)).scalars())


def _by_number(dialect: str, number: NumberPart) -> str:
    """Customers with the number, or with its digits in a code; each of the three ways has an index of its own."""
    phones = "SELECT customer_id FROM customer_phones WHERE work_group_id IN :groups AND"
    ways = [f"{phones} {_ENDS.format(0)} LIMIT :most"]
    if number.beginning:
        ways.append(f"{phones} {_BEGINS.format(0)} LIMIT :most")
    ways.append(f"SELECT c.customer_id FROM {_HAS_GRAMS[dialect]} AND c.search LIKE :code0 ESCAPE '\\' LIMIT :most")  # noqa: S608
    return " UNION ".join(f"SELECT customer_id FROM ({way}) w{at}" for at, way in enumerate(ways))  # noqa: S608


def _has_number(at: int, number: NumberPart) -> str:
    parts = [_ENDS, _BEGINS] if number.beginning else [_ENDS]
    either = " OR ".join(f"({part.format(at)})" for part in parts)
    return f"EXISTS (SELECT 1 FROM customer_phones p WHERE p.customer_id = c.customer_id AND ({either}))"  # noqa: S608


def _number_values(at: int, number: NumberPart) -> Mapping[str, str]:
    end = number.end[::-1]
    told = {f"end{at}": end, f"end_beyond{at}": _beyond(end), f"code{at}": f"%{_escaped(number.code)}%"}
    if number.beginning:
        told |= {f"begin{at}": number.beginning, f"beyond{at}": _beyond(number.beginning)}
    return told


def _beyond(beginning: str) -> str:
    """The first text after all that begin so, byte by byte."""
    return beginning[:-1] + chr(ord(beginning[-1]) + 1)


def _keys(work_group_id: str, search: str) -> list[str]:
    return sorted(grams(work_group_id, search))


def _query(dialect: str, work_group_ids: Sequence[str], words: Sequence[str]) -> str:
    """What the index is asked: every gram of all words, in one of the groups."""
    sqlite = dialect == "sqlite"
    all_of, one_of = (" AND ", " OR ") if sqlite else (" & ", " | ")
    quoted = _quoted_for_sqlite if sqlite else _quoted_for_postgresql
    groups = (all_of.join(quoted(gram) for gram in wanted_grams(group, words)) for group in work_group_ids)
    return one_of.join(f"({group})" for group in groups)


def _quoted_for_sqlite(gram: str) -> str:
    return '"' + gram.replace('"', '""') + '"'


def _quoted_for_postgresql(gram: str) -> str:
    return "'" + gram.replace("\\", "\\\\").replace("'", "''") + "'"


def _escaped(word: str) -> str:
    for special in "\\%_":
        word = word.replace(special, "\\" + special)
    return word
