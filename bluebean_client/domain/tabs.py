"""Customer tabs: opening, closing, typing, and joining what was typed with a customer that was loaded afresh."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bluebean_client.domain.desk import Desk, HistoryFilter, RecordDraft, Tab
from server.protocol.rest import RecordInput, SaveContactRequest
from server.protocol.types import ContactRecord, Customer, FieldType, FieldValue, WorkGroupInfo

Values = dict[str, FieldValue]


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that somebody else changed since it was loaded: here, there."""

    mine: FieldValue
    theirs: FieldValue


def empty_value(kind: FieldType) -> FieldValue:
    return [] if kind is FieldType.CHECK_BOXES else ""


def blank_values(group: WorkGroupInfo | None, number: str = "") -> Values:
    """A new customer's form: the defaults, and the caller's number in the first phone field."""
    fields = group.fields if group else ()
    values = {field.key: field.default or empty_value(field.type) for field in fields}
    first_phone = next((field.key for field in fields if field.type is FieldType.PHONE), None)
    if first_phone and number:
        values[first_phone] = number
    return values


def base_values(tab: Tab, group: WorkGroupInfo | None) -> Values:
    """What the form held before anything was typed."""
    return dict(tab.customer.values) if tab.customer else blank_values(group)


def merge(base: Values, typed: Values, fresh: Values) -> Values:
    """Fresh values, but typed ones wherever something was typed over the base."""
    changed = {key: value for key, value in typed.items() if value != base.get(key)}
    return {**fresh, **changed}


def differences(base: Values, mine: Values, theirs: Values) -> dict[str, Difference]:
    """Fields that were changed elsewhere since `base` and now differ from what is on the screen."""
    return {
        key: Difference(mine.get(key, ""), value)
        for key, value in theirs.items()
        if value != base.get(key) and value != mine.get(key, "")
    }


def tab_of_customer(desk: Desk, customer_id: int) -> Tab | None:
    return next((tab for tab in desk.tabs if tab.customer and tab.customer.customer_id == customer_id), None)


def tab_of_call(desk: Desk, call_id: str) -> Tab | None:
    return next((tab for tab in desk.tabs if tab.call_id == call_id), None)


def find_tab(desk: Desk, tab_id: str) -> Tab | None:
    return next((tab for tab in desk.tabs if tab.tab_id == tab_id), None)


def open_customer(desk: Desk, customer: Customer, *, new_id: str, call_id: str | None) -> tuple[Desk, Tab]:
    """The desk with the customer's tab in front; one that is open already is refreshed and keeps what was typed."""
    old = tab_of_customer(desk, customer.customer_id)
    if old is None:
        tab = Tab(new_id, customer.work_group_id, customer, dict(customer.values), call_id=call_id)
    else:
        base = dict(old.customer.values) if old.customer else {}
        values = merge(base, old.values, dict(customer.values))
        tab = replace(old, customer=customer, values=values, call_id=call_id or old.call_id)
    return replace(desk.with_tab(tab), active_tab=tab.tab_id), tab


def open_blank(desk: Desk, work_group_id: str, number: str, *, new_id: str, call_id: str | None) -> tuple[Desk, Tab]:
    """The desk with the form of a new customer in front."""
    values = blank_values(desk.group(work_group_id), number)
    tab = Tab(new_id, work_group_id, None, values, call_id=call_id, history=())
    return replace(desk.with_tab(tab), active_tab=tab.tab_id), tab


def link_call(desk: Desk, tab_id: str, call_id: str) -> Desk:
    """The desk with the call in this tab and in no other."""
    owners = {tab_id: call_id}

    def linked(tab: Tab) -> Tab:
        call = owners.get(tab.tab_id, None if tab.call_id == call_id else tab.call_id)
        return tab if call == tab.call_id else replace(tab, call_id=call)

    return replace(desk, tabs=tuple(linked(tab) for tab in desk.tabs))


def close(desk: Desk, tab_id: str) -> Desk:
    """The desk without the tab; the neighbour comes to the front."""
    ids = [tab.tab_id for tab in desk.tabs]
    if tab_id not in ids:
        return desk
    rest = tuple(tab for tab in desk.tabs if tab.tab_id != tab_id)
    active = desk.active_tab
    if active == tab_id:
        active = rest[min(ids.index(tab_id), len(rest) - 1)].tab_id if rest else None
    after_save = desk.after_save if desk.after_save and desk.after_save.tab_id != tab_id else None
    return replace(desk, tabs=rest, active_tab=active, after_save=after_save)


def type_field(tab: Tab, key: str, value: FieldValue) -> Tab:
    problems = {name: problem for name, problem in tab.field_problems.items() if name != key}
    return replace(tab, values={**tab.values, key: value}, field_problems=problems, dirty=True)


def type_record(tab: Tab, draft: RecordDraft) -> Tab:
    names = RecordDraft.__dataclass_fields__
    problems = {
        name: problem
        for name, problem in tab.field_problems.items()
        if name not in names or getattr(draft, name) == getattr(tab.record, name)
    }
    return replace(tab, record=draft, field_problems=problems, dirty=True)


def record_input(draft: RecordDraft) -> RecordInput:
    return RecordInput(
        respondent=draft.respondent,
        reaction=draft.reaction,
        next_action=draft.next_action,
        next_assignee=draft.next_assignee,
        text=draft.text,
        next_action_time=draft.next_action_time,
    )


def save_request(tab: Tab) -> SaveContactRequest:
    """全て保存 as the server takes it."""
    return SaveContactRequest(
        work_group_id=tab.work_group_id,
        values=dict(tab.values),
        record=record_input(tab.record),
        customer_id=tab.customer.customer_id if tab.customer else None,
        version=tab.customer.version if tab.customer else 0,
        call_id=tab.call_id,
    )


def saved(sent: Tab, now: Tab, customer: Customer, record: ContactRecord, at: datetime) -> Tab:
    """The tab after its save came through; what was typed while it was on its way stays, and stays unsaved."""
    values = merge(sent.values, now.values, dict(customer.values))
    draft = now.record if now.record != sent.record else RecordDraft()
    listed = matches(record, now.history_filter)
    return replace(
        now,
        customer=customer,
        values=values,
        record=draft,
        saving=False,
        saved_at=at,
        field_problems={},
        problem=None,
        pending=None,
        history=(record, *(now.history or ())) if listed else now.history,
        history_total=now.history_total + listed,
        dirty=now.values != sent.values or now.record != sent.record,
    )


def rebase(tab: Tab, stored: Customer) -> tuple[Tab, dict[str, Difference]]:
    """After a version conflict: the stored customer becomes the base, typed values stay, and what differs is told."""
    base = dict(tab.customer.values) if tab.customer else {}
    told = differences(base, tab.values, dict(stored.values))
    merged = merge(base, tab.values, dict(stored.values))
    return replace(tab, customer=stored, values=merged, saving=False, dirty=True), told


def matches(record: ContactRecord, wanted: HistoryFilter) -> bool:
    """Whether a record that was just saved belongs into the list; the server decides for all others."""
    chosen = (
        (wanted.respondent, record.respondent),
        (wanted.reaction, record.reaction),
        (wanted.next_action, record.next_action),
    )
    return all(not key or key == has for key, has in chosen) and wanted.text.casefold() in record.text.casefold()


def with_older(tab: Tab, older: Sequence[ContactRecord], total: int) -> Tab:
    """The list with its next page. Records that came in between make pages overlap."""
    known = {record.record_id for record in tab.history or ()}
    new = tuple(record for record in older if record.record_id not in known)
    history = (*(tab.history or ()), *new)
    return replace(tab, history=history, history_total=total if new else len(history))


def with_record_replaced(tab: Tab, record: ContactRecord) -> Tab:
    if tab.history is None:
        return tab
    history = tuple(record if old.record_id == record.record_id else old for old in tab.history)
    return replace(tab, history=history)
