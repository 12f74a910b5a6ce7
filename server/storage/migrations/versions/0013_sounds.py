"""Prompts and music of the site, and places in the queue that are kept.

Revision 0013, after 0012.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.create_table(
        "sounds",
        sa.Column("name", sa.String(80), primary_key=True),
        sa.Column("audio", sa.LargeBinary, nullable=False),
    )
    op.add_column("calls", sa.Column("place_at", sa.DateTime(timezone=True)))
