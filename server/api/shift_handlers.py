"""The routes of what an operator asks for beside his calls: help, a longer wrap-up, another status in advance."""

from collections.abc import Mapping

import structlog

from server.api.endpoint import Call, Handler, Reply
from server.api.requests import operator_id, path_part
from server.domain import floor_events as events
from server.protocol.rest import Empty
from server.services.call_floor import CallFloor
from server.services.statuses_of_others import StatusesOfOthers

audit = structlog.get_logger("audit")


class ShiftHandlers:
    """One method for each route, of the same name."""

    def __init__(self, floor: CallFloor, statuses: StatusesOfOthers) -> None:
        self._floor = floor
        self._statuses = statuses

    def by_name(self) -> Mapping[str, Handler]:
        return {
            "set_next_status": self.set_next_status,
            "set_status_of": self.set_status_of,
            "extend_wrap_up": self.extend_wrap_up,
            "request_help": self.request_help,
            "cancel_help": self.cancel_help,
            "take_help": self.take_help,
        }

    async def set_next_status(self, call: Call) -> Reply:
        me = operator_id(call)
        return await self._floor.shift(me, events.SetNextStatus(me, call.body.status, call.body.reason))

    async def set_status_of(self, call: Call) -> Reply:
        me, target, wanted = operator_id(call), path_part(call, "operator_id"), call.body
        reply = await self._statuses.set(me, target, wanted)
        audit.info("status_set", operator=me, target=target, status=wanted.status.value, reason=wanted.reason)
        return reply

    async def extend_wrap_up(self, call: Call) -> Reply:
        me = operator_id(call)
        return await self._floor.shift(me, events.ExtendWrapUp(me))

    async def request_help(self, call: Call) -> Reply:
        me = operator_id(call)
        state = await self._floor.shift(me, events.RequestHelp(me))
        audit.info("help_requested", operator=me, reaches=state.help_reaches)
        return state

    async def cancel_help(self, call: Call) -> Reply:
        me = operator_id(call)
        state = await self._floor.shift(me, events.CancelHelp(me))
        audit.info("help_cancelled", operator=me)
        return state

    async def take_help(self, call: Call) -> Reply:
        me, asker = operator_id(call), path_part(call, "operator_id")
        await self._floor.shift(me, events.TakeHelp(me, asker))
        audit.info("help_taken", operator=me, asker=asker)
        return Empty()
