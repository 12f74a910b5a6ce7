"""The tables as SQLAlchemy sees them. `migrations/` makes them; a test proves that both say the same."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    false,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UtcDateTime(TypeDecorator[datetime]):
    """Zone-aware UTC in the program; SQLite, which knows no zones, keeps it without one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without zone must not reach the database")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)  # type: ignore[no-any-return]


Number = String(32).with_variant(String(32, collation="C"), "postgresql")
"""Compared byte by byte, so that the beginning of a number is a range of an index."""

site = Table(
    "site",
    metadata,
    Column("site_id", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),
    Column("settings", Text, nullable=False),
)

operators = Table(
    "operators",
    metadata,
    Column("operator_id", String(64), primary_key=True),
    Column("login_id", String(64), nullable=False, unique=True),
    Column("name", String(200), nullable=False),
    Column("role", String(20), nullable=False),
    Column("password_hash", String(200), nullable=False),
    Column("failed_logins", Integer, nullable=False),
    Column("locked_until", UtcDateTime),
    Column("position", Integer, nullable=False),
    Column("removed", Boolean, nullable=False),
    Column("kana", String(200), nullable=False, server_default=""),
    Column("skills", Text, nullable=False, server_default="{}"),
)

operator_pictures = Table(
    "operator_pictures",
    metadata,
    Column("operator_id", String(64), ForeignKey("operators.operator_id"), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("image", LargeBinary, nullable=False),
)

extensions = Table(
    "extensions",
    metadata,
    Column("extension", String(10), primary_key=True),
    Column("hard_phone", Boolean, nullable=False),
    Column("sealed_sip_password", Text, nullable=False),
    Column("declared", Boolean, nullable=False),
    Column("position", Integer, nullable=False),
)

work_groups = Table(
    "work_groups",
    metadata,
    Column("work_group_id", String(64), primary_key=True),
    Column("definition", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("removed", Boolean, nullable=False),
)

trunks = Table(
    "trunks",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("sealed_definition", Text, nullable=False),
    Column("position", Integer, nullable=False),
)

layouts = Table(
    "layouts",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("definition", Text, nullable=False),
    Column("position", Integer, nullable=False),
)

plan_pictures = Table(
    "plan_pictures",
    metadata,
    Column("name", String(80), primary_key=True),
    Column("image", LargeBinary, nullable=False),
)

sounds = Table(
    "sounds",
    metadata,
    Column("name", String(80), primary_key=True),
    Column("audio", LargeBinary, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("operator_id", String(64), ForeignKey("operators.operator_id"), primary_key=True),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("extension", String(10), nullable=False),
    Column("mode", String(30), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
    Column("status", String(30), nullable=False),
    Column("status_since", UtcDateTime, nullable=False),
    Column("work_group_ids", Text, nullable=False),
    Column("return_status", String(30)),
    Column("wrap_up_ends_at", UtcDateTime),
    Column("wrap_up_extension", Text),
    Column("next_status", String(30)),
    Column("help_request", Text),
    Column("status_reason", String(64), nullable=False, server_default=""),
    Column("status_by", String(64), nullable=False, server_default=""),
    Column("next_reason", String(64), nullable=False, server_default=""),
    Column("next_by", String(64), nullable=False, server_default=""),
)

status_log = Table(
    "status_log",
    metadata,
    Column("operator_id", String(64), primary_key=True),
    Column("since", UtcDateTime, primary_key=True),
    Column("until", UtcDateTime),
    Column("status", String(30), nullable=False),
    Column("reason", String(64), nullable=False),
    Column("set_by", String(64), nullable=False),
    Column("work_group_ids", Text, nullable=False),
    Index("ix_status_log_since", "since"),
    Index("ix_status_log_until", "until"),
)

server_life = Table(
    "server_life",
    metadata,
    Column("server_id", Integer, primary_key=True, autoincrement=False),
    Column("alive_at", UtcDateTime, nullable=False),
)

customers = Table(
    "customers",
    metadata,
    Column("customer_id", Integer, primary_key=True, autoincrement=True),
    Column("work_group_id", String(64), ForeignKey("work_groups.work_group_id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("kana", Text, nullable=False),
    Column("search", Text, nullable=False),
    Column("values", Text, nullable=False),
    Column("sealed_secrets", Text, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    Column("last_contact_at", UtcDateTime),
    Column("last_contact_by", String(200), nullable=False),
    Column("last_reaction", String(200), nullable=False),
    Index("ix_customers_work_group_id_kana", "work_group_id", "kana"),
    sqlite_autoincrement=True,
)

customer_phones = Table(
    "customer_phones",
    metadata,
    Column("customer_id", Integer, ForeignKey("customers.customer_id", ondelete="CASCADE"), primary_key=True),
    Column("number", Number, primary_key=True),
    Column("reversed", Number, nullable=False, server_default=""),
    Column("work_group_id", String(64), nullable=False),
    Index("ix_customer_phones_number_work_group_id", "number", "work_group_id"),
    Index("ix_customer_phones_reversed_work_group_id", "reversed", "work_group_id"),
)

calls = Table(
    "calls",
    metadata,
    Column("call_id", String(64), primary_key=True),
    Column("work_group_id", String(64), nullable=False),
    Column("direction", String(10), nullable=False),
    Column("customer_leg", String(100), nullable=False),
    Column("from_number", String(64), nullable=False),
    Column("to_number", String(64), nullable=False),
    Column("arrived_at", UtcDateTime, nullable=False),
    Column("operator_id", String(64)),
    Column("operator_leg", String(100)),
    Column("offered_at", UtcDateTime),
    Column("answered_at", UtcDateTime),
    Column("held", Boolean, nullable=False),
    Column("ended_at", UtcDateTime),
    Column("end_reason", String(30)),
    Column("abandoned", Boolean, nullable=False),
    Column("ring_seconds", Integer, nullable=False),
    Column("talk_seconds", Integer, nullable=False),
    Column("recording", String(200)),
    Column("customer_id", Integer),
    Column("record_id", Integer),
    Column("handled_at", UtcDateTime),
    Column("handled_by_id", String(64)),
    Column("handled_by_name", String(200)),
    Column("place_at", UtcDateTime),
    Column("overflow", Text),
    Column("callback", Text),
    Column("transferred_from", String(64)),
    Column("transferred_by", String(64)),
    Column("transfer_number", String(64)),
    Column("transfer_stage", String(20)),
    Column("held_since", UtcDateTime),
    Column("hold_seconds", Integer, nullable=False, server_default="0"),
    Column("wait_seconds", Integer, nullable=False, server_default="0"),
    Column("recorded", Boolean),
    Column("phone_elsewhere", Boolean, nullable=False, server_default=false()),
    Index("ix_calls_operator_id_answered_at", "operator_id", "answered_at"),
    Index("ix_calls_ended_at", "ended_at"),
    Index("ix_calls_from_number_answered_at", "from_number", "answered_at"),
    Index("ix_calls_to_number_answered_at", "to_number", "answered_at"),
)

offers = Table(
    "offers",
    metadata,
    Column("leg", String(100), primary_key=True),
    Column("call_id", String(64), nullable=False),
    Column("work_group_id", String(64), nullable=False),
    Column("operator_id", String(64), nullable=False),
    Column("reason", String(30)),
    Column("why", Text),
    Column("offered_at", UtcDateTime, nullable=False),
    Column("rang_at", UtcDateTime),
    Column("ended_at", UtcDateTime),
    Column("answered", Boolean, nullable=False),
    Column("end_reason", String(30)),
    Index("ix_offers_call_id", "call_id"),
    Index("ix_offers_work_group_id_offered_at", "work_group_id", "offered_at"),
    Index("ix_offers_ended_at", "ended_at"),
)

contact_records = Table(
    "contact_records",
    metadata,
    Column("record_id", Integer, primary_key=True, autoincrement=True),
    Column("customer_id", Integer, ForeignKey("customers.customer_id"), nullable=False),
    Column("work_group_id", String(64), nullable=False),
    Column("author_id", String(64), nullable=False),
    Column("author_name", String(200), nullable=False),
    Column("text", Text, nullable=False),
    Column("search", Text, nullable=False),
    Column("respondent", String(64), nullable=False),
    Column("reaction", String(64), nullable=False),
    Column("next_action", String(64), nullable=False),
    Column("next_assignee", String(64), nullable=False),
    Column("next_action_time", UtcDateTime),
    Column("call_id", String(64)),
    Column("saved_at", UtcDateTime, nullable=False),
    Column("edited_at", UtcDateTime, nullable=False),
    Column("request_key", String(150), unique=True),
    Index("ix_contact_records_customer_id_saved_at", "customer_id", "saved_at"),
    Index("ix_contact_records_author_id_saved_at", "author_id", "saved_at"),
    Index("ix_contact_records_next_assignee_next_action_time", "next_assignee", "next_action_time"),
    sqlite_autoincrement=True,
)

callbacks = Table(
    "callbacks",
    metadata,
    Column("callback_id", Integer, ForeignKey("contact_records.record_id"), primary_key=True, autoincrement=False),
    Column("customer_id", Integer, nullable=False),
    Column("work_group_id", String(64), nullable=False),
    Column("assignee_id", String(64), nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("stage", String(20), nullable=False),
    Column("taken_by", String(64)),
    Column("dismissed_by", Text, nullable=False),
    Column("done_at", UtcDateTime),
    Column("done_by", String(64)),
    Column("cancelled_by_name", String(200)),
    Column("cancel_reason", Text),
    Index("ix_callbacks_done_at", "done_at"),
    Index("ix_callbacks_customer_id", "customer_id"),
)

replies = Table(
    "replies",
    metadata,
    Column("operator_id", String(64), primary_key=True),
    Column("request_key", String(100), primary_key=True),
    Column("fingerprint", String(64), nullable=False),
    Column("status", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Index("ix_replies_created_at", "created_at"),
)

audit = Table(
    "audit",
    metadata,
    Column("audit_id", Integer, primary_key=True, autoincrement=True),
    Column("at", UtcDateTime, nullable=False),
    Column("operator_id", String(64), nullable=False),
    Column("action", String(30), nullable=False),
    Column("object", String(100), nullable=False),
    Index("ix_audit_at", "at"),
    sqlite_autoincrement=True,
)
