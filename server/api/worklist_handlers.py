"""The routes of what waits for an operator: callbacks, abandoned calls, his customers, his day, and that of his groups."""

from collections.abc import Mapping

import structlog

from server.api.endpoint import Call, Handler, Reply
from server.api.requests import id_in_path, operator_id, page, path_part
from server.protocol.rest import Empty
from server.services.group_figures import GroupBoard
from server.services.worklists import Worklists

audit = structlog.get_logger("audit")


class WorklistHandlers:
    """One method for each route, of the same name."""

    def __init__(self, worklists: Worklists, board: GroupBoard) -> None:
        self._worklists = worklists
        self._board = board

    def by_name(self) -> Mapping[str, Handler]:
        return {
            "take_callback": self.take_callback,
            "dismiss_callback": self.dismiss_callback,
            "assign_callback": self.assign_callback,
            "cancel_callback": self.cancel_callback,
            "reschedule_callback": self.reschedule_callback,
            "finish_callback": self.finish_callback,
            "handle_abandoned": self.handle_abandoned,
            "my_customers": self.my_customers,
            "my_day": self.my_day,
            "group_figures": self.group_figures,
            "recent_contacts": self.recent_contacts,
        }

    async def take_callback(self, call: Call) -> Reply:
        await self._worklists.take_callback(operator_id(call), id_in_path(call, "callback_id"))
        return Empty()

    async def dismiss_callback(self, call: Call) -> Reply:
        await self._worklists.dismiss_callback(operator_id(call), id_in_path(call, "callback_id"))
        return Empty()

    async def assign_callback(self, call: Call) -> Reply:
        callback_id, to = id_in_path(call, "callback_id"), call.body.operator_id
        await self._worklists.assign_callback(operator_id(call), callback_id, to)
        audit.info("callback_assigned", operator=operator_id(call), callback_id=callback_id, to=to)
        return Empty()

    async def cancel_callback(self, call: Call) -> Reply:
        callback_id = id_in_path(call, "callback_id")
        await self._worklists.cancel_callback(call.who.operator, callback_id, call.body.reason)
        audit.info("callback_cancelled", operator=operator_id(call), callback_id=callback_id)
        return Empty()

    async def reschedule_callback(self, call: Call) -> Reply:
        callback_id, due_at = id_in_path(call, "callback_id"), call.body.due_at
        await self._worklists.reschedule_callback(call.who.operator, callback_id, due_at)
        audit.info("callback_rescheduled", operator=operator_id(call), callback_id=callback_id, due_at=due_at)
        return Empty()

    async def finish_callback(self, call: Call) -> Reply:
        callback_id = id_in_path(call, "callback_id")
        await self._worklists.finish_callback(operator_id(call), callback_id)
        audit.info("callback_finished", operator=operator_id(call), callback_id=callback_id)
        return Empty()

    async def handle_abandoned(self, call: Call) -> Reply:
        await self._worklists.handle_abandoned(operator_id(call), path_part(call, "call_id"))
        return Empty()

    async def my_customers(self, call: Call) -> Reply:
        return await self._worklists.my_customers(call.who.operator, *page(call))

    async def my_day(self, call: Call) -> Reply:
        return await self._worklists.my_day(call.who.operator)

    async def group_figures(self, call: Call) -> Reply:
        return await self._board.seen_by(call.who.operator)

    async def recent_contacts(self, call: Call) -> Reply:
        limit, _ = page(call)
        return await self._worklists.recent_contacts(call.who.operator, limit)
