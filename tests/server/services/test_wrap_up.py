"""How wrap-up ends: its countdown, how that is extended, and the status that was chosen in advance."""

import pytest

from server.domain import floor_events as events
from server.domain.refusal import Refusal
from server.protocol.errors import ErrorCode
from server.protocol.types import Command, Status, WrapUpExtension
from tests.support.call_centre import CLAIMS, CallCentre


async def chooses(centre: CallCentre, status: Status | None) -> None:
    await centre.floor.shift("abe", events.SetNextStatus("abe", status))


async def extends(centre: CallCentre) -> None:
    await centre.floor.shift("abe", events.ExtendWrapUp("abe"))


async def hangs_up(centre: CallCentre) -> str:
    call_id = centre.call_of("abe").call_id
    await centre.floor.hang_up("abe", call_id)
    await centre.settle()
    return call_id


async def claims_call_ends(centre: CallCentre) -> str:
    """A call of the group that counts down 30 s."""
    centre.change_group("claims", wrap_up_extension=WrapUpExtension(20, 2))
    await centre.floor.reload_site()
    await centre.is_ready("abe", "claims")
    await centre.talks("abe", CLAIMS)
    return await hangs_up(centre)


async def test_the_countdown_is_extended_as_often_as_the_group_allows(centre: CallCentre) -> None:
    await claims_call_ends(centre)
    await extends(centre)
    await centre.clock.advance(25)
    await extends(centre)
    assert centre.sees("abe").wrap_up_extension == WrapUpExtension(20, 0)
    assert centre.sees("abe").refusals[Command.EXTEND_WRAP_UP] is ErrorCode.NO_EXTENSION_LEFT
    with pytest.raises(Refusal) as no:
        await extends(centre)
    assert no.value.code is ErrorCode.NO_EXTENSION_LEFT
    await centre.clock.advance(44)
    assert centre.status("abe") is Status.WRAP_UP
    await centre.clock.advance(1)
    assert centre.status("abe") is Status.AVAILABLE


async def test_there_is_nothing_to_extend_outside_a_countdown(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    assert centre.sees("abe").refusals[Command.EXTEND_WRAP_UP] is ErrorCode.NOT_IN_WRAP_UP
    await centre.floor.set_status("abe", Status.WRAP_UP)
    assert centre.sees("abe").refusals[Command.EXTEND_WRAP_UP] is ErrorCode.WRAP_UP_WITHOUT_END


async def test_a_break_chosen_during_the_call_follows_the_wrap_up(centre: CallCentre) -> None:
    centre.change_group("claims")
    await centre.is_ready("abe", "claims")
    await centre.talks("abe", CLAIMS)
    await chooses(centre, Status.BREAK)
    await hangs_up(centre)
    assert (centre.status("abe"), centre.sees("abe").next_status) == (Status.WRAP_UP, Status.BREAK)
    await centre.clock.advance(30)
    assert (centre.status("abe"), centre.sees("abe").next_status) == (Status.BREAK, None)


async def test_without_a_countdown_it_follows_the_record(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    await centre.talks("abe")
    call_id = await hangs_up(centre)
    await chooses(centre, Status.AWAY)
    await centre.clock.advance(600)
    assert centre.status("abe") is Status.WRAP_UP
    await centre.floor.record_saved("abe", call_id, 1, 1)
    assert centre.status("abe") is Status.AWAY


async def test_it_follows_the_call_if_the_record_was_written_in_it(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    _, call_id = await centre.talks("abe")
    await chooses(centre, Status.BREAK)
    await centre.floor.record_saved("abe", call_id, 1, 1)
    assert centre.status("abe") is Status.TALKING_IN
    await hangs_up(centre)
    assert centre.status("abe") is Status.BREAK


async def test_a_choice_is_taken_back_and_a_button_overrules_it(centre: CallCentre) -> None:
    await claims_call_ends(centre)
    await chooses(centre, Status.BREAK)
    await chooses(centre, None)
    assert centre.sees("abe").next_status is None
    await chooses(centre, Status.BREAK)
    await centre.floor.set_status("abe", Status.AVAILABLE)
    assert (centre.status("abe"), centre.sees("abe").next_status) == (Status.AVAILABLE, None)


async def test_choice_and_extension_outlive_the_server(centre: CallCentre) -> None:
    await claims_call_ends(centre)
    await extends(centre)
    await chooses(centre, Status.AWAY)
    before = centre.sees("abe")
    await centre.settle()
    await centre.kill_server()
    await centre.start(switch_up=False)
    await centre.switch.start()
    await centre.floor.connected("abe")
    after = centre.sees("abe")
    assert (after.wrap_up_ends_at, after.wrap_up_extension) == (before.wrap_up_ends_at, WrapUpExtension(20, 1))
    assert after.next_status is Status.AWAY
    await centre.settle()
    await centre.clock.advance(50)
    assert centre.status("abe") is Status.AWAY


async def test_nothing_is_chosen_in_advance_where_nothing_ends(centre: CallCentre) -> None:
    await centre.is_ready("abe")
    assert centre.sees("abe").refusals[Command.NEXT_STATUS] is ErrorCode.NOTHING_TO_WAIT_FOR
    with pytest.raises(Refusal):
        await chooses(centre, Status.BREAK)
    await centre.calls()
    assert centre.sees("abe").refusals[Command.NEXT_STATUS] is ErrorCode.REFUSED_WHILE_RINGING
    await centre.answers("abe")
    with pytest.raises(Refusal) as no:
        await chooses(centre, Status.WRAP_UP)
    assert no.value.code is ErrorCode.BAD_REQUEST
