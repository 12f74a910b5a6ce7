"""Contact records with the call that each is about, as rows and as the records that they are."""

from typing import Any

from sqlalchemy import ColumnElement, Row, Select, select

from server.domain.records import record_seconds
from server.protocol.types import CallTimes, Cancellation, ContactRecord, Direction, OperatorRef
from server.storage.tables import callbacks, calls, contact_records

_CALL_COLUMNS = (
    calls.c.direction,
    calls.c.from_number,
    calls.c.to_number,
    calls.c.arrived_at,
    calls.c.ended_at,
    calls.c.ring_seconds,
    calls.c.talk_seconds,
    calls.c.hold_seconds,
    calls.c.wait_seconds,
    calls.c.recording,
    calls.c.callback,
)
_CALLBACK_COLUMNS = (callbacks.c.cancel_reason, callbacks.c.cancelled_by_name, callbacks.c.done_by, callbacks.c.done_at)


def records_where(*conditions: ColumnElement[bool]) -> Select[Any]:
    """What `to_record` reads."""
    whole = contact_records.outerjoin(calls, calls.c.call_id == contact_records.c.call_id).outerjoin(
        callbacks, callbacks.c.callback_id == contact_records.c.record_id
    )
    return select(contact_records, *_CALL_COLUMNS, *_CALLBACK_COLUMNS).select_from(whole).where(*conditions)


def to_record(row: Row[Any]) -> ContactRecord:
    return ContactRecord(
        record_id=row.record_id,
        customer_id=row.customer_id,
        work_group_id=row.work_group_id,
        author=OperatorRef(row.author_id, row.author_name),
        text=row.text,
        respondent=row.respondent,
        reaction=row.reaction,
        next_action=row.next_action,
        next_assignee=row.next_assignee,
        saved_at=row.saved_at,
        edited_at=row.edited_at,
        next_action_time=row.next_action_time,
        call_id=row.call_id,
        direction=Direction(row.direction) if row.direction else None,
        from_number=row.from_number or "",
        to_number=row.to_number or "",
        call_started_at=row.arrived_at,
        times=_times(row),
        has_recording=row.recording is not None,
        cancellation=_cancellation(row),
        callback=row.callback is not None,
    )


def _times(row: Row[Any]) -> CallTimes:
    return CallTimes(
        ring_seconds=row.ring_seconds or 0,
        talk_seconds=row.talk_seconds or 0,
        record_seconds=record_seconds(row.ended_at, row.saved_at),
        wait_seconds=row.wait_seconds or 0,
        hold_seconds=row.hold_seconds or 0,
    )


def _cancellation(row: Row[Any]) -> Cancellation | None:
    if row.cancel_reason is None:
        return None
    return Cancellation(OperatorRef(row.done_by, row.cancelled_by_name), row.done_at, row.cancel_reason)
