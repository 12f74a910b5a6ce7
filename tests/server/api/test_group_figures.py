"""The figures of a group over HTTP: they agree with its calls, and are told to those whose group it is."""

from server.protocol.types import Status
from tests.support.sample_site import SUPPORT_NUMBER
from tests.support.server_in_process import Client, World, until


async def a_call_is_answered_and_ends(world: World, operator: Client) -> None:
    async with operator.events() as reader:
        caller = world.switch.caller_arrives("090-1234-5678", SUPPORT_NUMBER)
        await reader.follow(lambda state: state.me.status is Status.RINGING)
        world.switch.phone_answers(await world.ringing_leg("2001"))
        await reader.follow(lambda state: state.me.status is Status.TALKING_IN)
        world.switch.far_end_hangs_up(caller)
        await reader.follow(lambda state: state.me.status is Status.WRAP_UP)


async def test_a_days_figures_come_from_its_calls(world: World) -> None:
    operator = await world.ready_operator()
    await a_call_is_answered_and_ends(world, operator)
    async with operator.events() as reader:
        leg = world.switch.caller_arrives("090-7777-8888", SUPPORT_NUMBER)
        await reader.follow(lambda state: len(state.queues["support"].waiting) == 1)
        answer = await operator.call("GET", "/figures")
        assert answer.status == 200, answer.body
        [support] = [one for one in answer.body["groups"] if one["work_group_id"] == "support"]
        assert (support["offered"], support["answered"], support["waiting"], support["abandoned"]) == (2, 1, 1, 0)
        assert support["service_level"] == 1.0 and support["waiting_since"]
        assert support["day_began_at"] == "2026-11-23T15:00:00Z"
        assert 0 < support["occupancy"] <= 1
        world.switch.far_end_hangs_up(leg)
        await reader.follow(lambda state: not state.queues["support"].waiting)

    async def told() -> bool:
        [support] = [one for one in (await operator.call("GET", "/figures")).body["groups"] if one["offered"]]
        return bool((support["offered"], support["waiting"], support["abandoned"]) == (2, 0, 1))

    await until(told)  # what was counted is told again for two seconds


async def test_members_see_their_groups_and_strangers_nothing(world: World) -> None:
    assert (await world.client().call("GET", "/figures")).status == 401
    operator = await world.ready_operator()
    session = await operator.call("GET", "/session")
    mine = {group["work_group_id"] for group in session.body["work_groups"]}
    seen = await operator.call("GET", "/figures")
    assert {one["work_group_id"] for one in seen.body["groups"]} == mine
