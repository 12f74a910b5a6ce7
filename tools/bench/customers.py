"""How fast a customer is found among very many, by number and by a part of the name, on SQLite and on PostgreSQL."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import insert, text

from server.domain.customer_search import grams, understand
from server.storage.customer_index import MOST_FOUND
from server.storage.database import Database
from server.storage.repositories import SqlRepositories
from server.storage.secrets import load_secret_box
from server.storage.tables import customer_phones, customers
from tests.support.postgres import PostgresCluster
from tests.support.sample_site import SUPPORT, settled_site, sip_passwords
from tools.bench.report import Figure, percentile

CUSTOMERS = 100_000
"""`--customers 1000000` for the whole figure: filling takes some minutes then."""

LOOK_UPS, SCANS = 300, 5
BATCH = 5_000
NUMBER_MS, NAME_MS = 5.0, 50.0
FAMILY = [
    *(
        ("佐藤", "サトウ"),
        ("鈴木", "スズキ"),
        ("高橋", "タカハシ"),
        ("田中", "タナカ"),
        ("伊藤", "イトウ"),
        ("渡辺", "ワタナベ"),
    ),
    *(
        ("山本", "ヤマモト"),
        ("中村", "ナカムラ"),
        ("小林", "コバヤシ"),
        ("加藤", "カトウ"),
        ("吉田", "ヨシダ"),
        ("山田", "ヤマダ"),
    ),
    *(
        ("森", "モリ"),
        ("林", "ハヤシ"),
        ("長谷川", "ハセガワ"),
        ("五十嵐", "イガラシ"),
        ("久保田", "クボタ"),
        ("大塚", "オオツカ"),
    ),
]
GIVEN = [
    *(
        ("健一", "ケンイチ"),
        ("由美", "ユミ"),
        ("直樹", "ナオキ"),
        ("陽子", "ヨウコ"),
        ("拓也", "タクヤ"),
        ("美咲", "ミサキ"),
    ),
    *(
        ("誠", "マコト"),
        ("恵子", "ケイコ"),
        ("翔太", "ショウタ"),
        ("さくら", "サクラ"),
        ("久美子", "クミコ"),
        ("隆", "タカシ"),
    ),
]
PARTS = (
    "佐藤",
    "健一",
    "さとう",
    "ﾅｶﾑﾗ",
    "森",
    "谷川",
    "佐藤 健",
    "イガラシ ミサ",
    "クミコ",
    "子",
    "M-0004",
    "1234",
    "090-55",
)


def measure(folder: Path, *, number: int = CUSTOMERS) -> list[Figure]:
    folder.mkdir(parents=True, exist_ok=True)
    figures = asyncio.run(_measure(f"sqlite+aiosqlite:///{folder / 'bench.sqlite3'}", "SQLite", folder, number))
    cluster = PostgresCluster()
    try:
        return figures + asyncio.run(_measure(cluster.new_database(), "PostgreSQL", folder, number))
    finally:
        cluster.stop()


async def _measure(url: str, name: str, folder: Path, number: int) -> list[Figure]:
    database = Database(url)
    await database.prepare()
    repositories = SqlRepositories(database, load_secret_box(folder / "secret.key"))
    site = settled_site()
    await repositories.replace_site(site, sip_passwords(site))
    for first in range(0, number, BATCH):
        await _add(database, range(first, min(first + BATCH, number)), number)
    if not url.startswith("sqlite"):
        async with database.writing() as connection:
            await connection.execute(text("ANALYZE"))
    chance = random.Random(1)
    numbers = [_number(chance.randrange(number)) for _ in range(LOOK_UPS)]
    by_number = [await _milliseconds(lambda n=n: repositories.customers_by_phone(SUPPORT, n)) for n in numbers]  # type: ignore[misc]
    parts = [PARTS[at % len(PARTS)] for at in range(LOOK_UPS)]
    by_name = [
        await _milliseconds(lambda p=p: repositories.find_customers([SUPPORT], understand(p), 50, 0))  # type: ignore[misc]
        for p in parts
    ]
    scanned = [await _milliseconds(lambda: _scan(database)) for _ in range(SCANS)]
    await database.close()
    scan = f"reading all of them: {percentile(scanned, 0.5):.0f} ms"
    among = f"among {number:,} customers, {name}, p99"

    def figure(what: str, taken: list[float], goal: float) -> Figure:
        return Figure(
            f"{what} {among}", percentile(taken, 0.99), "ms", goal, f"p50 {percentile(taken, 0.5):.1f} ms; {scan}"
        )

    return [
        figure("customer by number", by_number, NUMBER_MS),
        figure("customers by a part of the name", by_name, NAME_MS),
    ]


async def _milliseconds(look_up: Callable[[], Awaitable[object]]) -> float:
    began = time.perf_counter()
    await look_up()
    return 1000 * (time.perf_counter() - began)


async def _scan(database: Database) -> None:
    """As it would be without an index: every customer is read, and the matches are counted."""
    async with database.reading() as connection:
        counted = text(
            "SELECT count(*) FROM (SELECT 1 FROM customers WHERE search LIKE '%長谷川サクラ%' LIMIT :most) found"
        )
        await connection.execute(counted, {"most": MOST_FOUND})


def _number(at: int) -> str:
    return f"+8190{at * 7919 % 100_000_000:08d}"


async def _add(database: Database, ids: range, number: int) -> None:
    rows = list(_rows(ids, number))
    async with database.writing() as connection:
        await connection.execute(insert(customers), [row for row, _ in rows])
        phones = [
            {"customer_id": row["customer_id"], "number": number, "reversed": number[::-1], "work_group_id": SUPPORT}
            for row, number in rows
        ]
        await connection.execute(insert(customer_phones), phones)
        keys = [{"id": row["customer_id"], "grams": sorted(grams(SUPPORT, row["search"]))} for row, _ in rows]
        if connection.dialect.name == "sqlite":
            statement = "INSERT INTO customer_grams (rowid, grams) VALUES (:id, :grams)"
            keys = [{**key, "grams": " ".join(key["grams"])} for key in keys]
        else:
            statement = "INSERT INTO customer_grams VALUES (:id, array_to_tsvector(CAST(:grams AS text[])))"
        await connection.execute(text(statement), keys)


def _rows(ids: range, number: int) -> Iterator[tuple[dict[str, Any], str]]:
    """Like a list that was imported by family name: all who have one stand together."""
    now = datetime.now(UTC)
    for at in ids:
        (family, family_kana), (given, given_kana) = FAMILY[at * len(FAMILY) // number], GIVEN[at // 7 % len(GIVEN)]
        row = {
            "customer_id": at + 1,
            "work_group_id": SUPPORT,
            "version": 1,
            "name": f"{family} {given}",
            "kana": f"{family_kana} {given_kana}",
            "search": f"{family}{given}\n{family_kana}{given_kana}\nm-{at:07d}",
            "values": "{}",
            "sealed_secrets": "{}",
            "updated_at": now,
            "last_contact_by": "",
            "last_reaction": "",
        }
        yield row, _number(at)
