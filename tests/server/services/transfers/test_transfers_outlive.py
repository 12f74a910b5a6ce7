"""A transfer outlives the server, and ends with the switch."""

import pytest

from server.ports.switch import LegId
from server.protocol.transfer import TransferMode, TransferStage
from server.protocol.types import EndReason, Status
from tests.server.services.transfers.acts import answers, asks, together
from tests.support.call_centre import CallCentre, until


@pytest.mark.parametrize("stage", [TransferStage.CALLING, TransferStage.TALKING, TransferStage.CONFERENCE])
async def test_a_restarted_server_goes_on_with_the_consultation(
    centre: CallCentre, talking: tuple[LegId, str], stage: TransferStage
) -> None:
    customer, call_id = talking
    await asks(centre, call_id)
    if stage is not TransferStage.CALLING:
        await answers(centre)
    if stage is TransferStage.CONFERENCE:
        await centre.floor.start_conference("abe", call_id)
        await centre.settle()
    await centre.kill_server()
    await centre.start(switch_up=False)
    centre.switch.come_up()
    await until(lambda: centre.floor.figures().switch_up)
    for name in ("abe", "ito"):
        await centre.floor.connected(name)
    await centre.settle()
    asked = centre.call_of("abe").consultation
    assert asked is not None and (asked.stage, asked.target.name) == (stage, "伊藤 健")
    if stage is TransferStage.CALLING:
        await answers(centre)
    await centre.floor.complete_transfer("abe", call_id)
    await centre.settle()
    assert together(centre, customer, "ito")


async def test_a_blind_transfer_outlives_the_server_and_still_comes_back(
    centre: CallCentre, talking: tuple[LegId, str]
) -> None:
    customer, call_id = talking
    await asks(centre, call_id, mode=TransferMode.BLIND)
    await centre.kill_server()
    await centre.start(switch_up=False)
    centre.switch.come_up()
    await until(lambda: centre.floor.figures().switch_up)
    for name in ("abe", "ito"):
        await centre.floor.connected(name)
    await centre.clock.advance(21)
    await until(lambda: centre.status("abe") is Status.RINGING)
    await answers(centre, "abe")
    assert together(centre, customer, "abe")


async def test_a_target_that_vanished_while_the_server_was_away_brings_the_customer_back(
    centre: CallCentre, talking: tuple[LegId, str]
) -> None:
    customer, call_id = talking
    await asks(centre, call_id)
    await answers(centre)
    gone = centre.phone_of("ito")
    assert gone is not None
    centre.switch.go_down()
    centre.switch.come_up(gone)
    await until(lambda: centre.floor.figures().switch_up)
    await centre.settle()
    assert together(centre, customer, "abe")
    assert centre.call_of("abe").consultation is None


@pytest.mark.parametrize("stage", [TransferStage.TALKING, TransferStage.CONFERENCE])
@pytest.mark.parametrize("told_of_first", ["customer", "abe", "ito"])
async def test_a_crash_of_the_switch_ends_a_consultation_for_both(
    centre: CallCentre, talking: tuple[LegId, str], stage: TransferStage, told_of_first: str
) -> None:
    customer, call_id = talking
    await asks(centre, call_id)
    await answers(centre)
    if stage is TransferStage.CONFERENCE:
        await centre.floor.start_conference("abe", call_id)
        await centre.settle()
    first = customer if told_of_first == "customer" else centre.phone_of(told_of_first)
    assert first is not None
    centre.switch.crash(first)
    await until(lambda: centre.status("abe") is centre.status("ito") is Status.PHONE_DISCONNECTED)
    await centre.settle()
    assert all(row.ended_at for row in centre.repositories.calls.values())
    assert centre.switch.live == []
    # No phone hears a goodbye from a switch that died: the windows must know what to end
    assert [centre.call_of(name).end_reason for name in ("abe", "ito")] == [EndReason.SWITCH_LOST] * 2


async def test_the_switch_stays_away_and_the_consultation_is_given_up(
    centre: CallCentre, talking: tuple[LegId, str]
) -> None:
    _, call_id = talking
    await asks(centre, call_id)
    centre.switch.go_down()
    await centre.clock.advance(6)
    assert centre.row(call_id).end_reason is EndReason.SWITCH_LOST
    assert centre.floor.figures().calls == 0
