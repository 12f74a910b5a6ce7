"""What is kept of each offer, and that a killed server goes on by it."""

from server.domain.distribution.rules import Distribution, Rule
from server.protocol.offers import OfferReason
from server.protocol.types import EndReason, Status
from tests.support.call_centre import SALES, SUPPORT, UNKNOWN_CALLER, CallCentre, until


async def declare(centre: CallCentre, rule: Rule) -> None:
    centre.change_group("sales", distribution=Distribution(rule=rule))
    await centre.floor.reload_site()


async def returns(centre: CallCentre, *names: str) -> None:
    """The server starts anew, and the windows find it again."""
    await centre.kill_server()
    await centre.start()
    for name in names:
        await centre.floor.connected(name)


async def test_each_desk_at_which_a_call_rang_is_kept_with_why_and_what_became_of_it(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    await centre.clock.advance(1)
    await centre.is_ready("ito")
    await centre.calls(SALES)
    await centre.clock.advance(20)
    call_id = await centre.answers("ito")
    await centre.settle()
    first, second = await centre.repositories.offers_of(call_id)
    assert (first.operator_id, first.end_reason, first.answered) == ("abe", EndReason.MISSED, False)
    assert first.why is not None and (first.why.reason, first.why.free) == (OfferReason.LONGEST_IDLE, 2)
    assert first.rang_at is not None and first.ended_at == second.offered_at
    assert (second.operator_id, second.end_reason, second.answered) == ("ito", None, True)


async def test_of_all_who_ring_one_answered_and_the_others_were_spared(centre: CallCentre) -> None:
    for name in ("abe", "ito"):
        await centre.is_ready(name, "support")
    await centre.calls(SUPPORT)
    call_id = await centre.answers("ito")
    await centre.settle()
    found = {record.operator_id: record for record in await centre.repositories.offers_of(call_id)}
    assert found["ito"].answered and found["abe"].end_reason is EndReason.TAKEN_BY_OTHER
    assert {record.why.reason for record in found.values() if record.why} == {OfferReason.RING_ALL}


async def test_offers_wait_for_a_database_that_is_away(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    centre.repositories.broken = True
    await centre.calls(SALES)
    await centre.clock.advance(1)
    call_id = await centre.answers("abe")
    assert not centre.repositories.offers
    centre.repositories.broken = False
    await centre.clock.advance(2)
    [kept] = await centre.repositories.offers_of(call_id)
    assert kept.answered and kept.why is not None


async def test_round_robin_goes_on_where_it_was_after_a_kill(centre: CallCentre) -> None:
    await declare(centre, Rule.ROUND_ROBIN)
    for name in ("abe", "ito", "mori"):
        await centre.is_ready(name)
    await centre.talks("abe")
    await centre.clock.advance(1)
    await centre.talks("ito")
    await returns(centre, "abe", "ito", "mori")
    for name in ("abe", "ito"):
        await centre.floor.hang_up(name, centre.call_of(name).call_id)
        await centre.settle()
        await centre.floor.set_status(name, Status.AVAILABLE)
    await centre.calls(SALES, caller=UNKNOWN_CALLER)
    assert centre.status("mori") is Status.RINGING


async def test_who_took_calls_today_has_taken_them_after_a_kill_too(centre: CallCentre) -> None:
    await declare(centre, Rule.FEWEST_CALLS)
    await centre.is_ready("abe")
    _, call_id = await centre.talks("abe")
    await centre.floor.hang_up("abe", call_id)
    await centre.settle()
    await returns(centre, "abe")
    await centre.floor.set_status("abe", Status.AVAILABLE)
    await centre.clock.advance(60)
    await centre.is_ready("ito")
    await centre.calls(SALES, caller=UNKNOWN_CALLER)
    assert (centre.status("abe"), centre.status("ito")) == (Status.AVAILABLE, Status.RINGING)


async def test_an_offer_that_outlived_the_server_keeps_its_reason(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    await centre.calls(SALES)
    await until(lambda: centre.repositories.offers)
    await returns(centre, "abe")
    call_id = await centre.answers("abe")
    await centre.settle()
    [kept] = await centre.repositories.offers_of(call_id)
    assert kept.answered and kept.why is not None and kept.why.reason is OfferReason.LONGEST_IDLE


async def test_offers_that_did_not_outlive_the_server_are_over(centre: CallCentre) -> None:
    for name in ("abe", "ito"):
        await centre.is_ready(name, "support")
    await centre.calls(SUPPORT)
    await until(lambda: len(centre.repositories.offers) == 2)
    lost = set(centre.repositories.offers)
    await returns(centre, "abe", "ito")
    await centre.settle()
    assert all(centre.repositories.offers[leg].ended_at for leg in lost)
