"""Help and wrap-up over HTTP: rights, what is asked twice under one key, and what is no request at all."""

import pytest

from server.protocol.types import Status
from tests.support.server_in_process import World

SUPERVISOR = ("op005", "2005")


async def test_help_goes_round_between_two_people_and_shows_at_the_seat(world: World) -> None:
    operator, supervisor = await world.ready_operator(), await world.ready_operator(*SUPERVISOR)
    answers = [await operator.call("POST", "/help", {}, key="once") for _ in range(2)]
    assert [answer.status for answer in answers] == [200, 200]
    assert (await operator.call("POST", "/help", {}, key="again")).code == "help_already_requested"
    me = answers[0].body["operator_id"]
    async with supervisor.events() as reader:
        heard = await reader.follow(lambda state: state.help_requests)
        asked = heard.seats[me].help
        assert asked is not None and not asked.taken_by
        assert (await supervisor.call("POST", f"/help/{me}/take", {})).status == 200
        seen = await reader.follow(lambda state: state.seats[me].help and state.seats[me].help.taken_by)
        [request] = seen.help_requests
        assert request.taken_by is not None and seen.seats[me].help.taken_by == request.taken_by.name  # type: ignore[union-attr]
        assert (await operator.call("POST", "/help/cancel", {})).status == 200
        await reader.follow(lambda state: not state.help_requests and state.seats[me].help is None)
    assert (await operator.call("POST", "/help/cancel", {})).code == "no_help_requested"


async def test_only_who_leads_takes_a_request_up(world: World) -> None:
    operator, colleague = await world.ready_operator(), await world.ready_operator("op002", "2002")
    me = (await operator.call("POST", "/help", {})).body["operator_id"]
    answer = await colleague.call("POST", f"/help/{me}/take", {})
    assert (answer.status, answer.code) == (403, "forbidden")
    async with colleague.events() as reader:
        state = await reader.follow(lambda state: state.seats)
    assert not state.help_requests and state.seats[me].help is not None


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/next-status", {"status": "dancing"}, 400),
        ("/next-status", {"status": "away"}, 409),
        ("/wrap-up/extend", {}, 409),
        ("/help/nobody/take", {}, 403),
    ],
)
async def test_what_does_not_fit_is_refused_and_changes_nothing(
    world: World, path: str, body: dict[str, str], status: int
) -> None:
    operator = await world.ready_operator()
    assert (await operator.call("POST", path, body)).status == status
    async with operator.events() as reader:
        state = await reader.follow(lambda state: state.me.status is Status.AVAILABLE)
    assert state.me.next_status is None and state.me.help is None


@pytest.mark.parametrize("path", ["/help", "/help/cancel", "/help/op001/take", "/next-status", "/wrap-up/extend"])
async def test_nothing_is_done_for_a_stranger(world: World, path: str) -> None:
    assert (await world.client().call("POST", path, {})).status == 401
