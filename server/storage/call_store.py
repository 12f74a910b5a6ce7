"""Calls: what a restarted server needs to go on, and afterwards the call records."""

from dataclasses import asdict, fields
from datetime import datetime
from enum import Enum
from typing import Any

import msgspec
from sqlalchemy import Row, func, or_, select, update

from server.domain.group_figures import CountedCall
from server.domain.queueing.callback import QueueCallback
from server.domain.queueing.rules import Overflow
from server.ports.storage import CallRow
from server.protocol.transfer import TransferStage
from server.protocol.types import Direction, EndReason
from server.storage.store import Store, upsert
from server.storage.tables import calls


class CallStore(Store):
    async def save_call(self, call: CallRow) -> None:
        row = {name: value.value if isinstance(value, Enum) else value for name, value in asdict(call).items()}
        row["overflow"] = msgspec.json.encode(call.overflow).decode() if call.overflow else None
        row["callback"] = msgspec.json.encode(call.callback).decode() if call.callback else None
        async with self._database.writing() as connection:
            await upsert(connection, calls, row, keep_if_null=("recording",))

    async def set_recording(self, customer_leg: str, file_name: str) -> None:
        of_leg = (calls.c.customer_leg == customer_leg, calls.c.recorded.is_(True), calls.c.recording.is_(None))
        async with self._database.writing() as connection:
            await connection.execute(update(calls).where(*of_leg).values(recording=file_name))

    async def forget_recording(self, file_name: str) -> None:
        change = update(calls).where(calls.c.recording == file_name).values(recording=None)
        async with self._database.writing() as connection:
            await connection.execute(change)

    async def counted_calls(self, since: datetime) -> list[CountedCall]:
        found = select(calls).where(or_(calls.c.ended_at >= since, calls.c.ended_at.is_(None)))
        async with self._database.reading() as connection:
            return [_counted(row) for row in await connection.execute(found)]

    async def calls_without_recording(self, since: datetime) -> list[CallRow]:
        found = select(calls).where(calls.c.ended_at >= since, calls.c.recorded.is_(True), calls.c.recording.is_(None))
        async with self._database.reading() as connection:
            return [_call_row(row) for row in await connection.execute(found)]

    async def call(self, call_id: str) -> CallRow | None:
        async with self._database.reading() as connection:
            row = (await connection.execute(select(calls).where(calls.c.call_id == call_id))).one_or_none()
        return _call_row(row) if row else None

    async def live_calls(self) -> list[CallRow]:
        found = select(calls).where(calls.c.ended_at.is_(None)).order_by(calls.c.arrived_at)
        async with self._database.reading() as connection:
            return [_call_row(row) for row in await connection.execute(found)]

    async def unwritten_call(self, operator_id: str) -> CallRow | None:
        newest = (
            select(calls)
            .where(calls.c.operator_id == operator_id, calls.c.answered_at.is_not(None), calls.c.ended_at.is_not(None))
            .where(func.coalesce(calls.c.transfer_stage, "") != TransferStage.TALKING.value)
            .order_by(calls.c.answered_at.desc())
            .limit(1)
        )
        async with self._database.reading() as connection:
            row = (await connection.execute(newest)).one_or_none()
        return _call_row(row) if row and row.record_id is None else None


def _counted(row: Row[Any]) -> CountedCall:
    return CountedCall(
        work_group_id=row.work_group_id,
        direction=Direction(row.direction),
        operator_id=row.operator_id,
        arrived_at=row.arrived_at,
        answered_at=row.answered_at,
        ended_at=row.ended_at,
        end_reason=EndReason(row.end_reason) if row.end_reason else None,
        abandoned=row.abandoned,
        wait_seconds=row.wait_seconds,
        talk_seconds=row.talk_seconds,
        by_transfer=bool(row.transfer_number),
        on_another_way=row.overflow is not None,
        by_callback=row.callback is not None,
    )


def _call_row(row: Row[Any]) -> CallRow:
    values = {field.name: getattr(row, field.name) for field in fields(CallRow)}
    reason, stage, overflow = values["end_reason"], values["transfer_stage"], values["overflow"]
    callback = values["callback"]
    return CallRow(
        **{
            **values,
            "direction": Direction(values["direction"]),
            "end_reason": EndReason(reason) if reason else None,
            "transfer_stage": TransferStage(stage) if stage else None,
            "overflow": msgspec.json.decode(overflow, type=Overflow) if overflow else None,
            "callback": msgspec.json.decode(callback, type=QueueCallback) if callback else None,
        }
    )
