"""The schema comes up to date by itself, is the one that the program knows, and a newer one is refused."""

import asyncio
import threading
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from server.ports.storage_errors import StorageFull, StorageUnavailable
from server.storage.database import MIGRATIONS, Database, DatabaseError
from server.storage.tables import metadata


async def test_preparing_twice_changes_nothing_the_second_time(database: Database) -> None:
    before, after = await database.prepare()
    assert before == after != ""


async def test_migrations_and_tables_say_the_same(database: Database) -> None:
    def differences(connection: Connection) -> list[object]:
        options = {
            "include_name": lambda name, *_: not str(name).startswith("customer_grams")
        }  # of each database's own kind
        return list(compare_metadata(MigrationContext.configure(connection, opts=options), metadata))

    async with database.reading() as connection:
        assert await connection.run_sync(differences) == []


async def test_a_database_of_a_newer_version_is_refused_and_left_alone(database: Database) -> None:
    async with database.writing() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseError, match=r"newer BlueBean \(schema 9999.*start the newer program"):
        await database.prepare()
    async with database.reading() as connection:
        assert (await connection.execute(text("SELECT version_num FROM alembic_version"))).scalar_one() == "9999"


async def test_a_failed_transaction_leaves_nothing(database: Database) -> None:
    insert = text("INSERT INTO site (site_id, version, settings) VALUES (1, 1, '{}')")
    with pytest.raises(RuntimeError):
        async with database.writing() as connection:
            await connection.execute(insert)
            raise RuntimeError
    async with database.reading() as connection:
        assert (await connection.execute(text("SELECT count(*) FROM site"))).scalar_one() == 0


async def fill(database: Database) -> None:
    """As if the disk were full: no test can fill the disk of a PostgreSQL, but it can say what that would say."""
    async with database.writing() as connection:
        if connection.dialect.name == "sqlite":
            await connection.execute(
                text("PRAGMA max_page_count = 1")
            )  # of this connection, which the pool gives again
            return
        fault = "BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END"
        await connection.execute(
            text(f"CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS '{quoted(fault)}'")
        )
        await connection.execute(
            text("CREATE TRIGGER full_disk BEFORE INSERT ON site FOR EACH ROW EXECUTE FUNCTION full_disk()")
        )


def quoted(body: str) -> str:
    return body.replace("'", "''")


async def test_a_full_disk_is_told_as_such_and_leaves_nothing(database: Database) -> None:
    await fill(database)
    with pytest.raises(StorageFull):
        async with database.writing() as connection:
            row = {"settings": "x" * 100_000}
            await connection.execute(
                text("INSERT INTO site (site_id, version, settings) VALUES (1, 1, :settings)"), row
            )
    async with database.reading() as connection:
        assert (await connection.execute(text("SELECT count(*) FROM site"))).scalar_one() == 0


async def test_a_database_that_is_away_is_told_as_such(tmp_path: Path) -> None:
    before = set(threading.enumerate())
    for url in (
        f"postgresql+asyncpg://me:hush@/x?host={tmp_path}",
        f"sqlite+aiosqlite:///{tmp_path}/no/folder.sqlite3",
    ):
        database = Database(url)
        with pytest.raises(StorageUnavailable):
            async with database.reading() as connection:
                await connection.execute(text("SELECT 1"))
        await database.close()
    for thread in (
        set(threading.enumerate()) - before
    ):  # of the file that could not be opened: it tells this loop of its end
        await asyncio.to_thread(thread.join, 5.0)


async def test_a_fault_of_the_program_stays_one(database: Database) -> None:
    with pytest.raises(DBAPIError):
        async with database.reading() as connection:
            await connection.execute(text("SELECT nonsense FROM nowhere"))


async def test_many_writers_and_readers_at_once_all_succeed(database: Database) -> None:
    async with database.writing() as connection:
        await connection.execute(text("INSERT INTO site (site_id, version, settings) VALUES (1, 0, '{}')"))

    async def add_one() -> None:
        async with database.writing() as connection:
            await connection.execute(text("UPDATE site SET version = version + 1"))

    async def look() -> None:
        async with database.reading() as connection:
            await connection.execute(text("SELECT version FROM site"))

    await asyncio.gather(*(add_one() for _ in range(20)), *(look() for _ in range(20)))
    async with database.reading() as connection:
        assert (await connection.execute(text("SELECT version FROM site"))).scalar_one() == 20


async def test_an_unreachable_database_is_told_without_its_password(tmp_path: Path) -> None:
    database = Database(f"postgresql+asyncpg://me:hush@/x?host={tmp_path}")
    with pytest.raises(DatabaseError, match="cannot use the database") as caught:
        await database.prepare()
    await database.close()
    assert "hush" not in str(caught.value)


def test_an_address_that_is_none_is_refused() -> None:
    with pytest.raises(DatabaseError, match="database_url is no database address"):
        Database("nonsense")


def test_migrations_are_one_line() -> None:
    """Two that follow the same one would leave every database unusable."""
    files = {path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("0*.py")}
    scripts = ScriptDirectory(str(MIGRATIONS))
    assert len(scripts.get_heads()) == 1
    assert files == {script.revision for script in scripts.walk_revisions()}
