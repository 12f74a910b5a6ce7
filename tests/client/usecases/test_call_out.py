"""発信: the server makes the call, the tab's record is the call's, and what is refused leaves everything as it was."""

import asyncio

import pytest

from bluebean_client.domain import offer
from bluebean_client.ports.outside import Refused
from server.protocol.errors import ErrorCode
from server.protocol.types import CallState, Direction, EndReason, Status
from tests.support.client_fakes import until
from tests.support.client_world import ClientWorld
from tests.support.fake_server import TANAKA, offered, operator_state


async def with_tab(world: ClientWorld) -> str:
    await world.at_work()
    await world.actions.load_customer(TANAKA.customer_id)
    assert world.desk.active_tab is not None
    return world.desk.active_tab


async def test_a_call_from_the_form_belongs_to_the_tab_and_its_customer(world: ClientWorld) -> None:
    tab_id = await with_tab(world)
    world.actions.edit_field(tab_id, "name", "田中 二郎")
    await world.actions.call_field(tab_id, "phone")
    assert world.server.asked("dial") == [(TANAKA.values["phone"], "sales", TANAKA.customer_id)]
    await until(lambda: offer.dialed_call(world.desk))
    assert world.desk.tab is not None and world.desk.tab.call_id == "c1"
    assert world.desk.tab.values["name"] == "田中 二郎"
    assert offer.open_offer(world.desk) is None


async def test_two_clicks_make_one_call(world: ClientWorld) -> None:
    tab_id = await with_tab(world)
    gate = world.server.hold_back("dial")
    first = asyncio.create_task(world.actions.call_field(tab_id, "phone"))
    await until(lambda: "dial_button" in world.desk.busy)
    await world.actions.call_field(tab_id, "phone")
    assert await world.actions.call_number("0312345678") is False
    gate.set()
    await first
    assert len(world.server.asked("dial")) == 1


async def test_a_typed_number_is_called_for_the_group_that_is_worked_in(world: ClientWorld) -> None:
    await world.at_work()
    assert await world.actions.call_number(" ０３-1234-5678 ")
    assert world.server.asked("dial") == [("０３-1234-5678", "sales", None)]
    assert await world.actions.call_number("  ") is False


async def test_a_refused_call_is_told_and_leaves_the_tab_alone(world: ClientWorld) -> None:
    tab_id = await with_tab(world)
    world.server.fail("dial", Refused(ErrorCode.SPECIAL_NUMBER, "no", {"number": "110"}))
    assert await world.actions.call_number("110") is False
    assert world.notice_codes() == [ErrorCode.SPECIAL_NUMBER]
    world.server.fail("dial", Refused(ErrorCode.REFUSED_DURING_CALL, "no", {}))
    await world.actions.call_field(tab_id, "phone")
    assert world.desk.tab is not None and world.desk.tab.call_id is None


async def test_a_dialed_customer_may_be_loaded_but_a_colleague_is_no_customer(world: ClientWorld) -> None:
    await world.at_work()
    call = offered(state=CallState.DIALING, direction=Direction.OUT)
    world.push.me(operator_state(Status.DIALING, call=call))
    await until(lambda: offer.open_offer(world.desk))
    await world.actions.load_customer(TANAKA.customer_id)
    assert world.desk.tab is not None and world.desk.tab.call_id == "c1"
    world.push.me(
        operator_state(
            Status.DIALING, call=offered("c2", state=CallState.DIALING, direction=Direction.OUT, number="202")
        )
    )
    await until(lambda: (call := offer.dialed_call(world.desk)) and call.call_id == "c2")
    assert offer.open_offer(world.desk) is None


@pytest.mark.parametrize(
    ("reason", "told"),
    [(EndReason.BUSY, "busy"), (EndReason.NO_ANSWER, "no_answer"), (EndReason.NUMBER_UNKNOWN, "not_found")],
)
async def test_a_number_that_is_not_reached_is_named_with_the_reason(
    world: ClientWorld, reason: EndReason, told: str
) -> None:
    await world.at_work()
    call = offered(state=CallState.DIALING, direction=Direction.OUT)
    world.push.me(operator_state(Status.DIALING, call=call))
    await until(lambda: offer.dialed_call(world.desk))
    ended = offered(state=CallState.ENDED, direction=Direction.OUT, end_reason=reason)
    world.push.me(operator_state(Status.WRAP_UP, call=ended))
    await until(lambda: world.desk.notices)
    [notice] = world.desk.notices
    assert notice.problem.details == {"reason": told, "number": "+81312345678"}


async def test_a_call_that_rings_is_hung_up_by_the_server_also_without_a_phone(world: ClientWorld) -> None:
    await world.at_work()
    world.push.me(operator_state(Status.DIALING, call=offered(state=CallState.DIALING, direction=Direction.OUT)))
    await until(lambda: offer.dialed_call(world.desk))
    await world.actions.hang_up()
    assert world.server.asked("hang_up") == ["c1"]
