"""A call that the phone has lost is ended at the server, and only such a call."""

import asyncio

import msgspec

from bluebean_client.domain.phone import EngineState, PhoneCall, PhoneCallState
from bluebean_client.usecases.background import Background
from bluebean_client.usecases.server_follows_phone import ServerFollowsPhone
from server.protocol.types import CallState, Status, UsageMode
from tests.support.client_fakes import until
from tests.support.client_world import ClientWorld
from tests.support.fake_server import NOW, offered, operator_state


def impatient(world: ClientWorld) -> None:
    """A second listener that does not wait for what may still be on its way."""
    ServerFollowsPhone(world.core.keeper, world.server, Background(), grace_seconds=0.0)


async def test_a_call_that_a_new_engine_does_not_know_is_ended_and_told(world: ClientWorld) -> None:
    await world.at_work()
    impatient(world)
    call = await world.talks()
    world.engine.state = EngineState()
    world.engine.die()
    await until(lambda: world.server.asked("hang_up"))
    assert world.server.asked("hang_up") == [call.call_id]
    assert "call_lost_with_phone" in world.notice_codes()


async def test_a_call_that_the_phone_has_is_left_alone(world: ClientWorld) -> None:
    await world.at_work()
    impatient(world)
    call = await world.talks()
    world.engine.calls(PhoneCall(1, PhoneCallState.TALKING, call.number, muted=True, server_call_id=call.call_id))
    await until(lambda: world.desk.phone.calls[0].muted)
    assert world.server.asked("hang_up") == []


async def test_a_call_whose_phone_is_elsewhere_is_not_missed_here(world: ClientWorld) -> None:
    await world.at_work()
    impatient(world)
    talking = msgspec.structs.replace(offered(), state=CallState.TALKING, answered_at=NOW, phone_elsewhere=True)
    world.push.me(operator_state(Status.TALKING_IN, call=talking))
    await until(lambda: world.desk.live.me.call == talking)
    for _ in range(5):
        await asyncio.sleep(0)
    assert world.server.asked("hang_up") == []


async def test_on_a_hard_phone_no_engine_is_missed(make_world) -> None:
    world = make_world(UsageMode.OPERATOR)
    await world.at_work()
    impatient(world)
    talking = msgspec.structs.replace(offered(), state=CallState.TALKING, answered_at=NOW)
    world.push.me(operator_state(Status.TALKING_IN, call=talking))
    await until(lambda: world.desk.live.me.call == talking)
    await asyncio.sleep(0)
    assert world.server.asked("hang_up") == []
