"""Which calls the switch is told to record, what the window says of it, and that each part of a call has its own times."""

from datetime import timedelta

import pytest

from server.domain.recording import RecordingPolicy, RecordingRule
from server.protocol.rest import TransferRequest
from server.protocol.transfer import TransferMode
from server.protocol.types import CallView, EndReason, Status
from tests.server.services.transfers.acts import answers, asks, together
from tests.support.call_centre import SALES, CallCentre, until

NONE, ALL = RecordingPolicy(RecordingRule.NONE), RecordingPolicy(RecordingRule.ALL)


async def rule(centre: CallCentre, group: str, policy: RecordingPolicy) -> None:
    centre.change_group(group, recording=policy)
    await centre.floor.reload_site()


async def talk(centre: CallCentre, name: str) -> CallView:
    await until(lambda: centre.phone_of(name))
    await answers(centre, name)
    await until(lambda: centre.switch.mix_of(centre.phone_of(name)))  # type: ignore[arg-type]
    await centre.settle()
    return centre.call_of(name)


@pytest.mark.parametrize(
    ("policy", "inbound", "outbound"),
    [
        (RecordingPolicy(RecordingRule.INBOUND), True, False),
        (RecordingPolicy(RecordingRule.OUTBOUND), False, True),
        (NONE, False, False),
    ],
)
async def test_the_group_says_which_of_its_calls_are_recorded_and_the_window_follows(
    centre: CallCentre, policy: RecordingPolicy, inbound: bool, outbound: bool
) -> None:
    await rule(centre, "sales", policy)
    await centre.is_ready("abe")
    customer = await centre.calls(SALES)
    call = await talk(centre, "abe")
    assert call.recording is inbound
    assert (centre.switch.recording_of(customer) is not None) is inbound
    await centre.floor.hold("abe", call.call_id)
    await centre.settle()
    assert centre.call_of("abe").recording is inbound
    await centre.floor.hang_up("abe", call.call_id)
    await centre.settle()
    assert centre.row(call.call_id).recording == (f"{call.call_id}.wav" if inbound else None)
    made = await centre.dials("abe")
    centre.switch.phone_answers(customer := centre.customer_leg())
    await until(lambda: centre.status("abe") is Status.TALKING_OUT)
    await centre.settle()
    assert centre.call_of("abe").recording is outbound
    assert centre.switch.recording_of(customer) == (made if outbound else None)


async def test_colleagues_are_recorded_only_where_the_group_says_so(centre: CallCentre) -> None:
    await rule(centre, "sales", RecordingPolicy(RecordingRule.NONE, internal=True))
    await centre.is_ready("abe")
    await centre.is_ready("ito")
    call_id = await centre.dials("abe", "202")
    phone = centre.phone_of("ito")
    assert phone is not None
    centre.switch.phone_answers(phone)
    await until(lambda: centre.status("abe") is Status.TALKING_OUT)
    await centre.settle()
    assert centre.call_of("abe").recording
    assert centre.switch.recording_of(phone) == call_id


async def test_in_a_group_that_records_nothing_a_transferred_customer_is_recorded_no_more(centre: CallCentre) -> None:
    await rule(centre, "claims", NONE)
    await centre.is_ready("abe")
    customer, first = await centre.talks("abe")
    await centre.is_ready("ito", "claims")
    await centre.floor.transfer("abe", first, TransferRequest(TransferMode.BLIND, work_group_id="claims"))
    await until(lambda: centre.status("ito") is Status.RINGING)
    second = await talk(centre, "ito")
    assert not second.recording and centre.switch.recording_of(customer) is None
    centre.switch.far_end_hangs_up(customer)
    await until(lambda: centre.status("ito") is Status.WRAP_UP)
    await centre.settle()
    assert (centre.row(first).recording, centre.row(second.call_id).recording) == (f"{first}.wav", None)


async def test_in_a_group_that_records_all_a_transferred_customer_is_recorded_from_its_operator_on(
    centre: CallCentre,
) -> None:
    await rule(centre, "sales", NONE)
    await centre.is_ready("abe")
    customer = await centre.calls(SALES)
    first = (await talk(centre, "abe")).call_id
    await centre.is_ready("ito", "claims")
    second = await asks(centre, first)
    await answers(centre)
    assert centre.switch.recording_of(customer) is None and not centre.call_of("ito").recording
    await centre.floor.complete_transfer("abe", first)
    await centre.settle()
    assert together(centre, customer, "ito")
    assert centre.call_of("ito").recording and centre.switch.recording_of(customer) == second
    centre.switch.far_end_hangs_up(customer)
    await until(lambda: centre.status("ito") is Status.WRAP_UP)
    await centre.settle()
    assert (centre.row(first).recording, centre.row(second).recording) == (None, f"{second}.wav")


async def test_the_conference_shows_every_operator_that_it_is_recorded(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    _, first = await centre.talks("abe")
    await centre.is_ready("ito", "claims")
    await rule(centre, "claims", NONE)
    await asks(centre, first)
    await answers(centre)
    await centre.floor.start_conference("abe", first)
    await centre.settle()
    assert centre.call_of("abe").recording and centre.call_of("ito").recording


# ---- the times of each part --------------------------------------------------------------------------------------


async def test_holds_are_summed_up_and_outlive_a_killed_server(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    customer, call_id = await centre.talks("abe")
    await centre.clock.advance(5)
    await centre.floor.hold("abe", call_id)
    await centre.clock.advance(7)
    await centre.floor.resume("abe", call_id)
    await centre.clock.advance(3)
    await centre.floor.hold("abe", call_id)
    await centre.clock.advance(10)
    held_since = centre.call_of("abe").held_since
    await centre.kill_server()
    await centre.clock.advance(20)
    await centre.start()
    await centre.floor.connected("abe")
    assert centre.call_of("abe").held_since == held_since
    await centre.floor.resume("abe", call_id)
    await centre.clock.advance(5)
    centre.switch.far_end_hangs_up(customer)
    await until(lambda: centre.row(call_id).ended_at)
    row = centre.row(call_id)
    assert (row.talk_seconds, row.hold_seconds) == (50, 37)


async def test_what_a_caller_waits_is_kept_whether_he_is_answered_or_gives_up(centre: CallCentre) -> None:
    customer = await centre.calls(SALES)
    await centre.clock.advance(12)
    await centre.is_ready("abe")
    await until(lambda: centre.status("abe") is Status.RINGING)
    await centre.clock.advance(3)
    call_id = await centre.answers("abe")
    await centre.clock.advance(60)
    centre.switch.far_end_hangs_up(customer)
    await until(lambda: centre.row(call_id).ended_at)
    row = centre.row(call_id)
    assert (row.wait_seconds, row.ring_seconds, row.talk_seconds, row.hold_seconds) == (15, 3, 60, 0)
    gives_up = await centre.calls(SALES)
    await centre.clock.advance(9)
    centre.switch.far_end_hangs_up(gives_up)
    await centre.settle()
    [given_up] = [row for row in centre.repositories.calls.values() if row.abandoned]
    assert (given_up.wait_seconds, given_up.talk_seconds) == (9, 0)


async def test_no_operator_is_credited_with_the_time_of_another(centre: CallCentre) -> None:
    """Talk, consultation, blind transfer and return: each part has its own wait, hold and talk, and exactly one row."""
    await centre.is_ready("abe")
    customer, first = await centre.talks("abe")
    await centre.is_ready("ito")
    await centre.clock.advance(30)
    second = await asks(centre, first)  # the customer is on hold with abe
    await centre.clock.advance(4)
    await answers(centre)
    await centre.clock.advance(6)
    await centre.floor.complete_transfer("abe", first)
    await centre.floor.set_status("abe", Status.AVAILABLE)
    await centre.clock.advance(20)
    await centre.floor.transfer("ito", second, TransferRequest(TransferMode.BLIND, operator_id="abe"))
    await until(lambda: centre.status("abe") is Status.RINGING)
    third = centre.call_of("abe").call_id
    await centre.clock.advance(8)
    await answers(centre, "abe")
    await centre.clock.advance(40)
    centre.switch.far_end_hangs_up(customer)
    await until(lambda: centre.row(third).ended_at)
    rows = [centre.row(each) for each in (first, second, third)]
    assert len(centre.repositories.calls) == 3
    assert [(row.operator_id, row.wait_seconds, row.talk_seconds, row.hold_seconds) for row in rows] == [
        ("abe", 0, 40, 10),
        ("ito", 0, 26, 0),
        ("abe", 8, 40, 0),
    ]
    assert [row.end_reason for row in rows[:2]] == [EndReason.TRANSFERRED] * 2


async def test_a_customer_whose_operator_hangs_up_while_the_target_still_rings_waits_from_then_on(
    centre: CallCentre,
) -> None:
    await centre.is_ready("abe")
    _, first = await centre.talks("abe")
    await centre.is_ready("ito")
    began = centre.clock.now()
    second = await asks(centre, first)
    await centre.clock.advance(5)
    centre.switch.far_end_hangs_up(centre.phone_of("abe"))  # type: ignore[arg-type]
    await until(lambda: centre.status("abe") is Status.WRAP_UP)
    await centre.clock.advance(6)
    await answers(centre)
    await centre.settle()
    rows = [centre.row(each) for each in (first, second)]
    assert [(row.hold_seconds, row.wait_seconds) for row in rows] == [(5, 0), (0, 6)]
    assert rows[1].arrived_at == began + timedelta(seconds=5)
