"""Signing in: what is asked, what is remembered, what the phone gets, and every way it can fail."""

import asyncio

import pytest

from bluebean_client.domain.desk import EngineLink, Link, Screen
from bluebean_client.domain.phone_messages import Keep, UseAccount
from bluebean_client.ports.outside import Refused, Unreachable
from bluebean_client.usecases.live_session import Resumption
from server.protocol import PROTOCOL_VERSION
from server.protocol.errors import ErrorCode
from server.protocol.types import Status, UsageMode
from tests.support.client_fakes import until
from tests.support.client_world import ClientWorld
from tests.support.fake_server import NOW, URL, operator_state


async def test_a_login_leads_to_the_work_groups(world: ClientWorld) -> None:
    await world.logged_in()
    request = world.server.asked("login")[0]
    assert (request.login_id, request.extension, request.protocol) == ("sato", "201", PROTOCOL_VERSION)
    assert world.desk.identity is not None
    assert world.desk.identity.name == "佐藤"
    assert world.desk.link is Link.ONLINE
    assert world.desk.capabilities == {"recordings"}
    assert world.desk.clock_offset_seconds == 2.0
    assert world.push.opened == [(URL, "token-1")]
    assert not world.desk.busy


async def test_the_phone_gets_its_account_and_keeps_the_session(world: ClientWorld) -> None:
    await world.logged_in()
    account = world.engine.of(UseAccount)[0].account
    assert (account.user, account.password, account.host) == ("201", "sip-secret", "127.0.0.1")
    assert world.engine.of(Keep) == [Keep(Resumption(URL, "token-1").encode())]


async def test_login_id_and_extension_are_remembered_but_no_password(world: ClientWorld) -> None:
    await world.logged_in()
    assert (world.settings.text("login_id"), world.settings.text("extension")) == ("sato", "201")
    assert "secret" not in str(world.settings.values)
    assert world.secrets.kept == {}


async def test_a_password_is_kept_in_the_keychain_when_asked_and_forgotten_when_not(world: ClientWorld) -> None:
    await world.actions.start()
    await world.actions.login("sato", "secret", "201", keep_password=True)
    assert world.secrets.kept == {(URL, "sato"): "secret"}
    assert world.actions.kept_password("sato") == "secret"
    await world.actions.log_off()
    await world.actions.login("sato", "secret", "201", keep_password=False)
    assert world.secrets.kept == {}
    assert world.actions.kept_password("sato") == ""


async def test_a_kept_password_is_there_at_the_next_start(make_world) -> None:
    world = make_world(login_id="sato")
    world.secrets.put(URL, "sato", "secret")
    assert not world.desk.password_can_be_kept
    await world.actions.start()
    assert world.desk.password_can_be_kept
    assert world.actions.kept_password("sato") == "secret"


async def test_without_a_keychain_the_desk_says_so_and_the_login_goes_on(world: ClientWorld) -> None:
    world.secrets.available = False
    await world.actions.start()
    assert not world.desk.password_can_be_kept
    await world.actions.login("sato", "secret", "201", keep_password=True)
    assert world.desk.identity is not None
    assert world.secrets.kept == {}


@pytest.mark.parametrize(
    ("trouble", "code", "details"),
    [
        (Refused(ErrorCode.INVALID_CREDENTIALS, {}), "invalid_credentials", {}),
        (Refused(ErrorCode.UNKNOWN_EXTENSION, {"extension": "201"}), "unknown_extension", {"extension": "201"}),
        (Refused(ErrorCode.PROTOCOL_UNSUPPORTED, {"oldest": 2}), "protocol_unsupported", {"oldest": 2}),
        (Unreachable("certificate", "self-signed"), "unreachable", {"why": "certificate", "detail": "self-signed"}),
    ],
)
async def test_a_failed_login_says_why_and_leaves_nothing_behind(world: ClientWorld, trouble, code, details) -> None:
    await world.actions.start()
    world.server.fail("login", trouble)
    await world.actions.login("sato", "wrong", "201", keep_password=True)
    problem = world.desk.login_problem
    assert problem is not None
    assert (problem.code, problem.details) == (code, details)
    assert (world.desk.screen, world.desk.link, world.desk.identity) == (Screen.LOGIN, Link.NONE, None)
    assert world.engine.of(UseAccount) == []
    assert world.push.opened == []
    assert world.secrets.kept == {}
    assert not world.desk.busy


async def test_without_a_server_address_nothing_is_sent(make_world) -> None:
    world = make_world(server_url="")
    await world.actions.start()
    await world.actions.login("sato", "secret", "201", keep_password=False)
    assert world.desk.login_problem is not None
    assert world.desk.login_problem.code == "no_server_address"
    assert world.server.calls == []


async def test_a_second_press_while_the_first_is_on_its_way_does_nothing(world: ClientWorld) -> None:
    await world.actions.start()
    gate = world.server.hold_back("login")
    first = asyncio.create_task(world.actions.login("sato", "secret", "201", keep_password=False))
    await until(lambda: "login_button" in world.desk.busy)
    await world.actions.login("sato", "secret", "201", keep_password=False)
    gate.set()
    await first
    assert len(world.server.asked("login")) == 1


async def test_settings_that_cannot_be_written_do_not_stop_the_login(world: ClientWorld) -> None:
    await world.actions.start()
    world.settings.refuse = OSError("disk full")
    await world.actions.login("sato", "secret", "201", keep_password=False)
    assert world.desk.screen is Screen.WORK_GROUPS


async def test_who_was_at_work_elsewhere_goes_on_at_work(world: ClientWorld) -> None:
    world.push.show(type(world.push.state)(operator_state(Status.AVAILABLE)))
    await world.actions.start()
    await world.actions.login("sato", "secret", "201", keep_password=False)
    assert world.desk.screen is Screen.WORK


async def test_in_operator_mode_no_engine_is_touched(make_world) -> None:
    world = make_world(UsageMode.OPERATOR)
    await world.logged_in()
    assert world.engine.starts == 0
    assert world.engine.orders == []
    assert world.desk.engine is EngineLink.ABSENT
    assert world.server.asked("login")[0].mode is UsageMode.OPERATOR


async def test_an_engine_that_comes_late_gets_the_account_all_the_same(world: ClientWorld) -> None:
    world.engine.start_failures = 2
    starting = asyncio.create_task(world.actions.start())
    await until(lambda: "engine_will_not_start" in world.notice_codes())
    await world.actions.login("sato", "secret", "201", keep_password=False)
    await starting
    await until(lambda: world.engine.of(UseAccount))
    assert world.desk.engine is EngineLink.RUNNING
    assert "engine_will_not_start" not in world.notice_codes()


async def test_another_server_is_checked_and_remembered(world: ClientWorld) -> None:
    await world.actions.change_server("bluebean.example.com:8443/")
    assert world.desk.server_url == "https://bluebean.example.com:8443"
    assert world.settings.text("server_url") == "https://bluebean.example.com:8443"
    await world.actions.change_server("http://")
    assert world.desk.server_url == "https://bluebean.example.com:8443"
    assert world.desk.login_problem is not None
    assert world.desk.login_problem.code == "setting_refused"
    assert world.desk.login_problem.details["reason"] == "not_an_address"


async def test_the_server_cannot_be_changed_during_a_session(world: ClientWorld) -> None:
    await world.logged_in()
    await world.actions.change_server("https://other.test")
    assert world.desk.server_url == URL


async def test_log_off_takes_account_token_and_customers_away(world: ClientWorld) -> None:
    await world.at_work()
    await world.rings()
    await world.actions.load_customer(7)
    world.engine.calls()
    await until(lambda: not world.desk.phone.calls)
    await world.actions.log_off()
    assert world.server.asked("logout") == [None]
    assert world.desk.screen is Screen.LOGIN
    assert world.desk.identity is None
    assert world.desk.tabs == ()
    assert world.desk.live is None
    assert world.engine.of(UseAccount)[-1].account is None
    assert world.engine.blob == b""
    assert world.server.token == ""
    assert world.desk.last_login_id == "sato"


async def test_a_goodbye_that_overtakes_the_answer_to_the_log_off_is_no_trouble(world: ClientWorld) -> None:
    await world.logged_in()
    answer = world.server.hold_back("logout")
    leaving = asyncio.create_task(world.actions.log_off())
    await until(lambda: world.server.asked("logout"))
    world.push.goodbye(ErrorCode.SESSION_EXPIRED)
    await until(lambda: world.desk.identity is None)
    assert world.desk.login_problem is None
    answer.set()
    await leaving
    assert world.desk.screen is Screen.LOGIN
    assert world.desk.login_problem is None


async def test_log_off_works_without_the_server_too(world: ClientWorld) -> None:
    await world.at_work()
    world.server.fail("logout", Unreachable("timeout"))
    await world.actions.log_off()
    assert world.desk.screen is Screen.LOGIN


async def test_a_refused_log_off_keeps_the_session(world: ClientWorld) -> None:
    await world.at_work()
    world.server.fail("logout", Refused(ErrorCode.REFUSED_DURING_CALL, {}))
    await world.actions.log_off()
    assert world.desk.screen is Screen.WORK
    assert world.notice_codes() == ["refused_during_call"]


async def test_the_offset_of_the_servers_clock_is_known(world: ClientWorld) -> None:
    await world.logged_in()
    assert world.clock.now() == NOW
    assert world.desk.clock_offset_seconds == 2.0
