"""Run by Alembic: applies the numbered changes on the connection that `server.storage.database` hands over."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], target_metadata=None)
with context.begin_transaction():
    context.run_migrations()
