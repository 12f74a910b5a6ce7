"""Where a caller went in place of an operator.

Revision 0016, after 0015.
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.add_column("calls", sa.Column("overflow", sa.Text))


def downgrade() -> None:
    op.drop_column("calls", "overflow")
