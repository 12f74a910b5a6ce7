"""Why and by whom a callback was called off.

Revision 0009, after 0008.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.add_column("callbacks", sa.Column("cancelled_by_name", sa.String(200)))
    op.add_column("callbacks", sa.Column("cancel_reason", sa.Text))
