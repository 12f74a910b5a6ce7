"""A caller is led to the operator who talked with him last, and does not wait for him for ever."""

import pytest

from server.domain.distribution.rules import Distribution, LastOperator
from server.protocol.offers import OfferReason
from server.protocol.rest import TransferRequest
from server.protocol.types import Status
from tests.support.call_centre import CLAIMS, KNOWN_CALLER, SALES, UNKNOWN_CALLER, CallCentre

WAIT_SECONDS = 12


@pytest.fixture
async def known(centre: CallCentre) -> CallCentre:
    """Mori talked with `KNOWN_CALLER` a minute ago; abe has been idle for longer."""
    centre.change_group("sales", distribution=Distribution(last_operator=LastOperator(7, WAIT_SECONDS)))
    await centre.floor.reload_site()
    await centre.is_ready("mori")
    _, call_id = await centre.talks("mori")
    await centre.is_ready("abe")
    await centre.floor.hang_up("mori", call_id)
    await centre.settle()
    await centre.clock.advance(60)
    return centre


def reasons(centre: CallCentre) -> list[tuple[str, OfferReason]]:
    """Of the newest call, in order."""
    newest = max(centre.repositories.calls.values(), key=lambda row: row.arrived_at).call_id
    kept = [record for record in centre.repositories.offers.values() if record.call_id == newest]
    return [(record.operator_id, record.why.reason) for record in kept if record.why]


async def test_a_known_number_goes_to_who_talked_with_it_last(known: CallCentre) -> None:
    await known.floor.set_status("mori", Status.AVAILABLE)
    await known.calls(SALES)
    assert (known.status("abe"), known.status("mori")) == (Status.AVAILABLE, Status.RINGING)
    assert reasons(known) == [("mori", OfferReason.LAST_OPERATOR)]


async def test_other_numbers_go_by_the_rule(known: CallCentre) -> None:
    await known.floor.set_status("mori", Status.AVAILABLE)
    await known.calls(SALES, caller=UNKNOWN_CALLER)
    assert known.status("abe") is Status.RINGING


async def test_he_is_waited_for_while_he_is_in_wrap_up(known: CallCentre) -> None:
    await known.calls(SALES)
    await known.clock.advance(WAIT_SECONDS - 1)
    assert known.status("abe") is Status.AVAILABLE
    await known.floor.set_status("mori", Status.AVAILABLE)
    assert known.status("mori") is Status.RINGING


async def test_he_is_waited_for_while_he_talks_but_no_longer_than_is_declared(known: CallCentre) -> None:
    await known.floor.set_status("abe", Status.BREAK)
    await known.floor.set_status("mori", Status.AVAILABLE)
    await known.calls(SALES, caller=UNKNOWN_CALLER)
    await known.answers("mori")
    await known.floor.set_status("abe", Status.AVAILABLE)
    await known.calls(SALES, caller=KNOWN_CALLER)
    assert known.status("abe") is Status.AVAILABLE
    await known.clock.advance(WAIT_SECONDS)
    assert known.status("abe") is Status.RINGING


@pytest.mark.parametrize("status", [Status.AWAY, Status.BREAK])
async def test_nobody_waits_for_an_operator_who_is_not_there(known: CallCentre, status: Status) -> None:
    await known.floor.set_status("mori", status)
    await known.calls(SALES)
    assert known.status("abe") is Status.RINGING


async def test_nobody_waits_for_an_operator_who_left_while_he_was_waited_for(known: CallCentre) -> None:
    await known.calls(SALES)
    assert known.status("abe") is Status.AVAILABLE
    await known.floor.sign_out("mori")
    assert known.status("abe") is Status.RINGING


async def test_who_works_in_another_group_now_is_not_waited_for(known: CallCentre) -> None:
    await known.floor.start_work("mori", ["support"])
    await known.calls(SALES)
    assert known.status("abe") is Status.RINGING


async def test_if_he_misses_the_call_the_next_one_is_asked_although_he_is_in_wrap_up(known: CallCentre) -> None:
    known.change_group("sales", miss_status=Status.WRAP_UP)
    await known.floor.reload_site()
    await known.floor.set_status("mori", Status.AVAILABLE)
    await known.calls(SALES)
    await known.clock.advance(20)
    assert (known.status("mori"), known.status("abe")) == (Status.WRAP_UP, Status.RINGING)
    assert reasons(known) == [("mori", OfferReason.LAST_OPERATOR), ("abe", OfferReason.LONGEST_IDLE)]


async def test_a_customer_who_is_sent_to_another_queue_is_led_to_who_knows_him_there(known: CallCentre) -> None:
    known.change_group("claims", distribution=Distribution(last_operator=LastOperator()))
    await known.floor.reload_site()
    await known.is_ready("ito", "claims")
    _, earlier = await known.talks("ito", CLAIMS)
    await known.floor.hang_up("ito", earlier)
    await known.settle()
    await known.floor.set_status("ito", Status.AVAILABLE)
    await known.is_ready("mori", "claims")
    await known.clock.advance(5)
    await known.calls(SALES)
    call_id = await known.answers("abe")
    await known.clock.advance(1)
    await known.floor.transfer("abe", call_id, TransferRequest(work_group_id="claims"))
    await known.settle()
    assert reasons(known) == [("ito", OfferReason.LAST_OPERATOR)]


async def test_who_sends_a_customer_on_is_not_waited_for(known: CallCentre) -> None:
    known.change_group("claims", distribution=Distribution(last_operator=LastOperator()))
    await known.floor.reload_site()
    await known.floor.start_work("abe", ["sales", "claims"])
    await known.floor.set_status("mori", Status.BREAK)
    for number in (CLAIMS, SALES):
        _, call_id = await known.talks("abe", number)
        if number is CLAIMS:
            await known.floor.hang_up("abe", call_id)
            await known.settle()
            await known.floor.set_status("abe", Status.AVAILABLE)
    await known.is_ready("ito", "claims")
    await known.floor.transfer("abe", call_id, TransferRequest(work_group_id="claims"))
    await known.settle()
    assert known.status("ito") is Status.RINGING


async def test_a_database_that_does_not_answer_leaves_it_to_the_rule(known: CallCentre) -> None:
    await known.floor.set_status("mori", Status.AVAILABLE)
    await known.settle()
    known.repositories.gate.clear()
    await known.calls(SALES)
    await known.clock.advance(0.3)
    assert known.status("abe") is Status.RINGING
    known.repositories.gate.set()
