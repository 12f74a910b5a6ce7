"""Why a call rang where it rang: for supervisors and administrators."""

from server.domain.distribution.record import OfferRecord
from server.domain.distribution.sentences import sentence
from server.domain.floor_callbacks import LEADERS
from server.domain.refusal import Refusal
from server.ports.storage import OperatorRow, Repositories
from server.protocol.errors import ErrorCode
from server.protocol.offers import CallOffers, OfferView
from server.protocol.types import OperatorRef, Role
from server.services.call_floor import CallFloor

MAY_SEE_OFFERS = LEADERS


class Offers:
    def __init__(self, repositories: Repositories, floor: CallFloor) -> None:
        self._repositories = repositories
        self._floor = floor

    async def of_call(self, operator: OperatorRow, call_id: str) -> CallOffers:
        """Supervisors see those of their own groups, administrators all; a foreign call is answered like none."""
        if operator.role not in MAY_SEE_OFFERS:
            raise Refusal(ErrorCode.FORBIDDEN)
        call = await self._floor.stored_call(call_id)
        if call is None or not await self._leads(operator, call.work_group_id):
            raise Refusal(ErrorCode.NO_SUCH_CALL, call_id=call_id)
        names = {person.operator_id: person.name for person in await self._repositories.people()}
        records = await self._repositories.offers_of(call_id)
        return CallOffers(call_id, call.work_group_id, tuple(_view(record, names) for record in records))

    async def _leads(self, operator: OperatorRow, work_group_id: str) -> bool:
        if operator.role is Role.ADMINISTRATOR:
            return True
        groups = await self._repositories.work_groups()
        members = next((group.info.members for group in groups if group.info.work_group_id == work_group_id), ())
        return operator.operator_id in {member.operator_id for member in members}


def _view(record: OfferRecord, names: dict[str, str]) -> OfferView:
    return OfferView(
        operator=OperatorRef(record.operator_id, names.get(record.operator_id, record.operator_id)),
        offered_at=record.offered_at,
        why=record.why,
        sentence=sentence(record.why) if record.why else "",
        rang_at=record.rang_at,
        ended_at=record.ended_at,
        answered=record.answered,
        end_reason=record.end_reason,
    )
