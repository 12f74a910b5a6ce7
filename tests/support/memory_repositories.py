"""A database in memory: the whole `Repositories` port, with switches to make it slow or broken."""

import asyncio
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import msgspec

from server.domain.people import Person
from server.ports.storage import (
    AuditEntry,
    CallRow,
    ExtensionRow,
    OperatorRow,
    SessionRow,
    VersionConflict,
    WorkGroupRow,
)
from server.protocol.types import ContactRecord, Customer, FieldValue


class DatabaseIsBroken(Exception):
    """What every method raises while `broken`."""


class MemoryRepositories:
    """Implements `server.ports.storage.Repositories`.

    Attributes:
        broken: while True every method raises.
        gate: while cleared every method waits.
        saved_calls: every row that was saved, in order.
    """

    def __init__(self) -> None:
        self.operators: dict[str, OperatorRow] = {}
        self.extension_rows: dict[str, ExtensionRow] = {}
        self.groups: dict[str, WorkGroupRow] = {}
        self.session_rows: dict[str, SessionRow] = {}
        self.calls: dict[str, CallRow] = {}
        self.saved_calls: list[CallRow] = []
        self.customers: dict[int, Customer] = {}
        self.contact_records: dict[int, ContactRecord] = {}
        self.replies: dict[tuple[str, str], tuple[str, int, bytes]] = {}
        self.audit: list[AuditEntry] = []
        self.broken = False
        self.gate = asyncio.Event()
        self.gate.set()
        self._ids = itertools.count(1)

    async def _enter(self) -> None:
        await self.gate.wait()
        if self.broken:
            raise DatabaseIsBroken("the database is broken")

    # ---- site ----------------------------------------------------------------------------------------------------

    async def operator_by_login(self, login_id: str) -> OperatorRow | None:
        await self._enter()
        return next((row for row in self.operators.values() if row.login_id == login_id), None)

    async def operator(self, operator_id: str) -> OperatorRow | None:
        await self._enter()
        return self.operators.get(operator_id)

    async def note_login(self, operator_id: str, *, failed_logins: int, locked_until: datetime | None) -> None:
        await self._enter()
        row = self.operators[operator_id]
        self.operators[operator_id] = replace(row, failed_logins=failed_logins, locked_until=locked_until)

    async def people(self) -> list[Person]:
        await self._enter()
        return [Person(row.operator_id, row.name) for row in self.operators.values()]

    async def extension(self, extension: str) -> ExtensionRow | None:
        await self._enter()
        return self.extension_rows.get(extension)

    async def extensions(self) -> list[ExtensionRow]:
        await self._enter()
        return list(self.extension_rows.values())

    async def work_groups(self) -> list[WorkGroupRow]:
        await self._enter()
        return list(self.groups.values())

    # ---- sessions ------------------------------------------------------------------------------------------------

    async def sessions(self) -> list[SessionRow]:
        await self._enter()
        return list(self.session_rows.values())

    async def session_by_token(self, token_hash: str) -> SessionRow | None:
        await self._enter()
        return next((row for row in self.session_rows.values() if row.token_hash == token_hash), None)

    async def save_session(self, session: SessionRow) -> None:
        await self._enter()
        self.session_rows[session.operator_id] = session

    async def delete_session(self, operator_id: str) -> None:
        await self._enter()
        self.session_rows.pop(operator_id, None)

    # ---- calls ---------------------------------------------------------------------------------------------------

    async def save_call(self, call: CallRow) -> None:
        await self._enter()
        known = self.calls.get(call.call_id)
        recording = call.recording or (known.recording if known else None)
        self.calls[call.call_id] = replace(call, recording=recording)
        self.saved_calls.append(call)

    async def set_recording(self, customer_leg: str, file_name: str | None) -> None:
        await self._enter()
        for row in list(self.calls.values()):
            if row.customer_leg == customer_leg and row.answered_at:
                self.calls[row.call_id] = replace(row, recording=file_name)

    async def calls_without_recording(self, since: datetime) -> list[CallRow]:
        await self._enter()
        ended = [row for row in self.calls.values() if row.ended_at is not None and row.ended_at >= since]
        return [row for row in ended if row.answered_at and row.recording is None]

    async def call(self, call_id: str) -> CallRow | None:
        await self._enter()
        return self.calls.get(call_id)

    async def live_calls(self) -> list[CallRow]:
        await self._enter()
        return [row for row in self.calls.values() if row.ended_at is None]

    async def unwritten_call(self, operator_id: str) -> CallRow | None:
        await self._enter()
        ended = [
            (row.ended_at, row)
            for row in self.calls.values()
            if row.operator_id == operator_id and row.ended_at is not None and row.record_id is None
        ]
        return max(ended, key=lambda pair: pair[0], default=(None, None))[1]

    async def write_audit(self, entry: AuditEntry) -> None:
        await self._enter()
        self.audit.append(entry)

    async def audit_entries(self, limit: int) -> list[AuditEntry]:
        await self._enter()
        return self.audit[::-1][:limit]

    # ---- customers and records -----------------------------------------------------------------------------------

    async def customer(self, customer_id: int) -> Customer | None:
        await self._enter()
        return self.customers.get(customer_id)

    async def customers_by_phone(self, work_group_id: str, number: str) -> list[Customer]:
        await self._enter()
        return [
            customer
            for customer in self.customers.values()
            if customer.work_group_id == work_group_id and number in self._phones(customer)
        ]

    async def find_customers(
        self, work_group_ids: Sequence[str], text: str, limit: int, offset: int
    ) -> tuple[list[Customer], int]:
        await self._enter()
        found = [one for one in self.customers.values() if one.work_group_id in work_group_ids and text in one.name]
        return found[offset : offset + limit], len(found)

    async def save_contact(
        self,
        *,
        work_group: WorkGroupRow,
        customer_id: int | None,
        version: int,
        values: Mapping[str, FieldValue],
        record: ContactRecord,
    ) -> tuple[Customer, ContactRecord]:
        await self._enter()
        stored = self.customers.get(customer_id) if customer_id is not None else None
        if stored is not None and stored.version != version:
            raise VersionConflict(stored)
        customer = Customer(
            customer_id=stored.customer_id if stored else next(self._ids),
            work_group_id=work_group.info.work_group_id,
            version=version + 1,
            values=dict(values),
            updated_at=record.saved_at,
            name=str(values.get(work_group.name_key, "")),
        )
        kept = msgspec.structs.replace(record, record_id=next(self._ids), customer_id=customer.customer_id)
        self.customers[customer.customer_id] = customer
        self.contact_records[kept.record_id] = kept
        return customer, kept

    async def records(
        self, customer_id: int, filters: Mapping[str, str], limit: int, offset: int
    ) -> tuple[list[ContactRecord], int]:
        await self._enter()
        wanted: Any = dict(filters)
        text = wanted.pop("text", "")
        found = [
            record
            for record in sorted(self.contact_records.values(), key=lambda one: one.saved_at, reverse=True)
            if record.customer_id == customer_id
            and text in record.text
            and all(getattr(record, key) == value for key, value in wanted.items() if value)
        ]
        return found[offset : offset + limit], len(found)

    async def record(self, record_id: int) -> ContactRecord | None:
        await self._enter()
        return self.contact_records.get(record_id)

    async def update_record(self, record: ContactRecord) -> None:
        await self._enter()
        self.contact_records[record.record_id] = record

    # ---- replies -------------------------------------------------------------------------------------------------

    async def idempotent_reply(self, operator_id: str, key: str) -> tuple[str, int, bytes] | None:
        await self._enter()
        return self.replies.get((operator_id, key))

    async def keep_reply(self, operator_id: str, key: str, fingerprint: str, status: int, body: bytes) -> None:
        await self._enter()
        self.replies[(operator_id, key)] = (fingerprint, status, body)

    # ---- inside --------------------------------------------------------------------------------------------------

    def _phones(self, customer: Customer) -> set[str]:
        keys = self.groups[customer.work_group_id].phone_keys
        return {str(customer.values.get(key, "")) for key in keys}
