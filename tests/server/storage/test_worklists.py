"""Callbacks, abandoned calls, a person's customers and his day, on both databases."""

from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest

from server.ports.storage import CallbackProgress, CallRow, WorkGroupRow
from server.protocol.types import Cancellation, ContactRecord, Customer, Direction, OperatorRef
from server.protocol.worklists import CallbackStage
from server.storage.repositories import SqlRepositories
from tests.server.storage.test_repositories import CALL, NOW, RECORD
from tests.support.sample_site import SUPPORT, settled_site, sip_passwords, values

DUE = NOW + timedelta(days=2)
DONE = msgspec.structs.replace(RECORD, next_action="done", next_action_time=None)
COLLEAGUE = OperatorRef("op002", "渡辺 直樹")


@pytest.fixture
async def group(repositories: SqlRepositories) -> WorkGroupRow:
    site = settled_site()
    await repositories.replace_site(site, sip_passwords(site))
    return (await repositories.work_groups())[0]


async def save(
    repositories: SqlRepositories,
    group: WorkGroupRow,
    record: ContactRecord = RECORD,
    customer: Customer | None = None,
    key: str = "",
) -> tuple[Customer, ContactRecord]:
    return await repositories.save_contact(
        work_group=group,
        customer_id=customer.customer_id if customer else None,
        version=customer.version if customer else 0,
        values=values(phone="+81355501234"),
        record=record,
        request_key=key,
    )


async def open_ids(repositories: SqlRepositories) -> list[int]:
    return [row.callback_id for row in await repositories.open_callbacks()]


async def test_a_record_with_a_callback_promises_one_call(repositories: SqlRepositories, group: WorkGroupRow) -> None:
    customer, record = await save(repositories, group, key="k")
    await save(repositories, group, key="k")  # sent again after a lost answer
    [promised] = await repositories.open_callbacks()
    assert promised.callback_id == record.record_id and promised.due_at == DUE
    assert (promised.assignee_id, promised.text, promised.customer) == ("op001", RECORD.text, customer)
    assert promised.progress == CallbackProgress()
    assert [row.callback_id for row in await repositories.open_callbacks(customer.customer_id)] == [record.record_id]
    assert await repositories.open_callbacks(customer.customer_id + 1) == []


async def test_a_later_record_of_whoever_has_it_fulfils_the_promise(
    repositories: SqlRepositories, group: WorkGroupRow
) -> None:
    customer, first = await save(repositories, group)
    by_colleague = msgspec.structs.replace(DONE, author=COLLEAGUE)
    customer, _ = await save(repositories, group, by_colleague, customer)
    assert await open_ids(repositories) == [first.record_id]  # another matter: the promise stands
    taken = CallbackProgress(CallbackStage.GROUP, taken_by="op002")
    await repositories.keep_callback(first.record_id, "op001", DUE, taken)
    await save(repositories, group, by_colleague, customer)
    assert await open_ids(repositories) == []
    customer, _ = await save(repositories, group)
    await save(repositories, group, DONE, customer)
    assert await open_ids(repositories) == []


async def test_a_new_promise_takes_the_place_of_the_old_one(repositories: SqlRepositories, group: WorkGroupRow) -> None:
    customer, _ = await save(repositories, group)
    later = msgspec.structs.replace(
        RECORD, author=COLLEAGUE, next_assignee="op002", next_action_time=DUE + timedelta(1)
    )
    _, second = await save(repositories, group, later, customer)
    assert await open_ids(repositories) == [second.record_id]


async def test_an_edited_record_moves_calls_off_and_promises_again(
    repositories: SqlRepositories, group: WorkGroupRow
) -> None:
    _, record = await save(repositories, group)
    told = CallbackProgress(CallbackStage.NOTIFIED, "op001", frozenset({"op001"}))
    await repositories.keep_callback(record.record_id, "op001", DUE, told)
    await repositories.update_record(msgspec.structs.replace(record, text="別の文"), group)
    [same] = await repositories.open_callbacks()
    assert (same.progress, same.text) == (told, "別の文")
    moved = msgspec.structs.replace(record, next_action_time=DUE + timedelta(hours=1))
    await repositories.update_record(moved, group)
    [fresh] = await repositories.open_callbacks()
    assert (fresh.due_at, fresh.progress) == (moved.next_action_time, CallbackProgress())
    await repositories.keep_callback(record.record_id, "op001", DUE, told)  # a write of before it was moved
    assert [row.progress for row in await repositories.open_callbacks()] == [CallbackProgress()]
    off = msgspec.structs.replace(record, next_action="done", next_action_time=None)
    await repositories.update_record(off, group)
    assert await open_ids(repositories) == []
    await repositories.update_record(moved, group)
    assert await open_ids(repositories) == [record.record_id]
    await repositories.close_callback(record.record_id, "op001", NOW)
    await repositories.update_record(msgspec.structs.replace(moved, text="また別の文"), group)
    assert await open_ids(repositories) == []  # the call was made; only the words changed
    await repositories.update_record(record, group)
    assert await open_ids(repositories) == [record.record_id]


async def test_another_makes_the_call_and_was_not_told_yet(repositories: SqlRepositories, group: WorkGroupRow) -> None:
    customer, record = await save(repositories, group)
    told = CallbackProgress(CallbackStage.GROUP, taken_by="op001", dismissed_by=frozenset({"op001"}))
    await repositories.keep_callback(record.record_id, "op001", DUE, told)
    await repositories.assign_callback(record.record_id, "op002")
    [promised] = await repositories.open_callbacks()
    assert (promised.assignee_id, promised.due_at, promised.progress) == ("op002", DUE, CallbackProgress())
    stored = await repositories.record(record.record_id)
    assert stored is not None and stored.next_assignee == "op002"
    await repositories.keep_callback(record.record_id, "op001", DUE, told)  # written late, about the old promise
    await repositories.update_record(msgspec.structs.replace(stored, text="別の文"), group)
    [promised] = await repositories.open_callbacks()
    assert (promised.assignee_id, promised.progress) == ("op002", CallbackProgress())
    await save(repositories, group, msgspec.structs.replace(DONE, author=COLLEAGUE), customer)
    assert await open_ids(repositories) == []
    await repositories.assign_callback(record.record_id, "op001")  # too late: it is done
    stored = await repositories.record(record.record_id)
    assert stored is not None and stored.next_assignee == "op002"


async def test_called_off_the_record_says_by_whom_and_why(repositories: SqlRepositories, group: WorkGroupRow) -> None:
    customer, record = await save(repositories, group)
    why = Cancellation(COLLEAGUE, NOW, "お客様から連絡済み")
    assert (await repositories.my_customers("op001", [group], 50, 0)).total == 1
    assert await repositories.cancel_callback(record.record_id, why)
    assert not await repositories.cancel_callback(record.record_id, Cancellation(COLLEAGUE, NOW, "again"))
    assert await open_ids(repositories) == []
    assert (await repositories.my_customers("op001", [group], 50, 0)).total == 0
    stored = await repositories.record(record.record_id)
    assert stored is not None and stored.cancellation == why
    [listed], _ = await repositories.records(customer.customer_id, {}, 10, 0)
    assert listed.cancellation == why
    again = msgspec.structs.replace(stored, next_action_time=DUE + timedelta(hours=1))
    await repositories.update_record(again, group)
    assert await open_ids(repositories) == [record.record_id]
    stored = await repositories.record(record.record_id)
    assert stored is not None and stored.cancellation is None


async def test_moved_to_another_time_nobody_was_told_yet(repositories: SqlRepositories, group: WorkGroupRow) -> None:
    _, record = await save(repositories, group)
    told = CallbackProgress(CallbackStage.GROUP, taken_by="op001", dismissed_by=frozenset({"op001"}))
    await repositories.keep_callback(record.record_id, "op001", DUE, told)
    later = DUE + timedelta(minutes=10)
    assert await repositories.reschedule_callback(record.record_id, later)
    [moved] = await repositories.open_callbacks()
    assert (moved.due_at, moved.progress) == (later, CallbackProgress())
    stored = await repositories.record(record.record_id)
    assert stored is not None and stored.next_action_time == later
    await repositories.close_callback(record.record_id, "op001", NOW)
    assert not await repositories.reschedule_callback(record.record_id, DUE)
    stored = await repositories.record(record.record_id)
    assert stored is not None and stored.next_action_time == later


async def test_done_by_hand_once(repositories: SqlRepositories, group: WorkGroupRow) -> None:
    _, record = await save(repositories, group)
    assert await repositories.close_callback(record.record_id, "op001", NOW)
    assert not await repositories.close_callback(record.record_id, "op001", NOW)
    assert await open_ids(repositories) == []


def given_up(call_id: str, ago: timedelta, number: str = "+81355501234") -> CallRow:
    return replace(
        CALL,
        call_id=call_id,
        customer_leg=f"leg-{call_id}",
        from_number=number,
        arrived_at=NOW - ago - timedelta(seconds=42),
        ended_at=NOW - ago,
        abandoned=True,
    )


async def test_abandoned_calls_come_with_names_and_who_dealt_with_them(
    repositories: SqlRepositories, group: WorkGroupRow
) -> None:
    customer, _ = await save(repositories, group)
    for call in (
        given_up("old", timedelta(days=2)),
        given_up("early", timedelta(hours=2)),
        given_up("late", timedelta(hours=1), number="+81355509999"),
        replace(given_up("talked", timedelta()), abandoned=False),
    ):
        await repositories.save_call(call)
    await repositories.set_handled("early", COLLEAGUE, NOW)
    await repositories.set_handled("early", OperatorRef("op003", "小林 陽子"), NOW)
    await repositories.save_call(given_up("early", timedelta(hours=2)))  # the floor writes its row once more
    found = await repositories.abandoned_calls(NOW - timedelta(days=1))
    late, early = found.pop(SUPPORT)
    assert found == {}
    assert (late.call_id, late.customer_name, late.customer_id, late.handled_by) == ("late", "", None, None)
    assert (early.customer_name, early.customer_id) == (customer.name, customer.customer_id)
    assert (early.waited_seconds, early.handled_by, early.at) == (42, COLLEAGUE, NOW - timedelta(hours=2))


async def test_an_abandoned_call_says_when_its_number_called_again_and_which_place_it_had(
    repositories: SqlRepositories,
) -> None:
    hour = timedelta(hours=1)
    for call in (
        replace(given_up("first", 3 * hour), place_at=NOW - 4 * hour),
        given_up("second", 2 * hour),
        replace(given_up("talked", hour), abandoned=False, transferred_from="x"),
        given_up("withheld", 3 * hour, number=""),
        given_up("withheld too", hour, number=""),
        replace(given_up("elsewhere", 2 * hour, number="+81355509999"), work_group_id="orders"),
        given_up("here", 3 * hour, number="+81355509999"),
        replace(given_up("called", hour, number="+81355509999"), direction=Direction.OUT, abandoned=False),
    ):
        await repositories.save_call(call)
    found = await repositories.abandoned_calls(NOW - timedelta(days=1))
    calls = {one.call_id: one for one in (*found[SUPPORT], *found["orders"])}
    wait = timedelta(seconds=42)
    backs = {"first": NOW - 2 * hour - wait, "second": NOW - hour - wait}
    assert {key: one.back_at for key, one in calls.items() if one.back_at} == backs
    assert (calls["first"].place_at, calls["second"].place_at) == (NOW - 4 * hour, NOW - 2 * hour - wait)
    assert [key for key, one in calls.items() if not one.is_open] == ["second", "first"]


async def test_my_customers_are_those_whose_newest_record_is_mine_to_follow_up(
    repositories: SqlRepositories, group: WorkGroupRow
) -> None:
    for record in (RECORD, DONE, msgspec.structs.replace(RECORD, next_assignee="op002")):
        await save(repositories, group, record)
    handed_on, _ = await save(repositories, group)
    await save(repositories, group, msgspec.structs.replace(RECORD, next_assignee="op002"), handed_on)
    mine = await repositories.my_customers("op001", [group], 50, 0)
    assert mine.total == 1
    assert (mine.customers[0].next_action, mine.customers[0].next_action_time) == ("再架電", DUE)
    assert (await repositories.my_customers("op002", [group], 1, 0)).total == 2
    assert (await repositories.my_customers("op001", [], 50, 0)).total == 0


async def test_a_day_in_figures(repositories: SqlRepositories, group: WorkGroupRow) -> None:
    mine = replace(CALL, operator_id="op001", answered_at=NOW, ended_at=NOW, talk_seconds=100)
    await repositories.save_call(mine)
    await repositories.save_call(replace(mine, call_id="c2", customer_leg="l2", direction=Direction.OUT))
    await repositories.save_call(replace(mine, call_id="c3", customer_leg="l3", answered_at=NOW - timedelta(days=1)))
    await save(repositories, group, msgspec.structs.replace(DONE, call_id="c1", saved_at=NOW + timedelta(seconds=30)))
    await save(repositories, group, DONE)
    figures = await repositories.day_figures("op001", NOW)
    assert (figures.calls_taken, figures.calls_made, figures.talk_seconds) == (1, 1, 200)
    assert (figures.wrap_up_seconds, figures.records_saved) == (30, 2)
    assert (await repositories.day_figures("op002", NOW)).records_saved == 0


async def test_the_latest_contacts_are_my_own_with_their_call_and_name(
    repositories: SqlRepositories, group: WorkGroupRow
) -> None:
    await repositories.save_call(replace(CALL, operator_id="op001", answered_at=NOW, ended_at=NOW, talk_seconds=100))
    first, called = await save(repositories, group, msgspec.structs.replace(DONE, call_id="c1"))
    _, other = await save(repositories, group, msgspec.structs.replace(DONE, saved_at=NOW + timedelta(seconds=1)))
    await save(repositories, group, msgspec.structs.replace(DONE, author=COLLEAGUE))
    newest, oldest = await repositories.recent_contacts("op001", [SUPPORT], 10)
    assert (newest.record, newest.number) == (other, "")
    assert (oldest.record, oldest.customer_name, oldest.number) == (called, first.name, CALL.from_number)
    assert oldest.record.times is not None and oldest.record.times.talk_seconds == 100
    assert [one.record for one in await repositories.recent_contacts("op001", [SUPPORT], 1)] == [other]
    assert await repositories.recent_contacts("op001", [], 10) == []
