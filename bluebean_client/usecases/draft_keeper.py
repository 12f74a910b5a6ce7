"""Keeps a draft on disk for every tab with unsaved input, and makes a tab of a draft again."""

from dataclasses import replace
from datetime import datetime

from bluebean_client.domain import tabs
from bluebean_client.domain.desk import Desk, PendingSave, Problem, RecordDraft, Tab
from bluebean_client.ports.outside import Clock, Drafts, StoredDraft
from bluebean_client.usecases.desk_keeper import DeskKeeper
from server.protocol.errors import ErrorCode
from server.protocol.types import SECRET_PLACEHOLDER, Customer, FieldType


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
        if not tab.dirty and tab.pending is None:
            self.forget(tab.tab_id)
            return
        desk = self._keeper.desk
        values = typed_values(desk, tab)
        base = tabs.base_values(tab, desk.group(tab.work_group_id))
        self._drafts.put(
            StoredDraft(
                draft_id=tab.tab_id,
                operator_id=identity.operator_id,
                work_group_id=tab.work_group_id,
                customer_id=tab.customer.customer_id if tab.customer else None,
                version=tab.customer.version if tab.customer else 0,
                values=values,
                record=tab.record,
                call_id=tab.call_id,
                saved_at=self._clock.now(),
                pending=without_secrets(desk, tab),
                base={key: base[key] for key in values if key in base},
                name=tab.title,
            )
        )

    def keep(self, draft: StoredDraft) -> None:
        """In the place of what is kept under its id."""
        self._drafts.put(draft)

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
    secret = _secret_keys(desk, tab)
    base = dict(tab.customer.values) if tab.customer else {}
    return {key: value for key, value in tab.values.items() if key not in secret and value != base.get(key)}


def without_secrets(desk: Desk, tab: Tab) -> PendingSave | None:
    """The save on its way, unless a password goes with it: then only this window can send it again."""
    if tab.pending is None:
        return None
    sent = tab.pending.request.values
    if any(sent.get(key, "") not in ("", SECRET_PLACEHOLDER) for key in _secret_keys(desk, tab)):
        return None
    return tab.pending


def _secret_keys(desk: Desk, tab: Tab) -> frozenset[str]:
    group = desk.group(tab.work_group_id)
    return frozenset(field.key for field in group.fields if field.type is FieldType.PASSWORD) if group else frozenset()


def tab_of_draft(desk: Desk, draft: StoredDraft, customer: Customer | None) -> Tab:
    """The draft's tab over the customer as stored now; says so where another has saved in between."""
    base = dict(customer.values) if customer else tabs.blank_values(desk.group(draft.work_group_id))
    return Tab(
        draft.draft_id,
        draft.work_group_id,
        customer,
        {**base, **draft.values},
        record=draft.record or RecordDraft(),
        call_id=draft.call_id,
        drafted_at=draft.saved_at,
        problem=_conflict(draft, customer),
        pending=draft.pending,
        history=() if customer is None else None,
        dirty=True,
    )


def rest_of_draft(draft: StoredDraft, pending: PendingSave, saved: Customer) -> StoredDraft:
    """What was typed after `pending` was sent, over the customer that it has made."""
    values = {key: value for key, value in draft.values.items() if value != pending.request.values.get(key)}
    return replace(
        draft,
        customer_id=saved.customer_id,
        version=saved.version,
        values=values,
        base={key: value for key, value in saved.values.items() if key in values},
        record=RecordDraft() if tabs.record_input(draft.record) == pending.request.record else draft.record,
        pending=None,
    )


def _conflict(draft: StoredDraft, customer: Customer | None) -> Problem | None:
    """Fields that were typed over here and changed by another since."""
    if customer is None or customer.version == draft.version:
        return None
    theirs = {key: customer.values.get(key, "") for key in draft.values}
    told = tabs.differences(draft.base, draft.values, theirs)
    return Problem(ErrorCode.VERSION_CONFLICT, {"tab_id": draft.draft_id, "fields": told}) if told else None
