"""Single characters as keys of the customer index: as the beginning of longer ones they took a tenth of a second among a million and more.

Revision 0008, after 0007.
"""

import zlib
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

revision = "0008"
down_revision = "0007"

TOKENS = "unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co Cn'"
BATCH = 5000
PAGE_AT_ONCE = """INSERT INTO customer_grams
    SELECT customer_id, array_to_tsvector(string_to_array(grams, ' '))
    FROM unnest(CAST(:id AS integer[]), CAST(:grams AS text[])) AS page (customer_id, grams)"""
"""A million single rows would take minutes."""


def upgrade() -> None:
    op.drop_table("customer_grams")
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE customer_grams USING fts5"
            f"(grams, content='', detail=none, columnsize=0, tokenize=\"{TOKENS}\")"
        )
        for rows in _pages():
            op.get_bind().execute(sa.text("INSERT INTO customer_grams (rowid, grams) VALUES (:id, :grams)"), rows)
        return
    op.create_table(
        "customer_grams",
        sa.Column(
            "customer_id",
            sa.Integer,
            sa.ForeignKey("customers.customer_id", ondelete="CASCADE"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("grams", TSVECTOR, nullable=False),
    )
    # Who knows how common a key is reads all customers in their order and hopes to find enough soon. In a list that was
    # imported by name those are at its end: without statistics the index is asked. Starting workers takes longer than asking it.
    op.execute("ALTER TABLE customer_grams ALTER COLUMN grams SET STATISTICS 0")
    op.execute("ALTER TABLE customer_grams SET (parallel_workers = 0)")
    for rows in _pages():
        page = {name: [row[name] for row in rows] for name in ("id", "grams")}
        op.get_bind().execute(sa.text(PAGE_AT_ONCE), page)
    op.create_index("ix_customer_grams_grams", "customer_grams", ["grams"], postgresql_using="gin")


def _pages() -> Iterator[list[dict[str, Any]]]:
    """Customers and their keys, in batches."""
    last = 0
    page = sa.text(
        "SELECT customer_id, work_group_id, search FROM customers WHERE customer_id > :last ORDER BY customer_id LIMIT :batch"
    )
    while rows := op.get_bind().execute(page, {"last": last, "batch": BATCH}).all():
        yield [{"id": row.customer_id, "grams": " ".join(_grams(row.work_group_id, row.search))} for row in rows]
        last = rows[-1].customer_id


def _grams(work_group_id: str, search: str) -> set[str]:
    mark = chr(0xE000 + zlib.crc32(work_group_id.encode()) % 6400)
    words = search.split("\n") if search else []
    return {mark + word[at : at + length] for word in words for at in range(len(word)) for length in (1, 2)}
