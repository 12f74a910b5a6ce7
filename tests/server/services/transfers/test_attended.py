"""The target is talked with first: who hears whom, whose the customer is, and every way back to him."""

import pytest

from server.ports.switch import LegId
from server.protocol.errors import ErrorCode
from server.protocol.rest import TransferRequest
from server.protocol.transfer import TransferProblem, TransferStage
from server.protocol.types import CallState, Command, EndReason, Status
from tests.server.services.transfers.acts import MUSIC, answers, asks, hears, problem, together
from tests.support.call_centre import CallCentre, until


async def test_while_the_target_rings_the_customer_hears_music_and_the_operator_ringing(
    centre: CallCentre, talking: tuple[LegId, str]
) -> None:
    customer, call_id = talking
    new_id = await asks(centre, call_id)
    assert (centre.switch.hears(customer), hears(centre, "abe")) == (MUSIC, "play:tone:ring")
    asked = centre.call_of("abe").consultation
    assert asked is not None
    assert (asked.stage, asked.target.name, asked.target.number) == (TransferStage.CALLING, "伊藤 健", "202")
    offered = centre.call_of("ito")
    assert (offered.state, offered.number, offered.matches[0].name) == (CallState.OFFERED, "+819012345678", "山田 太郎")
    assert offered.transferred is not None and offered.transferred.operator_name == "阿部 花子"
    phone = centre.phone_of("ito")
    assert phone is not None and centre.switch.dialed[phone].headers == {"X-BlueBean-Call": new_id}


async def test_after_the_answer_the_operators_talk_and_the_customer_goes_on_hearing_music(
    centre: CallCentre, talking: tuple[LegId, str]
) -> None:
    customer, call_id = talking
    await asks(centre, call_id)
    await answers(centre)
    assert hears(centre, "abe") == hears(centre, "ito") != f"mix:mix-{call_id}"
    assert centre.switch.hears(customer) == MUSIC
    assert centre.call_of("abe").consultation.stage is TransferStage.TALKING  # type: ignore[union-attr]
    refused = centre.sees("ito").refusals
    assert refused[Command.HOLD] is refused[Command.TRANSFER] is ErrorCode.CUSTOMER_NOT_YOURS_YET


async def test_completed_the_customer_is_the_targets_and_each_operator_has_his_own_part(
    centre: CallCentre, talking: tuple[LegId, str]
) -> None:
    customer, call_id = talking
    await centre.floor.set_call_customer("abe", call_id, 1)
    await centre.clock.advance(10)
    new_id = await asks(centre, call_id)
    await centre.clock.advance(5)
    await answers(centre)
    await centre.clock.advance(5)
    state = await centre.floor.complete_transfer("abe", call_id)
    assert state.status is Status.WRAP_UP
    assert state.call is not None and state.call.end_reason is EndReason.TRANSFERRED
    await centre.settle()
    assert together(centre, customer, "ito") and centre.phone_of("abe") is None
    assert centre.switch.tags(customer) == {"call": new_id}
    assert centre.switch.recording_of(customer) == call_id
    mine = centre.call_of("ito")
    assert (mine.state, mine.recording, mine.customer_id) == (CallState.TALKING, True, 1)
    assert Command.TRANSFER not in centre.sees("ito").refusals
    await centre.clock.advance(30)
    centre.switch.far_end_hangs_up(customer)
    await until(lambda: centre.status("ito") is Status.WRAP_UP)
    await centre.settle()
    first, second = centre.row(call_id), centre.row(new_id)
    assert (first.operator_id, first.talk_seconds, first.end_reason) == ("abe", 20, EndReason.TRANSFERRED)
    assert (second.operator_id, second.ring_seconds, second.talk_seconds) == ("ito", 5, 35)
    assert (second.end_reason, second.transferred_from) == (EndReason.CUSTOMER_HUNG_UP, call_id)
    assert first.recording == second.recording == f"{call_id}.wav"
    assert centre.switch.live == [] and centre.switch.mixes == {}


async def test_both_operators_can_save_a_record_of_their_part(centre: CallCentre, talking: tuple[LegId, str]) -> None:
    _, call_id = talking
    new_id = await asks(centre, call_id)
    await answers(centre)
    await centre.floor.complete_transfer("abe", call_id)
    await centre.floor.record_saved("abe", call_id, 1, 1)
    await centre.floor.record_saved("ito", new_id, 2, 1)
    assert (centre.row(call_id).record_id, centre.row(new_id).record_id) == (1, 2)


async def test_dropped_the_target_goes_back_to_what_he_did_and_the_customer_to_the_operator(
    centre: CallCentre, talking: tuple[LegId, str]
) -> None:
    customer, call_id = talking
    await asks(centre, call_id)
    await answers(centre)
    state = await centre.floor.drop_target("abe", call_id, keep_holding=False)
    assert state.call is not None and (state.call.state, state.call.consultation) == (CallState.TALKING, None)
    await centre.settle()
    assert together(centre, customer, "abe")
    assert (centre.status("ito"), centre.phone_of("ito"), centre.sees("ito").call) == (Status.AVAILABLE, None, None)
    assert len(centre.switch.mixes) == 1


async def test_back_to_the_choice_of_targets_the_customer_goes_on_hearing_music(
    centre: CallCentre, talking: tuple[LegId, str]
) -> None:
    customer, call_id = talking
    await asks(centre, call_id)
    state = await centre.floor.drop_target("abe", call_id, keep_holding=True)
    assert state.call is not None and state.call.state is CallState.HELD
    await centre.settle()
    assert (centre.switch.hears(customer), hears(centre, "abe")) == (MUSIC, f"mix:mix-{call_id}")
    assert centre.status("ito") is Status.AVAILABLE
    await centre.floor.resume("abe", call_id)
    await centre.settle()
    assert together(centre, customer, "abe")


async def test_hanging_up_drops_the_target_never_the_customer(centre: CallCentre, talking: tuple[LegId, str]) -> None:
    customer, call_id = talking
    await asks(centre, call_id)
    await answers(centre)
    await centre.floor.hang_up("abe", call_id)
    await centre.settle()
    assert together(centre, customer, "abe")


async def test_a_target_in_wrap_up_can_be_asked_and_is_in_wrap_up_again(
    centre: CallCentre, talking: tuple[LegId, str]
) -> None:
    _, call_id = talking
    await centre.floor.set_status("ito", Status.WRAP_UP)
    await asks(centre, call_id)
    await answers(centre)
    await centre.floor.hang_up("ito", centre.call_of("ito").call_id)
    assert centre.status("ito") is Status.WRAP_UP
    assert problem(centre) is TransferProblem.HUNG_UP


@pytest.mark.parametrize(
    ("what", "why"),
    [
        ("declines", TransferProblem.DECLINED),
        ("does not answer", TransferProblem.NO_ANSWER),
        ("loses his phone", TransferProblem.UNREACHABLE),
        ("signs out", TransferProblem.DECLINED),
        ("hangs up", TransferProblem.HUNG_UP),
    ],
)
async def test_whatever_keeps_the_target_the_customer_is_back_and_the_reason_is_told(
    centre: CallCentre, talking: tuple[LegId, str], what: str, why: TransferProblem
) -> None:
    customer, call_id = talking
    new_id = await asks(centre, call_id)
    phone = centre.phone_of("ito")
    assert phone is not None
    if what == "declines":
        await centre.floor.hang_up("ito", new_id)
    elif what == "does not answer":
        await centre.clock.advance(21)
    elif what == "loses his phone":
        centre.switch.unregister("202")
    elif what == "signs out":
        await centre.floor.sign_out("ito")
    else:
        await answers(centre)
        centre.switch.far_end_hangs_up(phone)
    await until(lambda: problem(centre) is why)
    await centre.settle()
    assert together(centre, customer, "abe")
    assert centre.call_of("abe").transfer_failure.target.number == "202"  # type: ignore[union-attr]
    assert centre.row(new_id).end_reason is not None
    assert centre.switch.recording_of(customer) == call_id


async def test_a_customer_who_hangs_up_meanwhile_ends_it_for_both(
    centre: CallCentre, talking: tuple[LegId, str]
) -> None:
    customer, call_id = talking
    await asks(centre, call_id)
    await answers(centre)
    centre.switch.far_end_hangs_up(customer)
    await until(lambda: centre.status("abe") is Status.WRAP_UP)
    await centre.settle()
    assert centre.status("ito") is Status.AVAILABLE
    assert centre.row(call_id).end_reason is EndReason.CUSTOMER_HUNG_UP
    assert centre.switch.live == [] and centre.switch.mixes == {}


async def test_an_operator_who_hangs_up_his_phone_while_he_consults_hands_the_customer_over(
    centre: CallCentre, talking: tuple[LegId, str]
) -> None:
    customer, call_id = talking
    await asks(centre, call_id)
    await answers(centre)
    centre.switch.far_end_hangs_up(centre.phone_of("abe"))  # type: ignore[arg-type]
    await until(lambda: centre.status("abe") is Status.WRAP_UP)
    await centre.settle()
    assert together(centre, customer, "ito")
    assert centre.row(call_id).end_reason is EndReason.TRANSFERRED


async def test_an_operator_whose_phone_dies_while_it_rings_leaves_the_customer_to_the_target(
    centre: CallCentre, talking: tuple[LegId, str]
) -> None:
    customer, call_id = talking
    await asks(centre, call_id)
    centre.switch.unregister("201")
    centre.switch.phone_is_unreachable(centre.phone_of("abe"))  # type: ignore[arg-type]
    await until(lambda: centre.status("abe") is not Status.TALKING_IN)
    await answers(centre)
    assert together(centre, customer, "ito")
    assert centre.row(call_id).end_reason is EndReason.PHONE_LOST


async def test_who_answers_at_the_moment_he_is_dropped_is_hung_up(
    centre: CallCentre, talking: tuple[LegId, str]
) -> None:
    customer, call_id = talking
    await asks(centre, call_id)
    centre.switch.phone_answers(centre.phone_of("ito"))  # type: ignore[arg-type]
    await centre.floor.drop_target("abe", call_id, keep_holding=False)
    await centre.settle()
    assert together(centre, customer, "abe")
    assert (centre.phone_of("ito"), centre.status("ito")) == (None, Status.AVAILABLE)


async def test_the_receiver_can_transfer_on(centre: CallCentre, talking: tuple[LegId, str]) -> None:
    customer, call_id = talking
    await centre.is_ready("mori")
    await asks(centre, call_id)
    await answers(centre)
    await centre.floor.complete_transfer("abe", call_id)
    second = centre.call_of("ito").call_id
    await centre.floor.transfer("ito", second, TransferRequest(operator_id="mori"))
    await until(lambda: centre.status("mori") is Status.RINGING)
    await answers(centre, "mori")
    await centre.floor.complete_transfer("ito", second)
    await centre.settle()
    assert together(centre, customer, "mori")
    assert centre.row(centre.call_of("mori").call_id).transferred_from == second
