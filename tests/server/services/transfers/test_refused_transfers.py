"""Targets that are not there or not free, and buttons that wait for their time."""

import pytest

from server.domain.refusal import Refusal
from server.ports.switch import LegId
from server.protocol.errors import ErrorCode
from server.protocol.rest import TransferRequest
from server.protocol.types import Command, Status
from tests.server.services.transfers.acts import asks, together
from tests.support.call_centre import CallCentre


@pytest.mark.parametrize(
    ("to", "code"),
    [
        (TransferRequest(operator_id="abe"), ErrorCode.TARGET_IS_YOURSELF),
        (TransferRequest(operator_id="mori"), ErrorCode.NO_SUCH_TARGET),
        (TransferRequest(number="999"), ErrorCode.NO_SUCH_TARGET),
        (TransferRequest(work_group_id="nobody"), ErrorCode.NO_SUCH_TARGET),
        (TransferRequest(number="202"), ErrorCode.TARGET_NOT_FREE),
        (TransferRequest(number="２０２"), ErrorCode.TARGET_NOT_FREE),
        (TransferRequest(number="201"), ErrorCode.TARGET_IS_YOURSELF),
        (TransferRequest(number="110"), ErrorCode.NO_SUCH_TARGET),
        (TransferRequest(number="てんそう"), ErrorCode.NOT_A_NUMBER),
        (TransferRequest(number="+++"), ErrorCode.NOT_A_NUMBER),
        (TransferRequest(number="0" * 40), ErrorCode.NOT_A_NUMBER),
        (TransferRequest(number="202@elsewhere.example"), ErrorCode.NOT_A_NUMBER),
    ],
)
async def test_a_target_that_cannot_take_it_is_refused_and_nothing_changes(
    centre: CallCentre, talking: tuple[LegId, str], to: TransferRequest, code: ErrorCode
) -> None:
    customer, call_id = talking
    await centre.floor.set_status("ito", Status.BREAK)
    with pytest.raises(Refusal) as refused:
        await centre.floor.transfer("abe", call_id, to)
    assert refused.value.code is code
    assert together(centre, customer, "abe")


async def test_a_queue_in_which_nobody_works_is_refused(centre: CallCentre, talking: tuple[LegId, str]) -> None:
    customer, call_id = talking
    with pytest.raises(Refusal) as refused:
        await centre.floor.transfer("abe", call_id, TransferRequest(work_group_id="claims"))
    assert refused.value.code is ErrorCode.NOBODY_IN_QUEUE_GROUP
    assert together(centre, customer, "abe")


async def test_during_a_consultation_the_other_buttons_say_why_not(
    centre: CallCentre, talking: tuple[LegId, str]
) -> None:
    _, call_id = talking
    assert centre.sees("abe").refusals[Command.DROP_TARGET] is ErrorCode.NO_TRANSFER
    await asks(centre, call_id)
    refused = centre.sees("abe").refusals
    assert refused[Command.HOLD] is refused[Command.TRANSFER] is ErrorCode.TRANSFER_UNDER_WAY
    assert refused[Command.COMPLETE_TRANSFER] is refused[Command.CONFERENCE] is ErrorCode.NOT_CONNECTED_YET
    assert Command.DROP_TARGET not in refused and Command.HANG_UP not in refused
