"""Each storage test runs on SQLite and on a real PostgreSQL."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from server.storage.database import Database
from server.storage.repositories import SqlRepositories
from server.storage.secrets import SecretBox, load_secret_box
from tests.support.postgres import PostgresCluster


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresCluster]:
    cluster = PostgresCluster()
    yield cluster
    cluster.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite+aiosqlite:///{tmp_path / 'test.sqlite3'}"
    cluster: PostgresCluster = request.getfixturevalue("postgres")
    return cluster.new_database()


@pytest.fixture
def secrets(tmp_path: Path) -> SecretBox:
    return load_secret_box(tmp_path / "secret.key")


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = Database(database_url)
    await opened.prepare()
    yield opened
    await opened.close()


@pytest.fixture
def repositories(database: Database, secrets: SecretBox) -> SqlRepositories:
    return SqlRepositories(database, secrets)
