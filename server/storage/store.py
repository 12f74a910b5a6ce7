"""What the repositories of all subjects share: the database, the secret box, and insert-or-update."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from functools import cache
from typing import Any

from sqlalchemy import Table, func
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from server.storage.database import Database
from server.storage.secrets import SecretBox


class Store:
    """Base of the repositories; they hold no state of their own."""

    def __init__(self, database: Database, secrets: SecretBox) -> None:
        self._database = database
        self._secrets = secrets

    def together(self) -> AbstractAsyncContextManager[None]:
        return self._database.together()


async def upsert(
    connection: AsyncConnection, table: Table, row: Mapping[str, Any], keep_if_null: Collection[str] = ()
) -> None:
    """Insert `row`, or update the row with the same primary key. NULL does not replace a value of `keep_if_null`."""
    await upsert_all(connection, table, [row], keep_if_null)


async def upsert_all(
    connection: AsyncConnection, table: Table, rows: Sequence[Mapping[str, Any]], keep_if_null: Collection[str] = ()
) -> None:
    """The same for several rows with the same columns, one after another; nothing for none."""
    if rows:
        statement = _upsert_statement(connection.dialect.name, table, tuple(rows[0]), tuple(keep_if_null))
        await connection.execute(statement, rows)


@cache
def _upsert_statement(
    dialect: str, table: Table, columns: tuple[str, ...], keep_if_null: tuple[str, ...]
) -> sqlite.Insert | postgresql.Insert:
    """Built once for each kind of row: building it takes longer than the database needs to carry it out."""
    keys = [column.name for column in table.primary_key]
    statement = (sqlite.insert if dialect == "sqlite" else postgresql.insert)(table)
    changes: dict[str, Any] = {name: statement.excluded[name] for name in columns if name not in keys}
    for name in keep_if_null:
        changes[name] = func.coalesce(statement.excluded[name], table.c[name])
    return statement.on_conflict_do_update(index_elements=keys, set_=changes)
