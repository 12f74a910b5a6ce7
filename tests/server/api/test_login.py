"""Logging in over HTTP: what is handed out, what is refused and in which words."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from tests.support.sample_site import PASSWORD
from tests.support.server_in_process import Client, World, running_world


async def test_a_login_hands_out_all_that_the_client_needs(world: World) -> None:
    answer = await world.client().log_in()
    assert answer.status == 200
    body = answer.body
    assert (body["operator_id"], body["name"], body["extension"]) == ("op001", "高橋 由美", "2001")
    assert [group["work_group_id"] for group in body["work_groups"]] == ["support", "orders"]
    account = world.switch.accounts["2001"]
    assert body["sip"]["user"] == "2001"
    assert body["sip"]["password"] == account.password
    assert body["sip"]["host"] == "127.0.0.1"
    assert len(body["token"]) >= 43


async def test_an_operator_with_a_hard_phone_gets_no_sip_account(world: World) -> None:
    answer = await world.client().log_in("op001", "2009", mode="operator")
    assert answer.body["sip"] is None


@pytest.mark.parametrize("login_id", ["op001", "nobody"])
async def test_wrong_password_and_unknown_login_are_told_alike(world: World, login_id: str) -> None:
    answer = await world.client().log_in(login_id, password="Wrong-2026")
    assert (answer.status, answer.code, answer.body["details"]) == (401, "invalid_credentials", {})


async def test_an_unknown_extension_is_told(world: World) -> None:
    answer = await world.client().log_in("op001", "2999")
    assert (answer.status, answer.code) == (422, "unknown_extension")
    assert answer.body["details"] == {"extension": "2999"}


async def test_an_extension_in_use_is_told_with_its_holder(world: World, operator: Client) -> None:
    answer = await world.client().log_in("op002", "2001")
    assert (answer.status, answer.code) == (409, "extension_in_use")
    assert answer.body["details"] == {"extension": "2001", "operator_name": "高橋 由美"}
    assert (await operator.call("GET", "/session")).status == 200


async def test_another_protocol_version_is_refused_with_ours(world: World) -> None:
    answer = await world.client().log_in(protocol=99)
    assert (answer.status, answer.code) == (426, "protocol_unsupported")
    assert answer.body["details"] == {"client": 99, "oldest": 1, "newest": 1}


async def test_repeated_failures_lock_and_time_unlocks(world: World) -> None:
    client = world.client()
    for _ in range(world.config.login_attempts):
        assert (await client.log_in(password="Wrong-2026")).code == "invalid_credentials"
    locked = await client.log_in()
    assert (locked.status, locked.code) == (429, "locked_out")
    assert 0 < locked.body["details"]["retry_after_seconds"] <= world.config.login_lock_seconds
    assert int(locked.headers["Retry-After"]) > 0
    assert (await client.log_in("op002", "2002")).status == 200
    world.clock.turn(timedelta(seconds=world.config.login_lock_seconds + 1))
    assert (await client.log_in()).status == 200


async def test_too_many_attempts_from_one_address_are_refused(tmp_path: Path) -> None:
    async with running_world(tmp_path / "data", login_requests_per_minute=3) as world:
        codes = [(await world.client().log_in(f"nobody{number}")).code for number in range(4)]
    assert codes == ["invalid_credentials"] * 3 + ["too_many_requests"]


async def test_a_shift_that_begins_behind_one_address_is_let_in(tmp_path: Path) -> None:
    async with running_world(tmp_path / "data", login_requests_per_minute=3) as world:
        assert [(await world.client().log_in()).status for _ in range(5)] == [200] * 5


async def test_a_second_login_of_the_same_operator_takes_over(world: World, operator: Client) -> None:
    async with operator.events() as reader:
        await reader.follow(lambda state: state.me.operator_id == "op001")
        other = world.client()
        assert (await other.log_in("op001", "2002")).status == 200
        async with asyncio.timeout(5):
            while (message := await reader.next()) is not None and getattr(message, "code", None) is None:
                pass
        assert getattr(message, "code", None) == "session_taken_over"
    assert (await operator.call("GET", "/session")).code == "session_expired"
    assert (await other.call("GET", "/session")).status == 200


async def test_a_token_resumes_and_ends_with_logging_out(operator: Client) -> None:
    session = await operator.call("GET", "/session")
    assert session.body["token"] == operator.token
    assert session.body["sip"]["user"] == "2001"
    assert (await operator.call("POST", "/logout")).status == 200
    again = await operator.call("GET", "/session")
    assert (again.status, again.code) == (401, "session_expired")


async def test_a_session_survives_a_restart_of_the_server(tmp_path: Path) -> None:
    async with running_world(tmp_path / "data") as first:
        before = first.client()
        await before.log_in()
    async with running_world(tmp_path / "data") as second:
        after = second.client()
        after.token = before.token
        assert (await after.call("GET", "/session")).body["operator_id"] == "op001"


def database_files(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.glob("bluebean.sqlite3*"))


async def test_no_secret_lies_in_the_database(world: World, operator: Client) -> None:
    files = database_files(world.config.data_path)
    assert files
    assert operator.token.encode() not in files
    assert PASSWORD.encode() not in files
    assert world.switch.accounts["2001"].password.encode() not in files


@pytest.mark.parametrize("token", ["", "x", "Ä" * 10, "a" * 5000])
async def test_a_wrong_token_opens_nothing(world: World, token: str) -> None:
    client = world.client()
    client.token = token.encode().decode("latin-1")
    assert (await client.call("GET", "/session")).code == "session_expired"
