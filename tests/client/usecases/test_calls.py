"""Answering, holding, hanging up, muting - by the server, and by the phone where the server is out of reach."""

import asyncio

import msgspec
import pytest

from bluebean_client.domain.desk import Link
from bluebean_client.domain.phone import PhoneCall, PhoneCallState
from bluebean_client.domain.phone_messages import Answer, Dial, HangUp, Mute, RegisterNow, SendDtmf
from bluebean_client.ports.outside import Refused, Unreachable
from bluebean_client.usecases.phone_follows_server import PhoneFollowsServer
from server.protocol.errors import ErrorCode
from server.protocol.types import CallState, EndReason, Status, UsageMode
from tests.support.client_fakes import until
from tests.support.client_world import ClientWorld
from tests.support.fake_server import NOW, offered, operator_state


async def test_answer_picks_the_phones_call_that_the_server_offers(world: ClientWorld) -> None:
    await world.at_work()
    await world.rings()
    world.engine.calls(
        PhoneCall(5, PhoneCallState.INCOMING, "999"),
        PhoneCall(6, PhoneCallState.INCOMING, "+81312345678", server_call_id="c1"),
    )
    await until(lambda: len(world.desk.phone.calls) == 2)
    await world.actions.answer()
    assert world.engine.of(Answer) == [Answer(6)]


async def test_answer_waits_for_an_invite_that_the_push_has_overtaken(world: ClientWorld) -> None:
    await world.at_work()
    world.push.me(operator_state(Status.RINGING, call=offered()))
    await until(lambda: world.desk.live and world.desk.live.me.call)
    answering = asyncio.create_task(world.actions.answer())
    await until(lambda: "answer_button" in world.desk.busy)
    assert world.engine.of(Answer) == []
    world.engine.calls(PhoneCall(3, PhoneCallState.INCOMING, "+81312345678", server_call_id="c1"))
    await answering
    assert world.engine.of(Answer) == [Answer(3)]
    assert not world.desk.busy


async def test_answer_gives_up_without_a_word_when_the_caller_has_gone(world: ClientWorld) -> None:
    await world.at_work()
    world.push.me(operator_state(Status.RINGING, call=offered()))
    await until(lambda: world.desk.live and world.desk.live.me.call)
    answering = asyncio.create_task(world.actions.answer())
    await until(lambda: "answer_button" in world.desk.busy)
    world.push.me(operator_state(Status.WRAP_UP))
    await answering
    assert world.engine.of(Answer) == []
    assert world.notice_codes() == []


async def test_answer_without_a_call_does_nothing(world: ClientWorld) -> None:
    await world.at_work()
    await world.actions.answer()
    assert world.engine.of(Answer) == []


async def test_on_a_hard_phone_answer_says_where_to_answer(make_world) -> None:
    world = make_world(UsageMode.OPERATOR)
    await world.at_work()
    world.push.me(operator_state(Status.RINGING, call=offered()))
    await until(lambda: world.desk.live and world.desk.live.me.call)
    await world.actions.answer()
    assert world.notice_codes() == ["answer_on_hard_phone"]
    await world.actions.decline()
    assert world.server.asked("hang_up") == ["c1"]


async def test_decline_is_said_by_the_phone(world: ClientWorld) -> None:
    await world.at_work()
    await world.rings()
    await world.actions.decline()
    assert world.engine.of(HangUp) == [HangUp(1)]
    assert world.server.asked("hang_up") == []


async def test_hold_and_resume_are_done_by_the_server(world: ClientWorld) -> None:
    await world.at_work()
    await world.talks()
    await world.actions.toggle_hold()
    await until(lambda: world.desk.live.me.call.state is CallState.HELD)
    await world.actions.toggle_hold()
    await until(lambda: world.desk.live.me.call.state is CallState.TALKING)
    assert (world.server.asked("hold"), world.server.asked("resume")) == (["c1"], ["c1"])


async def test_a_refusal_is_shown_and_goes_with_the_next_success(world: ClientWorld) -> None:
    await world.at_work()
    await world.talks()
    world.server.fail("hold", Refused(ErrorCode.SWITCH_UNAVAILABLE, {}))
    await world.actions.toggle_hold()
    assert world.notice_codes() == ["switch_unavailable"]
    await world.actions.toggle_hold()
    assert world.notice_codes() == []


async def test_hang_up_is_done_by_the_server(world: ClientWorld) -> None:
    await world.at_work()
    await world.talks()
    await world.actions.hang_up()
    assert world.server.asked("hang_up") == ["c1"]
    assert world.engine.of(HangUp) == []


async def test_hang_up_works_by_the_phone_when_the_server_does_not_answer(world: ClientWorld) -> None:
    await world.at_work()
    await world.talks()
    world.server.fail("hang_up", Unreachable("timeout"))
    await world.actions.hang_up()
    assert world.engine.of(HangUp) == [HangUp(1)]


async def test_with_the_link_known_to_be_lost_hang_up_does_not_wait(world: ClientWorld) -> None:
    await world.at_work()
    await world.talks()
    await world.lose_network()
    await world.actions.hang_up()
    assert world.server.asked("hang_up") == []
    assert world.engine.of(HangUp) == [HangUp(1)]


async def test_a_call_that_the_server_does_not_know_is_hung_up_by_the_phone(world: ClientWorld) -> None:
    await world.at_work()
    await world.talks()
    world.server.fail("hang_up", Refused(ErrorCode.NO_SUCH_CALL, {}))
    await world.actions.hang_up()
    assert world.engine.of(HangUp) == [HangUp(1)]
    assert world.notice_codes() == []


async def test_mute_and_digits_go_to_the_call_that_is_talked_on(world: ClientWorld) -> None:
    await world.at_work()
    await world.talks()
    world.actions.toggle_mute()
    world.actions.send_dtmf("12#")
    assert world.engine.of(Mute) == [Mute(1, on=True)]
    assert world.engine.of(SendDtmf) == [SendDtmf(1, "12#")]
    world.engine.calls(PhoneCall(1, PhoneCallState.TALKING, "x", server_call_id="c1", muted=True))
    await until(lambda: world.desk.phone.calls[0].muted)
    world.actions.toggle_mute()
    assert world.engine.of(Mute)[-1] == Mute(1, on=False)


async def test_mute_and_digits_without_a_call_do_nothing(world: ClientWorld) -> None:
    await world.at_work()
    world.actions.toggle_mute()
    world.actions.send_dtmf("1")
    assert world.engine.of(Mute) == world.engine.of(SendDtmf) == []


async def test_only_a_softphone_dials_by_itself(make_world) -> None:
    operator = make_world()
    await operator.at_work()
    operator.actions.phone.dial("0312345678")
    assert operator.engine.of(Dial) == []
    phone = make_world(UsageMode.SOFTPHONE)
    await phone.actions.start()
    phone.actions.phone.dial(" 0312345678 ")
    assert phone.engine.of(Dial) == [Dial("0312345678")]


async def test_calls_of_a_switch_that_died_are_ended_at_the_phone(world: ClientWorld) -> None:
    await world.at_work()
    call = await world.talks()
    ended = msgspec.structs.replace(call, state=CallState.ENDED, ended_at=NOW, end_reason=EndReason.SWITCH_LOST)
    world.push.switch(up=False)
    world.push.me(operator_state(Status.WRAP_UP, call=ended))
    await until(lambda: world.engine.of(HangUp))
    assert world.engine.of(HangUp) == [HangUp(1)]
    assert world.notice_codes() == ["switch_lost", "call_lost_with_switch"]


async def test_when_the_switch_is_back_the_phone_registers_at_once_and_the_notice_goes(world: ClientWorld) -> None:
    await world.at_work()
    world.push.switch(up=False)
    await until(lambda: world.notice_codes() == ["switch_lost"])
    assert world.engine.of(RegisterNow) == []
    world.push.switch(up=True)
    await until(lambda: world.notice_codes() == [])
    assert world.engine.of(RegisterNow) == [RegisterNow()]


async def test_a_call_outlives_a_lost_link_and_the_phone_registers_when_it_is_back(world: ClientWorld) -> None:
    await world.at_work()
    call = await world.talks()
    await world.lose_network()
    assert world.notice_codes() == ["server_lost"]
    assert world.desk.notices[0].action == "reconnect"
    assert world.desk.live is not None
    assert world.desk.live.me.call == call
    assert world.engine.of(HangUp) == []
    await world.actions.reconnect()
    assert world.push.retries == 1
    world.push.come_up()
    await until(lambda: world.desk.link is Link.ONLINE)
    assert world.notice_codes() == []
    assert world.engine.of(RegisterNow) == [RegisterNow()]
    assert world.desk.live.me.call == call


@pytest.mark.parametrize("reason", [EndReason.CUSTOMER_HUNG_UP, EndReason.OPERATOR_HUNG_UP])
async def test_a_lost_bye_does_not_leave_the_phone_in_the_call(reason: EndReason) -> None:
    world = ClientWorld()
    PhoneFollowsServer(world.core.keeper, world.core.engine, grace_seconds=0.01)
    try:
        await world.at_work()
        call = await world.talks()
        ended = msgspec.structs.replace(call, state=CallState.ENDED, ended_at=NOW, end_reason=reason)
        world.push.me(operator_state(Status.WRAP_UP, call=ended))
        await until(lambda: world.engine.of(HangUp))
        assert world.engine.of(HangUp) == [HangUp(1)]
    finally:
        await world.end()
