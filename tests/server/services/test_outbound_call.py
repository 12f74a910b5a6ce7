"""An operator calls: a customer, a colleague, a number that may not be called; and how each call out can fail."""

import asyncio
from dataclasses import replace

import pytest

from server.domain.refusal import Refusal
from server.ports.switch import LegId
from server.protocol.errors import ErrorCode
from server.protocol.rest import TransferRequest
from server.protocol.types import CallState, Command, Direction, EndReason, Status
from tests.support.call_centre import CallCentre, until

CUSTOMER = "090-1234-5678"


async def refused(centre: CallCentre, name: str, number: str, group: str = "sales") -> ErrorCode:
    with pytest.raises(Refusal) as refusal:
        await centre.floor.dial(name, group, number)
    return refusal.value.code


async def test_the_operators_phone_answers_by_itself_before_the_customer_is_dialed(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    state = await centre.floor.dial("abe", "sales", CUSTOMER, customer_id=1)
    assert state.status is Status.DIALING and state.call is not None
    assert (state.call.state, state.call.direction) == (CallState.DIALING, Direction.OUT)
    assert (state.call.number, state.call.called_number) == ("+819012345678", "+81311111111")
    assert state.call.customer_id == 1
    await until(lambda: centre.phone_of("abe"))
    dialed = centre.switch.dialed[centre.phone_of("abe")]  # type: ignore[index]
    assert dialed.headers["X-BlueBean-Call"] == state.call.call_id
    assert dialed.headers["Call-Info"].endswith(";answer-after=0")
    assert centre.switch.dialed_out == {}


async def test_the_customer_is_dialed_through_the_trunk_with_the_groups_number(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    await centre.dials("abe", "０９０−１２３４−５６７８")
    dialed = centre.switch.dialed_out[centre.customer_leg()]
    assert (dialed.trunk, dialed.number, dialed.caller_id) == ("carrier", "09012345678", "0311111111")
    assert centre.switch.hears(centre.phone_of("abe")) == "play:tone:ring"  # type: ignore[arg-type]
    await until(lambda: centre.call_of("abe").matches)
    assert [match.name for match in centre.call_of("abe").matches] == ["山田 太郎"]


async def test_with_the_prefix_for_it_the_customer_does_not_see_who_calls_though_the_server_dies_meanwhile(
    centre: CallCentre,
) -> None:
    await centre.is_ready("abe")
    state = await centre.floor.dial("abe", "sales", f"184-{CUSTOMER}")
    assert state.call is not None
    assert (state.call.number, state.call.called_number) == ("+819012345678", "")
    await until(lambda: centre.phone_of("abe"))
    await centre.kill_server()
    await centre.start()
    await centre.floor.connected("abe")
    centre.switch.phone_answers(centre.phone_of("abe"))  # type: ignore[arg-type]
    await centre.settle()
    dialed = centre.switch.dialed_out[centre.customer_leg()]
    assert (dialed.number, dialed.caller_id) == ("18409012345678", "0311111111")


async def test_after_the_answer_both_hear_each_other_and_the_times_are_those_that_passed(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    call_id = await centre.dials("abe")
    customer = centre.customer_leg()
    await centre.clock.advance(7)
    centre.switch.phone_answers(customer)
    await until(lambda: centre.status("abe") is Status.TALKING_OUT and centre.call_of("abe").recording)
    phone = centre.phone_of("abe")
    assert phone is not None
    assert centre.switch.hears(customer) == centre.switch.hears(phone) == f"mix:mix-{call_id}"
    assert centre.switch.recording_of(customer) == call_id
    await centre.floor.hold("abe", call_id)
    await centre.settle()
    assert centre.switch.hears(customer) == "music:sales-music"
    await centre.floor.resume("abe", call_id)
    await centre.clock.advance(61)
    centre.switch.far_end_hangs_up(customer)
    await until(lambda: centre.status("abe") is Status.WRAP_UP)
    await centre.settle()
    row = centre.row(call_id)
    assert (row.direction, row.from_number, row.to_number) == (Direction.OUT, "+81311111111", "+819012345678")
    assert (row.ring_seconds, row.talk_seconds) == (7, 61)
    assert (row.end_reason, row.recording) == (EndReason.CUSTOMER_HUNG_UP, f"{call_id}.wav")
    assert (centre.switch.live, centre.switch.mixes) == ([], {})


async def test_what_the_carrier_lets_hear_is_heard_in_place_of_the_ring_back_tone(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    call_id = await centre.dials("abe")
    customer, phone = centre.customer_leg(), centre.phone_of("abe")
    assert phone is not None
    centre.switch.carrier_lets_hear(customer)
    await centre.settle()
    assert centre.switch.hears(phone) == centre.switch.hears(customer) == f"mix:mix-{call_id}"
    assert (centre.status("abe"), centre.switch.recording_of(customer)) == (Status.DIALING, None)
    centre.switch.phone_rejects(customer, 404)
    await until(lambda: centre.status("abe") is Status.WRAP_UP)
    await centre.settle()
    assert (centre.switch.live, centre.switch.mixes) == ([], {})


async def test_the_answer_after_an_announcement_is_a_call_like_any_other(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    call_id = await centre.dials("abe")
    customer = centre.customer_leg()
    centre.switch.carrier_lets_hear(customer)
    centre.switch.phone_answers(customer)
    await until(lambda: centre.status("abe") is Status.TALKING_OUT and centre.call_of("abe").recording)
    await centre.settle()
    assert (centre.switch.hears(customer), centre.switch.recording_of(customer)) == (f"mix:mix-{call_id}", call_id)


@pytest.mark.parametrize(
    ("sip_code", "reason"),
    [
        (486, EndReason.BUSY),
        (404, EndReason.NUMBER_UNKNOWN),
        (480, EndReason.NO_ANSWER),
        (603, EndReason.REJECTED),
    ],
)
async def test_a_number_that_is_not_reached_is_told_with_its_reason(
    centre: CallCentre, sip_code: int, reason: EndReason
) -> None:
    await centre.is_ready("abe")
    call_id = await centre.dials("abe")
    centre.switch.phone_rejects(centre.customer_leg(), sip_code)
    await until(lambda: centre.status("abe") is Status.WRAP_UP)
    assert centre.call_of("abe").end_reason is reason
    await centre.settle()
    assert centre.switch.live == []
    assert (centre.row(call_id).end_reason, centre.row(call_id).talk_seconds) == (reason, 0)


async def test_without_its_trunk_there_is_no_way_through(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    await centre.switch.set_trunks([])
    await centre.dials("abe")
    await until(lambda: centre.status("abe") is Status.WRAP_UP)
    assert centre.call_of("abe").end_reason is EndReason.CONGESTION


async def test_a_customer_who_does_not_answer_is_given_up_after_a_minute(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    await centre.dials("abe")
    await centre.clock.advance(59)
    assert centre.status("abe") is Status.DIALING
    await centre.clock.advance(2)
    assert centre.call_of("abe").end_reason is EndReason.NO_ANSWER
    await centre.settle()
    assert centre.switch.live == []


async def test_the_operators_own_phone_that_does_not_answer_ends_the_call_undialed(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    await centre.floor.dial("abe", "sales", CUSTOMER)
    await centre.clock.advance(21)
    assert centre.call_of("abe").end_reason is EndReason.PHONE_NOT_ANSWERED
    assert centre.switch.dialed_out == {}


async def test_a_phone_that_is_silent_is_said_to_be_lost_and_doubted(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    centre.switch.silent_phones.add("201")
    await centre.floor.dial("abe", "sales", CUSTOMER)
    await centre.clock.advance(5)
    assert centre.call_of("abe").end_reason is EndReason.PHONE_LOST
    assert centre.status("abe") is Status.PHONE_DISCONNECTED


async def test_the_operator_hangs_up_while_it_rings(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    call_id = await centre.dials("abe")
    state = await centre.floor.hang_up("abe", call_id)
    assert state.status is Status.WRAP_UP
    await centre.settle()
    assert centre.switch.live == []
    assert centre.row(call_id).end_reason is EndReason.OPERATOR_HUNG_UP


async def test_a_customer_who_answers_when_the_operator_has_just_hung_up_is_hung_up_too(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    await centre.dials("abe")
    centre.switch.phone_answers(centre.customer_leg())
    centre.switch.far_end_hangs_up(centre.phone_of("abe"))  # type: ignore[arg-type]
    await until(lambda: centre.status("abe") is Status.WRAP_UP)
    await centre.settle()
    assert centre.switch.live == []
    assert centre.call_of("abe").end_reason is EndReason.OPERATOR_HUNG_UP


async def test_both_sides_hang_up_at_once(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    call_id = await centre.dials("abe")
    customer, phone = centre.customer_leg(), centre.phone_of("abe")
    assert phone is not None
    centre.switch.phone_answers(customer)
    await until(lambda: centre.status("abe") is Status.TALKING_OUT and centre.call_of("abe").recording)
    centre.switch.far_end_hangs_up(customer)
    centre.switch.far_end_hangs_up(phone)
    await until(lambda: centre.status("abe") is Status.WRAP_UP)
    await centre.settle()
    assert (centre.switch.live, centre.switch.mixes) == ([], {})
    assert centre.row(call_id).end_reason is EndReason.CUSTOMER_HUNG_UP


async def test_two_calls_asked_for_at_once_are_one(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    both = (centre.floor.dial("abe", "sales", CUSTOMER), centre.floor.dial("abe", "sales", "03-1234-5678"))
    answers = await asyncio.gather(*both, return_exceptions=True)
    assert [isinstance(answer, Refusal) for answer in answers] == [False, True]
    await centre.settle()
    assert len(centre.switch.live) == 1


async def test_calling_is_refused_with_a_reason_where_the_status_does_not_allow_it(centre: CallCentre) -> None:
    await centre.signs_in("abe")
    assert await refused(centre, "abe", CUSTOMER) is ErrorCode.WORK_NOT_STARTED
    await centre.is_ready("abe")
    await centre.floor.set_status("abe", Status.AWAY)
    assert await refused(centre, "abe", CUSTOMER) is ErrorCode.NOT_READY_TO_DIAL
    await centre.floor.set_status("abe", Status.WRAP_UP)
    assert Command.DIAL not in centre.sees("abe").refusals
    await centre.dials("abe")
    assert centre.sees("abe").refusals[Command.DIAL] is ErrorCode.REFUSED_DURING_CALL
    assert await refused(centre, "abe", CUSTOMER) is ErrorCode.REFUSED_DURING_CALL


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("110", ErrorCode.SPECIAL_NUMBER),
        ("119", ErrorCode.SPECIAL_NUMBER),
        ("１１８", ErrorCode.SPECIAL_NUMBER),
        ("0990-123456", ErrorCode.SPECIAL_NUMBER),
        ("171", ErrorCode.NOT_A_NUMBER),
        ("184110", ErrorCode.NOT_A_NUMBER),
        ("999", ErrorCode.NOT_A_NUMBER),
        ("Yamada", ErrorCode.NOT_A_NUMBER),
        ("", ErrorCode.NOT_A_NUMBER),
        ("201", ErrorCode.OWN_EXTENSION),
    ],
)
async def test_what_may_not_or_can_not_be_called_is_refused(centre: CallCentre, number: str, code: ErrorCode) -> None:
    await centre.is_ready("abe")
    assert await refused(centre, "abe", number) is code
    assert centre.status("abe") is Status.AVAILABLE
    assert centre.switch.live == []


async def test_a_group_without_a_line_can_not_call_and_one_of_others_is_refused(centre: CallCentre) -> None:
    centre.repositories.groups["sales"] = replace(centre.repositories.groups["sales"], line=None)
    await centre.is_ready("abe")
    await centre.floor.reload_site()
    assert await refused(centre, "abe", CUSTOMER) is ErrorCode.NO_OUTGOING_LINE
    assert await refused(centre, "abe", CUSTOMER, "support") is ErrorCode.NOT_A_MEMBER


async def test_a_colleague_is_called_without_a_trunk_and_without_recording(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    await centre.is_ready("ito")
    call_id = await centre.dials("abe", "202")
    leg = centre.phone_of("ito")
    assert leg is not None and centre.switch.dialed_out == {}
    assert centre.switch.dialed[leg].caller_id == "201"
    await centre.calls()
    assert centre.status("ito") is Status.RINGING and centre.sees("ito").call is None, (
        "no customer rings there meanwhile"
    )
    centre.switch.phone_answers(leg)
    await until(lambda: centre.status("abe") is Status.TALKING_OUT)
    await centre.settle()
    assert centre.status("ito") is Status.TALKING_IN and centre.publisher.seats["ito"].status is Status.TALKING_IN
    refused = centre.sees("ito").refusals
    assert refused[Command.AVAILABLE] is refused[Command.BREAK] is ErrorCode.REFUSED_DURING_CALL
    assert refused[Command.HANG_UP] is refused[Command.TRANSFER] is ErrorCode.NO_SUCH_CALL
    assert centre.switch.hears(leg) == f"mix:mix-{call_id}"
    assert centre.switch.recording_of(leg) is None and not centre.call_of("abe").recording
    centre.switch.far_end_hangs_up(leg)
    await until(lambda: centre.status("ito") is Status.RINGING)


@pytest.mark.parametrize("status", [Status.AVAILABLE, Status.AWAY, Status.BREAK, Status.WRAP_UP])
async def test_a_called_colleague_goes_back_to_what_he_did(centre: CallCentre, status: Status) -> None:
    await centre.is_ready("abe")
    await centre.is_ready("ito")
    if status is not Status.AVAILABLE:
        await centre.floor.set_status("ito", status)
    call_id = await centre.dials("abe", "202")
    await until(lambda: centre.status("ito") is Status.RINGING)
    await centre.floor.hang_up("abe", call_id)
    assert centre.status("ito") is status
    await centre.dials("abe", "202")
    await colleague_answers(centre)
    centre.switch.far_end_hangs_up(colleague_phone(centre))
    await until(lambda: centre.status("abe") is Status.WRAP_UP)
    assert centre.status("ito") is status and centre.sees("ito").call is None


async def test_a_colleague_who_talks_with_a_colleague_is_busy_for_others_and_can_not_be_transferred_to(
    centre: CallCentre,
) -> None:
    for name in ("abe", "ito", "mori"):
        await centre.is_ready(name)
    await centre.dials("abe", "202")
    await colleague_answers(centre)
    await centre.dials("mori", "202")
    await until(lambda: centre.status("mori") is Status.WRAP_UP)
    assert centre.call_of("mori").end_reason is EndReason.BUSY
    assert centre.status("ito") is Status.TALKING_IN, "his own call goes on"
    await centre.floor.set_status("mori", Status.AVAILABLE)
    _, call_id = await centre.talks("mori")
    with pytest.raises(Refusal) as refused_transfer:
        await centre.floor.transfer("mori", call_id, TransferRequest(operator_id="ito"))
    assert refused_transfer.value.code is ErrorCode.TARGET_NOT_FREE


@pytest.mark.parametrize("answered", [False, True])
async def test_a_called_colleague_is_shown_so_over_a_killed_server_and_set_free_by_a_crash_of_the_switch(
    centre: CallCentre, answered: bool
) -> None:
    await centre.is_ready("abe")
    await centre.is_ready("ito")
    await centre.floor.set_status("ito", Status.AWAY)
    await centre.dials("abe", "202")
    if answered:
        await colleague_answers(centre)
    await centre.kill_server()
    centre.switch.come_up()
    await centre.start(switch_up=False)
    await until(lambda: centre.floor.figures().switch_up)
    for name in ("abe", "ito"):
        await centre.floor.connected(name)
    assert centre.status("ito") is (Status.TALKING_IN if answered else Status.RINGING)
    centre.switch.crash()
    await until(lambda: centre.status("ito") is Status.PHONE_DISCONNECTED)
    centre.switch.register("202")
    await until(lambda: centre.status("ito") is Status.AWAY)


def colleague_phone(centre: CallCentre) -> LegId:
    leg = centre.phone_of("ito")
    assert leg is not None
    return leg


async def colleague_answers(centre: CallCentre) -> None:
    centre.switch.phone_answers(colleague_phone(centre))
    await until(lambda: centre.status("abe") is Status.TALKING_OUT)
    await centre.settle()


async def test_a_colleague_with_a_call_is_busy(centre: CallCentre) -> None:
    await centre.is_ready("ito")
    await centre.talks("ito")
    await centre.is_ready("abe")
    await centre.dials("abe", "202")
    await until(lambda: centre.status("abe") is Status.WRAP_UP)
    assert centre.call_of("abe").end_reason is EndReason.BUSY


async def test_signing_out_while_it_rings_ends_the_call(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    call_id = await centre.dials("abe")
    await centre.floor.sign_out("abe")
    await centre.settle()
    assert centre.switch.live == []
    assert centre.row(call_id).end_reason is EndReason.OPERATOR_HUNG_UP


async def test_a_customer_is_rung_only_when_the_database_has_the_call(centre: CallCentre) -> None:
    """A server killed before that would come back, know nothing of the leg, and hang it up in the customer's ear."""
    await centre.is_ready("abe")
    state = await centre.floor.dial("abe", "sales", CUSTOMER)
    await until(lambda: centre.phone_of("abe"))
    centre.repositories.gate.clear()
    centre.switch.phone_answers(centre.phone_of("abe"))  # type: ignore[arg-type]
    await centre.settle()
    assert centre.switch.dialed_out == {}
    centre.repositories.gate.set()
    await until(lambda: centre.switch.dialed_out)
    assert state.call is not None
    assert centre.row(state.call.call_id).offered_at is not None


async def test_a_customer_is_rung_also_while_the_database_is_away(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    centre.repositories.broken = True
    await centre.dials("abe")
    await centre.clock.advance(2)
    assert centre.customer_leg()


async def test_a_restarted_server_goes_on_with_a_call_that_rings_and_one_that_talks(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    call_id = await centre.dials("abe")
    customer = centre.customer_leg()
    await centre.kill_server()
    centre.switch.come_up()
    await centre.start(switch_up=False)
    await until(lambda: centre.floor.figures().switch_up)
    await centre.floor.connected("abe")
    assert centre.status("abe") is Status.DIALING
    centre.switch.phone_answers(customer)
    await until(lambda: centre.status("abe") is Status.TALKING_OUT)
    await centre.kill_server()
    centre.switch.come_up()
    await centre.start(switch_up=False)
    await until(lambda: centre.floor.figures().switch_up)
    await centre.floor.connected("abe")
    assert centre.status("abe") is Status.TALKING_OUT
    assert centre.call_of("abe").call_id == call_id
    centre.switch.far_end_hangs_up(customer)
    await until(lambda: centre.status("abe") is Status.WRAP_UP)
    assert centre.call_of("abe").end_reason is EndReason.CUSTOMER_HUNG_UP


async def test_a_switch_that_dies_ends_the_call_that_is_dialed(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    await centre.dials("abe")
    centre.switch.crash()
    await until(lambda: centre.sees("abe").status is not Status.DIALING)
    assert centre.call_of("abe").end_reason is EndReason.SWITCH_LOST
