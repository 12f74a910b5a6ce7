"""Two act at once: whatever comes first, nobody is lost and nothing happens twice."""

import asyncio

import pytest

from server.domain.refusal import Refusal
from server.ports.switch import LegId
from server.protocol.errors import ErrorCode
from server.protocol.rest import TransferRequest
from server.protocol.transfer import TransferProblem, TransferStage
from server.protocol.types import Status
from tests.server.services.transfers.acts import MUSIC, answers, asks, hears, problem, together
from tests.support.call_centre import CallCentre, until


@pytest.fixture
async def consulting(centre: CallCentre, talking: tuple[LegId, str]) -> tuple[LegId, str]:
    customer, call_id = talking
    await asks(centre, call_id)
    await answers(centre)
    return customer, call_id


async def test_completed_twice_it_is_completed_once(centre: CallCentre, consulting: tuple[LegId, str]) -> None:
    customer, call_id = consulting
    _, second = await asyncio.gather(
        centre.floor.complete_transfer("abe", call_id),
        centre.floor.complete_transfer("abe", call_id),
        return_exceptions=True,
    )
    assert isinstance(second, Refusal) and second.code is ErrorCode.NO_SUCH_CALL
    await centre.settle()
    assert together(centre, customer, "ito")


@pytest.mark.parametrize("first", ["complete", "drop"])
async def test_of_completing_and_dropping_the_first_counts(
    centre: CallCentre, consulting: tuple[LegId, str], first: str
) -> None:
    customer, call_id = consulting
    complete = centre.floor.complete_transfer("abe", call_id)
    drop = centre.floor.drop_target("abe", call_id, keep_holding=False)
    orders = (complete, drop) if first == "complete" else (drop, complete)
    _, refused = await asyncio.gather(*orders, return_exceptions=True)
    assert isinstance(refused, Refusal)
    await centre.settle()
    assert together(centre, customer, "ito" if first == "complete" else "abe")


@pytest.mark.parametrize("how", ["the phone", "the window"])
async def test_a_target_that_hangs_up_in_the_moment_of_the_hand_over_does_not_hang_up_on_the_customer(
    centre: CallCentre, consulting: tuple[LegId, str], how: str
) -> None:
    customer, call_id = consulting
    asked, phone = centre.call_of("ito").call_id, centre.phone_of("ito")
    assert phone is not None
    await centre.floor.complete_transfer("abe", call_id)
    if how == "the phone":
        centre.switch.far_end_hangs_up(phone)
    else:
        await centre.floor.hang_up("ito", asked)
    await until(lambda: centre.status("abe") is Status.RINGING)
    await centre.settle()
    assert (centre.status("ito"), centre.phone_of("ito")) == (Status.WRAP_UP, None)
    assert centre.switch.hears(customer) == MUSIC
    back = centre.call_of("abe").transferred
    assert back is not None and back.stage is TransferStage.RETURNING
    assert back.failure is not None and back.failure.problem is TransferProblem.HUNG_UP
    await answers(centre, "abe")
    assert together(centre, customer, "abe")
    assert centre.switch.recording_of(customer) == call_id


async def test_a_target_that_hangs_up_later_has_ended_the_call(
    centre: CallCentre, consulting: tuple[LegId, str]
) -> None:
    customer, call_id = consulting
    await centre.floor.complete_transfer("abe", call_id)
    await centre.clock.advance(2)
    await centre.floor.hang_up("ito", centre.call_of("ito").call_id)
    await centre.settle()
    assert customer not in centre.switch.live


async def test_a_target_that_hung_up_just_before_brings_the_customer_back(
    centre: CallCentre, consulting: tuple[LegId, str]
) -> None:
    customer, call_id = consulting
    await centre.floor.hang_up("ito", centre.call_of("ito").call_id)
    with pytest.raises(Refusal) as refused:
        await centre.floor.complete_transfer("abe", call_id)
    assert refused.value.code is ErrorCode.NO_TRANSFER
    await centre.settle()
    assert problem(centre) is TransferProblem.HUNG_UP and together(centre, customer, "abe")


async def test_two_operators_with_customers_can_not_ask_each_other(
    centre: CallCentre, talking: tuple[LegId, str]
) -> None:
    customer, call_id = talking
    other, other_id = await centre.talks("ito")
    for name, own, to in (("abe", call_id, "ito"), ("ito", other_id, "abe")):
        with pytest.raises(Refusal) as refused:
            await centre.floor.transfer(name, own, TransferRequest(operator_id=to))
        assert refused.value.code is ErrorCode.TARGET_NOT_FREE
    assert together(centre, customer, "abe") and together(centre, other, "ito")


async def test_of_two_who_ask_the_same_colleague_at_once_one_does(
    centre: CallCentre, talking: tuple[LegId, str]
) -> None:
    customer, call_id = talking
    await centre.is_ready("mori", "sales")
    await centre.floor.set_status("ito", Status.AWAY)
    other, other_id = await centre.talks("mori")
    await centre.floor.set_status("ito", Status.AVAILABLE)
    to = TransferRequest(operator_id="ito")
    outcomes = await asyncio.gather(
        centre.floor.transfer("abe", call_id, to), centre.floor.transfer("mori", other_id, to), return_exceptions=True
    )
    assert isinstance(outcomes[1], Refusal) and outcomes[1].code is ErrorCode.TARGET_NOT_FREE
    await centre.settle()
    assert centre.switch.hears(customer) == MUSIC and together(centre, other, "mori")
    await answers(centre)
    assert hears(centre, "abe") == hears(centre, "ito")
