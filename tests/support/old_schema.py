"""A database as an older version of the program left it."""

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from server.storage.database import MIGRATIONS


def bring_to(connection: Connection, revision: str) -> None:
    """Create the schema of that revision in an empty database."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
