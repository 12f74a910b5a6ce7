"""Customers and their contact records: look-up by number and name, saving both at once, the history list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Row, Select, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.domain.customer_search import CustomerSearch, search_text
from server.domain.forms import fold
from server.ports.storage import WorkGroupRow
from server.ports.storage_errors import VersionConflict
from server.protocol.types import (
    SECRET_PLACEHOLDER,
    ContactRecord,
    Customer,
    FieldType,
    FieldValue,
)
from server.storage.callback_store import follow_edited_record, follow_new_record
from server.storage.customer_index import MOST_FOUND, find_ids, index_customer
from server.storage.customer_rows import to_customer
from server.storage.record_rows import records_where, to_record
from server.storage.store import Store
from server.storage.tables import calls, contact_records, customer_phones, customers

_EXACT_FILTERS = ("respondent", "reaction", "next_action")


@dataclass(frozen=True, slots=True)
class _Form:
    """Values as they are stored: with placeholders, and the sealed secrets apart."""

    values: dict[str, FieldValue]
    sealed_secrets: dict[str, str]


class ContactStore(Store):
    async def customer(self, customer_id: int) -> Customer | None:
        async with self._database.reading() as connection:
            row = await _customer(connection, customer_id)
        return to_customer(row) if row else None

    async def secret_values(self, customer_id: int) -> dict[str, str]:
        async with self._database.reading() as connection:
            row = await _customer(connection, customer_id)
        sealed = msgspec.json.decode(row.sealed_secrets, type=dict[str, str]) if row else {}
        return {key: self._secrets.open(value) for key, value in sealed.items()}

    async def customers_by_phone(self, work_group_id: str, number: str) -> list[Customer]:
        found = (
            select(customers)
            .join(customer_phones, customer_phones.c.customer_id == customers.c.customer_id)
            .where(customer_phones.c.number == number, customer_phones.c.work_group_id == work_group_id)
            .order_by(customers.c.kana, customers.c.customer_id)
            .limit(20)
        )
        async with self._database.reading() as connection:
            return [to_customer(row) for row in await connection.execute(found)]

    async def find_customers(
        self, work_group_ids: Sequence[str], wanted: CustomerSearch, limit: int, offset: int
    ) -> tuple[list[Customer], int]:
        chosen = customers.c.work_group_id.in_(list(work_group_ids))
        async with self._database.reading() as connection:
            if wanted.empty:
                total = await _count(connection, select(customers.c.customer_id).where(chosen))
            else:
                found = await find_ids(connection, work_group_ids, wanted)
                total = len(found)
                chosen = customers.c.customer_id.in_(found[:MOST_FOUND])
            page = select(customers).where(chosen).order_by(customers.c.kana, customers.c.customer_id)
            rows = await connection.execute(page.limit(limit).offset(offset))
            return [to_customer(row) for row in rows], total

    async def add_customers(self, work_group: WorkGroupRow, new: Sequence[Mapping[str, FieldValue]]) -> int:
        now = datetime.now(UTC)
        async with self._database.writing() as connection:
            for values in new:
                form = self._seal(work_group, values, {})
                await _insert_customer(connection, work_group, values, form, {"updated_at": now})
        return len(new)

    async def save_contact(
        self,
        *,
        work_group: WorkGroupRow,
        customer_id: int | None,
        version: int,
        values: Mapping[str, FieldValue],
        record: ContactRecord,
        request_key: str = "",
    ) -> tuple[Customer, ContactRecord]:
        async with self._database.writing() as connection:
            if request_key and (saved := await _saved_before(connection, request_key)):
                return saved
            reaction = next((item.label for item in work_group.info.reactions if item.key == record.reaction), "")
            contact = {
                "updated_at": record.saved_at,
                "last_contact_at": record.saved_at,
                "last_contact_by": record.author.name,
                "last_reaction": reaction,
            }
            if customer_id is None:
                form = self._seal(work_group, values, {})
                customer_id = await _insert_customer(connection, work_group, values, form, contact)
            else:
                await self._update_customer(connection, work_group, customer_id, version, values, contact)
            record_id = await _insert_record(connection, record, customer_id, request_key)
            stored = msgspec.structs.replace(record, record_id=record_id, customer_id=customer_id)
            await follow_new_record(connection, stored, work_group)
            return await _both(connection, customer_id, record_id)

    async def saved_contact(self, request_key: str) -> tuple[Customer, ContactRecord] | None:
        async with self._database.reading() as connection:
            return await _saved_before(connection, request_key)

    async def records(
        self, customer_id: int, filters: Mapping[str, str], limit: int, offset: int
    ) -> tuple[list[ContactRecord], int]:
        conditions: list[ColumnElement[bool]] = [contact_records.c.customer_id == customer_id]
        conditions += [contact_records.c[name] == filters[name] for name in _EXACT_FILTERS if filters.get(name)]
        conditions += [
            contact_records.c.search.contains(fold(word), autoescape=True) for word in filters.get("text", "").split()
        ]
        page = records_where(*conditions).order_by(
            contact_records.c.saved_at.desc(), contact_records.c.record_id.desc()
        )
        async with self._database.reading() as connection:
            total = await _count(connection, select(contact_records.c.record_id).where(*conditions))
            rows = await connection.execute(page.limit(limit).offset(offset))
            return [to_record(row) for row in rows], total

    async def record(self, record_id: int) -> ContactRecord | None:
        async with self._database.reading() as connection:
            row = (await connection.execute(records_where(contact_records.c.record_id == record_id))).one_or_none()
        return to_record(row) if row else None

    async def update_record(self, record: ContactRecord, work_group: WorkGroupRow) -> None:
        change = update(contact_records).where(contact_records.c.record_id == record.record_id)
        async with self._database.writing() as connection:
            await connection.execute(change.values(**_entered(record), edited_at=record.edited_at))
            await follow_edited_record(connection, record, work_group)

    def _seal(self, work_group: WorkGroupRow, values: Mapping[str, FieldValue], sealed: Mapping[str, str]) -> _Form:
        """Take secrets out of the values; an untouched placeholder keeps what is `sealed` already."""
        shown, kept = dict(values), {}
        for field in work_group.info.fields:
            value = values.get(field.key, "")
            if field.type is not FieldType.PASSWORD or not isinstance(value, str):
                continue
            if value == SECRET_PLACEHOLDER and field.key in sealed:
                kept[field.key] = sealed[field.key]
            elif value and value != SECRET_PLACEHOLDER:
                kept[field.key] = self._secrets.seal(value)
            shown[field.key] = SECRET_PLACEHOLDER if field.key in kept else ""
        return _Form(shown, kept)

    async def _update_customer(
        self,
        connection: AsyncConnection,
        work_group: WorkGroupRow,
        customer_id: int,
        version: int,
        values: Mapping[str, FieldValue],
        contact: Mapping[str, Any],
    ) -> None:
        stored = (
            await connection.execute(select(customers).where(customers.c.customer_id == customer_id).with_for_update())
        ).one()
        if stored.version != version:
            raise VersionConflict(to_customer(stored))
        form = self._seal(work_group, values, msgspec.json.decode(stored.sealed_secrets, type=dict[str, str]))
        row = {**_columns(work_group, values, form), **contact, "version": version + 1}
        await connection.execute(update(customers).where(customers.c.customer_id == customer_id).values(**row))
        await index_customer(connection, customer_id, stored.work_group_id, row["search"], before=stored.search)
        await _write_phones(connection, work_group, customer_id, form.values)


async def _customer(connection: AsyncConnection, customer_id: int) -> Row[Any] | None:
    found = await connection.execute(select(customers).where(customers.c.customer_id == customer_id))
    return found.one_or_none()


async def _count(connection: AsyncConnection, rows: Select[Any]) -> int:
    return (await connection.execute(select(func.count()).select_from(rows.subquery()))).scalar_one()


def _columns(work_group: WorkGroupRow, values: Mapping[str, FieldValue], form: _Form) -> dict[str, Any]:
    return {
        "name": str(values.get(work_group.name_key, "")),
        "kana": str(values.get(work_group.kana_key, "")),
        "search": search_text(work_group.info.fields, values, (work_group.name_key, work_group.kana_key)),
        "values": msgspec.json.encode(form.values).decode(),
        "sealed_secrets": msgspec.json.encode(form.sealed_secrets).decode(),
    }


async def _insert_customer(
    connection: AsyncConnection,
    work_group: WorkGroupRow,
    values: Mapping[str, FieldValue],
    form: _Form,
    contact: Mapping[str, Any],
) -> int:
    nobody = {"last_contact_by": "", "last_reaction": ""}
    row = {**_columns(work_group, values, form), **nobody, **contact}
    row |= {"work_group_id": work_group.info.work_group_id, "version": 1}
    done = await connection.execute(insert(customers).values(**row).returning(customers.c.customer_id))
    customer_id = int(done.scalar_one())
    await index_customer(connection, customer_id, work_group.info.work_group_id, row["search"])
    await _write_phones(connection, work_group, customer_id, form.values)
    return customer_id


async def _write_phones(
    connection: AsyncConnection, work_group: WorkGroupRow, customer_id: int, values: Mapping[str, FieldValue]
) -> None:
    await connection.execute(delete(customer_phones).where(customer_phones.c.customer_id == customer_id))
    numbers = sorted({str(values[key]) for key in work_group.phone_keys if values.get(key)})
    group = work_group.info.work_group_id
    rows = [
        {"customer_id": customer_id, "number": number, "reversed": number[::-1], "work_group_id": group}
        for number in numbers
    ]
    if rows:
        await connection.execute(insert(customer_phones), rows)


async def _saved_before(connection: AsyncConnection, request_key: str) -> tuple[Customer, ContactRecord] | None:
    found = records_where(contact_records.c.request_key == request_key)
    row = (await connection.execute(found)).one_or_none()
    return await _both(connection, row.customer_id, row.record_id) if row else None


async def _both(connection: AsyncConnection, customer_id: int, record_id: int) -> tuple[Customer, ContactRecord]:
    customer = (await connection.execute(select(customers).where(customers.c.customer_id == customer_id))).one()
    record = (await connection.execute(records_where(contact_records.c.record_id == record_id))).one()
    return to_customer(customer), to_record(record)


async def _insert_record(connection: AsyncConnection, record: ContactRecord, customer_id: int, request_key: str) -> int:
    """The call is marked in the same transaction, so that no crash leaves a call that looks unwritten."""
    row = {
        **_entered(record),
        "customer_id": customer_id,
        "work_group_id": record.work_group_id,
        "author_id": record.author.operator_id,
        "author_name": record.author.name,
        "call_id": record.call_id,
        "saved_at": record.saved_at,
        "edited_at": record.saved_at,
        "request_key": request_key or None,
    }
    done = await connection.execute(insert(contact_records).values(**row).returning(contact_records.c.record_id))
    record_id = int(done.scalar_one())
    if record.call_id:
        mark = update(calls).where(calls.c.call_id == record.call_id)
        await connection.execute(mark.values(record_id=record_id, customer_id=customer_id))
    return record_id


def _entered(record: ContactRecord) -> dict[str, Any]:
    return {
        "text": record.text,
        "search": fold(record.text),
        "respondent": record.respondent,
        "reaction": record.reaction,
        "next_action": record.next_action,
        "next_assignee": record.next_assignee,
        "next_action_time": record.next_action_time,
    }
