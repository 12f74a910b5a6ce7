"""What an account says to a SIP server, and what the phone makes of its answers: a real engine and a scripted server."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bluebean_client.domain.phone import Account, Registration
from bluebean_client.domain.phone_messages import Dial, UseAccount
from tests.support.engine import TestWindow, becomes_true, engine
from tests.support.scripted_server import CHALLENGE, ScriptedServer


@pytest.fixture
async def server() -> AsyncIterator[ScriptedServer]:
    async with ScriptedServer() as running:
        yield running


@pytest.fixture
async def phone(tmp_path: Path) -> AsyncIterator[TestWindow]:
    async with engine(tmp_path / "profile", audio="null") as window:
        yield window


async def registers(phone: TestWindow, account: Account) -> None:
    phone.send(UseAccount(account))
    await phone.until(lambda: phone.state.registration is Registration.REGISTERED)


async def test_the_account_s_own_login_name_and_display_name_are_used(
    phone: TestWindow, server: ScriptedServer
) -> None:
    server.script = [f"SIP/2.0 401 Unauthorized\r\n{CHALLENGE}"]
    account = Account("101", "secret", "127.0.0.1", server.port, auth_user="office-7", display_name='The "Office"')
    await registers(phone, account)
    first, second = server.of("REGISTER")[:2]
    assert first.header("Authorization") == ""
    assert 'username="office-7"' in second.header("Authorization")
    assert second.header("From").startswith('"The \\"Office\\"" <sip:101@127.0.0.1>')


async def test_register_asks_for_the_seconds_of_the_account(phone: TestWindow, server: ScriptedServer) -> None:
    await registers(phone, Account("101", "", "127.0.0.1", server.port, register_seconds=1234))
    assert server.of("REGISTER")[0].header("Expires") == "1234"


async def test_an_outbound_proxy_gets_the_message_with_itself_as_the_only_route(
    phone: TestWindow, server: ScriptedServer
) -> None:
    account = Account("101", "", "pbx.invalid", proxy=f"localhost:{server.port}")
    await registers(phone, account)
    request = server.of("REGISTER")[0]
    assert request.text.startswith("REGISTER sip:pbx.invalid:5060")
    assert request.headers("Route") == [f"<sip:localhost:{server.port};transport=udp;lr>"]


async def test_codecs_are_offered_in_the_account_s_order_and_no_others(
    phone: TestWindow, server: ScriptedServer
) -> None:
    account = Account("101", "", "127.0.0.1", server.port, codecs=("PCMA", "iLBC", "G722"))
    await registers(phone, account)
    phone.send(Dial("600"))
    await becomes_true(lambda: server.of("INVITE"))
    lines = server.of("INVITE")[0].body.split("\r\n")
    payload_types = next(line for line in lines if line.startswith("m=audio")).split()[3:]
    name_of = dict(line.removeprefix("a=rtpmap:").split(" ") for line in lines if line.startswith("a=rtpmap:"))
    assert [name_of[number] for number in payload_types if "telephone" not in name_of[number]] == [
        "PCMA/8000",
        "iLBC/8000",
        "G722/8000",
    ]


@pytest.mark.parametrize(
    ("answer", "state", "reason"),
    [
        ("403 Forbidden", Registration.REFUSED, "password_refused"),
        ("404 Not Found", Registration.REFUSED, "not_found"),
        ("503 Service Unavailable", Registration.REFUSED, "server_error"),
    ],
)
async def test_a_refusal_is_told_with_the_words_of_the_server(
    phone: TestWindow, server: ScriptedServer, answer: str, state: Registration, reason: str
) -> None:
    server.script = [f"SIP/2.0 {answer}"]
    phone.send(UseAccount(Account("101", "", "127.0.0.1", server.port)))
    await phone.until(lambda: phone.state.registration is state)
    assert (phone.state.reason, phone.state.detail) == (reason, answer)


async def test_a_registration_that_is_too_short_for_the_server_is_asked_for_longer(
    phone: TestWindow, server: ScriptedServer
) -> None:
    server.script = ["SIP/2.0 423 Interval Too Brief\r\nMin-Expires: 777"]
    await registers(phone, Account("101", "", "127.0.0.1", server.port, register_seconds=60))
    assert [request.header("Expires") for request in server.of("REGISTER")][:2] == ["60", "777"]


async def test_a_server_that_asks_to_be_left_alone_is_left_alone(phone: TestWindow, server: ScriptedServer) -> None:
    server.script = ["SIP/2.0 503 Overloaded\r\nRetry-After: 3 (restart)"]
    phone.send(UseAccount(Account("101", "", "127.0.0.1", server.port)))
    await phone.until(lambda: phone.state.reason == "server_error")
    with pytest.raises(AssertionError):
        await phone.until(lambda: phone.state.registration is Registration.REGISTERED, seconds=2.0)
    await phone.until(lambda: phone.state.registration is Registration.REGISTERED)


async def test_a_name_that_nobody_knows_is_told_as_such(phone: TestWindow) -> None:
    phone.send(UseAccount(Account("101", "", "a" * 64 + ".invalid")))
    await phone.until(lambda: phone.state.registration is Registration.UNREACHABLE)
    assert phone.state.reason == "name_unknown"
    assert "invalid" in phone.state.detail


async def test_an_account_that_can_be_none_does_not_bring_the_engine_down(
    phone: TestWindow, server: ScriptedServer
) -> None:
    phone.send(UseAccount(Account("101", "", "no host", proxy=f"127.0.0.1:{server.port}")))
    await phone.until(lambda: phone.state.reason == "server_error")
    assert phone.state.detail
    await registers(phone, Account("1 0@1", "", "127.0.0.1", server.port))
    assert "<sip:1%200%401@127.0.0.1>" in server.of("REGISTER")[-1].header("To")
