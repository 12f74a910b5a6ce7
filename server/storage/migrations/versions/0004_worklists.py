"""Callbacks as something of their own, and who has dealt with an abandoned call.

Callbacks that were promised before are taken over, unless a later record of the customer says that the story went on.
Revision 0004, after 0003.
"""

import json

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "callbacks",
        sa.Column("callback_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.ForeignKeyConstraint(
            ["callback_id"], ["contact_records.record_id"], name="fk_callbacks_callback_id_contact_records"
        ),
        sa.Column("customer_id", sa.Integer, nullable=False),
        sa.Column("work_group_id", sa.String(64), nullable=False),
        sa.Column("assignee_id", sa.String(64), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stage", sa.String(20), nullable=False),
        sa.Column("taken_by", sa.String(64)),
        sa.Column("dismissed_by", sa.Text, nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True)),
        sa.Column("done_by", sa.String(64)),
    )
    op.create_index("ix_callbacks_done_at", "callbacks", ["done_at"])
    op.create_index("ix_callbacks_customer_id", "callbacks", ["customer_id"])
    op.create_index("ix_contact_records_author_id_saved_at", "contact_records", ["author_id", "saved_at"])
    op.add_column("calls", sa.Column("handled_at", sa.DateTime(timezone=True)))
    op.add_column("calls", sa.Column("handled_by_id", sa.String(64)))
    op.add_column("calls", sa.Column("handled_by_name", sa.String(200)))
    _take_over_promises()


def _take_over_promises() -> None:
    connection = op.get_bind()
    groups = connection.execute(sa.text("SELECT work_group_id, definition FROM work_groups")).all()
    for group_id, definition in groups:
        actions = json.loads(definition).get("next_actions", [])
        for key in [action["key"] for action in actions if action.get("kind") == "callback"]:
            connection.execute(
                sa.text(
                    "INSERT INTO callbacks"
                    " (callback_id, customer_id, work_group_id, assignee_id, due_at, stage, dismissed_by)"
                    " SELECT record_id, customer_id, work_group_id, next_assignee, next_action_time, 'planned', '[]'"
                    " FROM contact_records AS promise"
                    " WHERE work_group_id = :group_id AND next_action = :key AND next_action_time IS NOT NULL"
                    " AND NOT EXISTS (SELECT 1 FROM contact_records AS later"
                    " WHERE later.customer_id = promise.customer_id AND later.record_id > promise.record_id)"
                ),
                {"group_id": group_id, "key": key},
            )
