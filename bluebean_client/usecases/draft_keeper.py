"""Keeps a draft on disk for every tab with unsaved input, and makes a tab of a draft again."""

from dataclasses import replace
from datetime import datetime

from bluebean_client.domain import tabs
from bluebean_client.domain.desk import Desk, Problem, RecordDraft, Tab
from bluebean_client.ports import Clock, Drafts, StoredDraft
from bluebean_client.usecases.desk_keeper import DeskKeeper
from server.protocol.errors import ErrorCode
from server.protocol.types import Customer, FieldType


class DraftKeeper:
    """A draft bears the id of its tab. Password fields never go to disk."""

    def __init__(self, keeper: DeskKeeper, drafts: Drafts, clock: Clock) -> None:
        self._keeper = keeper
        self._drafts = drafts
        self._clock = clock

    def note(self, tab: Tab) -> None:
        """Hand the tab's unsaved input to the writer; without any, its draft goes."""
        identity = self._keeper.desk.identity
        if identity is None:
            return
        if not tab.dirty:
            self.forget(tab.tab_id)
            return
        self._drafts.put(
            StoredDraft(
                draft_id=tab.tab_id,
                operator_id=identity.operator_id,
                work_group_id=tab.work_group_id,
                customer_id=tab.customer.customer_id if tab.customer else None,
                version=tab.customer.version if tab.customer else 0,
                values=typed_values(self._keeper.desk, tab),
                record=tab.record,
                call_id=tab.call_id,
                saved_at=self._clock.now(),
            )
        )

    def forget(self, draft_id: str) -> None:
        self._drafts.delete(draft_id)

    def all(self) -> list[StoredDraft]:
        """Drafts of who is logged in, newest first."""
        identity = self._keeper.desk.identity
        return self._drafts.of(identity.operator_id) if identity else []

    def written(self, draft_id: str, at: datetime) -> None:
        """The writer has it on disk."""
        self._keeper.change_tab(draft_id, lambda tab: replace(tab, drafted_at=at))

    def flush(self) -> None:
        self._drafts.flush()


def typed_values(desk: Desk, tab: Tab) -> tabs.Values:
    """What was typed over the loaded customer; of a new customer the whole form. Password fields are left out."""
    group = desk.group(tab.work_group_id)
    secret = {field.key for field in group.fields if field.type is FieldType.PASSWORD} if group else set()
    base = tabs.base_values(tab, group) if tab.customer else {}
    return {key: value for key, value in tab.values.items() if key not in secret and value != base.get(key)}


def tab_of_draft(desk: Desk, draft: StoredDraft, customer: Customer | None) -> Tab:
    """The draft's tab over the customer as stored now; says so where another has saved in between."""
    base = dict(customer.values) if customer else tabs.blank_values(desk.group(draft.work_group_id))
    problem = None
    if customer is not None and customer.version != draft.version:
        told = {key: tabs.Difference(value, base.get(key, "")) for key, value in draft.values.items()}
        told = {key: difference for key, difference in told.items() if difference.mine != difference.theirs}
        problem = Problem(ErrorCode.VERSION_CONFLICT, {"fields": told}) if told else None
    return Tab(
        draft.draft_id,
        draft.work_group_id,
        customer,
        {**base, **draft.values},
        record=draft.record or RecordDraft(),
        call_id=draft.call_id,
        drafted_at=draft.saved_at,
        problem=problem,
        history=() if customer is None else None,
        dirty=True,
    )
