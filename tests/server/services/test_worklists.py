"""Callbacks and abandoned calls in a running call centre: told of in time, to the right people, over restarts."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta

import msgspec
import pytest

from server.domain.refusal import Refusal
from server.ports.audit import AuditAction
from server.ports.storage import OperatorRow
from server.protocol.errors import ErrorCode
from server.protocol.rest import EditRecordRequest, RecordInput, SaveContactRequest
from server.protocol.types import FieldType, FormField, NextAction, NextActionKind, Role, Status
from server.protocol.worklists import CallbackStage, CallbackView
from server.services.contacts import Contacts
from server.services.worklists import Worklists
from tests.support.call_centre import SALES, CallCentre, until

CALLBACK = NextAction("callback", "再架電", NextActionKind.CALLBACK)
DONE = NextAction("done", "完了", NextActionKind.DONE)


class Office(CallCentre):
    """Sales with a form; `mori` is a supervisor."""

    def __init__(self) -> None:
        super().__init__()
        sales = self.repositories.groups["sales"]
        info = msgspec.structs.replace(
            sales.info,
            fields=(FormField("name", "氏名", FieldType.TEXT), FormField("phone", "電話", FieldType.PHONE)),
            next_actions=(CALLBACK, DONE),
        )
        self.change_group("sales", info=info, name_key="name")
        self.repositories.operators["mori"] = replace(self.repositories.operators["mori"], role=Role.SUPERVISOR)

    def _contacts(self) -> Contacts:
        return Contacts(
            repositories=self.repositories,
            site=self.repositories,  # type: ignore[arg-type]  # only asked by supervisors who open a customer
            floor=self.floor,
            clock=self.clock,
            country="JP",
        )

    @property
    def worklists(self) -> Worklists:
        return Worklists(repositories=self.repositories, floor=self.floor, clock=self.clock)

    def operator(self, name: str) -> OperatorRow:
        return self.repositories.operators[name]

    async def saves(self, name: str, record: RecordInput) -> int:
        """A record of customer 1; gives its id."""
        known = self.repositories.customers[1]
        request = SaveContactRequest(
            work_group_id="sales",
            values={"name": "山田 太郎", "phone": "+819012345678"},
            record=record,
            customer_id=1,
            version=known.version,
        )
        return (await self._contacts().save(self.operator(name), request, "")).record.record_id

    async def promises(self, name: str, due_in: float, assignee: str = "") -> int:
        return await self.saves(name, self.promise(due_in, assignee))

    def promise(self, due_in: float, assignee: str = "") -> RecordInput:
        due_at: datetime = self.clock.now() + timedelta(seconds=due_in)
        return RecordInput(
            next_action="callback", next_assignee=assignee, text="見積りの件\n二行目", next_action_time=due_at
        )

    async def edits(self, name: str, record_id: int, record: RecordInput) -> None:
        await self._contacts().edit(self.operator(name), record_id, EditRecordRequest(record))

    def list_of(self, name: str) -> tuple[CallbackView, ...]:
        """Those that are his to make."""
        return tuple(one for one in self.publisher.desks[name].callbacks if not one.supervised)

    def supervised_by(self, name: str) -> tuple[CallbackView, ...]:
        return tuple(one for one in self.publisher.desks[name].callbacks if one.supervised)

    def notices(self, name: str) -> list[int]:
        return [one.callback_id for one in self.list_of(name) if one.notice]

    async def restarts(self) -> None:
        """Killed, started again, and every window is back."""
        names = list(self.floor._floor.state.seats)
        await self.kill_server()
        await self.start()
        for name in names:
            await self.floor.connected(name)


@pytest.fixture
async def office() -> AsyncIterator[Office]:
    made = Office()
    await made.start()
    yield made
    await made.stop()


async def test_the_assignee_is_told_a_minute_before_and_only_then(office: Office) -> None:
    await office.is_ready("abe")
    callback = await office.promises("abe", 600)
    [planned] = office.list_of("abe")
    assert (planned.stage, planned.notice, planned.customer_name) == (CallbackStage.PLANNED, False, "山田 太郎")
    assert (planned.number, planned.summary, planned.assignee.name) == ("+819012345678", "見積りの件", "阿部 花子")
    await office.clock.advance(539)
    assert office.notices("abe") == []
    await office.clock.advance(1)
    assert office.notices("abe") == [callback]
    await office.worklists.dismiss_callback("abe", callback)
    await office.restarts()
    await office.clock.advance(120)
    [told] = office.list_of("abe")
    assert (told.stage, told.notice) == (CallbackStage.NOTIFIED, False)


async def test_the_notice_stands_over_a_restart_until_it_is_answered(office: Office) -> None:
    await office.is_ready("abe")
    callback = await office.promises("abe", 30)
    assert office.notices("abe") == [callback]
    await office.restarts()
    assert office.notices("abe") == [callback]
    await office.worklists.take_callback("abe", callback)
    assert office.notices("abe") == [] and office.list_of("abe")[0].taken_by is not None
    await office.saves("abe", RecordInput(next_action="done"))
    assert office.list_of("abe") == ()
    await office.restarts()
    assert office.list_of("abe") == ()


async def test_who_comes_late_is_told_at_the_next_login(office: Office) -> None:
    await office.is_ready("ito")
    callback = await office.promises("ito", 120, "abe")
    assert office.list_of("ito") == ()
    await office.clock.advance(300)
    await office.is_ready("abe", "support")
    assert office.list_of("abe") == ()  # the group is not open
    await office.floor.start_work("abe", ("sales",))
    assert office.notices("abe") == [callback]


async def test_nobody_at_the_desk_then_the_group_then_the_supervisors(office: Office) -> None:
    for name in ("abe", "ito", "mori"):
        await office.is_ready(name, "support" if name == "mori" else "sales")
    callback = await office.promises("abe", 120)
    await office.floor.set_status("abe", Status.AWAY)
    await office.clock.advance(120 + 599)
    assert (office.notices("abe"), office.notices("ito"), office.notices("mori")) == ([callback], [], [])
    await office.clock.advance(1)
    assert (office.notices("ito"), office.notices("mori")) == ([callback], [])
    await office.clock.advance(1200)
    assert office.notices("mori") == [callback]
    assert office.list_of("ito")[0].stage is CallbackStage.SUPERVISORS


async def test_one_at_his_desk_keeps_his_callback(office: Office) -> None:
    await office.is_ready("abe")
    await office.is_ready("ito")
    await office.promises("abe", 60)
    await office.clock.advance(3600)
    assert office.list_of("ito") == ()
    await office.floor.set_status("abe", Status.BREAK)
    assert office.list_of("ito") != ()  # it is long overdue


async def test_a_colleague_who_takes_it_has_it_alone_until_he_leaves(office: Office) -> None:
    for name in ("abe", "ito", "mori"):
        await office.is_ready(name)
    callback = await office.promises("abe", 60)
    await office.floor.set_status("abe", Status.AWAY)
    await office.clock.advance(700)
    await office.worklists.take_callback("ito", callback)
    assert office.list_of("mori") == () and office.list_of("ito")[0].taken_by is not None
    with pytest.raises(Refusal) as refused:
        await office.worklists.take_callback("mori", callback)
    assert refused.value.code is ErrorCode.CALLBACK_TAKEN
    await office.clock.advance(3600)
    assert office.list_of("mori") == ()
    await office.floor.sign_out("ito")
    assert office.notices("mori") == [callback]
    await office.worklists.take_callback("mori", callback)
    await office.saves("mori", RecordInput(next_action="done"))
    assert office.list_of("abe") == () and office.repositories.callbacks == {}


async def test_looking_at_it_before_its_time_does_not_silence_it(office: Office) -> None:
    await office.is_ready("abe")
    callback = await office.promises("abe", 600)
    await office.worklists.take_callback("abe", callback)
    await office.clock.advance(540)
    assert office.notices("abe") == [callback]


async def test_edited_to_another_time_it_moves(office: Office) -> None:
    await office.is_ready("abe")
    callback = await office.promises("abe", 60)
    assert office.notices("abe") == [callback]
    await office.edits("abe", callback, office.promise(3600))
    assert office.notices("abe") == [] and office.list_of("abe")[0].stage is CallbackStage.PLANNED
    await office.clock.advance(3540)
    assert office.notices("abe") == [callback]
    await office.edits("abe", callback, RecordInput(next_action="done"))
    assert office.list_of("abe") == ()


async def test_done_by_hand(office: Office) -> None:
    await office.is_ready("abe")
    await office.is_ready("ito")
    callback = await office.promises("abe", 60)
    with pytest.raises(Refusal):
        await office.worklists.finish_callback("ito", callback)
    await office.worklists.finish_callback("abe", callback)
    assert office.list_of("abe") == ()


async def test_given_to_the_group_colleagues_are_told_at_once_and_the_giver_is_not(office: Office) -> None:
    for name in ("abe", "ito"):
        await office.is_ready(name)
    callback = await office.promises("abe", 3600)
    with pytest.raises(Refusal):
        await office.worklists.assign_callback("ito", callback, "ito")  # not in his list yet
    await office.worklists.assign_callback("abe", callback, "")
    assert (office.notices("abe"), office.notices("ito")) == ([], [callback])
    await office.restarts()
    assert (office.notices("abe"), office.notices("ito")) == ([], [callback])
    await office.worklists.assign_callback("ito", callback, "ito")
    assert office.list_of("abe") == () and office.notices("ito") == [], "who took it over knows of it"
    assert [one.assignee.operator_id for one in office.list_of("ito")] == ["ito"]
    assert [(entry.operator_id, entry.action, entry.object) for entry in office.repositories.audit] == [
        ("abe", AuditAction.CALLBACK_ASSIGNED, str(callback)),
        ("ito", AuditAction.CALLBACK_ASSIGNED, f"{callback} ito"),
    ]


async def test_only_who_leads_the_group_gives_a_callback_to_a_colleague(office: Office) -> None:
    for name in ("abe", "ito", "mori"):
        await office.is_ready(name)
    callback = await office.promises("abe", 60)
    with pytest.raises(Refusal) as refused:
        await office.worklists.assign_callback("abe", callback, "ito")
    assert refused.value.code is ErrorCode.FORBIDDEN
    await office.worklists.assign_callback("abe", callback, "")
    assert [(one.may_assign, one.notice) for one in office.list_of("mori")] == [(True, True)]
    with pytest.raises(Refusal) as refused:
        await office.worklists.assign_callback("mori", callback, "stranger")
    assert refused.value.code is ErrorCode.NOT_IN_GROUP
    await office.worklists.assign_callback("mori", callback, "ito")
    assert office.notices("ito") == [callback] and office.list_of("abe") == office.list_of("mori") == ()
    assert office.repositories.contact_records[callback].next_assignee == "ito"
    await office.restarts()
    assert office.notices("ito") == [callback] and office.list_of("abe") == ()


async def test_called_off_with_a_reason_it_is_gone_everywhere_and_the_record_says_why(office: Office) -> None:
    for name in ("abe", "ito", "mori"):
        await office.is_ready(name)
    abe, ito, mori = (office.operator(name) for name in ("abe", "ito", "mori"))
    callback = await office.promises("abe", 600)
    await office.worklists.assign_callback("abe", callback, "")
    assert [one.change_refusal for one in office.list_of("ito")] == [ErrorCode.CALLBACK_NOT_YOURS]
    with pytest.raises(Refusal) as refused:
        await office.worklists.cancel_callback(ito, callback, "もう不要")
    assert refused.value.code is ErrorCode.CALLBACK_NOT_YOURS
    with pytest.raises(Refusal) as refused:
        await office.worklists.cancel_callback(abe, callback, " \n")
    assert refused.value.details == {"fields": {"reason": "required"}}
    await office.worklists.cancel_callback(abe, callback, "お客様から\n連絡済み ")
    assert (
        office.list_of("abe") == office.list_of("ito") == office.list_of("mori") == office.supervised_by("mori") == ()
    )
    await office.restarts()
    await office.clock.advance(3600)
    assert office.notices("abe") == office.notices("ito") == office.notices("mori") == []
    cancellation = office.repositories.contact_records[callback].cancellation
    assert cancellation is not None and (cancellation.by.name, cancellation.reason) == (abe.name, "お客様から 連絡済み")
    await office.worklists.cancel_callback(abe, callback, "again")
    with pytest.raises(Refusal) as refused:
        await office.worklists.cancel_callback(mori, callback, "too late")
    assert (refused.value.code, refused.value.details) == (ErrorCode.CALLBACK_CANCELLED, {"operator_name": abe.name})
    assert office.repositories.contact_records[callback].cancellation == cancellation
    actions = [entry.action for entry in office.repositories.audit]
    assert actions == [AuditAction.CALLBACK_ASSIGNED, AuditAction.CALLBACK_CANCELLED]


async def test_of_two_who_want_it_at_once_the_later_is_told(office: Office) -> None:
    for name in ("abe", "mori"):
        await office.is_ready(name)
    mori, lists = office.operator("mori"), office.worklists
    callback = await office.promises("abe", 60)
    taken = asyncio.create_task(lists.take_callback("abe", callback))
    refused = await asyncio.gather(
        lists.cancel_callback(mori, callback, "x"),
        lists.reschedule_callback(mori, callback, office.clock.now() + timedelta(hours=1)),
        lists.take_callback("mori", callback),
        return_exceptions=True,
    )
    await taken
    assert [one.code for one in refused if isinstance(one, Refusal)] == [ErrorCode.CALLBACK_TAKEN] * 3
    assert office.supervised_by("mori")[0].change_refusal is ErrorCode.CALLBACK_TAKEN
    office.repositories.callbacks.clear()  # done in the database; the floor hears of it next
    await lists.cancel_callback(office.operator("abe"), callback, "x")
    assert office.list_of("abe") == () and office.repositories.audit == []
    with pytest.raises(Refusal) as gone:
        await lists.cancel_callback(mori, callback, "x")
    assert gone.value.code is ErrorCode.NO_SUCH_CALLBACK


async def test_moved_to_another_time_its_assignee_is_told_anew(office: Office) -> None:
    for name in ("abe", "ito"):
        await office.is_ready(name)
    abe = office.operator("abe")
    callback = await office.promises("abe", 60)
    await office.worklists.take_callback("abe", callback)
    later = office.clock.now() + timedelta(minutes=10)
    for wrong, problem in ((office.clock.now(), "not_in_future"), (later.replace(tzinfo=None), "bad_date")):
        with pytest.raises(Refusal) as refused:
            await office.worklists.reschedule_callback(abe, callback, wrong)
        assert refused.value.details == {"fields": {"next_action_time": problem}}
    for _ in range(2):
        await office.worklists.reschedule_callback(abe, callback, later)
    [moved] = office.list_of("abe")
    assert (moved.due_at, moved.stage, moved.taken_by) == (later, CallbackStage.PLANNED, None)
    assert office.repositories.contact_records[callback].next_action_time == later
    assert [entry.object for entry in office.repositories.audit] == [f"{callback} {later.isoformat()}"]
    await office.restarts()
    await office.clock.advance(539)
    assert office.notices("abe") == []
    await office.clock.advance(1)
    assert office.notices("abe") == [callback]
    with pytest.raises(Refusal) as refused:
        await office.worklists.reschedule_callback(office.operator("ito"), callback, later)
    assert refused.value.code is ErrorCode.NO_SUCH_CALLBACK


async def test_a_supervisor_sees_all_of_his_group_and_hands_over_what_is_not_escalated(office: Office) -> None:
    await office.is_ready("mori", "support")  # works elsewhere, and is a member of the group
    for name in ("abe", "ito"):
        await office.is_ready(name)
    callback = await office.promises("abe", 3600)
    [seen] = office.supervised_by("mori")
    assert (seen.callback_id, seen.assignee.operator_id, seen.notice, seen.may_assign) == (callback, "abe", False, True)
    assert office.supervised_by("ito") == ()
    await office.worklists.assign_callback("mori", callback, "ito")
    assert [one.assignee.operator_id for one in office.supervised_by("mori")] == ["ito"]
    assert office.list_of("abe") == () and [one.callback_id for one in office.list_of("ito")] == [callback]
    await office.worklists.assign_callback("mori", callback, "")
    assert office.notices("abe") == office.notices("ito") == [callback] and office.notices("mori") == []
    await office.worklists.cancel_callback(office.operator("mori"), callback, "重複")
    assert office.supervised_by("mori") == office.list_of("ito") == ()


async def test_a_clock_that_is_set_tells_nobody_twice_and_nothing_late(office: Office) -> None:
    await office.is_ready("abe")
    callback = await office.promises("abe", 3600)
    office.clock.set_wall_clock(timedelta(hours=1))
    await office.clock.advance(30)  # how often the clock is looked at
    assert office.notices("abe") == [callback]
    await office.worklists.dismiss_callback("abe", callback)
    office.clock.set_wall_clock(timedelta(hours=-1))
    await office.clock.advance(7200)
    assert office.notices("abe") == [] and len(office.list_of("abe")) == 1


async def test_a_caller_who_gives_up_is_listed_until_somebody_talks_with_him(office: Office) -> None:
    await office.is_ready("abe")
    await office.floor.set_status("abe", Status.BREAK)
    leg = await office.calls(SALES)
    await office.clock.advance(42)
    office.switch.far_end_hangs_up(leg)
    await until(lambda: office.publisher.desks["abe"].abandoned)
    [given_up] = office.publisher.desks["abe"].abandoned["sales"]
    assert (given_up.waited_seconds, given_up.customer_name, given_up.customer_id) == (42, "山田 太郎", 1)
    assert given_up.handled_by is None
    await office.restarts()
    assert office.publisher.desks["abe"].abandoned["sales"] == (given_up,)
    await office.floor.set_status("abe", Status.AVAILABLE)
    await office.talks("abe")
    await until(lambda: office.publisher.desks["abe"].abandoned["sales"][0].handled_by)
    assert office.repositories.handled[given_up.call_id].operator_id == "abe"


async def test_an_abandoned_call_is_done_by_hand_on_all_screens(office: Office) -> None:
    for name in ("abe", "ito"):
        await office.is_ready(name)
        await office.floor.set_status(name, Status.BREAK)
    leg = await office.calls(SALES)
    office.switch.far_end_hangs_up(leg)
    await until(lambda: office.publisher.desks["ito"].abandoned)
    [given_up] = office.publisher.desks["ito"].abandoned["sales"]
    await office.worklists.handle_abandoned("abe", given_up.call_id)
    [seen] = office.publisher.desks["ito"].abandoned["sales"]
    assert seen.handled_by is not None and seen.handled_by.name == "阿部 花子"
    with pytest.raises(Refusal):
        await office.worklists.handle_abandoned("abe", "unknown")
