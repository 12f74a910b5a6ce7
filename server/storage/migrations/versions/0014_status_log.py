"""The log of statuses; the reason of a status and who set it.

Revision 0014, after 0013.
"""

import sqlalchemy as sa
from alembic import op

from server.storage.tables import UtcDateTime

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.create_table(
        "status_log",
        sa.Column("operator_id", sa.String(64), primary_key=True),
        sa.Column("since", UtcDateTime, primary_key=True),
        sa.Column("until", UtcDateTime),
        sa.Column("status", sa.String(30), nullable=False),
        sa.Column("reason", sa.String(64), nullable=False),
        sa.Column("set_by", sa.String(64), nullable=False),
        sa.Column("work_group_ids", sa.Text, nullable=False),
    )
    op.create_index("ix_status_log_since", "status_log", ["since"])
    op.create_index("ix_status_log_until", "status_log", ["until"])
    op.create_table(
        "server_life",
        sa.Column("server_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("alive_at", UtcDateTime, nullable=False),
    )
    for name in ("status_reason", "status_by", "next_reason", "next_by"):
        op.add_column("sessions", sa.Column(name, sa.String(64), nullable=False, server_default=""))
