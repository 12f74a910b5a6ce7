"""Seat plan, password and pictures from the client's side: asked once, kept by version, the keychain follows."""

from bluebean_client.domain.desk import Picture
from bluebean_client.ports.outside import Refused, Unreachable
from server.protocol.errors import ErrorCode
from server.protocol.push import Change, SeatsChanged
from server.protocol.seats import FloorPlan, SeatPlan, SeatView
from tests.support.client_fakes import until
from tests.support.client_world import ClientWorld
from tests.support.fake_server import URL

OLD, NEW = "secret", "Blue-Heron-2027"


async def shows_picture(world: ClientWorld, version: int) -> None:
    """The server tells that a colleague has this version of his picture."""
    world.push.queue.put_nowait(Change(1, SeatsChanged((SeatView("ito", "伊藤", picture=version),))))
    await until(lambda: world.desk.live and world.desk.live.seats.get("ito", SeatView("", "")).picture == version)


async def test_the_plan_of_the_office_is_on_the_desk_once_the_list_was_opened(world: ClientWorld) -> None:
    await world.at_work()
    assert world.desk.seat_plan is None
    await world.actions.office.load_seat_plan()
    assert world.desk.seat_plan is not None and world.desk.seat_plan.floors[0].name == "3 階"


async def test_a_kept_password_follows_the_change(world: ClientWorld) -> None:
    await world.actions.start()
    await world.actions.login("sato", OLD, "201", keep_password=True)
    assert await world.actions.office.change_password(OLD, NEW) is None
    assert world.server.asked("change_password") == [(OLD, NEW)]
    assert world.secrets.kept == {(URL, "sato"): NEW}
    assert world.actions.kept_password("sato") == NEW


async def test_a_password_that_was_not_kept_is_not_kept_now(world: ClientWorld) -> None:
    await world.logged_in()
    assert await world.actions.office.change_password(OLD, NEW) is None
    assert world.secrets.kept == {}


async def test_a_refused_change_leaves_the_keychain_alone(world: ClientWorld) -> None:
    await world.actions.start()
    await world.actions.login("sato", OLD, "201", keep_password=True)
    world.server.fail("change_password", Refused(ErrorCode.WRONG_PASSWORD, {}))
    problem = await world.actions.office.change_password("wrong", NEW)
    assert problem is not None and problem.code == "wrong_password"
    assert world.secrets.kept == {(URL, "sato"): OLD}


async def test_a_picture_is_fetched_once_for_each_version(world: ClientWorld) -> None:
    await world.at_work()
    world.actions.office.want_picture("ito")
    await shows_picture(world, 1)
    for _ in range(3):
        world.actions.office.want_picture("ito")
    await until(lambda: world.desk.pictures)
    world.actions.office.want_picture("ito")
    assert world.desk.pictures == {"ito": Picture(1, b"ito 1")}
    await shows_picture(world, 2)
    world.actions.office.want_picture("ito")
    await until(lambda: world.desk.pictures["ito"].version == 2)
    assert world.server.asked("picture") == [("ito", 1), ("ito", 2)]


async def test_a_picture_that_the_server_will_not_give_is_not_asked_for_again(world: ClientWorld) -> None:
    await world.at_work()
    await shows_picture(world, 1)
    world.server.fail("picture", Refused(ErrorCode.NO_SUCH_PICTURE, {}))
    world.actions.office.want_picture("ito")
    await until(lambda: world.desk.pictures)
    world.actions.office.want_picture("ito")
    assert world.desk.pictures["ito"].image == b""
    assert len(world.server.asked("picture")) == 1


async def test_a_floor_s_picture_is_fetched_once_and_forgotten_with_its_floor(world: ClientWorld) -> None:
    await world.at_work()
    world.server.plan = SeatPlan((FloorPlan("1", "1 階", picture="a.png"),))
    await world.actions.office.load_seat_plan()
    for _ in range(3):
        world.actions.office.want_plan_picture("a.png")
    await until(lambda: world.desk.plan_pictures)
    world.actions.office.want_plan_picture("a.png")
    assert world.desk.plan_pictures == {"a.png": b"picture a.png"}
    world.server.plan = SeatPlan((FloorPlan("1", "1 階", picture="b.png"),))
    await world.actions.office.load_seat_plan()
    world.server.fail("plan_picture", Refused(ErrorCode.NO_SUCH_PICTURE, {}))
    world.actions.office.want_plan_picture("b.png")
    await until(lambda: "b.png" in world.desk.plan_pictures)
    assert world.desk.plan_pictures == {"b.png": b""}
    assert world.server.asked("plan_picture") == ["a.png", "b.png"]


async def test_a_new_picture_is_sent_and_a_lost_server_is_told(world: ClientWorld) -> None:
    await world.at_work()
    assert await world.actions.office.change_picture(b"png") is None
    world.server.fail("change_picture", Unreachable("timeout"))
    problem = await world.actions.office.change_picture(b"png")
    assert problem is not None and problem.details["why"] == "timeout"
