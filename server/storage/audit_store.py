"""The audit log: rows are added, never changed."""

from sqlalchemy import insert, select

from server.ports.audit import AuditAction, AuditEntry
from server.storage.store import Store
from server.storage.tables import audit


class AuditStore(Store):
    async def write_audit(self, entry: AuditEntry) -> None:
        row = {"at": entry.at, "operator_id": entry.operator_id, "action": entry.action.value, "object": entry.object}
        async with self._database.writing() as connection:
            await connection.execute(insert(audit).values(**row))

    async def audit_entries(self, limit: int) -> list[AuditEntry]:
        newest = select(audit).order_by(audit.c.audit_id.desc()).limit(limit)
        async with self._database.reading() as connection:
            rows = await connection.execute(newest)
            return [AuditEntry(row.at, row.operator_id, AuditAction(row.action), row.object) for row in rows]
