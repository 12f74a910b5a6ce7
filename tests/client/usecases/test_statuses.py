"""Reasons and statuses of others: what goes to the server, and what the desk says when a colleague has set a status."""

import msgspec
import pytest

from bluebean_client.domain.desk import Screen
from bluebean_client.domain.problem_codes import ClientProblem
from bluebean_client.ports.outside import Refused
from server.protocol.errors import ErrorCode
from server.protocol.types import GivenReason, OperatorRef, OperatorState, Status
from tests.client.usecases.conftest import MakeWorld
from tests.support.client_fakes import until
from tests.support.client_world import ClientWorld
from tests.support.fake_server import operator_state

FUJII = OperatorRef("s1", "藤井")
LUNCH = GivenReason("lunch", "昼食")


@pytest.fixture
async def at_work(make_world: MakeWorld) -> ClientWorld:
    world = make_world()
    await world.at_work()
    return world


async def show(world: ClientWorld, **changes: object) -> None:
    state = msgspec.structs.replace(operator_state(Status.BREAK), **changes)
    world.push.me(state)
    await until(lambda: world.desk.live is not None and world.desk.live.me == state)


def state_of(world: ClientWorld) -> OperatorState:
    assert world.desk.live is not None
    return world.desk.live.me


async def test_a_reason_goes_along_with_the_status(at_work: ClientWorld) -> None:
    await at_work.actions.set_status(Status.AWAY, "meeting")
    await at_work.actions.shift.choose_next_status(Status.BREAK, "lunch")
    assert at_work.server.asked("set_status") == [(Status.AWAY, "meeting")]
    assert at_work.server.asked("set_next_status") == [(Status.BREAK, "lunch")]


async def test_who_set_my_status_is_said_once_and_my_own_choice_is_not(at_work: ClientWorld) -> None:
    await show(at_work, reason=LUNCH, set_by=None)
    assert not at_work.notice_codes()
    await show(at_work, reason=LUNCH, set_by=FUJII, status=Status.AWAY)
    [notice] = at_work.desk.notices
    assert notice.problem.code is ClientProblem.STATUS_SET_BY
    assert notice.problem.details == {"name": "藤井", "status": "away", "given": LUNCH}
    at_work.actions.dismiss_notice(notice.key)
    await show(at_work, reason=LUNCH, set_by=FUJII, status=Status.AWAY, help_reaches=2)
    assert not at_work.notice_codes()


async def test_who_set_what_follows_my_call_is_said(at_work: ClientWorld) -> None:
    await show(at_work, status=Status.TALKING_IN, next_status=Status.BREAK, next_reason=LUNCH, next_set_by=FUJII)
    assert at_work.notice_codes() == [ClientProblem.NEXT_STATUS_SET_BY]


async def test_a_colleagues_status_is_set_and_said_if_it_has_to_wait(at_work: ClientWorld) -> None:
    colleague = next(iter(at_work.desk.live.seats)) if at_work.desk.live and at_work.desk.live.seats else "o2"
    await at_work.actions.shift.set_status_of(colleague, Status.BREAK, "lunch")
    assert at_work.server.asked("set_status_of") == [(colleague, Status.BREAK, "lunch")]
    assert not at_work.notice_codes()
    at_work.server.fail("set_status_of", Refused(ErrorCode.OPERATOR_IN_CALL, {"operator_name": "伊藤"}))
    await at_work.actions.shift.set_status_of(colleague, Status.OFFLINE)
    assert at_work.notice_codes() == [ErrorCode.OPERATOR_IN_CALL]


async def test_logged_off_by_a_colleague_the_login_says_by_whom(at_work: ClientWorld) -> None:
    at_work.push.goodbye(ErrorCode.LOGGED_OFF_BY_OTHER, by="藤井")
    await until(lambda: at_work.desk.screen is Screen.LOGIN)
    problem = at_work.desk.login_problem
    assert problem is not None and (problem.code, problem.details) == (
        ErrorCode.LOGGED_OFF_BY_OTHER,
        {"operator_name": "藤井"},
    )
