"""A database in memory: the whole `Repositories` port, with switches to make it slow or broken."""

import asyncio
import itertools
from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import replace
from datetime import datetime
from typing import Any

import msgspec

from server.domain.customer_search import CustomerSearch, searchable
from server.domain.people import Person
from server.domain.status_log import StatusChange, StatusPeriod
from server.ports.audit import AuditEntry
from server.ports.storage import (
    CallbackProgress,
    CallbackRow,
    CallRow,
    ExtensionRow,
    OperatorRow,
    SessionRow,
    WorkGroupRow,
)
from server.ports.storage_errors import VersionConflict
from server.protocol.reasons import StatusReasons
from server.protocol.transfer import TransferStage
from server.protocol.types import (
    Cancellation,
    ContactRecord,
    Customer,
    Direction,
    EndReason,
    FieldValue,
    NextActionKind,
    OperatorRef,
)
from server.protocol.worklists import AbandonedCall
from tests.support.memory_offers import MemoryOffers


def _is_return(later: CallRow, row: CallRow) -> bool:
    """Whether the number called the group again by itself."""
    came = later.direction is Direction.IN and row.ended_at is not None and later.arrived_at >= row.ended_at
    same = (later.work_group_id, later.from_number) == (row.work_group_id, row.from_number)
    return bool(row.from_number) and came and same and later.call_id != row.call_id


class DatabaseIsBroken(Exception):
    """What every method raises while `broken`."""


class MemoryRepositories(MemoryOffers):
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
        self.offers = {}
        self.replies: dict[tuple[str, str], tuple[str, int, bytes]] = {}
        self.saved_under: dict[str, tuple[Customer, ContactRecord]] = {}
        self.audit: list[AuditEntry] = []
        self.reasons = StatusReasons()
        self.status_changes: list[StatusChange] = []
        self.skills: dict[str, dict[str, int]] = {}
        self.pictures: dict[str, tuple[int, bytes]] = {}
        self.callbacks: dict[int, CallbackRow] = {}
        self.handled: dict[str, OperatorRef] = {}
        self.broken = False
        self.gate = asyncio.Event()
        self.gate.set()
        self._ids = itertools.count(1)

    def together(self) -> AbstractAsyncContextManager[None]:
        """Nothing here fails half-way."""
        return nullcontext()

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
        return [
            Person(
                row.operator_id,
                row.name,
                picture=self.pictures.get(row.operator_id, (0, b""))[0],
                skills=self.skills.get(row.operator_id, {}),
            )
            for row in self.operators.values()
        ]

    async def set_password(self, operator_id: str, password_hash: str) -> None:
        await self._enter()
        row = self.operators[operator_id]
        self.operators[operator_id] = replace(row, password_hash=password_hash, failed_logins=0, locked_until=None)

    async def save_picture(self, operator_id: str, image: bytes) -> int:
        await self._enter()
        version = self.pictures.get(operator_id, (0, b""))[0] + 1
        self.pictures[operator_id] = (version, image)
        return version

    async def picture(self, operator_id: str) -> bytes | None:
        await self._enter()
        return self.pictures[operator_id][1] if operator_id in self.pictures else None

    async def extension(self, extension: str) -> ExtensionRow | None:
        await self._enter()
        return self.extension_rows.get(extension)

    async def extensions(self) -> list[ExtensionRow]:
        await self._enter()
        return list(self.extension_rows.values())

    async def work_groups(self) -> list[WorkGroupRow]:
        await self._enter()
        return list(self.groups.values())

    async def status_reasons(self) -> StatusReasons:
        await self._enter()
        return self.reasons

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

    # ---- the log of statuses -------------------------------------------------------------------------------------

    async def log_statuses(self, changes: Sequence[StatusChange]) -> None:
        await self._enter()
        self.status_changes.extend(changes)

    async def note_alive(self, at: datetime) -> None:
        await self._enter()

    async def close_statuses(self) -> int:
        raise NotImplementedError  # of a real database only

    async def status_periods(
        self, begin: datetime, end: datetime, operator_ids: Sequence[str] | None = None
    ) -> list[StatusPeriod]:
        raise NotImplementedError

    async def purge_statuses(self, before: datetime) -> None:
        raise NotImplementedError

    # ---- calls ---------------------------------------------------------------------------------------------------

    async def save_call(self, call: CallRow) -> None:
        await self._enter()
        known = self.calls.get(call.call_id)
        recording = call.recording or (known.recording if known else None)
        self.calls[call.call_id] = replace(call, recording=recording)
        self.saved_calls.append(call)

    async def set_recording(self, customer_leg: str, file_name: str) -> None:
        await self._enter()
        for row in list(self.calls.values()):
            if row.customer_leg == customer_leg and row.recorded and row.recording is None:
                self.calls[row.call_id] = replace(row, recording=file_name)

    async def forget_recording(self, file_name: str) -> None:
        await self._enter()
        for row in [row for row in self.calls.values() if row.recording == file_name]:
            self.calls[row.call_id] = replace(row, recording=None)

    async def calls_without_recording(self, since: datetime) -> list[CallRow]:
        await self._enter()
        ended = [row for row in self.calls.values() if row.ended_at is not None and row.ended_at >= since]
        return [row for row in ended if row.recorded and row.recording is None]

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
            if row.transfer_stage is not TransferStage.TALKING
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
        self, work_group_ids: Sequence[str], wanted: CustomerSearch, limit: int, offset: int
    ) -> tuple[list[Customer], int]:
        await self._enter()
        found = [
            customer
            for customer in self.customers.values()
            if customer.work_group_id in work_group_ids
            and all(word in searchable(customer.name) for word in wanted.words)
            and all(any(number.end in phone for phone in self._phones(customer)) for number in wanted.numbers)
        ]
        return found[offset : offset + limit], len(found)

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
        self._follow(kept, work_group)
        if request_key:
            self.saved_under[request_key] = customer, kept
        return customer, kept

    async def saved_contact(self, request_key: str) -> tuple[Customer, ContactRecord] | None:
        await self._enter()
        return self.saved_under.get(request_key)

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

    async def update_record(self, record: ContactRecord, work_group: WorkGroupRow) -> None:
        await self._enter()
        self.contact_records[record.record_id] = record
        self._follow_edit(record, work_group)

    # ---- what waits for operators --------------------------------------------------------------------------------

    async def open_callbacks(self, customer_id: int | None = None) -> list[CallbackRow]:
        await self._enter()
        found = [one for one in self.callbacks.values() if customer_id in (None, one.customer.customer_id)]
        fresh = [replace(one, customer=self.customers[one.customer.customer_id]) for one in found]
        return sorted(fresh, key=lambda one: (one.due_at, one.callback_id))

    async def keep_callback(
        self, callback_id: int, assignee_id: str, due_at: datetime, progress: CallbackProgress
    ) -> None:
        await self._enter()
        known = self.callbacks.get(callback_id)
        if known is not None and (known.assignee_id, known.due_at) == (assignee_id, due_at):
            self.callbacks[callback_id] = replace(known, progress=progress)

    async def assign_callback(self, callback_id: int, assignee_id: str) -> None:
        await self._enter()
        known = self.callbacks.get(callback_id)
        if known is not None:
            self.callbacks[callback_id] = replace(known, assignee_id=assignee_id, progress=CallbackProgress())
            record = self.contact_records[callback_id]
            self.contact_records[callback_id] = msgspec.structs.replace(record, next_assignee=assignee_id)

    async def reschedule_callback(self, callback_id: int, due_at: datetime) -> bool:
        await self._enter()
        known = self.callbacks.get(callback_id)
        if known is not None:
            self.callbacks[callback_id] = replace(known, due_at=due_at, progress=CallbackProgress())
            record = self.contact_records[callback_id]
            self.contact_records[callback_id] = msgspec.structs.replace(record, next_action_time=due_at)
        return known is not None

    async def cancel_callback(self, callback_id: int, cancellation: Cancellation) -> bool:
        await self._enter()
        record = self.contact_records[callback_id]
        if callback_id in self.callbacks:
            self.contact_records[callback_id] = msgspec.structs.replace(record, cancellation=cancellation)
        return self.callbacks.pop(callback_id, None) is not None

    async def close_callback(self, callback_id: int, operator_id: str, at: datetime) -> bool:
        await self._enter()
        return self.callbacks.pop(callback_id, None) is not None

    async def abandoned_calls(self, since: datetime) -> dict[str, list[AbandonedCall]]:
        await self._enter()
        groups: dict[str, list[AbandonedCall]] = {}
        for row in sorted(self.calls.values(), key=lambda one: one.ended_at or one.arrived_at, reverse=True):
            if row.abandoned and row.ended_at is not None and row.ended_at >= since:
                matches = await self.customers_by_phone(row.work_group_id, row.from_number)
                groups.setdefault(row.work_group_id, []).append(self._abandoned(row, matches))
        return groups

    async def set_handled(self, call_id: str, operator: OperatorRef, at: datetime) -> None:
        await self._enter()
        self.handled.setdefault(call_id, operator)

    # ---- replies -------------------------------------------------------------------------------------------------

    async def idempotent_reply(self, operator_id: str, key: str) -> tuple[str, int, bytes] | None:
        await self._enter()
        return self.replies.get((operator_id, key))

    async def keep_reply(self, operator_id: str, key: str, fingerprint: str, status: int, body: bytes) -> None:
        await self._enter()
        self.replies[(operator_id, key)] = (fingerprint, status, body)

    # ---- inside --------------------------------------------------------------------------------------------------

    def _abandoned(self, row: CallRow, matches: list[Customer]) -> AbandonedCall:
        ended_at = row.ended_at or row.arrived_at
        return AbandonedCall(
            call_id=row.call_id,
            number=row.from_number,
            customer_name="、".join(match.name for match in matches),
            customer_id=matches[0].customer_id if len(matches) == 1 else None,
            at=ended_at,
            waited_seconds=round((ended_at - row.arrived_at).total_seconds()),
            handled_by=self.handled.get(row.call_id),
            voicemail=row.end_reason is EndReason.VOICEMAIL and row.recording is not None,
            place_at=row.place_at or row.arrived_at,
            back_at=min((one.arrived_at for one in self.calls.values() if _is_return(one, row)), default=None),
        )

    def _follow(self, record: ContactRecord, work_group: WorkGroupRow) -> None:
        plan = self._plan(record, work_group)
        author = record.author.operator_id
        for known in list(self.callbacks.values()):
            own = author in (known.assignee_id, known.progress.taken_by)
            if known.customer.customer_id == record.customer_id and (plan is not None or own):
                del self.callbacks[known.callback_id]
        if plan is not None:
            self.callbacks[plan.callback_id] = plan

    def _follow_edit(self, record: ContactRecord, work_group: WorkGroupRow) -> None:
        plan, known = self._plan(record, work_group), self.callbacks.get(record.record_id)
        if plan is None:
            self.callbacks.pop(record.record_id, None)
        elif known is None or (known.due_at, known.assignee_id) != (plan.due_at, plan.assignee_id):
            self.callbacks[plan.callback_id] = plan

    def _plan(self, record: ContactRecord, work_group: WorkGroupRow) -> CallbackRow | None:
        kinds = {action.key: action.kind for action in work_group.info.next_actions}
        if record.next_action_time is None or kinds.get(record.next_action) is not NextActionKind.CALLBACK:
            return None
        customer = self.customers[record.customer_id]
        return CallbackRow(record.record_id, customer, record.next_assignee, record.next_action_time, record.text)

    def _phones(self, customer: Customer) -> set[str]:
        keys = self.groups[customer.work_group_id].phone_keys
        return {str(customer.values.get(key, "")) for key in keys}
