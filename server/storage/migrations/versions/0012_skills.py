"""What operators are good at.

Revision 0012, after 0011.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.add_column("operators", sa.Column("skills", sa.Text, nullable=False, server_default="{}"))
