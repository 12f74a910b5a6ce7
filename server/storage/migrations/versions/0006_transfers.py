"""Which call a customer was transferred from.

Revision 0006, after 0005.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.add_column("calls", sa.Column("transferred_from", sa.String(64)))
    op.add_column("calls", sa.Column("transferred_by", sa.String(64)))
    op.add_column("calls", sa.Column("transfer_number", sa.String(64)))
    op.add_column("calls", sa.Column("transfer_stage", sa.String(20)))
