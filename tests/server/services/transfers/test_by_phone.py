"""The transfer key of the operator's own phone does what the window's would, or is refused in words."""

import pytest

from server.ports.switch import LegId
from server.protocol.errors import ErrorCode
from server.protocol.transfer import TransferProblem, TransferStage
from server.protocol.types import EndReason, Status
from tests.server.services.transfers.acts import MUSIC, answers, asks, problem, together
from tests.support.call_centre import CallCentre, until


async def presses_transfer(centre: CallCentre, number: str, name: str = "abe") -> LegId:
    """At his phone; answered, accepted or not."""
    leg = centre.phone_of(name)
    assert leg is not None
    centre.switch.wants_transfer(leg, number)
    await until(lambda: leg in centre.switch.transfers)
    await centre.settle()
    return leg


async def test_a_colleague_gets_the_customer_and_each_has_a_record_of_his_part(
    centre: CallCentre, talking: tuple[LegId, str]
) -> None:
    customer, call_id = talking
    leg = await presses_transfer(centre, "202")
    assert centre.switch.transfers[leg] and centre.phone_of("abe") is None
    assert centre.status("abe") is Status.WRAP_UP
    assert centre.row(call_id).end_reason is EndReason.TRANSFERRED
    await answers(centre)
    assert together(centre, customer, "ito")
    assert centre.switch.recording_of(customer) == call_id


async def test_nobody_answers_and_the_customer_comes_back(centre: CallCentre, talking: tuple[LegId, str]) -> None:
    customer, _ = talking
    await presses_transfer(centre, "202")
    await centre.clock.advance(21)
    await until(lambda: centre.status("abe") is Status.RINGING)
    assert centre.call_of("abe").transferred.stage is TransferStage.RETURNING  # type: ignore[union-attr]
    await answers(centre, "abe")
    assert together(centre, customer, "abe")


@pytest.mark.parametrize(
    ("number", "why"),
    [
        ("202", TransferProblem.BUSY),
        ("201", TransferProblem.UNREACHABLE),
        ("999", TransferProblem.UNREACHABLE),
        ("110", TransferProblem.UNREACHABLE),
        ("*55", TransferProblem.UNREACHABLE),
        ("", TransferProblem.UNREACHABLE),
    ],
)
async def test_what_can_not_be_is_refused_at_the_phone_and_said_in_the_window(
    centre: CallCentre, talking: tuple[LegId, str], number: str, why: TransferProblem
) -> None:
    customer, _ = talking
    await centre.floor.set_status("ito", Status.BREAK)
    leg = await presses_transfer(centre, number)
    assert not centre.switch.transfers[leg]
    assert problem(centre) is why and together(centre, customer, "abe")


async def test_a_phone_that_hangs_up_over_the_refusal_does_not_hang_up_on_the_customer(
    centre: CallCentre, talking: tuple[LegId, str]
) -> None:
    customer, call_id = talking
    await centre.clock.advance(30)
    leg = await presses_transfer(centre, "999")
    centre.switch.far_end_hangs_up(leg)
    await until(lambda: centre.status("abe") is Status.RINGING)
    await centre.settle()
    assert centre.switch.hears(customer) == MUSIC
    back = centre.call_of("abe").transferred
    assert back is not None and back.stage is TransferStage.RETURNING and back.failure is not None
    assert (back.failure.problem, back.failure.target.number) == (TransferProblem.UNREACHABLE, "999")
    assert (centre.row(call_id).end_reason, centre.row(call_id).talk_seconds) == (EndReason.TRANSFERRED, 30)
    await answers(centre, "abe")
    assert together(centre, customer, "abe")
    assert centre.switch.recording_of(customer) == call_id


async def test_who_hangs_up_later_has_hung_up(centre: CallCentre, talking: tuple[LegId, str]) -> None:
    customer, call_id = talking
    leg = await presses_transfer(centre, "999")
    await centre.clock.advance(3)
    centre.switch.far_end_hangs_up(leg)
    await until(lambda: centre.status("abe") is Status.WRAP_UP)
    await centre.settle()
    assert customer not in centre.switch.live
    assert centre.row(call_id).end_reason is EndReason.OPERATOR_HUNG_UP


async def test_during_a_consultation_neither_phone_moves_anybody(
    centre: CallCentre, talking: tuple[LegId, str]
) -> None:
    _, call_id = talking
    await asks(centre, call_id)
    await answers(centre)
    for name in ("abe", "ito"):
        assert not centre.switch.transfers[await presses_transfer(centre, "203", name)]
    assert centre.call_of("abe").consultation.stage is TransferStage.TALKING  # type: ignore[union-attr]


async def test_a_colleague_who_was_called_moves_nobody_either(centre: CallCentre) -> None:
    for name in ("abe", "ito"):
        await centre.is_ready(name)
    await centre.dials("abe", "202")
    leg = centre.phone_of("ito")
    assert leg is not None
    centre.switch.phone_answers(leg)
    await until(lambda: centre.status("ito") is Status.TALKING_IN)
    assert not centre.switch.transfers[await presses_transfer(centre, "203", "ito")]
    assert centre.status("abe") is Status.TALKING_OUT
    assert ErrorCode.NO_SUCH_CALL in centre.sees("ito").refusals.values()
