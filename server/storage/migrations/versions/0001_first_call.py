"""Operators, extensions, work groups, customers, calls, contact records.

Revision 0001, the first.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "site",
        sa.Column("site_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("settings", sa.Text, nullable=False),
    )
    op.create_table(
        "operators",
        sa.Column("operator_id", sa.String(64), primary_key=True),
        sa.Column("login_id", sa.String(64), nullable=False),
        sa.UniqueConstraint("login_id", name="uq_operators_login_id"),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("password_hash", sa.String(200), nullable=False),
        sa.Column("failed_logins", sa.Integer, nullable=False),
        sa.Column("locked_until", sa.DateTime(timezone=True)),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("removed", sa.Boolean, nullable=False),
    )
    op.create_table(
        "extensions",
        sa.Column("extension", sa.String(10), primary_key=True),
        sa.Column("hard_phone", sa.Boolean, nullable=False),
        sa.Column("sealed_sip_password", sa.Text, nullable=False),
        sa.Column("declared", sa.Boolean, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
    )
    op.create_table(
        "work_groups",
        sa.Column("work_group_id", sa.String(64), primary_key=True),
        sa.Column("definition", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("removed", sa.Boolean, nullable=False),
    )
    op.create_table(
        "trunks",
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("sealed_definition", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
    )
    op.create_table(
        "sessions",
        sa.Column("operator_id", sa.String(64), sa.ForeignKey("operators.operator_id"), primary_key=True),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.UniqueConstraint("token_hash", name="uq_sessions_token_hash"),
        sa.Column("extension", sa.String(10), nullable=False),
        sa.Column("mode", sa.String(30), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(30), nullable=False),
        sa.Column("status_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("work_group_ids", sa.Text, nullable=False),
        sa.Column("return_status", sa.String(30)),
        sa.Column("wrap_up_ends_at", sa.DateTime(timezone=True)),
    )
    op.create_table(
        "customers",
        sa.Column("customer_id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("work_group_id", sa.String(64), sa.ForeignKey("work_groups.work_group_id"), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("kana", sa.Text, nullable=False),
        sa.Column("search", sa.Text, nullable=False),
        sa.Column("values", sa.Text, nullable=False),
        sa.Column("sealed_secrets", sa.Text, nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_contact_at", sa.DateTime(timezone=True)),
        sa.Column("last_contact_by", sa.String(200), nullable=False),
        sa.Column("last_reaction", sa.String(200), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "customer_phones",
        sa.Column(
            "customer_id", sa.Integer, sa.ForeignKey("customers.customer_id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("number", sa.String(32), primary_key=True),
        sa.Column("work_group_id", sa.String(64), nullable=False),
    )
    op.create_table(
        "calls",
        sa.Column("call_id", sa.String(64), primary_key=True),
        sa.Column("work_group_id", sa.String(64), nullable=False),
        sa.Column("direction", sa.String(10), nullable=False),
        sa.Column("customer_leg", sa.String(100), nullable=False),
        sa.Column("from_number", sa.String(64), nullable=False),
        sa.Column("to_number", sa.String(64), nullable=False),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("operator_id", sa.String(64)),
        sa.Column("operator_leg", sa.String(100)),
        sa.Column("offered_at", sa.DateTime(timezone=True)),
        sa.Column("answered_at", sa.DateTime(timezone=True)),
        sa.Column("held", sa.Boolean, nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.Column("end_reason", sa.String(30)),
        sa.Column("abandoned", sa.Boolean, nullable=False),
        sa.Column("ring_seconds", sa.Integer, nullable=False),
        sa.Column("talk_seconds", sa.Integer, nullable=False),
        sa.Column("recording", sa.String(200)),
        sa.Column("customer_id", sa.Integer),
        sa.Column("record_id", sa.Integer),
    )
    op.create_table(
        "contact_records",
        sa.Column("record_id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("customer_id", sa.Integer, sa.ForeignKey("customers.customer_id"), nullable=False),
        sa.Column("work_group_id", sa.String(64), nullable=False),
        sa.Column("author_id", sa.String(64), nullable=False),
        sa.Column("author_name", sa.String(200), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("search", sa.Text, nullable=False),
        sa.Column("respondent", sa.String(64), nullable=False),
        sa.Column("reaction", sa.String(64), nullable=False),
        sa.Column("next_action", sa.String(64), nullable=False),
        sa.Column("next_assignee", sa.String(64), nullable=False),
        sa.Column("next_action_time", sa.DateTime(timezone=True)),
        sa.Column("call_id", sa.String(64)),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("request_key", sa.String(150)),
        sa.UniqueConstraint("request_key", name="uq_contact_records_request_key"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "replies",
        sa.Column("operator_id", sa.String(64), primary_key=True),
        sa.Column("request_key", sa.String(100), primary_key=True),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("status", sa.Integer, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_customers_work_group_id_kana", "customers", ["work_group_id", "kana"])
    op.create_index("ix_customer_phones_number_work_group_id", "customer_phones", ["number", "work_group_id"])
    op.create_index("ix_calls_operator_id_answered_at", "calls", ["operator_id", "answered_at"])
    op.create_index("ix_calls_ended_at", "calls", ["ended_at"])
    op.create_index("ix_contact_records_customer_id_saved_at", "contact_records", ["customer_id", "saved_at"])
    op.create_index(
        "ix_contact_records_next_assignee_next_action_time", "contact_records", ["next_assignee", "next_action_time"]
    )
    op.create_index("ix_replies_created_at", "replies", ["created_at"])
