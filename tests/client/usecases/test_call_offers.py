"""Asking why a call rang where it rang."""

from bluebean_client.domain.desk import OffersOfCall
from bluebean_client.ports.outside import Refused, Unreachable
from server.protocol.errors import ErrorCode
from tests.support.client_world import ClientWorld
from tests.support.customer_desks import asked_why


async def test_the_answer_is_on_the_desk_with_the_call_that_it_is_about(world: ClientWorld) -> None:
    await world.at_work()
    offers = asked_why().call_offers
    assert offers is not None and offers.offers is not None
    world.server.offers = offers.offers
    await world.actions.office.ask_offers("c9")
    assert world.server.asked("call_offers") == ["c9"]
    assert world.desk.call_offers == OffersOfCall("c9", offers.offers)


async def test_what_stands_in_the_way_is_said_where_the_answer_would_be(world: ClientWorld) -> None:
    await world.at_work()
    for trouble in (Refused(ErrorCode.FORBIDDEN, {}), Unreachable("refused")):
        world.server.trouble["call_offers"] = [trouble]
        await world.actions.office.ask_offers("c9")
        shown = world.desk.call_offers
        assert shown is not None and shown.offers is None and shown.problem is not None
        assert world.desk.notices == ()


async def test_a_session_that_is_over_leads_to_the_login(world: ClientWorld) -> None:
    await world.at_work()
    world.server.trouble["call_offers"] = [Refused(ErrorCode.SESSION_EXPIRED, {})]
    await world.actions.office.ask_offers("c9")
    assert world.desk.identity is None
