"""Callers who asked to be called back in place of waiting.

Revision 0017, after 0016.
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.add_column("calls", sa.Column("callback", sa.Text))


def downgrade() -> None:
    op.drop_column("calls", "callback")
