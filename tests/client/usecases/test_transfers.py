"""転送 by the client: what is asked of the server, in which order, and what the receiver has open."""

import asyncio

import msgspec

from server.protocol.rest import TransferRequest
from server.protocol.transfer import (
    Consultation,
    Party,
    TransferFailure,
    TransferOrigin,
    TransferProblem,
    TransferStage,
)
from server.protocol.types import CallState, Status
from tests.support.client_fakes import until
from tests.support.client_world import ClientWorld
from tests.support.fake_server import NOW, offered, operator_state

TARGET = Party("渡辺", "2002")


async def test_what_is_asked_goes_to_the_server_one_after_another(world: ClientWorld) -> None:
    await world.at_work()
    await world.talks()
    let_go = world.server.hold_back("hold")
    holding = asyncio.create_task(world.actions.keep_customer_waiting(True))
    await until(lambda: "hold_button" in world.desk.busy)
    beginning = asyncio.create_task(world.actions.begin_transfer(TransferRequest(number="2002")))
    let_go.set()
    await asyncio.gather(holding, beginning)
    assert [name for name, _ in world.server.calls if name in ("hold", "transfer")] == ["hold", "transfer"]


async def test_a_customer_who_waits_already_is_not_put_on_hold_again(world: ClientWorld) -> None:
    await world.at_work()
    await world.talks()
    await world.actions.keep_customer_waiting(True)
    await until(lambda: world.desk.live and world.desk.live.me.call.state is CallState.HELD)  # type: ignore[union-attr]
    await world.actions.keep_customer_waiting(True)
    assert [name for name, _ in world.server.calls].count("hold") == 1
    await world.actions.keep_customer_waiting(False)
    assert world.server.calls[-1][0] == "resume"


async def test_without_a_call_nothing_is_asked(world: ClientWorld) -> None:
    await world.at_work()
    before = len(world.server.calls)
    await world.actions.begin_transfer(TransferRequest(number="2002"))
    await world.actions.complete_transfer()
    await world.actions.drop_target(keep_holding=True)
    await world.actions.start_conference()
    assert len(world.server.calls) == before


async def test_a_customer_who_is_back_is_told_of_until_the_next_attempt(world: ClientWorld) -> None:
    await world.at_work()
    await world.talks()
    call = world.desk.live.me.call  # type: ignore[union-attr]
    assert call is not None
    failure = TransferFailure(TARGET, TransferProblem.BUSY, NOW)
    world.push.me(operator_state(Status.TALKING_IN, call=msgspec.structs.replace(call, transfer_failure=failure)))
    await until(lambda: "customer_is_back" in world.notice_codes())
    again = Consultation(TransferStage.CALLING, TARGET, NOW)
    world.push.me(operator_state(Status.TALKING_IN, call=msgspec.structs.replace(call, consultation=again)))
    await until(lambda: "customer_is_back" not in world.notice_codes())


async def test_the_record_of_a_transferred_customer_is_open_when_the_receiver_answers(world: ClientWorld) -> None:
    await world.at_work()
    customer_id = next(iter(world.server.customers))
    call = msgspec.structs.replace(
        offered("c9"), customer_id=customer_id, transferred=TransferOrigin("高橋", TransferStage.CALLING)
    )
    world.push.me(operator_state(Status.RINGING, call=call))
    await until(lambda: world.desk.live and world.desk.live.me.call)
    assert world.desk.tabs == ()
    talking = msgspec.structs.replace(call, state=CallState.TALKING, answered_at=NOW)
    world.push.me(operator_state(Status.TALKING_IN, call=talking))
    await until(lambda: world.desk.tab is not None)
    assert world.desk.tab.customer.customer_id == customer_id  # type: ignore[union-attr]
    assert world.desk.tab.call_id == "c9"  # type: ignore[union-attr]
