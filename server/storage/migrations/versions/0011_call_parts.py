"""What each operator's part of a call was made of, and whether it was to be recorded. Revision 0011, after 0010.

Until now every answered call was recorded, unless colleagues called each other; those have no file, and nobody looks for one.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.add_column("calls", sa.Column("held_since", sa.DateTime(timezone=True)))
    op.add_column("calls", sa.Column("hold_seconds", sa.Integer, nullable=False, server_default="0"))
    op.add_column("calls", sa.Column("wait_seconds", sa.Integer, nullable=False, server_default="0"))
    op.add_column("calls", sa.Column("recorded", sa.Boolean))
    op.execute("UPDATE calls SET recorded = true WHERE answered_at IS NOT NULL")
