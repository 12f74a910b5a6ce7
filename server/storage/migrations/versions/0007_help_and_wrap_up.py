"""What an operator asked for between his calls: help, another status in advance, a longer wrap-up. Revision 0007, after 0006."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("sessions", sa.Column("wrap_up_extension", sa.Text))
    op.add_column("sessions", sa.Column("next_status", sa.String(30)))
    op.add_column("sessions", sa.Column("help_request", sa.Text))
