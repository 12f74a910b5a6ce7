"""After a login: brings back the customer and the text of the call that is up, and offers every other draft."""

import asyncio
from dataclasses import replace

from bluebean_client.domain import notices, offer, tabs
from bluebean_client.domain.desk import Desk, Problem, RecordDraft, Tab
from bluebean_client.domain.problem_codes import ClientProblem
from bluebean_client.ports.outside import Refused, Server, StoredDraft, Unreachable
from bluebean_client.usecases.desk_keeper import DeskKeeper
from bluebean_client.usecases.draft_keeper import DraftKeeper, rest_of_draft, tab_of_draft
from bluebean_client.usecases.histories import Histories
from bluebean_client.usecases.open_customer import new_tab_id
from bluebean_client.usecases.problems import is_in_doubt, is_session_over, problem_of
from server.protocol.errors import ErrorCode
from server.protocol.types import CallView, Customer

EXCERPT = 40
"""Characters of what was typed, so that the operator knows it again."""
SETTLE_SECONDS = 4.0
"""How long a draft waits for the server to say whether its save happened; then it is offered with the question open."""


class RecoverInput:
    """Does nothing in a session that starts fresh and left no draft."""

    def __init__(self, keeper: DeskKeeper, server: Server, drafts: DraftKeeper, histories: Histories) -> None:
        self._keeper = keeper
        self._server = server
        self._drafts = drafts
        self._histories = histories
        self._restoring: set[str] = set()

    async def execute(self) -> None:
        call = offer.current_call(self._keeper.desk)
        # each for itself: one that waits for the server, or fails, holds up no other
        await asyncio.gather(*(self._bring_back(draft, call) for draft in self._drafts.all()))
        if call is not None and call.customer_id is not None and not tabs.tab_of_call(self._keeper.desk, call.call_id):
            await self._reopen(call, call.customer_id)

    async def _bring_back(self, kept: StoredDraft, call: CallView | None) -> None:
        draft = await self._settled(kept)
        if draft is None:
            return
        if call is not None and draft.call_id == call.call_id and self._keeper.desk.group(draft.work_group_id):
            await self._show(draft)
        else:
            self._offer(draft)

    async def restore(self, kept: StoredDraft) -> None:
        """The draft's tab, in front. While that waits for the server nothing more is asked of it."""
        if kept.draft_id in self._restoring:
            return
        self._restoring.add(kept.draft_id)
        try:
            draft = await self._settled(kept)
            if draft is not None:
                await self._show(draft)
        finally:
            self._restoring.discard(kept.draft_id)

    async def _show(self, draft: StoredDraft) -> None:
        key = notices.draft_key(draft.draft_id)
        try:
            customer = await self._customer(draft.customer_id)
        except Unreachable:
            self._offer(draft)
            return
        except Refused as refused:
            # the customer is gone or not ours any more: what was typed is still worth keeping
            gone = refused.code is ErrorCode.NO_SUCH_CUSTOMER and draft.name
            problem = (
                Problem(ClientProblem.DRAFT_WITHOUT_CUSTOMER, {"name": draft.name}) if gone else problem_of(refused)
            )
            self._open(replace(tab_of_draft(self._keeper.desk, draft, None), problem=problem))
            self._keeper.take_away(key)
            return
        tab = tab_of_draft(self._keeper.desk, draft, customer)
        self._open(tab)
        self._keeper.take_away(key)
        if tab.problem is not None:
            self._keeper.notice(notices.conflict(tab.tab_id, tab.problem))

    async def _settled(self, draft: StoredDraft) -> StoredDraft | None:
        """What is left of the draft when its save, which nobody heard the answer of, is known to have happened or not."""
        if draft.pending is None:
            return draft
        try:
            sending = self._server.save_contact(draft.pending.request, draft.pending.key)
            reply = await asyncio.wait_for(sending, SETTLE_SECONDS)
        except (Unreachable, TimeoutError):
            return draft
        except Refused as refused:
            if is_session_over(refused) or is_in_doubt(refused):
                return draft
            left = replace(draft, pending=None)
        else:
            left = rest_of_draft(draft, draft.pending, reply.customer)
            self._keeper.notice(notices.save_finished(draft.draft_id, reply.customer.name))
        if not left.values and left.record == RecordDraft():
            self._drafts.forget(left.draft_id)
            return None
        self._drafts.keep(left)
        return left

    def _offer(self, draft: StoredDraft) -> None:
        """To restore; without its work group there is no form for it, and it can only be copied."""
        group = self._keeper.desk.group(draft.work_group_id)
        texts = _typed_texts(draft)
        excerpt = texts[0][:EXCERPT] if texts else ""
        facts = [fact for fact in (draft.name or (group.name if group else ""), excerpt) if fact]
        name, saved_at = " ・ ".join(facts), draft.saved_at
        if group is None:
            self._keeper.notice(notices.draft_without_group(draft.draft_id, name, saved_at, "\n".join(texts)))
        else:
            self._keeper.notice(notices.draft_found(draft.draft_id, name, saved_at))

    async def _reopen(self, call: CallView, customer_id: int) -> None:
        try:
            customer = await self._customer(customer_id)
        except (Refused, Unreachable) as trouble:
            self._keeper.notice(notices.refused("load_customer_button", problem_of(trouble)))
            return
        if customer is not None:
            self._open(Tab(new_tab_id(), call.work_group_id, customer, dict(customer.values), call_id=call.call_id))

    async def _customer(self, customer_id: int | None) -> Customer | None:
        """As stored now: what came with the call may have been saved over since."""
        return None if customer_id is None else await self._server.customer(customer_id)

    def _open(self, tab: Tab) -> None:
        if tabs.find_tab(self._keeper.desk, tab.tab_id):
            return  # asked twice: what was typed into it since is newer
        self._keeper.change(lambda desk: _in_front(desk, tab))
        if tab.customer is not None:
            self._histories.load(tab.tab_id)


def _typed_texts(draft: StoredDraft) -> list[str]:
    """The record first, then the fields."""
    values = (value if isinstance(value, str) else "、".join(value) for value in draft.values.values())
    return [text.strip() for text in (draft.record.text, *values) if text.strip()]


def _in_front(desk: Desk, tab: Tab) -> Desk:
    call = offer.current_call(desk)
    dismissed = call.call_id if call and call.call_id == tab.call_id else desk.dismissed_offer
    return replace(desk.with_tab(tab), active_tab=tab.tab_id, dismissed_offer=dismissed)
