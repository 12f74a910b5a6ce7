"""What is drawn behind the desks of a floor.

Revision 0010, after 0009.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "plan_pictures",
        sa.Column("name", sa.String(80), primary_key=True),
        sa.Column("image", sa.LargeBinary, nullable=False),
    )
