"""Setting the status of somebody else: the floor decides whether it may be, and the audit log keeps who did it."""

from server.domain import floor_events as events
from server.ports.audit import AuditAction, AuditEntry
from server.ports.outside import Clock
from server.ports.storage import Repositories
from server.protocol.reasons import SetStatusOfReply, SetStatusOfRequest
from server.protocol.types import Status
from server.services.call_floor import CallFloor


class StatusesOfOthers:
    def __init__(self, *, repositories: Repositories, floor: CallFloor, clock: Clock) -> None:
        self._repositories = repositories
        self._floor = floor
        self._clock = clock

    async def set(self, operator_id: str, target_id: str, wanted: SetStatusOfRequest) -> SetStatusOfReply:
        """Raises `Refusal`."""
        order = events.SetStatusOf(operator_id, target_id, wanted.status, wanted.reason)
        await self._floor.work_off(order)  # who was logged off has no session any more when this is answered
        what = f"{target_id} {wanted.status.value} {wanted.reason}".strip()[:100]
        await self._repositories.write_audit(AuditEntry(self._clock.now(), operator_id, AuditAction.STATUS_SET, what))
        desk = self._floor.desk_of(target_id)
        later = desk is not None and desk.me.status is not wanted.status and wanted.status is not Status.OFFLINE
        return SetStatusOfReply(in_advance=later)
