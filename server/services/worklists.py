"""What waits for an operator, as he works it off: callbacks, abandoned calls, his customers; and his day in figures."""

import asyncio
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from server.domain import floor_events as events
from server.domain.records import clean_reason, time_problem
from server.domain.refusal import Refusal
from server.ports.audit import AuditAction, AuditEntry
from server.ports.outside import Clock
from server.ports.storage import OperatorRow, Repositories, WorkGroupRow
from server.protocol.errors import ErrorCode
from server.protocol.types import Cancellation, NextActionKind, OperatorRef
from server.protocol.worklists import CallbackView, DayFigures, MyCustomers, RecentContacts
from server.services.call_floor import CallFloor


class Worklists:
    """The floor shows callbacks and abandoned calls and says who may do what with them.

    What changes a callback happens one after the other, so that of two who want it one is told that it is gone.
    """

    def __init__(self, *, repositories: Repositories, floor: CallFloor, clock: Clock) -> None:
        self._repositories = repositories
        self._floor = floor
        self._clock = clock
        self._changing = asyncio.Lock()

    async def take_callback(self, operator_id: str, callback_id: int) -> None:
        """読込: the operator is about to make this call."""
        async with self._changing:
            await self._floor.work_off(events.TakeCallback(operator_id, callback_id))

    async def dismiss_callback(self, operator_id: str, callback_id: int) -> None:
        """×: the operator has seen the notice."""
        await self._floor.work_off(events.DismissCallback(operator_id, callback_id))

    async def finish_callback(self, operator_id: str, callback_id: int) -> None:
        """Done without a record. Idempotent for whoever sees it in his list."""
        async with self._changing:
            callback = self._seen(operator_id, callback_id)
            await self._repositories.close_callback(callback_id, operator_id, self._clock.now())
            await self._floor.read_callbacks(callback.customer_id)

    async def cancel_callback(self, operator: OperatorRow, callback_id: int, reason: str) -> None:
        """Nobody makes the call any more. Who cancels what he has cancelled before changes nothing."""
        reason, now = clean_reason(reason), self._clock.now()
        async with self._changing:
            callback = self._find(operator.operator_id, callback_id)
            if callback is None:
                await self._tell_of_cancellation(operator, callback_id)
                return
            _check_change(callback)
            by = OperatorRef(operator.operator_id, operator.name)
            if await self._repositories.cancel_callback(callback_id, Cancellation(by, now, reason)):
                await self._audit(operator.operator_id, AuditAction.CALLBACK_CANCELLED, str(callback_id))
            await self._floor.read_callbacks(callback.customer_id)

    async def _tell_of_cancellation(self, operator: OperatorRow, callback_id: int) -> None:
        """Refuses, unless the operator has cancelled it himself."""
        record = await self._repositories.record(callback_id)
        groups = {group.info.work_group_id for group in await self._groups_of(operator)}
        if record is None or record.cancellation is None or record.work_group_id not in groups:
            raise Refusal(ErrorCode.NO_SUCH_CALLBACK, callback_id=callback_id)
        if record.cancellation.by.operator_id != operator.operator_id:
            raise Refusal(ErrorCode.CALLBACK_CANCELLED, operator_name=record.cancellation.by.name)

    async def reschedule_callback(self, operator: OperatorRow, callback_id: int, due_at: datetime) -> None:
        """The same call at another time: of its assignee it is a promise that he was not told of yet."""
        if problem := time_problem(NextActionKind.CALLBACK, due_at, self._clock.now()):
            raise Refusal(ErrorCode.INVALID_FIELDS, fields={"next_action_time": problem.value})
        async with self._changing:
            callback = self._seen(operator.operator_id, callback_id)
            _check_change(callback)
            if callback.due_at == due_at:
                return
            if await self._repositories.reschedule_callback(callback_id, due_at):
                moved = f"{callback_id} {due_at.astimezone(UTC).isoformat()}"
                await self._audit(operator.operator_id, AuditAction.CALLBACK_RESCHEDULED, moved)
            await self._floor.read_callbacks(callback.customer_id)

    async def assign_callback(self, operator_id: str, callback_id: int, assignee_id: str) -> None:
        """Have another make the call: oneself, everybody in the group (empty), or, for who leads it, any of its members.

        Of the new assignee it is a promise that he was not told of yet.
        """
        async with self._changing:
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
            await self._audit(operator_id, AuditAction.CALLBACK_ASSIGNED, subject)

    async def _audit(self, operator_id: str, action: AuditAction, subject: str) -> None:
        await self._repositories.write_audit(AuditEntry(self._clock.now(), operator_id, action, subject))

    def _seen(self, operator_id: str, callback_id: int) -> CallbackView:
        """The callback if it is in the operator's list now."""
        callback = self._find(operator_id, callback_id)
        if callback is None:
            raise Refusal(ErrorCode.NO_SUCH_CALLBACK, callback_id=callback_id)
        return callback

    def _find(self, operator_id: str, callback_id: int) -> CallbackView | None:
        desk = self._floor.desk_of(operator_id)
        return next((one for one in desk.callbacks if one.callback_id == callback_id), None) if desk else None

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


def _check_change(callback: CallbackView) -> None:
    """By what the reader's own desk says about it."""
    if callback.change_refusal is ErrorCode.CALLBACK_TAKEN and callback.taken_by is not None:
        raise Refusal(ErrorCode.CALLBACK_TAKEN, operator_name=callback.taken_by.name)
    if callback.change_refusal is not None:
        raise Refusal(callback.change_refusal)
