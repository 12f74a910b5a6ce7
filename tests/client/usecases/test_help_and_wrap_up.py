"""What a person asks for beside the calls, help and wrap-up: what goes to the server, and what the desk says of the answer."""

import msgspec
import pytest

from bluebean_client.domain.phone_messages import Chime
from bluebean_client.domain.problem_codes import ClientProblem
from bluebean_client.ports.outside import Refused, Unreachable
from server.protocol.errors import ErrorCode
from server.protocol.types import HelpRequest, OperatorRef, OperatorState, Status, UsageMode
from tests.client.usecases.conftest import MakeWorld
from tests.support.client_fakes import until
from tests.support.client_world import ClientWorld
from tests.support.fake_server import NOW, operator_state

MINE = HelpRequest(OperatorRef("o1", "佐藤"), "201", NOW)
TAKEN = msgspec.structs.replace(MINE, taken_by=OperatorRef("s1", "藤井"), taken_at=NOW)


@pytest.fixture
async def at_work(make_world: MakeWorld) -> ClientWorld:
    world = make_world()
    await world.at_work()
    return world


def asking(request: HelpRequest | None) -> OperatorState:
    return msgspec.structs.replace(operator_state(Status.AVAILABLE), help=request)


async def show(world: ClientWorld, request: HelpRequest | None) -> None:
    world.push.me(asking(request))
    await until(lambda: world.desk.live is not None and world.desk.live.me.help == request)


async def test_each_act_goes_to_the_server_once(at_work: ClientWorld) -> None:
    shift = at_work.actions.shift
    await shift.request_help()
    await shift.cancel_help()
    await shift.take_help("o2")
    await shift.extend_wrap_up()
    await shift.choose_next_status(Status.AWAY)
    await shift.choose_next_status(None)
    for name in ("request_help", "cancel_help", "extend_wrap_up"):
        assert len(at_work.server.asked(name)) == 1, name
    assert at_work.server.asked("take_help") == ["o2"]
    assert at_work.server.asked("set_next_status") == [Status.AWAY, None]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("request_help", ErrorCode.HELP_ALREADY_REQUESTED),
        ("cancel_help", ErrorCode.NO_HELP_REQUESTED),
        ("extend_wrap_up", ErrorCode.NO_EXTENSION_LEFT),
    ],
)
async def test_a_refusal_is_said_at_once(at_work: ClientWorld, name: str, code: ErrorCode) -> None:
    at_work.server.fail(name, Refused(code, {}))
    await getattr(at_work.actions.shift, name)()
    assert at_work.notice_codes() == [code]


async def test_without_a_network_help_is_asked_for_again_by_itself_or_the_desk_says_why_not(
    at_work: ClientWorld,
) -> None:
    at_work.server.fail("request_help", Unreachable("connect"))
    await at_work.actions.shift.request_help()
    assert at_work.notice_codes() == [ClientProblem.UNREACHABLE]
    assert not at_work.desk.busy


async def test_one_who_has_it_already_is_named_to_the_supervisor_who_comes_second(at_work: ClientWorld) -> None:
    at_work.server.fail("take_help", Refused(ErrorCode.HELP_TAKEN, {"operator_name": "藤井"}))
    await at_work.actions.shift.take_help("o2")
    assert [(one.problem.code, one.problem.details) for one in at_work.desk.notices] == [
        (ErrorCode.HELP_TAKEN, {"operator_name": "藤井"})
    ]


async def test_who_asked_hears_and_reads_once_that_somebody_sees_to_it(at_work: ClientWorld) -> None:
    await show(at_work, MINE)
    assert at_work.engine.orders.count(Chime()) == 0 and not at_work.notice_codes()
    await show(at_work, TAKEN)
    assert at_work.engine.orders.count(Chime()) == 1
    assert [(one.problem.code, one.problem.details) for one in at_work.desk.notices] == [
        (ClientProblem.HELP_TAKEN_UP, {"name": "藤井"})
    ]
    await show(at_work, msgspec.structs.replace(TAKEN, escalated_at=NOW))  # the same helper still
    assert at_work.engine.orders.count(Chime()) == 1
    await show(at_work, None)
    assert not at_work.notice_codes() and at_work.engine.orders.count(Chime()) == 1


async def test_without_a_phone_on_the_pc_the_player_chimes(make_world: MakeWorld) -> None:
    world = make_world(UsageMode.OPERATOR)
    await world.at_work()
    await show(world, MINE)
    await show(world, TAKEN)
    assert world.player.chimes == 1 and world.engine.starts == 0
