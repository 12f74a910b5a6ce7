"""Loading, creating, typing and saving: nothing typed is ever lost, and what is refused says where."""

import asyncio
from dataclasses import replace

import msgspec

from bluebean_client.domain.desk import RecordDraft
from bluebean_client.domain.offer import open_offer
from bluebean_client.ports.outside import Refused, Unreachable
from server.protocol.errors import ErrorCode
from server.protocol.types import Customer, Status
from tests.support.client_fakes import until
from tests.support.client_world import ClientWorld
from tests.support.fake_server import NOW, TANAKA, contact_record, offered


async def loaded(world: ClientWorld) -> str:
    await world.at_work()
    await world.talks()
    await world.actions.load_customer(7)
    return world.tab.tab_id


async def test_loading_from_the_popup_needs_no_request_and_closes_it(world: ClientWorld) -> None:
    await loaded(world)
    assert world.tab.customer == TANAKA
    assert world.tab.call_id == "c1"
    assert world.server.asked("customer") == []
    assert open_offer(world.desk) is None
    await until(lambda: world.server.asked("set_call_customer"))
    assert world.server.asked("set_call_customer") == [("c1", 7)]


async def test_the_history_follows(world: ClientWorld) -> None:
    world.server.stored_records = [contact_record(1, 7, "先週の話"), contact_record(2, 8, "他の人")]
    await loaded(world)
    assert world.tab.history is None
    await until(lambda: world.tab.history is not None)
    assert [record.text for record in world.tab.history or ()] == ["先週の話"]
    assert world.tab.history_total == 1


async def test_the_history_comes_when_the_server_is_back(world: ClientWorld) -> None:
    world.server.fail("records", Unreachable("timeout"))
    await world.at_work()
    await world.talks()
    await world.lose_network()
    await world.actions.load_customer(7)
    await until(lambda: len(world.server.asked("records")) == 1)
    assert world.tab.history is None
    world.push.come_up()
    await until(lambda: world.tab.history is not None)


async def test_a_customer_can_be_loaded_though_the_server_is_away(world: ClientWorld) -> None:
    await world.at_work()
    await world.rings()
    await world.lose_network()
    world.server.fail("set_call_customer", Unreachable("timeout"))
    await world.actions.load_customer(7)
    assert world.tab.title == "田中"


async def test_loading_again_keeps_what_was_typed_and_takes_what_is_new(world: ClientWorld) -> None:
    tab_id = await loaded(world)
    world.actions.edit_field(tab_id, "mobile", "+819012345678")
    fresh = msgspec.structs.replace(TANAKA, version=4, values={**TANAKA.values, "plan": "A"})
    world.server.customers[7] = fresh
    world.push.me(world.push.state.me)
    await world.actions.load_customer(7)
    assert len(world.desk.tabs) == 1
    assert (world.tab.values["mobile"], world.tab.values["plan"]) == ("+819012345678", "A")
    assert world.tab.customer == fresh


async def test_a_new_customer_has_defaults_and_the_callers_number_in_the_first_phone_field(world: ClientWorld) -> None:
    await world.at_work()
    await world.rings(offered(matches=()))
    await world.actions.create_customer()
    values = world.tab.values
    assert (values["phone"], values["mobile"], values["plan"]) == ("+81312345678", "", "A")
    assert values["interests"] == []
    assert world.tab.customer is None
    assert world.tab.history == ()
    assert open_offer(world.desk) is None


async def test_a_new_customer_without_a_call_is_saved_without_one(world: ClientWorld) -> None:
    await world.at_work()
    world.actions.new_customer("unknown")
    assert world.desk.tab is None
    world.actions.new_customer("sales")
    assert world.tab.customer is None and world.tab.call_id is None and world.tab.values["phone"] == ""
    world.actions.edit_field(world.tab.tab_id, "name", "新しい人")
    await world.actions.save_all(world.tab.tab_id)
    [request] = world.server.asked("save_contact")
    assert (request.customer_id, request.call_id, request.values["name"]) == (None, None, "新しい人")


async def test_the_call_is_linked_to_the_customer_who_turns_out_to_be_on_it(world: ClientWorld) -> None:
    await world.at_work()
    await world.talks()
    await world.actions.create_customer()
    blank = world.tab.tab_id
    world.actions.edit_field(blank, "name", "聞き違い")
    await world.actions.lists.open_customer(7)
    known = world.tab.tab_id
    await world.actions.link_call(known)
    assert world.server.asked("set_call_customer") == [("c1", 7)]
    assert {tab.tab_id: tab.call_id for tab in world.desk.tabs} == {blank: None, known: "c1"}
    await world.actions.link_call(known)  # nothing is left to do
    assert len(world.server.asked("set_call_customer")) == 1


async def test_a_link_that_is_refused_changes_nothing_here(world: ClientWorld) -> None:
    await world.at_work()
    await world.talks()
    await world.actions.create_customer()
    await world.actions.lists.open_customer(7)
    world.server.fail("set_call_customer", Refused(ErrorCode.NO_SUCH_CALL, {}))
    await world.actions.link_call(world.tab.tab_id)
    assert [tab.call_id for tab in world.desk.tabs] == ["c1", None]
    assert world.desk.notices


async def test_typing_is_on_the_desk_at_once_and_handed_to_the_drafts(world: ClientWorld) -> None:
    tab_id = await loaded(world)
    world.actions.edit_field(tab_id, "name", "田中 一郎")
    world.actions.edit_field(tab_id, "secret", "1234")
    world.actions.edit_record(tab_id, RecordDraft(text="折り返し"))
    assert world.tab.dirty
    draft = world.drafts.kept[tab_id]
    assert draft.values == {"name": "田中 一郎"}, "only what was typed, and no password"
    assert draft.record.text == "折り返し"
    assert (draft.customer_id, draft.version, draft.call_id) == (7, 3, "c1")


async def test_typing_the_same_again_changes_nothing(world: ClientWorld) -> None:
    tab_id = await loaded(world)
    world.actions.edit_field(tab_id, "name", "田中")
    assert not world.tab.dirty
    assert world.drafts.kept == {}


async def test_save_all_sends_everything_and_offers_what_comes_next(world: ClientWorld) -> None:
    tab_id = await loaded(world)
    world.actions.edit_field(tab_id, "plan", "A")
    world.actions.edit_record(tab_id, RecordDraft(respondent="self", text="成約しました"))
    await world.actions.save_all(tab_id)
    request = world.server.asked("save_contact")[0]
    assert (request.customer_id, request.version, request.call_id) == (7, 3, "c1")
    assert request.values["plan"] == "A"
    assert request.record.text == "成約しました"
    assert world.desk.after_save is not None
    assert not world.tab.dirty
    assert world.tab.record == RecordDraft()
    assert world.tab.customer is not None
    assert world.tab.customer.version == 4
    assert next(record.text for record in world.tab.history or ()) == "成約しました"
    assert world.drafts.kept == {}


async def test_what_is_typed_while_the_save_is_on_its_way_stays_unsaved(world: ClientWorld) -> None:
    tab_id = await loaded(world)
    world.actions.edit_record(tab_id, RecordDraft(text="一件目"))
    gate = world.server.hold_back("save_contact")
    saving = asyncio.create_task(world.actions.save_all(tab_id))
    await until(lambda: world.tab.saving)
    world.actions.edit_record(tab_id, RecordDraft(text="一件目、続き"))
    world.actions.edit_field(tab_id, "mobile", "+819000000000")
    await world.actions.save_all(tab_id)
    gate.set()
    await saving
    assert len(world.server.asked("save_contact")) == 1
    assert world.tab.record.text == "一件目、続き"
    assert world.tab.values["mobile"] == "+819000000000"
    assert world.tab.dirty
    assert world.drafts.kept[tab_id].record.text == "一件目、続き"


async def test_refused_fields_are_marked_and_the_mark_goes_with_the_correction(world: ClientWorld) -> None:
    tab_id = await loaded(world)
    world.actions.edit_field(tab_id, "name", "")
    problems = {"name": "required", "next_action_time": "not_in_future"}
    world.server.fail("save_contact", Refused(ErrorCode.INVALID_FIELDS, {"fields": problems}))
    await world.actions.save_all(tab_id)
    assert world.tab.field_problems == problems
    assert world.tab.problem is not None
    assert world.tab.problem.code == "invalid_fields"
    assert not world.tab.saving
    assert world.desk.after_save is None
    world.actions.edit_field(tab_id, "name", "田中")
    world.actions.edit_record(tab_id, replace(world.tab.record, next_action_time=NOW))
    assert world.tab.field_problems == {}


async def test_an_unreachable_server_loses_nothing(world: ClientWorld) -> None:
    tab_id = await loaded(world)
    world.actions.edit_record(tab_id, RecordDraft(text="大事な話"))
    world.server.fail("save_contact", Unreachable("timeout"))
    await world.actions.save_all(tab_id)
    assert world.tab.problem is not None
    assert (world.tab.problem.code, world.tab.record.text, world.tab.dirty) == ("unreachable", "大事な話", True)
    assert world.drafts.kept[tab_id].record.text == "大事な話"
    await world.actions.save_all(tab_id)
    assert world.tab.problem is None
    assert world.desk.after_save is not None


async def test_a_version_conflict_shows_the_difference_and_the_next_save_goes_through(world: ClientWorld) -> None:
    tab_id = await loaded(world)
    world.actions.edit_field(tab_id, "name", "田中 花子")
    world.actions.edit_record(tab_id, RecordDraft(text="改姓"))
    theirs = {**TANAKA.values, "name": "田中 太郎", "plan": "A"}
    stored = msgspec.to_builtins(Customer(7, "sales", 9, theirs, NOW, "田中 太郎"))
    world.server.fail("save_contact", Refused(ErrorCode.VERSION_CONFLICT, {"customer": stored}))
    await world.actions.save_all(tab_id)
    assert world.notice_codes() == ["version_conflict"]
    told = world.desk.notices[0].problem.details["fields"]
    assert (told["name"].mine, told["name"].theirs) == ("田中 花子", "田中 太郎")
    assert world.tab.values["name"] == "田中 花子"
    assert world.tab.values["plan"] == "A", "an untouched field takes the other's value"
    assert world.tab.record.text == "改姓"
    await world.actions.save_all(tab_id)
    assert world.server.asked("save_contact")[-1].version == 9
    assert world.notice_codes() == []


async def test_close_and_resume_makes_available_and_clears_the_screen(world: ClientWorld) -> None:
    tab_id = await loaded(world)
    await world.actions.save_all(tab_id)
    await world.actions.close_and_resume()
    assert world.server.asked("set_status") == [Status.AVAILABLE]
    assert world.desk.tabs == ()
    assert world.desk.after_save is None


async def test_a_refused_resume_keeps_the_customer_in_view(world: ClientWorld) -> None:
    tab_id = await loaded(world)
    await world.actions.save_all(tab_id)
    world.server.fail("set_status", Refused(ErrorCode.REFUSED_DURING_CALL, {}))
    await world.actions.close_and_resume()
    assert [tab.tab_id for tab in world.desk.tabs] == [tab_id]
    assert world.notice_codes() == ["refused_during_call"]


async def test_after_save_ok_keeps_the_customer(world: ClientWorld) -> None:
    tab_id = await loaded(world)
    await world.actions.save_all(tab_id)
    world.actions.after_save_ok()
    assert world.desk.after_save is None
    assert world.tab.tab_id == tab_id
    assert world.server.asked("set_status") == []


async def test_a_saved_record_can_be_edited(world: ClientWorld) -> None:
    world.server.stored_records = [contact_record(1, 7, "元の文")]
    await loaded(world)
    await until(lambda: world.tab.history is not None)
    await world.actions.edit_saved_record(1, RecordDraft(text="直した文"))
    assert [record.text for record in world.tab.history or ()] == ["直した文"]
    world.server.fail("edit_record", Refused(ErrorCode.EDIT_DAY_OVER, {}))
    await world.actions.edit_saved_record(1, RecordDraft(text="遅い"))
    assert world.notice_codes() == ["edit_day_over"]
    assert [record.text for record in world.tab.history or ()] == ["直した文"]


async def test_tabs_are_chosen_and_closed_with_their_drafts(world: ClientWorld) -> None:
    first = await loaded(world)
    world.server.customers[8] = msgspec.structs.replace(TANAKA, customer_id=8, name="鈴木")
    await world.actions.load_customer(8)
    second = world.tab.tab_id
    assert world.tab.call_id is None, "the call belongs to the first customer"
    world.actions.choose_tab(first)
    world.actions.edit_field(first, "name", "別")
    world.actions.close_tab(first)
    assert world.desk.active_tab == second
    assert world.drafts.kept == {}
    world.actions.close_tab(second)
    assert world.desk.tab is None


async def test_a_session_that_is_over_leads_to_the_login_and_keeps_the_input_as_draft(world: ClientWorld) -> None:
    tab_id = await loaded(world)
    world.actions.edit_record(tab_id, RecordDraft(text="途中"))
    world.server.fail("save_contact", Refused(ErrorCode.SESSION_EXPIRED, {}))
    await world.actions.save_all(tab_id)
    assert world.desk.identity is None
    assert world.desk.login_problem is not None
    assert world.desk.login_problem.code == "session_expired"
    assert world.drafts.kept[tab_id].record.text == "途中"
