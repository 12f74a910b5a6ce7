"""Customer and both operators hear each other, until one of them leaves."""

import pytest

from server.ports.switch import LegId
from server.protocol.transfer import TransferStage
from server.protocol.types import EndReason, Status
from tests.server.services.transfers.acts import together
from tests.support.call_centre import CallCentre, until


async def test_in_conference_everybody_hears_everybody(centre: CallCentre, conference: tuple[LegId, str]) -> None:
    customer, _ = conference
    assert together(centre, customer, "abe", "ito")
    assert centre.call_of("abe").consultation.stage is TransferStage.CONFERENCE  # type: ignore[union-attr]
    assert centre.call_of("ito").transferred.stage is TransferStage.CONFERENCE  # type: ignore[union-attr]


async def test_who_leaves_the_conference_leaves_the_others_to_each_other(
    centre: CallCentre, conference: tuple[LegId, str]
) -> None:
    customer, call_id = conference
    state = await centre.floor.complete_transfer("abe", call_id)
    assert state.status is Status.WRAP_UP
    await centre.settle()
    assert together(centre, customer, "ito")


@pytest.mark.parametrize("how", ["his phone", "his window", "dropped"])
async def test_a_target_who_leaves_the_conference_wraps_up_and_the_operator_goes_on(
    centre: CallCentre, conference: tuple[LegId, str], how: str
) -> None:
    customer, call_id = conference
    if how == "his phone":
        centre.switch.far_end_hangs_up(centre.phone_of("ito"))  # type: ignore[arg-type]
    elif how == "his window":
        await centre.floor.hang_up("ito", centre.call_of("ito").call_id)
    else:
        await centre.floor.drop_target("abe", call_id, keep_holding=False)
    await until(lambda: centre.status("ito") is Status.WRAP_UP)
    await centre.settle()
    assert together(centre, customer, "abe")


async def test_the_first_operators_phone_leaves_the_conference_and_the_others_go_on(
    centre: CallCentre, conference: tuple[LegId, str]
) -> None:
    customer, _ = conference
    centre.switch.far_end_hangs_up(centre.phone_of("abe"))  # type: ignore[arg-type]
    await until(lambda: centre.status("abe") is Status.WRAP_UP)
    await centre.settle()
    assert together(centre, customer, "ito")


async def test_a_customer_who_leaves_the_conference_ends_it_for_both(
    centre: CallCentre, conference: tuple[LegId, str]
) -> None:
    customer, _ = conference
    centre.switch.far_end_hangs_up(customer)
    await until(lambda: centre.status("abe") is centre.status("ito") is Status.WRAP_UP)
    await centre.settle()
    for name in ("abe", "ito"):
        assert centre.call_of(name).end_reason is EndReason.CUSTOMER_HUNG_UP
    assert centre.switch.live == [] and centre.switch.mixes == {}
