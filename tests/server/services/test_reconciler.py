"""What an event or an order that was lost leaves behind is found and put right within ten seconds, and counted."""

from collections.abc import AsyncIterator

import pytest

from server.domain.repairs import Repair
from server.ports.switch import AccountState, LegGone, LegId, LegNew, LegUp, MixId
from server.protocol.types import EndReason, Status
from tests.support.call_centre import SALES, CallCentre, until


@pytest.fixture
async def faulty(centre: CallCentre) -> AsyncIterator[CallCentre]:
    """`abe` is available, and what happens next may be lost on the way."""
    await centre.is_ready("abe")
    centre.is_well = False
    yield centre


async def repairs_within_ten_seconds(centre: CallCentre, *kinds: Repair) -> None:
    """These, once each, and nothing afterwards."""
    await centre.clock.advance(10)
    assert centre.floor.figures().repairs == dict.fromkeys(kinds, 1)
    centre.switch.lost.clear()
    await centre.clock.advance(30)
    assert centre.floor.figures().repairs == dict.fromkeys(kinds, 1)


async def test_a_caller_whose_hang_up_was_lost_is_not_offered_for_ever(faulty: CallCentre) -> None:
    leg = await faulty.calls(SALES)
    faulty.switch.lost = {LegGone}
    faulty.switch.far_end_hangs_up(leg)
    await repairs_within_ten_seconds(faulty, Repair.LEG_GONE)
    [row] = faulty.repositories.calls.values()
    assert row.end_reason is EndReason.CALLER_GAVE_UP
    assert faulty.status("abe") is Status.AVAILABLE and faulty.switch.live == []


async def test_a_phone_whose_hang_up_was_lost_does_not_hold_its_operator(faulty: CallCentre) -> None:
    _, call_id = await faulty.talks("abe")
    phone = faulty.phone_of("abe")
    assert phone is not None
    faulty.switch.lost = {LegGone}
    faulty.switch.far_end_hangs_up(phone)
    await repairs_within_ten_seconds(faulty, Repair.LEG_GONE)
    assert faulty.status("abe") is Status.WRAP_UP
    assert faulty.row(call_id).end_reason is EndReason.OPERATOR_HUNG_UP
    assert faulty.switch.live == [] and faulty.switch.mixes == {}


async def test_an_answer_that_was_lost_counts(faulty: CallCentre) -> None:
    caller = await faulty.calls(SALES)
    phone = faulty.phone_of("abe")
    assert phone is not None
    faulty.switch.lost = {LegUp}
    faulty.switch.phone_answers(phone)
    await repairs_within_ten_seconds(faulty, Repair.ANSWER_MISSED)
    assert faulty.status("abe") is Status.TALKING_IN
    assert faulty.switch.mix_of(caller) == faulty.switch.mix_of(phone) is not None


async def test_a_customers_answer_that_was_lost_counts(faulty: CallCentre) -> None:
    await faulty.dials("abe")
    faulty.switch.lost = {LegUp}
    faulty.switch.phone_answers(faulty.customer_leg())
    await repairs_within_ten_seconds(faulty, Repair.ANSWER_MISSED)
    assert faulty.status("abe") is Status.TALKING_OUT


async def test_a_caller_of_whom_nobody_told_is_welcomed(faulty: CallCentre) -> None:
    faulty.switch.lost = {LegNew}
    faulty.switch.caller_arrives("0312345678", SALES)
    await repairs_within_ten_seconds(faulty, Repair.CALLER_MISSED)
    assert faulty.status("abe") is Status.AWAY  # it rang there, and nobody answered
    assert faulty.floor.figures().waiting == {"sales": 1}


@pytest.mark.parametrize("leg", ["op-nobody", "out-nobody"])
async def test_a_leg_of_no_call_is_hung_up(faulty: CallCentre, leg: str) -> None:
    await faulty.switch.dial_extension(LegId(leg), "202", caller_id="", headers={}, timeout_seconds=60)
    await repairs_within_ten_seconds(faulty, Repair.LEG_LEFT_OVER)
    assert faulty.switch.live == []


async def test_a_caller_whose_call_is_over_is_hung_up(faulty: CallCentre) -> None:
    faulty.switch.lost = {LegNew}
    leg = faulty.switch.caller_arrives("0312345678", SALES)
    await faulty.switch.tag(leg, "call", "an earlier one")
    await repairs_within_ten_seconds(faulty, Repair.LEG_LEFT_OVER)
    assert faulty.switch.live == []


async def test_two_who_talk_and_are_apart_are_brought_together(faulty: CallCentre) -> None:
    caller, call_id = await faulty.talks("abe")
    await faulty.switch.mix_remove(MixId(f"mix-{call_id}"), caller)
    await repairs_within_ten_seconds(faulty, Repair.NOT_CONNECTED)
    assert faulty.switch.hears(caller) == f"mix:mix-{call_id}"


async def test_a_customer_on_hold_hears_nobody(faulty: CallCentre) -> None:
    caller, call_id = await faulty.talks("abe")
    await faulty.floor.hold("abe", call_id)
    await faulty.settle()
    await faulty.switch.mix_add(MixId(f"mix-{call_id}"), caller)
    await repairs_within_ten_seconds(faulty, Repair.NOT_APART)
    assert faulty.switch.hears(caller) == "music:sales-music"


async def test_a_mix_of_no_call_is_taken_down(faulty: CallCentre) -> None:
    await faulty.switch.mix_create(MixId("mix-nobody"))
    await repairs_within_ten_seconds(faulty, Repair.MIX_LEFT_OVER)
    assert faulty.switch.mixes == {}


async def test_a_phone_that_went_unheard_is_offered_nothing_and_one_that_came_is(faulty: CallCentre) -> None:
    faulty.switch.lost = {AccountState}
    faulty.switch.unregister("201")
    await faulty.clock.advance(10)
    assert faulty.status("abe") is Status.PHONE_DISCONNECTED
    faulty.switch.register("201")
    await repairs_within_ten_seconds(faulty, Repair.PHONE_GONE, Repair.PHONE_THERE)
    assert faulty.status("abe") is Status.AVAILABLE


async def test_what_is_under_way_is_not_repaired(centre: CallCentre) -> None:
    """News come between two looks, later than a look shows them: nothing is done twice."""
    await centre.is_ready("abe")
    await centre.clock.advance(4.4)
    leg = await centre.calls(SALES)
    centre.switch.lost = {LegGone}
    centre.switch.far_end_hangs_up(leg)
    await centre.clock.advance(1)
    centre.switch.lost = set()
    centre.switch._emit(LegGone(leg))
    await until(lambda: centre.status("abe") is Status.AVAILABLE)
    await centre.clock.advance(20)
    assert centre.floor.figures().repairs == {}


async def test_while_the_switch_is_away_nothing_is_compared(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    await centre.talks("abe")
    centre.switch.go_down()
    await centre.clock.advance(4.9)
    centre.switch.come_up()
    await centre.clock.advance(10)
    assert centre.status("abe") is Status.TALKING_IN
    assert centre.floor.figures().repairs == {}
