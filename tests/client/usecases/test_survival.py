"""What outlives what: the call a killed window, the session a lost network, the input everything."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import msgspec
import pytest

from bluebean_client.domain.desk import EngineLink, Link, RecordDraft, Screen
from bluebean_client.domain.notices import draft_key
from bluebean_client.domain.offer import open_offer
from bluebean_client.domain.phone import PhoneCallState, SoundSettings
from bluebean_client.domain.phone_messages import ChooseSound, HangUp, Keep, Quit, UseAccount
from bluebean_client.ports.outside import Refused, Unreachable
from bluebean_client.usecases import recover_input
from bluebean_client.usecases.live_session import Resumption
from server.protocol.errors import ErrorCode
from server.protocol.push import Goodbye
from server.protocol.types import UsageMode
from tests.support.client_fakes import until
from tests.support.client_world import ClientWorld
from tests.support.fake_server import URL


async def talking_and_typing(world: ClientWorld) -> str:
    await world.at_work()
    call = await world.talks()
    await world.actions.load_customer(7)
    world.actions.edit_field(world.tab.tab_id, "mobile", "+819011112222")
    world.actions.edit_record(world.tab.tab_id, RecordDraft(text="お客様のご要望"))
    await until(lambda: world.server.asked("set_call_customer"))
    world.push.me(msgspec.structs.replace(world.push.state.me, call=msgspec.structs.replace(call, customer_id=7)))
    return world.tab.tab_id


async def test_a_killed_window_finds_call_customer_and_text_again(world: ClientWorld) -> None:
    await talking_and_typing(world)
    orders = len(world.engine.orders)
    await world.kill_window()
    assert world.desk.screen is Screen.LOGIN
    await world.actions.start()
    assert world.desk.screen is Screen.WORK
    assert world.server.asked("session") == ["token-1"]
    assert len(world.server.asked("login")) == 1
    assert world.desk.phone.calls[0].state is PhoneCallState.TALKING
    assert world.tab.customer is not None
    assert world.tab.customer.customer_id == 7
    assert world.tab.call_id == "c1"
    assert world.tab.values["mobile"] == "+819011112222"
    assert world.tab.record.text == "お客様のご要望"
    assert world.tab.dirty
    assert open_offer(world.desk) is None
    assert world.notice_codes() == []
    later = world.engine.orders[orders:]
    assert not [order for order in later if isinstance(order, UseAccount | HangUp)], "the call is not touched"


async def test_without_anything_typed_the_customer_of_the_call_is_there_again(world: ClientWorld) -> None:
    tab_id = await talking_and_typing(world)
    world.drafts.delete(tab_id)
    await world.kill_window()
    await world.actions.start()
    assert world.tab.title == "田中"
    assert world.tab.call_id == "c1"
    assert not world.tab.dirty


async def test_a_new_customers_form_is_there_again(world: ClientWorld) -> None:
    await world.at_work()
    await world.talks()
    await world.actions.create_customer()
    world.actions.edit_field(world.tab.tab_id, "name", "新規 様")
    await world.kill_window()
    await world.actions.start()
    assert world.tab.customer is None
    assert (world.tab.values["name"], world.tab.values["phone"]) == ("新規 様", "+81312345678")


async def test_a_restarted_window_waits_for_a_server_that_is_away(world: ClientWorld) -> None:
    await talking_and_typing(world)
    await world.kill_window()
    world.server.fail("session", Unreachable("refused"), Unreachable("refused"))
    starting = asyncio.create_task(world.actions.start())
    await until(lambda: world.desk.link is Link.LOST)
    assert world.desk.phone.calls[0].state is PhoneCallState.TALKING
    await starting
    assert world.desk.screen is Screen.WORK
    assert world.desk.login_problem is None
    assert world.tab.record.text == "お客様のご要望"


async def resuming(world: ClientWorld) -> "asyncio.Task[None]":
    """The window was killed; the new one waits for the server's answer about the session that the engine kept."""
    await talking_and_typing(world)
    await world.kill_window()
    world.server.hold_back("session")
    starting = asyncio.create_task(world.actions.start())
    await until(lambda: world.server.asked("session"))
    return starting


async def test_a_session_resumed_while_the_operator_logs_in_gives_way_to_his_login(world: ClientWorld) -> None:
    starting = await resuming(world)
    gate = world.server.hold_back("login")
    login = asyncio.create_task(world.actions.login("sato", "secret", "201", keep_password=False))
    await until(lambda: len(world.server.asked("login")) == 2)
    world.server.gates["session"].set()
    await starting
    resumed = world.push.queue
    gate.set()
    resumed.put_nowait(Goodbye(ErrorCode.SESSION_TAKEN_OVER))  # so the server ends the one that it replaces
    await login
    assert resumed.qsize() == 1, "nobody reads it any more"
    assert (world.desk.screen, world.desk.identity is not None) == (Screen.WORK, True)


async def test_the_goodbye_that_ones_own_login_brings_about_is_no_login_elsewhere(world: ClientWorld) -> None:
    starting = await resuming(world)
    gate = world.server.hold_back("login")
    login = asyncio.create_task(world.actions.login("sato", "secret", "201", keep_password=False))
    await until(lambda: len(world.server.asked("login")) == 2)
    world.server.gates["session"].set()
    await starting
    world.push.goodbye(ErrorCode.SESSION_TAKEN_OVER)
    await until(lambda: world.desk.identity is None)
    assert world.desk.login_problem is None
    gate.set()
    await login
    assert (world.desk.screen, world.desk.identity is not None) == (Screen.WORK, True)


@pytest.mark.parametrize("refused", [True, False])
async def test_a_login_is_not_undone_by_the_answer_about_the_old_session(world: ClientWorld, refused: bool) -> None:
    starting = await resuming(world)
    await world.actions.login("sato", "secret", "201", keep_password=False)
    followed = len(world.push.opened)
    if refused:
        world.server.fail("session", Refused(ErrorCode.SESSION_TAKEN_OVER, {}))
    world.server.gates["session"].set()
    await starting
    assert world.desk.identity is not None and world.desk.login_problem is None
    assert len(world.push.opened) == followed
    assert world.engine.of(UseAccount)[-1].account is not None


async def test_a_session_that_ended_meanwhile_leads_to_the_login_with_the_reason(world: ClientWorld) -> None:
    await world.at_work()
    await world.kill_window()
    world.server.fail("session", Refused(ErrorCode.SESSION_EXPIRED, {}))
    await world.actions.start()
    assert world.desk.screen is Screen.LOGIN
    assert world.desk.login_problem is not None
    assert world.desk.login_problem.code == "session_expired"
    assert world.engine.blob == b""
    assert world.engine.of(UseAccount)[-1].account is None


async def test_what_the_engine_kept_for_another_server_is_dropped(make_world) -> None:
    world = make_world()
    world.engine.blob = Resumption("https://other.test", "t").encode()
    await world.actions.start()
    assert world.server.calls == []
    assert world.engine.blob == b""


async def test_drafts_of_other_calls_are_offered_and_restored_on_request(world: ClientWorld) -> None:
    tab_id = await talking_and_typing(world)
    await world.actions.log_off()
    world.push.state = msgspec.structs.replace(
        world.push.state, me=msgspec.structs.replace(world.push.state.me, call=None)
    )
    await world.actions.login("sato", "secret", "201", keep_password=False)
    assert world.desk.tabs == ()
    (notice,) = [notice for notice in world.desk.notices if notice.problem.code == "draft_found"]
    assert notice.action == "restore_draft"
    assert notice.problem.details["draft_id"] == tab_id
    world.actions.restore_draft(tab_id)
    await until(lambda: world.desk.tab is not None)
    assert world.tab.record.text == "お客様のご要望"
    assert world.tab.values["mobile"] == "+819011112222"
    assert world.notice_codes() == []


async def test_a_disk_that_refuses_drafts_is_told_until_it_takes_them_all(world: ClientWorld) -> None:
    tab_id = await talking_and_typing(world)
    world.core.drafts_refused("No space left on device")
    assert "draft_not_written" in world.notice_codes()
    world.core.draft_written(tab_id, world.clock.now())
    assert "draft_not_written" in world.notice_codes(), "another one is not written yet"
    assert world.tab.record.text == "お客様のご要望"
    world.core.drafts_refused("")
    assert "draft_not_written" not in world.notice_codes()


async def test_a_draft_that_is_restored_twice_keeps_what_was_typed_since(world: ClientWorld) -> None:
    tab_id = await talking_and_typing(world)
    world.drafts.put(replace(world.drafts.kept[tab_id], call_id=None))
    await world.kill_window()
    await world.actions.start()
    slow = world.server.hold_back("customer")
    asked_before = len(world.server.asked("customer"))
    for _ in range(3):
        world.actions.restore_draft(tab_id)
        await asyncio.sleep(0)
    assert len(world.server.asked("customer")) == asked_before + 1
    slow.set()
    await until(lambda: world.desk.tab is not None and world.tab.tab_id == tab_id)
    world.actions.edit_record(tab_id, RecordDraft(text="続き"))
    world.actions.restore_draft(tab_id)
    for _ in range(20):
        await asyncio.sleep(0)
    assert world.tab.record.text == "続き"
    assert draft_key(tab_id) not in offered(world)


async def test_a_draft_can_be_discarded(world: ClientWorld) -> None:
    tab_id = await talking_and_typing(world)
    world.actions.discard_draft(tab_id)
    assert world.drafts.kept == {}


async def killed_while_saving(world: ClientWorld) -> str:
    """The server may or may not have got it; the window never hears."""
    tab_id = await talking_and_typing(world)
    world.server.hold_back("save_contact")
    saving = asyncio.create_task(world.actions.save_all(tab_id))
    await until(lambda: world.server.asked("save_contact"))
    saving.cancel()
    await asyncio.gather(saving, return_exceptions=True)
    assert world.drafts.flushes > 0, "what is sent is on disk first"
    await world.kill_window()
    world.server.gates.clear()
    return tab_id


async def test_a_save_whose_answer_nobody_heard_is_sent_again_under_its_key(world: ClientWorld) -> None:
    await killed_while_saving(world)
    await world.actions.start()
    first, second = world.server.asked("save_contact")
    assert first == second and len(set(world.server.save_keys)) == 1
    assert world.notice_codes() == ["save_finished"]
    assert world.drafts.kept == {}
    assert not world.tab.dirty and world.tab.record.text == ""


async def test_what_was_typed_after_such_a_save_is_there_again(world: ClientWorld) -> None:
    tab_id = await killed_while_saving(world)
    kept = world.drafts.kept[tab_id]
    world.drafts.put(replace(kept, record=replace(kept.record, text="お客様のご要望、続き")))
    await world.actions.start()
    assert world.tab.record.text == "お客様のご要望、続き"
    assert world.tab.customer is not None and world.tab.customer.version == 4
    assert world.tab.problem is None and world.tab.pending is None
    await world.actions.save_all(tab_id)
    assert len(set(world.server.save_keys)) == 2


async def test_such_a_save_that_is_refused_now_is_a_draft_like_others(world: ClientWorld) -> None:
    await killed_while_saving(world)
    world.server.fail("save_contact", Refused(ErrorCode.INVALID_FIELDS, {"fields": {"name": "required"}}))
    await world.actions.start()
    assert world.tab.record.text == "お客様のご要望" and world.tab.pending is None
    assert world.notice_codes() == []


@pytest.mark.parametrize("code", [ErrorCode.STORAGE_FULL, ErrorCode.INTERNAL])
async def test_such_a_save_that_the_server_fails_at_is_asked_again_under_its_key(
    world: ClientWorld, code: ErrorCode
) -> None:
    tab_id = await killed_while_saving(world)
    world.server.fail("save_contact", Refused(code, {}), Refused(code, {}))
    await world.actions.start()
    assert world.tab.record.text == "お客様のご要望"
    await world.actions.save_all(tab_id)
    await world.actions.save_all(tab_id)
    assert len(set(world.server.save_keys)) == 1 and len(world.server.save_keys) == 4
    assert world.drafts.kept == {}


async def test_a_draft_whose_save_waits_for_the_server_holds_up_no_other(
    world: ClientWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab_id = await killed_while_saving(world)
    kept = replace(world.drafts.kept[tab_id], call_id=None)
    world.drafts.put(kept)
    world.drafts.put(replace(kept, draft_id="other", pending=None, saved_at=kept.saved_at - timedelta(minutes=1)))
    world.server.hold_back("save_contact")
    starting = asyncio.create_task(world.actions.start())
    await until(lambda: draft_key("other") in offered(world))
    assert draft_key(tab_id) not in offered(world), "the server is still asked"
    monkeypatch.setattr(recover_input, "SETTLE_SECONDS", 0.0)
    starting.cancel()
    await asyncio.gather(starting, return_exceptions=True)
    await world.kill_window()
    await world.actions.start()
    assert {draft_key("other"), draft_key(tab_id)} <= offered(world), "it is offered with the question open"


def offered(world: ClientWorld) -> set[str]:
    return {notice.key for notice in world.desk.notices if notice.action == "restore_draft"}


async def test_a_save_with_a_password_in_it_is_not_kept_on_disk(world: ClientWorld) -> None:
    tab_id = await talking_and_typing(world)
    world.actions.edit_field(tab_id, "secret", "1234")
    world.server.fail("save_contact", Unreachable("timeout"))
    await world.actions.save_all(tab_id)
    kept = world.drafts.kept[tab_id]
    assert kept.pending is None and "secret" not in kept.values and "secret" not in kept.base
    await world.actions.save_all(tab_id)
    assert len(set(world.server.save_keys)) == 1, "this window knows that it is the same save"


async def test_a_draft_over_a_customer_that_others_changed_says_so(world: ClientWorld) -> None:
    tab_id = await talking_and_typing(world)
    await world.actions.log_off()
    world.push.state = msgspec.structs.replace(
        world.push.state, me=msgspec.structs.replace(world.push.state.me, call=None)
    )
    changed = world.server.customers[7]
    world.server.customers[7] = msgspec.structs.replace(
        changed, version=8, values={**changed.values, "mobile": "+818000000000"}
    )
    await world.actions.login("sato", "secret", "201", keep_password=False)
    world.actions.restore_draft(tab_id)
    await until(lambda: world.desk.tab is not None)
    assert world.tab.problem is not None
    assert world.tab.problem.code == "version_conflict"
    assert world.tab.problem.details["fields"]["mobile"].theirs == "+818000000000"
    assert world.notice_codes() == ["version_conflict"]
    assert world.tab.values["mobile"] == "+819011112222"


async def test_a_draft_whose_customer_is_gone_still_gives_back_the_text(world: ClientWorld) -> None:
    tab_id = await talking_and_typing(world)
    await world.actions.log_off()
    world.push.state = msgspec.structs.replace(
        world.push.state, me=msgspec.structs.replace(world.push.state.me, call=None)
    )
    world.server.customers.clear()
    await world.actions.login("sato", "secret", "201", keep_password=False)
    world.actions.restore_draft(tab_id)
    await until(lambda: world.desk.tab is not None)
    assert world.tab.record.text == "お客様のご要望"
    assert world.tab.problem is not None
    assert (world.tab.problem.code, world.tab.problem.details) == ("draft_without_customer", {"name": "田中"})
    await world.actions.save_all(tab_id)
    saved = world.server.asked("save_contact")[-1]
    assert (saved.customer_id, saved.record.text) == (None, "お客様のご要望"), "as a new customer"


async def test_a_draft_whose_work_group_is_gone_is_offered_to_be_copied(world: ClientWorld) -> None:
    tab_id = await talking_and_typing(world)
    kept = world.drafts.kept[tab_id]
    world.drafts.put(replace(kept, work_group_id="closed"))
    await world.kill_window()
    await world.actions.start()
    [notice] = [notice for notice in world.desk.notices if notice.problem.code == "draft_without_group"]
    assert notice.action == "copy_draft"
    assert notice.problem.details["text"] == "お客様のご要望\n+819011112222"
    assert tab_id in world.drafts.kept


async def test_a_dead_engine_is_replaced_and_gets_account_and_secret_again(world: ClientWorld) -> None:
    await world.at_work()
    world.engine.orders.clear()
    began = asyncio.get_running_loop().time()
    world.engine.die()
    await until(lambda: world.desk.engine is EngineLink.LOST)
    assert world.notice_codes() == ["engine_lost"]
    await until(lambda: world.desk.engine is EngineLink.RUNNING)
    assert asyncio.get_running_loop().time() - began < 2.0
    await until(lambda: world.engine.of(Keep))
    assert world.engine.of(UseAccount)[0].account.user == "201"
    assert world.engine.of(Keep) == [Keep(Resumption(URL, "token-1").encode())]
    assert world.notice_codes() == []


async def test_an_engine_is_told_the_chosen_devices(make_world) -> None:
    world = make_world(speaker="USB Headset")
    await world.actions.start()
    await until(lambda: world.desk.engine is EngineLink.RUNNING)
    assert world.engine.of(ChooseSound) == [ChooseSound(SoundSettings(speaker="USB Headset"))]
    world.settings.save({"microphone": "Mic"})
    world.actions.phone.choose_sound()
    assert world.engine.of(ChooseSound)[-1].sound.microphone == "Mic"


@pytest.mark.parametrize("code", [ErrorCode.SESSION_TAKEN_OVER, ErrorCode.SESSION_EXPIRED])
async def test_goodbye_leads_to_the_login_but_never_cuts_a_call(world: ClientWorld, code: ErrorCode) -> None:
    await talking_and_typing(world)
    world.push.goodbye(code)
    await until(lambda: world.desk.screen is Screen.LOGIN)
    assert world.desk.login_problem is not None
    assert world.desk.login_problem.code == code.value
    assert world.engine.of(UseAccount)[-1].account is not None, "the phone keeps its account while the call lasts"
    assert len(world.drafts.kept) == 1
    world.engine.calls()
    await until(lambda: world.engine.of(UseAccount)[-1].account is None)


async def test_closing_without_a_call_logs_off_and_ends_the_engine(world: ClientWorld) -> None:
    await world.at_work()
    await world.actions.leave_by_closing()
    assert world.server.asked("logout") == [None]
    assert world.engine.of(Quit) == [Quit()]
    assert world.engine.detached
    assert world.drafts.flushes == 1
    await world.actions.leave_by_closing()
    assert len(world.server.asked("logout")) == 1


async def test_closing_during_a_call_leaves_call_and_session_to_the_engine(world: ClientWorld) -> None:
    await talking_and_typing(world)
    await world.actions.leave_by_closing()
    assert world.server.asked("logout") == []
    assert world.engine.of(Quit) == []
    assert world.engine.detached
    assert world.engine.blob == Resumption(URL, "token-1").encode()


async def test_closing_in_operator_mode_needs_no_engine(make_world) -> None:
    world = make_world(UsageMode.OPERATOR)
    await world.at_work()
    await world.actions.leave_by_closing()
    assert world.server.asked("logout") == [None]
    assert world.engine.orders == []


async def test_a_softphone_registers_with_the_account_of_the_settings(make_world) -> None:
    world = make_world(UsageMode.SOFTPHONE, sip_user="100", sip_server="pbx.test:5070")
    world.secrets.put("sip:pbx.test:5070", "100", "pw")
    await world.actions.start()
    await until(lambda: world.engine.of(UseAccount))
    account = world.engine.of(UseAccount)[0].account
    assert (account.user, account.host, account.port, account.password) == ("100", "pbx.test", 5070, "pw")
    assert world.desk.screen is Screen.PHONE
    assert world.server.calls == []


async def test_a_softphone_without_account_says_what_is_missing_until_it_is_there(make_world) -> None:
    world = make_world(UsageMode.SOFTPHONE)
    await world.actions.start()
    assert world.notice_codes() == ["sip_account_missing"]
    world.settings.save({"sip_user": "100", "sip_server": "pbx.test"})
    world.actions.phone.use_sip_account("pw")
    await until(lambda: world.engine.of(UseAccount))
    assert world.engine.of(UseAccount)[0].account.password == "pw"
    assert world.notice_codes() == []


async def test_a_password_typed_while_the_keychain_is_asked_is_the_one_that_counts(make_world) -> None:
    world = make_world(UsageMode.SOFTPHONE)
    await world.actions.start()
    world.settings.save({"sip_user": "100", "sip_server": "pbx.test"})
    world.secrets.open.clear()
    world.secrets.asked.clear()
    world.actions.phone.use_sip_account("")  # the account was edited, and then its password typed
    await asyncio.to_thread(world.secrets.asked.wait, 10)
    world.actions.phone.use_sip_account("pw")
    await until(lambda: world.engine.of(UseAccount))
    answers = world.secrets.answers
    world.secrets.open.set()
    await until(lambda: world.secrets.answers > answers)
    for _ in range(50):  # turns of the loop, for the first one to go on with what it was told
        await asyncio.sleep(0)
    assert {order.account.password for order in world.engine.of(UseAccount)} == {"pw"}


async def test_changing_the_mode_while_the_engine_starts_is_not_undone_by_the_start(make_world) -> None:
    world = make_world(UsageMode.SOFTPHONE)
    starting = asyncio.create_task(world.actions.start())
    await asyncio.sleep(0)
    await world.actions.change_mode(UsageMode.OPERATOR)
    await starting
    assert world.desk.screen is Screen.LOGIN


async def test_changing_the_mode_brings_and_ends_the_engine(make_world) -> None:
    world = make_world(UsageMode.OPERATOR)
    await world.actions.start()
    await world.actions.change_mode(UsageMode.SOFTPHONE_OPERATOR)
    await until(lambda: world.desk.engine is EngineLink.RUNNING)
    await world.actions.change_mode(UsageMode.OPERATOR)
    assert world.engine.of(Quit) == [Quit()]
    assert world.desk.engine is EngineLink.ABSENT
