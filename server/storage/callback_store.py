"""Callbacks: promised, moved and done together with the contact records that say so."""

from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Row, Update, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from server.ports.storage import CallbackProgress, CallbackRow, WorkGroupRow
from server.protocol.types import Cancellation, ContactRecord, NextActionKind
from server.protocol.worklists import CallbackStage
from server.storage.customer_rows import to_customer
from server.storage.store import Store
from server.storage.tables import callbacks, contact_records, customers

_NOBODY_TOLD = {"stage": CallbackStage.PLANNED.value, "taken_by": None, "dismissed_by": "[]"}
_NOT_CLOSED = {"done_at": None, "done_by": None, "cancelled_by_name": None, "cancel_reason": None}


class CallbackStore(Store):
    async def open_callbacks(self, customer_id: int | None = None) -> list[CallbackRow]:
        whole = callbacks.join(customers, customers.c.customer_id == callbacks.c.customer_id).join(
            contact_records, contact_records.c.record_id == callbacks.c.callback_id
        )
        found = (
            select(customers, callbacks, contact_records.c.text.label("promise"))
            .select_from(whole)
            .where(callbacks.c.done_at.is_(None))
            .order_by(callbacks.c.due_at, callbacks.c.callback_id)
        )
        if customer_id is not None:
            found = found.where(callbacks.c.customer_id == customer_id)
        async with self._database.reading() as connection:
            return [_callback_row(row) for row in await connection.execute(found)]

    async def keep_callback(
        self, callback_id: int, assignee_id: str, due_at: datetime, progress: CallbackProgress
    ) -> None:
        same_promise = (callbacks.c.assignee_id == assignee_id) & (callbacks.c.due_at == due_at)
        change = update(callbacks).where(callbacks.c.callback_id == callback_id, same_promise)
        async with self._database.writing() as connection:
            await connection.execute(
                change.values(
                    stage=progress.stage.value,
                    taken_by=progress.taken_by,
                    dismissed_by=msgspec.json.encode(sorted(progress.dismissed_by)).decode(),
                )
            )

    async def assign_callback(self, callback_id: int, assignee_id: str) -> None:
        await self._promise_anew(callback_id, {"assignee_id": assignee_id}, {"next_assignee": assignee_id})

    async def reschedule_callback(self, callback_id: int, due_at: datetime) -> bool:
        return await self._promise_anew(callback_id, {"due_at": due_at}, {"next_action_time": due_at})

    async def _promise_anew(self, callback_id: int, changed: dict[str, Any], in_record: dict[str, Any]) -> bool:
        record = update(contact_records).where(contact_records.c.record_id == callback_id)
        async with self._database.writing() as connection:
            moved = await connection.execute(_open(callback_id).values(**changed, **_NOBODY_TOLD))
            if moved.rowcount:
                await connection.execute(record.values(**in_record))
        return bool(moved.rowcount)

    async def cancel_callback(self, callback_id: int, cancellation: Cancellation) -> bool:
        by = cancellation.by
        return await self._close(
            callback_id,
            done_at=cancellation.at,
            done_by=by.operator_id,
            cancelled_by_name=by.name,
            cancel_reason=cancellation.reason,
        )

    async def close_callback(self, callback_id: int, operator_id: str, at: datetime) -> bool:
        return await self._close(callback_id, done_at=at, done_by=operator_id)

    async def _close(self, callback_id: int, **closing: Any) -> bool:
        async with self._database.writing() as connection:
            done = await connection.execute(_open(callback_id).values(**closing))
        return bool(done.rowcount)


def _open(callback_id: int) -> Update:
    return update(callbacks).where(callbacks.c.callback_id == callback_id, callbacks.c.done_at.is_(None))


async def follow_new_record(connection: AsyncConnection, record: ContactRecord, work_group: WorkGroupRow) -> None:
    """In the transaction that appends `record`: what it fulfils is done, what it promises is planned.

    A new promise takes the place of every older one to this customer; any other record fulfils those of its author.
    """
    promises = _is_promise(record, work_group)
    fulfilled = update(callbacks).where(callbacks.c.customer_id == record.customer_id, callbacks.c.done_at.is_(None))
    if not promises:
        author = record.author.operator_id
        fulfilled = fulfilled.where((callbacks.c.assignee_id == author) | (callbacks.c.taken_by == author))
    await connection.execute(fulfilled.values(done_at=record.saved_at, done_by=record.author.operator_id))
    if promises:
        await connection.execute(insert(callbacks).values(**_planned(record)))


async def follow_edited_record(connection: AsyncConnection, record: ContactRecord, work_group: WorkGroupRow) -> None:
    """In the transaction that changes `record`: its callback moves, appears or is called off.

    Another time or assignee plans it anew, even if it was done. Nothing else about it is touched.
    """
    mine = callbacks.c.callback_id == record.record_id
    if not _is_promise(record, work_group):
        await connection.execute(delete(callbacks).where(mine, callbacks.c.done_at.is_(None)))
        return
    known = (await connection.execute(select(callbacks).where(mine).with_for_update())).one_or_none()
    plan = _planned(record)
    if known is None:
        await connection.execute(insert(callbacks).values(**plan))
    elif (known.due_at, known.assignee_id) != (record.next_action_time, record.next_assignee):
        await connection.execute(update(callbacks).where(mine).values(**plan, **_NOT_CLOSED))


def _is_promise(record: ContactRecord, work_group: WorkGroupRow) -> bool:
    kinds = {action.key: action.kind for action in work_group.info.next_actions}
    return record.next_action_time is not None and kinds.get(record.next_action) is NextActionKind.CALLBACK


def _planned(record: ContactRecord) -> dict[str, Any]:
    return {
        "callback_id": record.record_id,
        "customer_id": record.customer_id,
        "work_group_id": record.work_group_id,
        "assignee_id": record.next_assignee,
        "due_at": record.next_action_time,
        **_NOBODY_TOLD,
    }


def _callback_row(row: Row[Any]) -> CallbackRow:
    return CallbackRow(
        callback_id=row.callback_id,
        customer=to_customer(row),
        assignee_id=row.assignee_id,
        due_at=row.due_at,
        text=row.promise,
        progress=CallbackProgress(
            stage=CallbackStage(row.stage),
            taken_by=row.taken_by,
            dismissed_by=frozenset(msgspec.json.decode(row.dismissed_by, type=list[str])),
        ),
    )
