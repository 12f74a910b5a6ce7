"""The seat list over the wire: a snapshot of everybody, then single changes; the plan of the office."""

from server.protocol.types import Status
from tests.support.sample_site import SAMPLE
from tests.support.server_in_process import Client, World


async def test_a_colleague_sees_a_change_of_status_as_one_seat(world: World, operator: Client) -> None:
    async with operator.events() as reader:
        state = await reader.follow(lambda state: state.seats)
        assert [seat.name for seat in state.seats.values()][:2] == ["高橋 由美", "渡辺 直樹"]
        assert state.seats["op001"].extension == "2001" and state.seats["op001"].kana == "タカハシ ユミ"
        assert state.seats["op002"].status is Status.OFFLINE and state.seats["op002"].since is None
        await world.ready_operator("op002", "2002")
        state = await reader.follow(lambda state: state.seats["op002"].status is Status.AVAILABLE)
        assert state.seats["op002"].work_group_ids == ("support", "orders")


async def test_the_plan_names_floors_desks_and_all_work_groups(operator: Client) -> None:
    plan = (await operator.call("GET", "/seat-plan")).body
    assert [floor["name"] for floor in plan["floors"]] == ["3 階 コールセンター", "4 階"]
    assert plan["floors"][0]["desks"][0] == {"extension": "2001", "x": 24, "y": 46}
    assert {group["key"] for group in plan["work_groups"]} == {"support", "orders"}


async def test_without_a_session_there_is_no_plan(world: World) -> None:
    assert (await world.client().call("GET", "/seat-plan")).code == "session_expired"


async def test_a_floor_s_picture_is_given_to_who_is_signed_in_and_needed_once(world: World, operator: Client) -> None:
    first, second = (await operator.call("GET", "/seat-plan")).body["floors"]
    address = f"/seat-plan/pictures/{first['picture']}"
    shown = await operator.call("GET", address)
    assert shown.raw == (SAMPLE / "floor3.png").read_bytes() and "picture" not in second
    assert shown.headers["Content-Type"] == "image/png" and "immutable" in shown.headers["Cache-Control"]
    again = await operator.call("GET", address, **{"If-None-Match": shown.headers["ETag"]})
    assert (again.status, again.raw) == (304, b"")
    assert (await operator.call("GET", "/seat-plan/pictures/other.png")).code == "no_such_picture"
    assert (await world.client().call("GET", address)).code == "session_expired"
