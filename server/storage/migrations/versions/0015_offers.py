"""At whose desk each call rang and why; and indices to find who talked with a number last.

Revision 0015, after 0014.
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.create_table(
        "offers",
        sa.Column("leg", sa.String(100), primary_key=True),
        sa.Column("call_id", sa.String(64), nullable=False),
        sa.Column("work_group_id", sa.String(64), nullable=False),
        sa.Column("operator_id", sa.String(64), nullable=False),
        sa.Column("reason", sa.String(30)),
        sa.Column("why", sa.Text),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rang_at", sa.DateTime(timezone=True)),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.Column("answered", sa.Boolean, nullable=False),
        sa.Column("end_reason", sa.String(30)),
    )
    op.create_index("ix_offers_call_id", "offers", ["call_id"])
    op.create_index("ix_offers_work_group_id_offered_at", "offers", ["work_group_id", "offered_at"])
    op.create_index("ix_offers_ended_at", "offers", ["ended_at"])
    op.create_index("ix_calls_from_number_answered_at", "calls", ["from_number", "answered_at"])
    op.create_index("ix_calls_to_number_answered_at", "calls", ["to_number", "answered_at"])
