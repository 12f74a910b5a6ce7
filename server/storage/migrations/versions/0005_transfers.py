"""Which call a customer was transferred from.

Revision 0005, after 0004.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("calls", sa.Column("transferred_from", sa.String(64)))
    op.add_column("calls", sa.Column("transferred_by", sa.String(64)))
    op.add_column("calls", sa.Column("transfer_number", sa.String(64)))
    op.add_column("calls", sa.Column("transfer_stage", sa.String(20)))
