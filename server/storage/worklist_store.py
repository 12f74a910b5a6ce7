"""What waits for operators: abandoned calls, customers assigned to them; and what they did today."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, func, or_, select, update

from server.ports.storage import WorkGroupRow
from server.protocol.types import ContactRecord, Direction, EndReason, NextActionKind, OperatorRef
from server.protocol.worklists import AbandonedCall, DayFigures, MyCustomer, MyCustomers, RecentContact
from server.storage.customer_rows import to_customer
from server.storage.record_rows import records_where, to_record
from server.storage.store import Store
from server.storage.tables import callbacks, calls, contact_records, customer_phones, customers


class WorklistStore(Store):
    async def abandoned_calls(self, since: datetime) -> dict[str, list[AbandonedCall]]:
        same_number = and_(
            customer_phones.c.number == calls.c.from_number, customer_phones.c.work_group_id == calls.c.work_group_id
        )
        with_customers = calls.outerjoin(customer_phones, same_number).outerjoin(
            customers, customers.c.customer_id == customer_phones.c.customer_id
        )
        later = calls.alias("later")
        came_back = select(func.min(later.c.arrived_at)).where(
            calls.c.from_number != "",
            later.c.from_number == calls.c.from_number,
            later.c.work_group_id == calls.c.work_group_id,
            later.c.direction == Direction.IN.value,
            later.c.arrived_at >= calls.c.ended_at,
            later.c.call_id != calls.c.call_id,
        )
        found = (
            select(
                calls,
                customers.c.customer_id.label("match_id"),
                customers.c.name,
                came_back.scalar_subquery().label("back_at"),
            )
            .select_from(with_customers)
            .where(calls.c.ended_at >= since, calls.c.abandoned.is_(True))
            .order_by(calls.c.ended_at.desc(), calls.c.call_id, customers.c.kana)
        )
        async with self._database.reading() as connection:
            rows = (await connection.execute(found)).all()
        by_call: dict[str, list[Row[Any]]] = {}
        for row in rows:
            by_call.setdefault(row.call_id, []).append(row)
        groups: dict[str, list[AbandonedCall]] = {}
        for matches in by_call.values():
            groups.setdefault(matches[0].work_group_id, []).append(_abandoned_call(matches))
        return groups

    async def set_handled(self, call_id: str, operator: OperatorRef, at: datetime) -> None:
        change = update(calls).where(calls.c.call_id == call_id, calls.c.handled_at.is_(None))
        async with self._database.writing() as connection:
            await connection.execute(
                change.values(handled_at=at, handled_by_id=operator.operator_id, handled_by_name=operator.name)
            )

    async def my_customers(
        self, operator_id: str, work_groups: Sequence[WorkGroupRow], limit: int, offset: int
    ) -> MyCustomers:
        labels = {
            (group.info.work_group_id, action.key): action.label
            for group in work_groups
            for action in group.info.next_actions
            if action.kind is not NextActionKind.DONE
        }
        if not labels:
            return MyCustomers((), 0)
        record, later = contact_records, contact_records.alias("later")
        newest = ~(
            select(later.c.record_id)
            .where(later.c.customer_id == record.c.customer_id, later.c.record_id > record.c.record_id)
            .exists()
        )
        open_action = or_(
            *(and_(record.c.work_group_id == group, record.c.next_action == key) for group, key in labels)
        )
        called_off = (
            select(callbacks.c.callback_id)
            .where(callbacks.c.callback_id == record.c.record_id, callbacks.c.cancel_reason.is_not(None))
            .exists()
        )
        mine = and_(record.c.next_assignee == operator_id, open_action, newest, ~called_off)
        page = (
            select(customers, record.c.next_action, record.c.next_action_time)
            .join(record, record.c.customer_id == customers.c.customer_id)
            .where(mine)
            .order_by(record.c.next_action_time.is_(None), record.c.next_action_time, record.c.record_id.desc())
        )
        async with self._database.reading() as connection:
            total = (await connection.execute(select(func.count()).select_from(record).where(mine))).scalar_one()
            rows = (await connection.execute(page.limit(limit).offset(offset))).all()
        found = (
            MyCustomer(to_customer(row), labels[row.work_group_id, row.next_action], row.next_action_time)
            for row in rows
        )
        return MyCustomers(tuple(found), total)

    async def day_figures(self, operator_id: str, since: datetime) -> DayFigures:
        answered = select(calls.c.direction, func.count(), func.coalesce(func.sum(calls.c.talk_seconds), 0))
        answered = answered.where(calls.c.operator_id == operator_id, calls.c.answered_at >= since)
        written = select(contact_records.c.saved_at, calls.c.ended_at).outerjoin(
            calls, calls.c.call_id == contact_records.c.call_id
        )
        written = written.where(contact_records.c.author_id == operator_id, contact_records.c.saved_at >= since)
        async with self._database.reading() as connection:
            by_direction = {row[0]: row for row in await connection.execute(answered.group_by(calls.c.direction))}
            records = (await connection.execute(written)).all()
        after_calls = [max(0.0, (row.saved_at - row.ended_at).total_seconds()) for row in records if row.ended_at]
        taken, made = by_direction.get(Direction.IN.value), by_direction.get(Direction.OUT.value)
        return DayFigures(
            day_began_at=since,
            calls_taken=taken[1] if taken else 0,
            calls_made=made[1] if made else 0,
            talk_seconds=sum(int(row[2]) for row in by_direction.values()),
            wrap_up_seconds=round(sum(after_calls) / len(after_calls)) if after_calls else 0,
            records_saved=len(records),
        )

    async def recent_contacts(self, operator_id: str, work_group_ids: Sequence[str], limit: int) -> list[RecentContact]:
        mine = and_(contact_records.c.author_id == operator_id, contact_records.c.work_group_id.in_(work_group_ids))
        newest = records_where(mine).order_by(contact_records.c.saved_at.desc(), contact_records.c.record_id.desc())
        async with self._database.reading() as connection:
            records = [to_record(row) for row in await connection.execute(newest.limit(limit))]
            wanted = customers.c.customer_id.in_({record.customer_id for record in records})
            found = await connection.execute(select(customers.c.customer_id, customers.c.name).where(wanted))
            names = {row.customer_id: row.name for row in found}
        return [RecentContact(record, names[record.customer_id], _outside_number(record)) for record in records]


def _outside_number(record: ContactRecord) -> str:
    return record.to_number if record.direction is Direction.OUT else record.from_number


def _abandoned_call(matches: Sequence[Row[Any]]) -> AbandonedCall:
    """One row for each customer who has the number; one without a customer if nobody has."""
    row = matches[0]
    return AbandonedCall(
        call_id=row.call_id,
        number=row.from_number,
        customer_name="、".join(match.name for match in matches[:3] if match.name),
        customer_id=row.match_id if len(matches) == 1 else None,
        at=row.ended_at,
        waited_seconds=max(0, round((row.ended_at - row.arrived_at).total_seconds())),
        handled_by=OperatorRef(row.handled_by_id, row.handled_by_name or "") if row.handled_by_id else None,
        voicemail=row.end_reason == EndReason.VOICEMAIL.value and row.recording is not None,
        place_at=row.place_at or row.arrived_at,
        back_at=row.back_at,
    )
