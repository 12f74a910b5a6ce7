"""全て保存: customer and contact record together; whatever goes wrong, nothing typed is lost."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import msgspec

from bluebean_client.domain import tabs
from bluebean_client.domain.desk import AfterSave, Desk, Notice, Problem, Severity, Tab
from bluebean_client.ports import Clock, Refused, Server, Unreachable
from bluebean_client.usecases.commands import Commands
from bluebean_client.usecases.desk_keeper import DeskKeeper
from bluebean_client.usecases.draft_keeper import DraftKeeper
from bluebean_client.usecases.problems import problem_of
from server.protocol.errors import ErrorCode
from server.protocol.rest import SaveContactReply
from server.protocol.types import Customer


class SaveAll:
    """A save whose answer was lost is sent again under the same key by the server's port, so that it happens once."""

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
        sent = replace(tab, saving=True, problem=None, field_problems={})
        self._keeper.put(self._keeper.desk.with_tab(sent))
        try:
            reply = await self._server.save_contact(tabs.save_request(sent))
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
        self._keeper.take_away(_conflict_key(sent.tab_id))
        if tab is None:
            self._drafts.forget(sent.tab_id)
            return
        self._drafts.note(tab)
        self._keeper.change(lambda desk: replace(desk, after_save=AfterSave(sent.tab_id, reply.record)))

    async def _refused(self, tab_id: str, refused: Refused) -> None:
        if await self._commands.left_because(refused):
            return
        if refused.code is ErrorCode.VERSION_CONFLICT and self._conflict(tab_id, refused.details):
            return
        problems = refused.details.get("fields") if refused.code is ErrorCode.INVALID_FIELDS else None
        fields = {str(key): str(problem) for key, problem in problems.items()} if isinstance(problems, Mapping) else {}
        self._failed(tab_id, problem_of(refused), fields)

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
            self._keeper.notice(Notice(_conflict_key(tab_id), Severity.WARNING, tab.problem, "show_differences"))
        return True


def _conflict_key(tab_id: str) -> str:
    return f"conflict:{tab_id}"
