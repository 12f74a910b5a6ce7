"""Lost phones, lost networks, second logins: what an operator keeps and what he loses."""

import pytest

from server.domain.refusal import Refusal
from server.protocol.errors import ErrorCode
from server.protocol.types import Command, EndReason, Status, UsageMode
from tests.support.call_centre import SALES, CallCentre, until


async def test_a_phone_that_is_not_registered_shows_and_the_status_before_comes_back_with_it(
    centre: CallCentre,
) -> None:
    await centre.is_ready("abe")
    centre.switch.unregister("201")
    await until(lambda: centre.status("abe") is Status.PHONE_DISCONNECTED)
    assert centre.sees("abe").refusals[Command.AVAILABLE] is ErrorCode.PHONE_NOT_CONNECTED
    await centre.calls(SALES)
    assert centre.status("abe") is Status.PHONE_DISCONNECTED
    centre.switch.register("201")
    await until(lambda: centre.status("abe") is Status.RINGING)


async def test_work_started_without_a_phone_waits_for_it(centre: CallCentre) -> None:
    centre.switch.unregister("201")
    await centre.settle()
    await centre.signs_in("abe")
    await centre.floor.connected("abe")
    state = await centre.floor.start_work("abe", ["sales"])
    assert state.status is Status.PHONE_DISCONNECTED
    centre.switch.register("201")
    await until(lambda: centre.status("abe") is Status.WRAP_UP)


async def test_a_phone_lost_while_it_rings_gives_the_caller_to_the_next_operator(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    await centre.is_ready("ito")
    await centre.calls(SALES)
    centre.switch.unregister("201")
    await until(lambda: centre.status("ito") is Status.RINGING)
    assert centre.status("abe") is Status.PHONE_DISCONNECTED
    assert centre.call_of("abe").end_reason is EndReason.PHONE_LOST
    centre.switch.register("201")
    await until(lambda: centre.status("abe") is Status.AVAILABLE)


async def test_a_phone_that_cannot_be_dialed_is_no_miss_and_the_caller_goes_to_the_next_at_once(
    centre: CallCentre,
) -> None:
    centre.switch.silent_phones.add("201")
    await centre.is_ready("abe")
    await centre.is_ready("ito")
    await centre.calls(SALES)
    centre.switch.phone_is_unreachable(centre.phone_of("abe"))  # type: ignore[arg-type]
    await until(lambda: centre.status("ito") is Status.RINGING)
    assert centre.status("abe") is Status.PHONE_DISCONNECTED
    assert centre.call_of("abe").end_reason is EndReason.PHONE_LOST
    assert centre.sees("abe").refusals[Command.AVAILABLE] is ErrorCode.PHONE_NOT_CONNECTED
    assert centre.floor.figures().missed_total == 0
    centre.switch.register("201")
    await until(lambda: centre.status("abe") is Status.AVAILABLE)


async def test_a_phone_that_does_not_even_ring_is_given_up_after_four_seconds_and_tried_again_later(
    centre: CallCentre,
) -> None:
    centre.switch.silent_phones.add("201")
    await centre.is_ready("abe")
    await centre.is_ready("ito")
    await centre.calls(SALES)
    assert centre.status("abe") is Status.RINGING
    await centre.clock.advance(4)
    assert (centre.status("abe"), centre.status("ito")) == (Status.PHONE_DISCONNECTED, Status.RINGING)
    assert centre.phone_of("abe") is None
    centre.switch.silent_phones.clear()
    await centre.clock.advance(10)  # by now the switch would have told that the phone has vanished
    assert centre.status("abe") is Status.AVAILABLE


async def test_a_silent_phone_that_the_switch_finds_gone_stays_out(centre: CallCentre) -> None:
    centre.switch.silent_phones.add("201")
    await centre.is_ready("abe")
    await centre.calls(SALES)
    await centre.clock.advance(5)
    centre.switch.unregister("201")
    await centre.clock.advance(60)
    assert centre.status("abe") is Status.PHONE_DISCONNECTED
    assert len([leg for leg in centre.switch.dialed if leg.startswith("op-")]) == 1


async def test_a_softphone_without_operator_screen_starts_no_work(centre: CallCentre) -> None:
    await centre.signs_in("abe", mode=UsageMode.SOFTPHONE)
    with pytest.raises(Refusal) as refused:
        await centre.floor.start_work("abe", ["sales"])
    assert refused.value.code is ErrorCode.FORBIDDEN


async def test_a_registration_lost_during_a_call_does_not_end_it(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    _, call_id = await centre.talks("abe")
    centre.switch.unregister("201")
    await centre.settle()
    assert centre.status("abe") is Status.TALKING_IN
    await centre.floor.hang_up("abe", call_id)
    assert centre.status("abe") is Status.PHONE_DISCONNECTED
    assert centre.call_of("abe").call_id == call_id


async def test_a_phone_that_dies_in_a_call_ends_it_with_the_reason(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    _, call_id = await centre.talks("abe")
    phone = centre.phone_of("abe")
    centre.switch.unregister("201")
    centre.switch.far_end_hangs_up(phone)  # type: ignore[arg-type]
    await until(lambda: centre.status("abe") is Status.PHONE_DISCONNECTED)
    assert centre.call_of("abe").end_reason is EndReason.PHONE_LOST
    await centre.settle()
    assert centre.switch.live == []
    assert centre.row(call_id).end_reason is EndReason.PHONE_LOST


async def test_while_the_network_is_lost_the_status_stays_but_no_call_comes(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    since = centre.sees("abe").since
    await centre.floor.disconnected("abe")
    await centre.clock.advance(20)
    await centre.calls(SALES)
    desk = centre.floor.desk_of("abe")
    assert desk is not None and (desk.me.status, desk.me.since) == (Status.AVAILABLE, since)
    assert centre.phone_of("abe") is None
    await centre.floor.connected("abe")
    assert centre.status("abe") is Status.RINGING


async def test_an_operator_who_does_not_come_back_in_time_is_signed_out(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    await centre.floor.disconnected("abe")
    await centre.clock.advance(60)
    assert centre.floor.desk_of("abe") is None
    assert centre.floor.extension_holder("201") is None
    assert centre.repositories.session_rows == {}
    assert centre.publisher.dropped == [("abe", "session_expired")]
    with pytest.raises(Refusal) as refused:
        await centre.floor.connected("abe")
    assert refused.value.code is ErrorCode.SESSION_EXPIRED


async def test_a_call_outlives_the_grace_time_and_the_operator_finds_it_again(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    caller, call_id = await centre.talks("abe")
    await centre.floor.disconnected("abe")
    await centre.clock.advance(300)
    assert centre.switch.hears(caller) == f"mix:mix-{call_id}"
    await centre.floor.connected("abe")
    assert centre.status("abe") is Status.TALKING_IN
    await centre.floor.hang_up("abe", call_id)
    assert centre.row(call_id).talk_seconds == 300


async def test_an_absent_operator_is_signed_out_when_his_call_ends(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    caller, call_id = await centre.talks("abe")
    await centre.floor.disconnected("abe")
    await centre.clock.advance(300)
    centre.switch.far_end_hangs_up(caller)
    await until(lambda: centre.floor.desk_of("abe") is None)
    await centre.settle()
    assert centre.row(call_id).end_reason is EndReason.CUSTOMER_HUNG_UP


async def test_log_off_during_a_call_leaves_the_call_up_and_a_new_login_finds_it(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    caller, call_id = await centre.talks("abe")
    await centre.floor.sign_out("abe")
    assert centre.switch.hears(caller) == f"mix:mix-{call_id}"
    await centre.signs_in("abe", token="another")
    await centre.floor.connected("abe")
    assert centre.status("abe") is Status.TALKING_IN
    assert centre.call_of("abe").call_id == call_id
    state = await centre.floor.hang_up("abe", call_id)
    assert state.status is Status.WRAP_UP


async def test_log_off_while_it_rings_gives_the_caller_to_the_next_operator(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    await centre.is_ready("ito")
    await centre.calls(SALES)
    await centre.floor.sign_out("abe")
    assert centre.status("ito") is Status.RINGING
    await centre.settle()
    assert centre.phone_of("abe") is None


async def test_a_second_login_takes_over_the_first_with_its_call(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    _, call_id = await centre.talks("abe")
    await centre.signs_in("abe", token="second")
    assert centre.publisher.dropped == [("abe", "session_taken_over")]
    await centre.floor.connected("abe")
    assert (centre.status("abe"), centre.call_of("abe").call_id) == (Status.TALKING_IN, call_id)
    assert centre.repositories.session_rows["abe"].token_hash == "second"
    assert centre.call_of("abe").phone_elsewhere, "it goes on at the phone of the first"
    await centre.settle()
    await centre.kill_server()
    centre.switch.come_up()
    await centre.start(switch_up=False)
    await centre.floor.connected("abe")
    assert centre.call_of("abe").phone_elsewhere, "also after a restart of the server"


async def test_a_login_after_the_window_was_lost_has_its_call_here_or_nowhere(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    _, call_id = await centre.talks("abe")
    await centre.floor.disconnected("abe")
    await centre.signs_in("abe", token="second")
    await centre.floor.connected("abe")
    assert centre.call_of("abe").call_id == call_id and not centre.call_of("abe").phone_elsewhere


async def test_an_extension_in_use_is_refused_with_the_name_of_its_holder(centre: CallCentre) -> None:
    await centre.signs_in("abe")
    with pytest.raises(Refusal) as refused:
        await centre.signs_in("ito", extension="201")
    assert refused.value.code is ErrorCode.EXTENSION_IN_USE
    assert refused.value.details == {"extension": "201", "operator_name": "阿部 花子"}
    assert "ito" not in centre.repositories.session_rows


async def test_starting_work_needs_a_group_of_ones_own(centre: CallCentre) -> None:
    await centre.signs_in("abe")
    for groups, code in (([], ErrorCode.NO_WORK_GROUP_CHOSEN), (["night"], ErrorCode.NOT_A_MEMBER)):
        with pytest.raises(Refusal) as refused:
            await centre.floor.start_work("abe", groups)
        assert refused.value.code is code
    with pytest.raises(Refusal) as refused:
        await centre.floor.set_status("abe", Status.AVAILABLE)
    assert refused.value.code is ErrorCode.WORK_NOT_STARTED


async def test_statuses_that_are_no_buttons_cannot_be_set(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    with pytest.raises(Refusal) as refused:
        await centre.floor.set_status("abe", Status.RINGING)
    assert refused.value.code is ErrorCode.BAD_REQUEST
    with pytest.raises(Refusal) as refused:
        await centre.floor.set_status("abe", Status.AVAILABLE)
    assert refused.value.code is ErrorCode.ALREADY_IN_STATUS


async def test_groups_that_the_administrator_takes_away_are_left(centre: CallCentre) -> None:
    await centre.is_ready("abe", "sales", "support")
    del centre.repositories.groups["support"]
    await centre.floor.reload_site()
    assert centre.sees("abe").work_group_ids == ("sales",)
    assert set(centre.publisher.desks["abe"].queues) == {"sales"}


async def test_figures_count_what_is_there(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    await centre.talks("abe")
    await centre.calls(SALES)
    await centre.clock.advance(7)
    figures = centre.floor.figures()
    assert figures.operators == {Status.TALKING_IN: 1}
    assert figures.waiting == {"sales": 1}
    assert (figures.calls, figures.answered_total, figures.longest_wait_seconds) == (2, 1, 7.0)
