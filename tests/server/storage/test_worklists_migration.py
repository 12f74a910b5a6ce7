"""Callbacks that were promised before they had a table of their own are taken over; calls of before stay what they were."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import column, insert, table
from sqlalchemy.ext.asyncio import AsyncConnection

from server.protocol.worklists import CallbackStage
from server.storage.database import Database
from server.storage.repositories import SqlRepositories
from server.storage.secrets import SecretBox
from server.storage.tables import UtcDateTime
from tests.support.old_schema import bring_to

BEFORE = "0003"
NOW = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
DUE = NOW + timedelta(days=1)
ACTIONS = [
    {"key": "callback", "label": "再架電", "kind": "callback"},
    {"key": "again", "label": "再々架電", "kind": "callback"},
    {"key": "visit", "label": "訪問", "kind": "visit"},
    {"key": "done", "label": "完了", "kind": "done"},
]
FULFILLED, OPEN, UNTIMED, VISITED, RENEWED, ELSEWHERE = range(1, 7)
"""Customers by what became of them."""

PROMISES = (
    (FULFILLED, "g", "callback", DUE),
    (FULFILLED, "g", "done", None),
    (OPEN, "g", "callback", DUE),
    (UNTIMED, "g", "callback", None),
    (VISITED, "g", "visit", DUE),
    (RENEWED, "g", "callback", DUE),
    (RENEWED, "g", "again", DUE + timedelta(hours=1)),
    (ELSEWHERE, "h", "callback", DUE),
)
"""Records in the order in which they were saved; in group `h` the key means something else."""


async def add(connection: AsyncConnection, name: str, *rows: dict[str, Any]) -> None:
    """Into a table as it was then: the program's own tables know more columns."""
    columns = [column(key, UtcDateTime if isinstance(value, datetime) else None) for key, value in rows[0].items()]
    await connection.execute(insert(table(name, *columns)), rows)


def customer(customer_id: int, group: str) -> dict[str, Any]:
    texts = dict.fromkeys(("kana", "search", "last_contact_by", "last_reaction"), "")
    return {
        "customer_id": customer_id,
        "work_group_id": group,
        "version": 1,
        "name": f"客 {customer_id}",
        "values": "{}",
        "sealed_secrets": "{}",
        "updated_at": NOW,
        **texts,
    }


def record(record_id: int, customer_id: int, group: str, action: str, due: datetime | None) -> dict[str, Any]:
    texts = dict.fromkeys(("search", "respondent", "reaction"), "")
    return {
        "record_id": record_id,
        "customer_id": customer_id,
        "work_group_id": group,
        "author_id": "op001",
        "author_name": "高橋 由美",
        "text": "約束",
        "next_action": action,
        "next_assignee": "op002",
        "next_action_time": due,
        "saved_at": NOW,
        "edited_at": NOW,
        **texts,
    }


CALL = {
    "call_id": "c1",
    "work_group_id": "g",
    "direction": "in",
    "customer_leg": "l1",
    "from_number": "+81355501234",
    "to_number": "0120000123",
    "arrived_at": NOW - timedelta(seconds=30),
    "held": False,
    "ended_at": NOW,
    "abandoned": True,
    "ring_seconds": 0,
    "talk_seconds": 0,
}


async def fill(database: Database) -> None:
    async with database.writing() as connection:
        await connection.run_sync(bring_to, BEFORE)
        kinds = (("g", ACTIONS), ("h", [{**ACTIONS[0], "kind": "custom"}]))
        await add(
            connection,
            "work_groups",
            *(
                {
                    "work_group_id": key,
                    "definition": json.dumps({"next_actions": actions}),
                    "position": 0,
                    "removed": False,
                }
                for key, actions in kinds
            ),
        )
        groups = {customer_id: group for customer_id, group, _, _ in PROMISES}
        await add(connection, "customers", *(customer(number, group) for number, group in groups.items()))
        await add(connection, "contact_records", *(record(at, *row) for at, row in enumerate(PROMISES, start=1)))
        await add(connection, "calls", CALL)


async def test_open_promises_become_callbacks_and_nothing_else(database_url: str, secrets: SecretBox) -> None:
    database = Database(database_url)
    await fill(database)
    before, _ = await database.prepare()
    assert before == BEFORE
    repositories = SqlRepositories(database, secrets)
    found = [
        (row.callback_id, row.customer.customer_id, row.assignee_id, row.due_at, row.text, row.progress.stage)
        for row in await repositories.open_callbacks()
    ]
    assert found == [
        (3, OPEN, "op002", DUE, "約束", CallbackStage.PLANNED),
        (7, RENEWED, "op002", DUE + timedelta(hours=1), "約束", CallbackStage.PLANNED),
    ]
    records, total = await repositories.records(FULFILLED, {}, 10, 0)
    assert total == 2 and records[1].next_action_time == DUE
    [given_up] = (await repositories.abandoned_calls(NOW - timedelta(days=1)))["g"]
    assert (given_up.call_id, given_up.waited_seconds, given_up.handled_by) == ("c1", 30, None)
    call = await repositories.call("c1")
    assert call is not None and call.from_number == "+81355501234" and call.ended_at == NOW
    await database.close()
