"""Customers who were stored before the search index came are found through it afterwards."""

import json

from sqlalchemy import text

from server.domain.customer_search import understand
from server.storage.database import Database
from server.storage.repositories import SqlRepositories
from server.storage.secrets import SecretBox
from tests.support.old_schema import bring_to

FORM = {
    "fields": [
        {"key": "name", "label": "氏名", "type": "text"},
        {"key": "member", "label": "会員番号", "type": "text", "read_only": True},
        {"key": "address", "label": "住所", "type": "text"},
    ]
}
VALUES = {"name": "佐藤 花子", "member": "M-0048213", "address": "東京都渋谷区"}
BEFORE, SEARCH = "0004", "0005"


async def test_old_customers_are_found(database_url: str, secrets: SecretBox) -> None:
    database = Database(database_url)
    async with database.writing() as connection:
        await connection.run_sync(bring_to, BEFORE)
        await connection.execute(
            text("INSERT INTO work_groups (work_group_id, definition, position, removed) VALUES ('g', :form, 0, :no)"),
            {"form": json.dumps(FORM), "no": False},
        )
        await connection.execute(
            text(
                'INSERT INTO customers (work_group_id, version, name, kana, search, "values", sealed_secrets, updated_at, '
                "last_contact_by, last_reaction) VALUES ('g', 1, '佐藤 花子', 'サトウ ハナコ', 'old', :values, '{}', "
                "CURRENT_TIMESTAMP, '', '')"
            ),
            {"values": json.dumps(VALUES)},
        )
        phone = "INSERT INTO customer_phones (customer_id, number, work_group_id) VALUES (1, '+819055500001', 'g')"
        await connection.execute(text(phone))
    _, after = await database.prepare()
    assert after >= SEARCH
    repositories = SqlRepositories(database, secrets)
    for words in ("花子", "はなこ", "48213", "m-0048", "0001", "090-5550"):
        found, total = await repositories.find_customers(["g"], understand(words), 10, 0)
        assert ([customer.name for customer in found], total) == (["佐藤 花子"], 1), words
    assert (await repositories.find_customers(["g"], understand("渋谷"), 10, 0))[1] == 0
    await database.close()
