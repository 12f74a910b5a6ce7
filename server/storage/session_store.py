"""Logins, so that a restarted server goes on where it was; and the replies kept for commands that are sent twice."""

from datetime import UTC, datetime
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Row, delete, select

from server.ports.storage import SessionRow
from server.protocol.types import HelpRequest, Status, UsageMode, WrapUpExtension
from server.storage.store import Store, upsert
from server.storage.tables import replies, sessions

Kept = TypeVar("Kept", bound=msgspec.Struct)


class SessionStore(Store):
    async def sessions(self) -> list[SessionRow]:
        async with self._database.reading() as connection:
            return [_session_row(row) for row in await connection.execute(select(sessions))]

    async def session_by_token(self, token_hash: str) -> SessionRow | None:
        async with self._database.reading() as connection:
            row = (await connection.execute(select(sessions).where(sessions.c.token_hash == token_hash))).one_or_none()
        return _session_row(row) if row else None

    async def save_session(self, session: SessionRow) -> None:
        row = {
            "operator_id": session.operator_id,
            "token_hash": session.token_hash,
            "extension": session.extension,
            "mode": session.mode.value,
            "created_at": session.created_at,
            "seen_at": session.seen_at,
            "status": session.status.value,
            "status_since": session.status_since,
            "work_group_ids": msgspec.json.encode(session.work_group_ids).decode(),
            "return_status": session.return_status.value if session.return_status else None,
            "wrap_up_ends_at": session.wrap_up_ends_at,
            "wrap_up_extension": _json(session.wrap_up_extension),
            "next_status": session.next_status.value if session.next_status else None,
            "help_request": _json(session.help),
            "status_reason": session.status_reason,
            "status_by": session.status_by,
            "next_reason": session.next_reason,
            "next_by": session.next_by,
        }
        async with self._database.writing() as connection:
            await upsert(connection, sessions, row)

    async def delete_session(self, operator_id: str) -> None:
        async with self._database.writing() as connection:
            await connection.execute(delete(sessions).where(sessions.c.operator_id == operator_id))

    async def idempotent_reply(self, operator_id: str, key: str) -> tuple[str, int, bytes] | None:
        found = select(replies).where(replies.c.operator_id == operator_id, replies.c.request_key == key)
        async with self._database.reading() as connection:
            row = (await connection.execute(found)).one_or_none()
        return (row.fingerprint, row.status, row.body) if row else None

    async def keep_reply(self, operator_id: str, key: str, fingerprint: str, status: int, body: bytes) -> None:
        row = {
            "operator_id": operator_id,
            "request_key": key,
            "fingerprint": fingerprint,
            "status": status,
            "body": body,
            "created_at": datetime.now(UTC),
        }
        async with self._database.writing() as connection:
            await upsert(connection, replies, row)

    async def purge_replies(self, before: datetime) -> None:
        async with self._database.writing() as connection:
            await connection.execute(delete(replies).where(replies.c.created_at < before))


def _session_row(row: Row[Any]) -> SessionRow:
    return SessionRow(
        token_hash=row.token_hash,
        operator_id=row.operator_id,
        extension=row.extension,
        mode=UsageMode(row.mode),
        created_at=row.created_at,
        seen_at=row.seen_at,
        status=Status(row.status),
        status_since=row.status_since,
        work_group_ids=msgspec.json.decode(row.work_group_ids, type=tuple[str, ...]),
        return_status=Status(row.return_status) if row.return_status else None,
        wrap_up_ends_at=row.wrap_up_ends_at,
        wrap_up_extension=_of_json(row.wrap_up_extension, WrapUpExtension),
        next_status=Status(row.next_status) if row.next_status else None,
        help=_of_json(row.help_request, HelpRequest),
        status_reason=row.status_reason,
        status_by=row.status_by,
        next_reason=row.next_reason,
        next_by=row.next_by,
    )


def _json(value: msgspec.Struct | None) -> str | None:
    return msgspec.json.encode(value).decode() if value is not None else None


def _of_json(text: str | None, kind: type[Kept]) -> Kept | None:
    return msgspec.json.decode(text, type=kind) if text else None
