"""A softphone's own calls: dialing, redialing, holding, swapping, muting, and which call a key is for."""

import pytest

from bluebean_client.domain.phone import CallEnd, HistoryEntry, HistoryKind, PhoneCall, PhoneCallState, Registration
from bluebean_client.domain.phone_messages import (
    Answer,
    AskHistory,
    Dial,
    HangUp,
    HistoryPage,
    Hold,
    Join,
    Mute,
    OrderFailed,
    Resume,
    SendDtmf,
    TransferBetween,
    TransferTo,
)
from server.protocol.types import Status
from tests.support.client_fakes import until
from tests.support.client_world import ClientWorld
from tests.support.fake_server import offered, operator_state

State = PhoneCallState
LAST_MADE = AskHistory(kind=HistoryKind.MADE, limit=1)


def call(number: int, state: PhoneCallState, **more: object) -> PhoneCall:
    return PhoneCall(number, state, f"0{number}", **more)


def made(number: str) -> HistoryEntry:
    return HistoryEntry(7, number, "", True, 1.0, 2.0, 3.0, CallEnd.HUNG_UP)


async def test_a_number_is_dialed_however_it_is_written(softphone: ClientWorld) -> None:
    for text in ("０３ー１２３４（５６７８）", "tel:+81-3-1234-5678", "sip:taro@pbx.test", "  "):
        softphone.actions.phone.dial(text)
    assert softphone.engine.of(Dial) == [Dial("0312345678"), Dial("+81312345678"), Dial("taro")]


async def test_what_is_no_number_is_said_and_the_next_number_takes_the_words_away(softphone: ClientWorld) -> None:
    softphone.actions.phone.dial("田中さん")
    (notice,) = softphone.desk.notices
    assert (notice.problem.code, notice.problem.details) == ("number_not_dialable", {"number": "田中さん"})
    softphone.actions.phone.dial("201")
    assert softphone.notice_codes() == []
    assert softphone.engine.of(Dial) == [Dial("201")]


async def test_a_call_is_handed_on_to_a_number_of_any_writing(softphone: ClientWorld) -> None:
    softphone.actions.phone.transfer_to(1, "２０２")
    softphone.actions.phone.transfer_to(1, "?")
    softphone.actions.phone.transfer_between(1, 2)
    assert softphone.engine.of(TransferTo) == [TransferTo(1, "202")]
    assert softphone.engine.of(TransferBetween) == [TransferBetween(1, 2)]
    assert softphone.notice_codes() == ["number_not_dialable"]


async def test_redial_takes_the_call_that_was_made_just_now(softphone: ClientWorld) -> None:
    await softphone.phone_calls(
        call(1, State.ENDED, outgoing=True), call(2, State.ENDED, outgoing=True), call(3, State.TALKING)
    )
    softphone.actions.phone.redial()
    assert softphone.engine.of(Dial) == [Dial("02")]


async def test_redial_finds_the_last_made_call_in_the_history(softphone: ClientWorld) -> None:
    softphone.actions.phone.redial()
    assert softphone.engine.of(AskHistory) == [LAST_MADE]
    softphone.engine.say(HistoryPage(LAST_MADE, (made("0120"),)))
    await until(lambda: softphone.engine.of(Dial))
    assert softphone.engine.of(Dial) == [Dial("0120")]
    softphone.engine.say(HistoryPage(LAST_MADE, (made("0999"),)))
    softphone.engine.say(OrderFailed("hold", "no_such_call"))
    await until(softphone.notice_codes)
    assert softphone.engine.of(Dial) == [Dial("0120")], "one wish, one call"


async def test_redial_without_any_call_says_so(softphone: ClientWorld) -> None:
    softphone.actions.phone.redial()
    softphone.engine.say(HistoryPage(LAST_MADE, ()))
    await until(lambda: softphone.notice_codes() == ["nothing_to_redial"])
    assert softphone.engine.of(Dial) == []


async def test_hold_holds_who_is_talked_to_and_takes_back_who_is_held(softphone: ClientWorld) -> None:
    await softphone.phone_calls(call(1, State.HELD), call(2, State.TALKING))
    await softphone.actions.toggle_hold()
    assert softphone.engine.of(Hold) == [Hold(2)]
    await softphone.phone_calls(call(1, State.HELD), call(2, State.HELD))
    await softphone.actions.toggle_hold()
    assert softphone.engine.of(Resume) == [Resume(2)]
    await softphone.phone_calls(call(3, State.RINGING, outgoing=True))
    await softphone.actions.toggle_hold()
    assert len(softphone.engine.of(Hold)) == 1, "there is nobody to hold yet"


@pytest.mark.parametrize(
    ("states", "resumed"),
    [
        ([State.TALKING, State.HELD], 2),
        ([State.HELD, State.TALKING], 1),
        ([State.HELD, State.TALKING, State.HELD], 3),
        ([State.HELD, State.HELD, State.TALKING], 1),
        ([State.HELD, State.HELD], 1),
        ([State.TALKING, State.INCOMING, State.ENDED], None),
    ],
)
async def test_swapping_goes_round(softphone: ClientWorld, states: list[State], resumed: int | None) -> None:
    await softphone.phone_calls(*(call(number, state) for number, state in enumerate(states, 1)))
    softphone.actions.phone.swap_calls()
    assert softphone.engine.of(Resume) == ([Resume(resumed)] if resumed else [])


async def test_each_card_speaks_for_its_own_call(softphone: ClientWorld) -> None:
    phone = softphone.actions.phone
    phone.answer_call(3)
    phone.hang_up_call(2)
    phone.hold_call(1)
    phone.resume_call(1)
    phone.join_calls()
    assert softphone.engine.orders == [Answer(3), HangUp(2), Hold(1), Resume(1), Join()]


async def test_the_microphone_is_muted_towards_all(softphone: ClientWorld) -> None:
    await softphone.phone_calls(
        call(1, State.TALKING, muted=True), call(2, State.HELD), call(3, State.INCOMING), call(4, State.ENDED)
    )
    softphone.actions.phone.mute_all(True)
    assert softphone.engine.of(Mute) == [Mute(2, on=True)]
    softphone.actions.phone.mute_all(False)
    assert softphone.engine.of(Mute)[1:] == [Mute(1, on=False)]


async def test_keys_are_for_the_call_that_is_talked_on(softphone: ClientWorld) -> None:
    await softphone.phone_calls(call(1, State.TALKING), call(2, State.HELD), call(3, State.INCOMING))
    softphone.actions.send_dtmf("１＃")
    softphone.actions.send_dtmf("えっと")
    softphone.actions.toggle_mute()
    await softphone.actions.hang_up()
    assert softphone.engine.orders == [SendDtmf(1, "1#"), Mute(1, on=True), HangUp(1)]


async def test_answer_and_decline_act_on_the_phones_call(softphone: ClientWorld) -> None:
    await softphone.phone_calls(call(1, State.INCOMING))
    await softphone.actions.answer()
    await softphone.actions.decline()
    assert softphone.engine.orders == [Answer(1), HangUp(1)]


async def test_a_direct_call_beside_the_operators_work_is_held_and_ended_by_the_phone(world: ClientWorld) -> None:
    await world.at_work()
    await world.phone_calls(call(9, State.TALKING))
    await world.actions.toggle_hold()
    world.push.me(operator_state(Status.RINGING, call=offered()))
    await until(lambda: world.desk.live and world.desk.live.me.call)
    await world.actions.hang_up()
    assert (world.engine.of(Hold), world.engine.of(HangUp)) == ([Hold(9)], [HangUp(9)])
    assert world.server.asked("hold") == world.server.asked("hang_up") == []


async def test_a_call_of_the_server_is_never_held_by_the_phone(world: ClientWorld) -> None:
    await world.at_work()
    await world.phone_calls(call(9, State.TALKING, server_call_id="gone"))
    await world.actions.toggle_hold()
    assert world.engine.of(Hold) == []


async def test_a_call_that_the_engine_took_with_it_is_said_and_the_phone_registers_again(
    softphone: ClientWorld,
) -> None:
    await softphone.phone_calls(call(1, State.TALKING))
    softphone.engine.die()
    await until(lambda: softphone.engine.starts == 2 and softphone.desk.phone.registration is Registration.REGISTERED)
    assert softphone.notice_codes() == ["call_lost"], "that the phone has stopped is over"
