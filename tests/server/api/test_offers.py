"""Who may ask why a call rang where it rang, and what he is told."""

from server.protocol.types import Status
from tests.support.sample_site import SUPPORT_NUMBER
from tests.support.server_in_process import Client, World

SUPERVISOR = ("op005", "2005")


async def answered_call(world: World, operator: Client) -> str:
    """A customer gets through to this operator, the only one available; the call's id."""
    async with operator.events() as reader:
        world.switch.caller_arrives("090-1234-5678", SUPPORT_NUMBER)
        state = await reader.follow(lambda state: state.me.status is Status.RINGING)
        assert state.me.call is not None
        world.switch.phone_answers(await world.ringing_leg("2001"))
        await reader.follow(lambda state: state.me.status is Status.TALKING_IN)
        return state.me.call.call_id


async def test_a_supervisor_is_told_why_an_operator_was_asked(world: World) -> None:
    operator = await world.ready_operator()
    call_id = await answered_call(world, operator)
    supervisor = world.client()
    assert (await supervisor.log_in(*SUPERVISOR)).status == 200
    answer = await supervisor.call("GET", f"/calls/{call_id}/offers")
    assert answer.status == 200, answer.body
    assert (answer.body["call_id"], answer.body["work_group_id"]) == (call_id, "support")
    [offer] = answer.body["offers"]
    assert offer["operator"]["operator_id"] == "op001" and offer["operator"]["name"]
    assert offer["why"]["reason"] == "longest_idle"
    assert offer["sentence"].startswith("idle for ")
    assert offer["answered"] is True and offer["ended_at"] and "end_reason" not in offer


async def test_operators_are_not_told_nor_are_strangers(world: World) -> None:
    operator = await world.ready_operator()
    call_id = await answered_call(world, operator)
    refused = await operator.call("GET", f"/calls/{call_id}/offers")
    assert (refused.status, refused.code) == (403, "forbidden")
    assert (await world.client().call("GET", f"/calls/{call_id}/offers")).status == 401


async def test_only_leaders_are_told_that_it_can_be_asked(world: World) -> None:
    told = {
        login: (await world.client().log_in(login, number)).body["capabilities"]
        for login, number in (("op001", "2001"), SUPERVISOR)
    }
    assert "call_offers" not in told["op001"] and "call_offers" in told["op005"]


async def test_a_call_that_does_not_exist_has_no_offers(world: World) -> None:
    supervisor = world.client()
    await supervisor.log_in(*SUPERVISOR)
    answer = await supervisor.call("GET", "/calls/none/offers")
    assert (answer.status, answer.code) == (404, "no_such_call")
