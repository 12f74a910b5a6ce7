"""A call that goes on at the phone of another PC than the one its operator works at.

Revision 0018, after 0017.
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.add_column("calls", sa.Column("phone_elsewhere", sa.Boolean, nullable=False, server_default=sa.false()))


def downgrade() -> None:
    op.drop_column("calls", "phone_elsewhere")
