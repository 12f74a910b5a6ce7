"""An index of grams and of reversed numbers, so that a customer is found by a part of the name or the last digits.

Revision 0005, after 0004.
"""

import json
import unicodedata
import zlib

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

revision = "0005"
down_revision = "0004"

TOKENS = "unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co Cn'"
BATCH = 1000


def upgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    number = sa.String(32) if sqlite else sa.String(32, collation="C")
    if sqlite:
        op.execute(
            "CREATE VIRTUAL TABLE customer_grams USING fts5"
            f"(grams, content='', detail=none, columnsize=0, tokenize=\"{TOKENS}\")"
        )
    else:
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
        # ranges of numbers are by byte, whatever the database's language
        op.alter_column("customer_phones", "number", type_=number)
    op.add_column("customer_phones", sa.Column("reversed", number, nullable=False, server_default=""))
    _fill(op.get_bind(), sqlite)
    op.create_index("ix_customer_phones_reversed_work_group_id", "customer_phones", ["reversed", "work_group_id"])
    if not sqlite:
        op.create_index("ix_customer_grams_grams", "customer_grams", ["grams"], postgresql_using="gin")


def _fill(connection: sa.Connection, sqlite: bool) -> None:
    """Customers of before: what they are found by follows from their values and the form of their group."""
    forms = {
        key: json.loads(form)
        for key, form in connection.execute(sa.text("SELECT work_group_id, definition FROM work_groups"))
    }
    last = 0
    page = sa.text(
        'SELECT customer_id, work_group_id, name, kana, "values" FROM customers WHERE customer_id > :last '
        "ORDER BY customer_id LIMIT :batch"
    )
    while rows := connection.execute(page, {"last": last, "batch": BATCH}).all():
        for row in rows:
            search = _search(forms.get(row.work_group_id, {}), row)
            connection.execute(
                sa.text("UPDATE customers SET search = :search WHERE customer_id = :id"),
                {"search": search, "id": row.customer_id},
            )
            _index(connection, row, search, sqlite)
        last = rows[-1].customer_id
    for customer_id, number in connection.execute(sa.text("SELECT customer_id, number FROM customer_phones")).all():
        connection.execute(
            sa.text("UPDATE customer_phones SET reversed = :reversed WHERE customer_id = :id AND number = :number"),
            {"reversed": number[::-1], "id": customer_id, "number": number},
        )


def _search(form: dict[str, object], row: sa.Row[tuple[object, ...]]) -> str:
    fields = form.get("fields", [])
    codes = [
        field["key"]
        for field in (fields if isinstance(fields, list) else [])
        if field.get("type", "text") == "text" and (field.get("read_only") or field.get("max_length", 200) <= 40)
    ]
    values = json.loads(row._mapping["values"])
    words = [
        _fold(text) for text in (row.name, row.kana, *(values.get(key, "") for key in codes)) if isinstance(text, str)
    ]
    return "\n".join(dict.fromkeys(word for word in words if word))


def _fold(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    kana = (chr(ord(char) + 0x60) if "ぁ" <= char <= "ゖ" else char for char in folded)
    return "".join(char for char in kana if char.isprintable() and not char.isspace())


def _index(connection: sa.Connection, row: sa.Row[tuple[object, ...]], search: str, sqlite: bool) -> None:
    mark = chr(0xE000 + zlib.crc32(str(row.work_group_id).encode()) % 6400)
    words = search.split("\n") if search else []
    grams = sorted({mark + word[at : at + 2] for word in words for at in range(len(word))})
    if sqlite:
        insert = sa.text("INSERT INTO customer_grams (rowid, grams) VALUES (:id, :grams)")
        connection.execute(insert, {"id": row.customer_id, "grams": " ".join(grams)})
    else:
        insert = sa.text(
            "INSERT INTO customer_grams (customer_id, grams) VALUES (:id, array_to_tsvector(CAST(:grams AS text[])))"
        )
        connection.execute(insert, {"id": row.customer_id, "grams": grams})
