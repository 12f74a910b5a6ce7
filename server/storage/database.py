"""Connections and transactions, alike on SQLite and PostgreSQL, and bringing the schema up to date.

SQLite: write-ahead log, foreign keys on, one writer at a time inside the process (a lock) and among processes
(`BEGIN IMMEDIATE` with a busy timeout), so that no transaction fails half-way with "database is locked".
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from server.ports.storage_errors import StorageFull, StorageUnavailable

MIGRATIONS = Path(__file__).with_name("migrations")
BUSY_TIMEOUT_MILLISECONDS = 10_000
_WRITES = "bluebean_writes"
_AWAY_ON_SQLITE = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CANTOPEN,
    }
)
"""Primary result codes, https://www.sqlite.org/rescode.html."""
_FULL_ON_POSTGRESQL = "53100"
_AWAY_ON_POSTGRESQL = ("08", "53", "57P", "58")
"""Beginnings of SQLSTATEs: connection, resources, shut-down, system; https://www.postgresql.org/docs/current/errcodes-appendix.html."""
_MIGRATION_LOCK = 0x626C7565  # any number, the same for every process of this program


class DatabaseError(Exception):
    """The database can't be used. The text says why and what to do."""


class Database:
    """The engine and its transactions. `prepare` first."""

    def __init__(self, url: str) -> None:
        try:
            parsed = make_url(url)
        except ArgumentError as error:
            raise DatabaseError(f"database_url is no database address: {error}") from error
        self.shown_url = parsed.render_as_string(hide_password=True)
        self._is_sqlite = parsed.get_backend_name() == "sqlite"
        self._engine = create_async_engine(parsed, pool_pre_ping=not self._is_sqlite)
        self._writer = asyncio.Lock()
        self._shared: ContextVar[AsyncConnection | None] = ContextVar("shared transaction", default=None)
        if self._is_sqlite:
            _tune_sqlite(self._engine.sync_engine)

    async def prepare(self) -> tuple[str | None, str]:
        """Bring the schema up to date; gives the revisions before and after. Raises `DatabaseError`."""
        try:
            async with self._writing() as connection:
                if not self._is_sqlite:
                    await connection.execute(text("SELECT pg_advisory_xact_lock(:id)"), {"id": _MIGRATION_LOCK})
                return await connection.run_sync(_upgrade, self.shown_url)
        except (SQLAlchemyError, OSError) as error:
            reason = str(getattr(error, "orig", None) or error).splitlines()[0]
            raise DatabaseError(f"cannot use the database {self.shown_url}: {reason}") from error

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """Raises `StorageUnavailable`."""
        with _troubles_told():
            async with self._engine.connect() as connection:
                yield connection

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """A transaction: committed at the end, rolled back by an exception. Raises `StorageFull` or `StorageUnavailable`."""
        if (shared := self._shared.get()) is not None:
            yield shared
            return
        with _troubles_told():
            async with self._writing() as connection:
                yield connection

    @asynccontextmanager
    async def together(self) -> AsyncIterator[None]:
        """Whatever this task writes inside is one transaction. An exception undoes all of it, and must not be caught inside."""
        async with self.writing() as connection:
            token = self._shared.set(connection)
            try:
                yield
            finally:
                self._shared.reset(token)

    @asynccontextmanager
    async def _writing(self) -> AsyncIterator[AsyncConnection]:
        if not self._is_sqlite:
            async with self._engine.begin() as connection:
                yield connection
            return
        async with self._writer, self._engine.connect() as connection:
            await connection.execution_options(**{_WRITES: True})
            async with connection.begin():
                yield connection

    async def close(self) -> None:
        await self._engine.dispose()


@contextmanager
def _troubles_told() -> Iterator[None]:
    """Turns what is the fault of disk or server into the errors of the port; a fault of the program stays what it is."""
    try:
        yield
    except DBAPIError as error:
        trouble = _trouble(error.orig)
        if trouble is None:
            raise
        raise trouble from error
    except OSError as error:  # PostgreSQL can't be reached
        raise StorageUnavailable(str(error)) from error


def _trouble(error: BaseException | None) -> StorageUnavailable | None:
    sqlite = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if sqlite == sqlite3.SQLITE_FULL:
        return StorageFull(str(error))
    state = str(getattr(error, "sqlstate", None) or "")
    if state == _FULL_ON_POSTGRESQL:
        return StorageFull(str(error))
    away = sqlite in _AWAY_ON_SQLITE or state.startswith(_AWAY_ON_POSTGRESQL)
    return StorageUnavailable(str(error)) if away else None


def _tune_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def connected(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # WORKAROUND: sqlite3 would begin transactions too late; `begun` does it
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "foreign_keys=ON", "synchronous=FULL"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MILLISECONDS}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        writes = connection.get_execution_options().get(_WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _upgrade(connection: Connection, shown_url: str) -> tuple[str | None, str]:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    scripts = ScriptDirectory.from_config(config)
    newest = scripts.get_current_head() or ""
    before = MigrationContext.configure(connection).get_current_revision()
    if before is not None and before not in {script.revision for script in scripts.walk_revisions()}:
        raise DatabaseError(
            f"the database {shown_url} belongs to a newer BlueBean (schema {before}, this program knows up to {newest}); "
            "start the newer program, or restore a backup made with this one"
        )
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    return before, newest
