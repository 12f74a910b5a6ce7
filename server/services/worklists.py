"""What waits for an operator, as he works it off: callbacks, abandoned calls, his customers; and his day in figures."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from server.domain import floor_events as events
from server.domain.refusal import Refusal
from server.ports.outside import Clock
from server.ports.storage import AuditAction, AuditEntry, OperatorRow, Repositories, WorkGroupRow
from server.protocol.errors import ErrorCode
from server.protocol.worklists import CallbackView, DayFigures, MyCustomers, RecentContacts
from server.services.call_floor import CallFloor


class Worklists:
    """The floor shows callbacks and abandoned calls and says who may do what with them."""

    def __init__(self, *, repositories: Repositories, floor: CallFloor, clock: Clock) -> None:
        self._repositories = repositories
        self._floor = floor
        self._clock = clock

    async def take_callback(self, operator_id: str, callback_id: int) -> None:
        """読込: the operator is about to make this call."""
        await self._floor.work_off(events.TakeCallback(operator_id, callback_id))

    async def dismiss_callback(self, operator_id: str, callback_id: int) -> None:
        """×: the operator has seen the notice."""
        await self._floor.work_off(events.DismissCallback(operator_id, callback_id))

    async def finish_callback(self, operator_id: str, callback_id: int) -> None:
        """Done without a record. Idempotent for whoever sees it in his list."""
        callback = self._seen(operator_id, callback_id)
        await self._repositories.close_callback(callback_id, operator_id, self._clock.now())
        await self._floor.read_callbacks(callback.customer_id)

    async def assign_callback(self, operator_id: str, callback_id: int, assignee_id: str) -> None:
        """Have another make the call: oneself, everybody in the group (empty), or, for who leads it, any of its members.

        Of the new assignee it is a promise that he was not told of yet.
        """
        callback = self._seen(operator_id, callback_id)
        if not assignee_id:
            await self._floor.work_off(events.GiveToGroup(operator_id, callback_id))
        else:
            if assignee_id != operator_id and not callback.may_assign:
                raise Refusal(ErrorCode.FORBIDDEN)
            await self._check_member(callback.work_group_id, assignee_id)
            await self._repositories.assign_callback(callback_id, assignee_id)
            await self._floor.read_callbacks(callback.customer_id)
            if assignee_id == operator_id:  # he knows
                await self._floor.work_off(events.DismissCallback(operator_id, callback_id))
        subject = f"{callback_id} {assignee_id}".strip()
        entry = AuditEntry(self._clock.now(), operator_id, AuditAction.CALLBACK_ASSIGNED, subject)
        await self._repositories.write_audit(entry)

    def _seen(self, operator_id: str, callback_id: int) -> CallbackView:
        """The callback if it is in the operator's list now."""
        desk = self._floor.desk_of(operator_id)
        callback = next((one for one in desk.callbacks if one.callback_id == callback_id), None) if desk else None
        if callback is None:
            raise Refusal(ErrorCode.NO_SUCH_CALLBACK, callback_id=callback_id)
        return callback

    async def _check_member(self, work_group_id: str, operator_id: str) -> None:
        groups = {group.info.work_group_id: group for group in await self._repositories.work_groups()}
        members = groups[work_group_id].info.members if work_group_id in groups else ()
        if operator_id not in {member.operator_id for member in members}:
            raise Refusal(ErrorCode.NOT_IN_GROUP, operator_id=operator_id)

    async def handle_abandoned(self, operator_id: str, call_id: str) -> None:
        """Nothing is left to do about this caller."""
        await self._floor.work_off(events.HandleAbandoned(operator_id, call_id))

    async def my_customers(self, operator: OperatorRow, limit: int, offset: int) -> MyCustomers:
        """Those of the operator's groups whose next action is his."""
        return await self._repositories.my_customers(
            operator.operator_id, await self._groups_of(operator), limit, offset
        )

    async def my_day(self, operator: OperatorRow) -> DayFigures:
        """Since midnight in the zone of the first group he works in, or is a member of."""
        groups = {group.info.work_group_id: group for group in await self._groups_of(operator)}
        desk = self._floor.desk_of(operator.operator_id)
        working_in = desk.me.work_group_ids if desk else ()
        first = next((groups[key] for key in (*working_in, *groups) if key in groups), None)
        zone = ZoneInfo(first.info.time_zone) if first else UTC
        today = self._clock.now().astimezone(zone).date()
        midnight = datetime.combine(today, time(), zone).astimezone(UTC)
        return await self._repositories.day_figures(operator.operator_id, midnight)

    async def recent_contacts(self, operator: OperatorRow, limit: int) -> RecentContacts:
        """What the operator wrote last, in groups that are still his."""
        groups = [group.info.work_group_id for group in await self._groups_of(operator)]
        return RecentContacts(tuple(await self._repositories.recent_contacts(operator.operator_id, groups, limit)))

    async def _groups_of(self, operator: OperatorRow) -> list[WorkGroupRow]:
        return [
            group
            for group in await self._repositories.work_groups()
            if operator.operator_id in {member.operator_id for member in group.info.members}
        ]
