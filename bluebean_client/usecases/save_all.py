"""全て保存: customer and contact record together; whatever goes wrong, nothing typed is lost."""

import asyncio
import uuid
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import msgspec

from bluebean_client.domain import notices, tabs
from bluebean_client.domain.desk import AfterSave, Desk, PendingSave, Problem, Tab
from bluebean_client.ports.outside import Clock, Refused, Server, Unreachable
from bluebean_client.usecases.commands import Commands
from bluebean_client.usecases.desk_keeper import DeskKeeper
from bluebean_client.usecases.draft_keeper import DraftKeeper
from bluebean_client.usecases.problems import is_in_doubt, problem_of
from server.protocol.errors import ErrorCode
from server.protocol.rest import SaveContactReply
from server.protocol.types import Customer


class SaveAll:
    """What is about to be sent is on disk first, with its key: whoever dies on the way, the same save happens only once."""

    def __init__(
        self, keeper: DeskKeeper, server: Server, commands: Commands, drafts: DraftKeeper, clock: Clock
    ) -> None:
        self._keeper = keeper
        self._server = server
        self._commands = commands
        self._drafts = drafts
        self._clock = clock

    async def execute(self, tab_id: str) -> None:
        tab = tabs.find_tab(self._keeper.desk, tab_id)
        if tab is None or tab.saving:
            return
        pending = _pending(tab)
        sent = replace(tab, saving=True, problem=None, field_problems={}, pending=pending)
        self._keeper.put(self._keeper.desk.with_tab(sent))
        self._drafts.note(sent)
        try:
            await asyncio.to_thread(self._drafts.flush)
            reply = await self._server.save_contact(pending.request, pending.key)
        except Unreachable as unreachable:
            self._failed(tab_id, problem_of(unreachable))
        except Refused as refused:
            await self._refused(tab_id, refused)
        else:
            self._saved(sent, reply)
        finally:
            self._keeper.change_tab(tab_id, lambda tab: replace(tab, saving=False))

    def _saved(self, sent: Tab, reply: SaveContactReply) -> None:
        at = self._clock.now()
        tab = self._keeper.change_tab(sent.tab_id, lambda now: tabs.saved(sent, now, reply.customer, reply.record, at))
        self._keeper.take_away(notices.conflict_key(sent.tab_id))
        if tab is None:
            self._drafts.forget(sent.tab_id)
            return
        self._drafts.note(tab)
        self._keeper.change(lambda desk: replace(desk, after_save=AfterSave(sent.tab_id, reply.record)))

    async def _refused(self, tab_id: str, refused: Refused) -> None:
        if await self._commands.left_because(refused):
            return
        if is_in_doubt(refused):  # asked again, it bears the same key
            self._failed(tab_id, problem_of(refused))
            return
        self._not_happened(tab_id)
        if refused.code is ErrorCode.VERSION_CONFLICT and self._conflict(tab_id, refused.details):
            return
        problems = refused.details.get("fields") if refused.code is ErrorCode.INVALID_FIELDS else None
        fields = {str(key): str(problem) for key, problem in problems.items()} if isinstance(problems, Mapping) else {}
        self._failed(tab_id, problem_of(refused), fields)

    def _not_happened(self, tab_id: str) -> None:
        tab = self._keeper.change_tab(tab_id, lambda tab: replace(tab, pending=None))
        if tab is not None:
            self._drafts.note(tab)

    def _failed(self, tab_id: str, problem: Problem, fields: dict[str, str] | None = None) -> None:
        def show(tab: Tab) -> Tab:
            return replace(tab, saving=False, problem=problem, field_problems=fields or {})

        self._keeper.change_tab(tab_id, show)

    def _conflict(self, tab_id: str, details: dict[str, Any]) -> bool:
        """Whether the stored customer came along. The operator sees what differs, then may save over it."""
        try:
            stored = msgspec.convert(details.get("customer"), Customer)
        except msgspec.ValidationError:
            return False

        def show(desk: Desk) -> Desk:
            tab = tabs.find_tab(desk, tab_id)
            if tab is None:
                return desk
            tab, told = tabs.rebase(tab, stored)
            problem = Problem(ErrorCode.VERSION_CONFLICT, {"tab_id": tab_id, "fields": told})
            return desk.with_tab(replace(tab, problem=problem))

        self._keeper.change(show)
        tab = tabs.find_tab(self._keeper.desk, tab_id)
        if tab is not None and tab.problem is not None:
            self._drafts.note(tab)
            self._keeper.notice(notices.conflict(tab_id, tab.problem))
        return True


def _pending(tab: Tab) -> PendingSave:
    """The one that is in doubt, if nothing was typed since; otherwise another."""
    request = tabs.save_request(tab)
    if tab.pending is not None and tab.pending.request == request:
        return tab.pending
    return PendingSave(uuid.uuid4().hex, request)
