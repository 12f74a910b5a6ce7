"""A caller and an operator, from the first ring to the saved record."""

import pytest

from server.domain.refusal import Refusal
from server.protocol.errors import ErrorCode
from server.protocol.types import CallState, Command, EndReason, Status
from tests.support.call_centre import CLAIMS, KNOWN_CALLER, SALES, UNKNOWN_CALLER, CallCentre, until


async def test_a_known_caller_is_answered_waits_with_music_and_pops_up_with_his_record(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    caller = await centre.calls(SALES, caller=KNOWN_CALLER)
    await until(lambda: centre.status("abe") is Status.RINGING)
    offered = centre.call_of("abe")
    assert offered.state is CallState.OFFERED
    assert offered.number == "+819012345678"
    assert offered.called_number == "+81311111111"
    assert [customer.name for customer in offered.matches] == ["山田 太郎"]
    assert centre.switch.is_up(caller)
    assert centre.switch.hears(caller) == "music:sales-music"


async def test_the_phone_is_dialed_with_the_call_in_a_header(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    await centre.calls(SALES)
    dialed = centre.switch.dialed[centre.phone_of("abe")]  # type: ignore[index]
    assert dialed.headers == {"X-BlueBean-Call": centre.call_of("abe").call_id}
    assert dialed.caller_id == "+819012345678"


async def test_an_auto_answer_group_tells_the_phone_and_the_window(centre: CallCentre) -> None:
    await centre.is_ready("abe", "claims")
    await centre.calls(CLAIMS)
    dialed = centre.switch.dialed[centre.phone_of("abe")]  # type: ignore[index]
    assert dialed.headers["Call-Info"].endswith(";answer-after=0")
    assert centre.call_of("abe").auto_answer


async def test_after_the_answer_both_are_in_one_mix_without_music_and_the_customer_is_recorded(
    centre: CallCentre,
) -> None:
    await centre.is_ready("abe")
    caller, call_id = await centre.talks("abe")
    phone = centre.phone_of("abe")
    assert phone is not None
    assert centre.switch.hears(caller) == centre.switch.hears(phone) == f"mix:mix-{call_id}"
    assert centre.switch.recording_of(caller) == call_id
    assert centre.call_of("abe").state is CallState.TALKING


async def test_ring_and_talk_time_are_those_that_passed(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    caller = await centre.calls(SALES)
    await centre.clock.advance(4)
    call_id = await centre.answers("abe")
    await centre.clock.advance(61)
    centre.switch.far_end_hangs_up(caller)
    await until(lambda: centre.status("abe") is Status.WRAP_UP)
    await centre.settle()
    row = centre.row(call_id)
    assert (row.ring_seconds, row.talk_seconds) == (4, 61)
    assert row.end_reason is EndReason.CUSTOMER_HUNG_UP
    assert row.recording == f"{call_id}.wav"
    assert not row.abandoned
    assert centre.switch.live == []
    assert centre.switch.mixes == {}


async def test_a_held_customer_hears_music_and_the_operator_does_not(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    caller, call_id = await centre.talks("abe")
    state = await centre.floor.hold("abe", call_id)
    assert state.status is Status.TALKING_IN
    assert state.call is not None and state.call.state is CallState.HELD
    assert Command.HOLD in state.refusals and Command.RESUME not in state.refusals
    await centre.settle()
    assert centre.switch.hears(caller) == "music:sales-music"
    assert centre.switch.recording_of(caller) == call_id
    await centre.floor.resume("abe", call_id)
    await centre.settle()
    assert centre.switch.hears(caller) == f"mix:mix-{call_id}"


async def test_hanging_up_ends_the_call_for_both(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    _, call_id = await centre.talks("abe")
    state = await centre.floor.hang_up("abe", call_id)
    assert state.status is Status.WRAP_UP
    assert state.call is not None and state.call.end_reason is EndReason.OPERATOR_HUNG_UP
    await centre.settle()
    assert centre.switch.live == []
    assert centre.row(call_id).end_reason is EndReason.OPERATOR_HUNG_UP


async def test_an_operator_who_hangs_up_on_his_phone_ends_the_call(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    _, call_id = await centre.talks("abe")
    centre.switch.far_end_hangs_up(centre.phone_of("abe"))  # type: ignore[arg-type]
    await until(lambda: centre.status("abe") is Status.WRAP_UP)
    await centre.settle()
    assert centre.switch.live == []
    assert centre.row(call_id).end_reason is EndReason.OPERATOR_HUNG_UP


async def test_the_ended_call_stays_on_the_screen_until_its_record_is_saved(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    _, call_id = await centre.talks("abe")
    view = await centre.floor.set_call_customer("abe", call_id, 1)
    assert view.customer_id == 1
    await centre.floor.hang_up("abe", call_id)
    assert centre.call_of("abe").call_id == call_id
    await centre.floor.record_saved("abe", call_id, 7, 1)
    assert centre.sees("abe").call is None
    assert centre.status("abe") is Status.WRAP_UP
    row = centre.row(call_id)
    assert (row.record_id, row.customer_id) == (7, 1)


async def test_a_record_saved_during_the_call_leaves_nothing_to_write_after_it(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    caller, call_id = await centre.talks("abe")
    await centre.floor.record_saved("abe", call_id, 7, 1)
    assert centre.call_of("abe").state is CallState.TALKING
    centre.switch.far_end_hangs_up(caller)
    await until(lambda: centre.status("abe") is Status.WRAP_UP)
    assert centre.sees("abe").call is None


async def test_a_record_can_be_saved_for_a_call_before_the_last_one(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    _, first = await centre.talks("abe")
    await centre.floor.hang_up("abe", first)
    await centre.floor.set_status("abe", Status.AVAILABLE)
    await centre.talks("abe")
    view = await centre.floor.set_call_customer("abe", first, 1)
    assert (view.call_id, view.state) == (first, CallState.ENDED)
    await centre.floor.record_saved("abe", first, 8, 1)
    assert centre.row(first).record_id == 8


async def test_the_call_of_a_colleague_is_no_business_of_mine(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    await centre.signs_in("ito")
    _, call_id = await centre.talks("abe")
    await centre.floor.start_work("ito", ["sales"])
    for attempt in (
        centre.floor.hang_up("ito", call_id),
        centre.floor.hold("ito", call_id),
        centre.floor.record_saved("ito", call_id, 1, 1),
        centre.floor.set_call_customer("ito", call_id, 1),
    ):
        with pytest.raises(Refusal) as refused:
            await attempt
        assert refused.value.code is ErrorCode.NO_SUCH_CALL
    assert centre.status("abe") is Status.TALKING_IN


async def test_the_next_waiting_caller_comes_when_the_operator_is_available_again(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    _, first = await centre.talks("abe")
    await centre.calls(SALES, caller=UNKNOWN_CALLER)
    assert [waiting.number for waiting in centre.publisher.desks["abe"].queues["sales"].waiting] == ["+818011112222"]
    await centre.floor.hang_up("abe", first)
    state = await centre.floor.set_status("abe", Status.AVAILABLE)
    assert state.status is Status.RINGING
    assert centre.call_of("abe").number == "+818011112222"
    assert centre.call_of("abe").matches == ()


async def test_a_number_that_leads_nowhere_is_rejected(centre: CallCentre) -> None:
    caller = await centre.calls("0399999999")
    assert centre.switch.rejected[caller] == 404
    assert centre.repositories.calls == {}


async def test_a_caller_who_gives_up_counts_as_abandoned_and_costs_the_operator_nothing(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    caller = await centre.calls(SALES)
    assert centre.status("abe") is Status.RINGING
    centre.switch.far_end_hangs_up(caller)
    await until(lambda: centre.status("abe") is Status.AVAILABLE)
    assert centre.call_of("abe").end_reason is EndReason.CALLER_GAVE_UP
    await centre.settle()
    row = centre.only_row()
    assert row.abandoned and row.end_reason is EndReason.CALLER_GAVE_UP and row.operator_id is None
    assert centre.switch.live == []


async def test_wrap_up_ends_by_itself_where_the_group_says_so(centre: CallCentre) -> None:
    await centre.is_ready("abe", "claims")
    _, call_id = await centre.talks("abe", CLAIMS)
    await centre.floor.hang_up("abe", call_id)
    ends_at = centre.sees("abe").wrap_up_ends_at
    assert ends_at is not None and (ends_at - centre.clock.now()).total_seconds() == 30
    await centre.clock.advance(29)
    assert centre.status("abe") is Status.WRAP_UP
    await centre.clock.advance(1)
    assert centre.status("abe") is Status.AVAILABLE


async def test_setting_the_clock_of_the_machine_changes_no_duration(centre: CallCentre) -> None:
    from_datetime = centre.clock.now()
    await centre.is_ready("abe")
    caller, call_id = await centre.talks("abe")
    centre.clock.set_wall_clock(
        (centre.clock.now() - from_datetime) * 0 + (from_datetime - from_datetime.replace(year=2025))
    )
    await centre.clock.advance(30)
    centre.switch.far_end_hangs_up(caller)
    await until(lambda: centre.status("abe") is Status.WRAP_UP)
    await centre.settle()
    assert centre.row(call_id).talk_seconds == 30
