"""A customer is handed on without a word, to a colleague or a queue, and comes back if nobody takes him."""

from server.ports.switch import LegId
from server.protocol.rest import TransferRequest
from server.protocol.transfer import TransferMode, TransferProblem, TransferStage
from server.protocol.types import EndReason, Status
from tests.server.services.transfers.acts import MUSIC, answers, asks, together
from tests.support.call_centre import CallCentre, until


async def test_blind_the_operator_is_free_at_once_and_the_target_has_the_customer(
    centre: CallCentre, talking: tuple[LegId, str]
) -> None:
    customer, call_id = talking
    await asks(centre, call_id, mode=TransferMode.BLIND)
    assert (centre.status("abe"), centre.phone_of("abe")) == (Status.WRAP_UP, None)
    assert centre.switch.hears(customer) == MUSIC
    await answers(centre)
    assert together(centre, customer, "ito")
    assert centre.switch.recording_of(customer) == call_id


async def test_a_blind_transfer_that_fails_comes_back_to_the_operator_with_the_reason(
    centre: CallCentre, talking: tuple[LegId, str]
) -> None:
    customer, call_id = talking
    new_id = await asks(centre, call_id, mode=TransferMode.BLIND)
    await centre.clock.advance(21)
    await until(lambda: centre.status("abe") is Status.RINGING)
    back = centre.call_of("abe")
    assert back.call_id == new_id and back.transferred is not None and back.transferred.failure is not None
    assert back.transferred.stage is TransferStage.RETURNING
    assert back.transferred.failure.problem is TransferProblem.NO_ANSWER
    await answers(centre, "abe")
    assert together(centre, customer, "abe")


async def test_a_blind_transfer_that_fails_when_the_operator_is_gone_goes_to_the_queue_of_his_group(
    centre: CallCentre, talking: tuple[LegId, str]
) -> None:
    customer, call_id = talking
    await asks(centre, call_id, mode=TransferMode.BLIND)
    await centre.floor.sign_out("abe")
    await centre.is_ready("mori")
    assert centre.publisher.desks["mori"].queues["sales"].waiting == ()
    await centre.clock.advance(21)
    await until(lambda: centre.status("mori") is Status.RINGING)
    await answers(centre, "mori")
    assert together(centre, customer, "mori")


async def test_a_customer_who_gives_up_during_a_blind_transfer_counts_as_abandoned(
    centre: CallCentre, talking: tuple[LegId, str]
) -> None:
    customer, call_id = talking
    new_id = await asks(centre, call_id, mode=TransferMode.BLIND)
    centre.switch.far_end_hangs_up(customer)
    await until(lambda: centre.status("ito") is Status.AVAILABLE)
    await centre.settle()
    assert (centre.row(new_id).end_reason, centre.row(new_id).abandoned) == (EndReason.CALLER_GAVE_UP, True)
    assert centre.switch.live == []


async def test_to_a_queue_its_operators_are_offered_the_customer(
    centre: CallCentre, talking: tuple[LegId, str]
) -> None:
    customer, call_id = talking
    await centre.is_ready("mori", "support")
    state = await centre.floor.transfer("abe", call_id, TransferRequest(work_group_id="support"))
    assert state.status is Status.WRAP_UP
    await centre.settle()
    assert centre.switch.hears(customer) == "music:support-music"
    await until(lambda: centre.status("mori") is Status.RINGING)
    offered = centre.call_of("mori")
    assert (offered.work_group_id, offered.number) == ("support", "+819012345678")
    assert offered.transferred is not None and offered.transferred.operator_name == "阿部 花子"
    await answers(centre, "mori")
    assert together(centre, customer, "mori")
    assert centre.switch.recording_of(customer) == call_id
