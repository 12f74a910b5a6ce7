"""Registered and in calls over TLS, with a real engine and a real Asterisk; and what is told when the server cannot be trusted."""

import asyncio
import ssl
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bluebean_client.domain.phone import Account, PhoneCallState, Registration, Srtp, Transport
from bluebean_client.domain.phone_messages import Answer, Dial, HangUp, RegisterNow, UseAccount
from tests.support.asterisk import free_port
from tests.support.certificates import Authority
from tests.support.engine import OPERATOR_HZ, TestWindow, becomes_true, engine, engine_process
from tests.support.relay import Relay
from tests.support.sip_peers import Caller
from tests.support.softswitch import PASSWORD, Softswitch, softswitch

State = PhoneCallState


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path / "certificates")


@pytest.fixture
async def switch(tmp_path: Path, authority: Authority) -> AsyncIterator[Softswitch]:
    certificate = authority.certificate()
    async with softswitch(
        tmp_path / "switch", certificate=certificate, phone_options="media_encryption=sdes"
    ) as running:
        yield running


@pytest.fixture
async def phone(tmp_path: Path, authority: Authority) -> AsyncIterator[TestWindow]:
    async with engine(tmp_path / "profile", environment=authority.trusted) as window:
        yield window


@pytest.mark.switch
async def test_a_call_out_over_tls_and_srtp_hears_itself_in_the_echo(phone: TestWindow, switch: Softswitch) -> None:
    await phone.register(switch, transport=Transport.TLS, srtp=Srtp.MANDATORY)
    phone.send(Dial("600"))
    call = await phone.call_in(State.TALKING)
    await becomes_true(lambda: phone.heard_seconds(OPERATOR_HZ) >= 1.0)
    assert phone.state.calls[-1].encrypted
    phone.send(HangUp(call.call))
    await phone.call_in(State.ENDED)


@pytest.mark.switch
async def test_a_call_in_over_tls_and_srtp_is_answered_and_ended_by_the_far_side(
    tmp_path: Path, phone: TestWindow, switch: Softswitch
) -> None:
    await phone.register(switch, transport=Transport.TLS, srtp=Srtp.MANDATORY)
    async with Caller(tmp_path / "caller", server=switch.server, tone_hz=440.0) as caller:
        await caller.call("0901234567", "101")
        call = await phone.call_in(State.INCOMING)
        phone.send(Answer(call.call))
        await caller.expect("answered")
        await becomes_true(lambda: phone.heard_seconds(440.0) >= 1.0)
        await caller.hang_up()
        await phone.call_in(State.ENDED)


# -- a server that cannot be trusted, or is none


class TlsServer:
    """Takes connections, over TLS if there is a certificate, and says nothing but its greeting.

    Attributes:
        heard: all that was said to it.
    """

    def __init__(self, certificate: Path | None, greeting: bytes = b"") -> None:
        self._context: ssl.SSLContext | None = None
        if certificate is not None:
            self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self._context.load_cert_chain(certificate)
        self._greeting = greeting
        self._served: set[asyncio.Task[None]] = set()
        self.heard = b""
        self.port = 0

    async def __aenter__(self) -> "TlsServer":
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=self._context)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for task in self._served:
            task.cancel()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._served.add(task)
        writer.write(self._greeting)
        try:
            while data := await reader.read(1000):
                self.heard += data if self._context else b""
        except (OSError, asyncio.CancelledError):
            pass
        writer.transport.abort()


async def refused(phone: TestWindow, host: str, port: int) -> tuple[str, str]:
    """Reason and words that the window gets."""
    phone.send(UseAccount(Account("101", PASSWORD, host, port, Transport.TLS)))
    await phone.until(lambda: phone.state.registration is Registration.UNREACHABLE)
    return phone.state.reason, phone.state.detail


@pytest.mark.parametrize(
    ("served", "asked_for", "reason", "words"),
    [
        (
            ("stranger", "127.0.0.1", False),
            "127.0.0.1",
            "certificate_untrusted",
            "unable to get local issuer certificate",
        ),
        (("authority", "other.example", False), "127.0.0.1", "certificate_name", "IP address mismatch"),
        (("authority", "127.0.0.1", False), "localhost", "certificate_name", "Hostname mismatch"),
        (("authority", "127.0.0.1", True), "127.0.0.1", "certificate_expired", "certificate has expired"),
    ],
)
async def test_a_certificate_that_is_no_good_is_told_in_words_and_nothing_is_said_to_its_server(
    tmp_path: Path,
    phone: TestWindow,
    authority: Authority,
    served: tuple[str, str, bool],
    asked_for: str,
    reason: str,
    words: str,
) -> None:
    signer = authority if served[0] == "authority" else Authority(tmp_path / "stranger")
    async with TlsServer(signer.certificate(served[1], expired=served[2])) as server:
        found = await refused(phone, asked_for, server.port)
        assert found[0] == reason
        assert words in found[1]
        assert server.heard == b""


async def test_a_server_without_tls_is_told_as_such(phone: TestWindow) -> None:
    async with TlsServer(None, greeting=b"220 mail.example ESMTP\r\n") as server:
        reason, words = await refused(phone, "127.0.0.1", server.port)
    assert reason == "no_tls"
    assert "does not speak TLS" in words


async def test_a_server_that_knows_only_old_tls_is_told_as_such(phone: TestWindow) -> None:
    """It sends the fatal alert `protocol_version` as TLS 1.1 (RFC 5246 §7.2)."""
    async with TlsServer(None, greeting=bytes.fromhex("15 0302 0002 02 46")) as server:
        reason, words = await refused(phone, "127.0.0.1", server.port)
    assert reason == "no_tls"
    assert "PROTOCOL_VERSION" in words


async def test_a_server_that_accepts_and_says_nothing_does_not_answer(phone: TestWindow) -> None:
    async with TlsServer(None) as server:
        reason, words = await refused(phone, "127.0.0.1", server.port)
    assert (reason, words) == ("no_answer", f"127.0.0.1:{server.port} does not answer within 4 s")


async def test_nobody_there_is_told_in_the_words_of_the_network(phone: TestWindow) -> None:
    reason, words = await refused(phone, "127.0.0.1", free_port())
    assert reason == "unreachable"
    assert "refused" in words


# -- connections that do not last


async def registered_by(phone: TestWindow, relay: Relay) -> None:
    phone.send(UseAccount(Account("101", PASSWORD, "127.0.0.1", relay.port, Transport.TLS, srtp=Srtp.MANDATORY)))
    await phone.until(lambda: phone.state.registration is Registration.REGISTERED)


async def test_a_connection_that_is_cut_while_idle_is_registered_again_at_once(
    phone: TestWindow, switch: Softswitch
) -> None:
    async with Relay(switch.tls_port) as relay:
        await registered_by(phone, relay)
        relay.cut()
        begun = time.monotonic()
        await becomes_true(lambda: relay.connections == 2)
        assert time.monotonic() - begun < 1.0
        await phone.until(lambda: phone.state.registration is Registration.REGISTERED)


async def test_a_connection_that_is_cut_in_a_call_costs_no_voice_and_no_ghost_stays(
    phone: TestWindow, switch: Softswitch
) -> None:
    async with Relay(switch.tls_port) as relay:
        await registered_by(phone, relay)
        phone.send(Dial("600"))
        call = await phone.call_in(State.TALKING)
        await becomes_true(lambda: phone.heard_seconds(OPERATOR_HZ) >= 2.5)
        relay.cut()
        await becomes_true(lambda: relay.connections == 2)
        heard = phone.heard_seconds(OPERATOR_HZ)
        await becomes_true(lambda: phone.heard_seconds(OPERATOR_HZ) >= heard + 2.0)
        phone.send(HangUp(call.call))
        await phone.call_in(State.ENDED)
        assert "0 active channels" in await switch.command("core show channels count")


async def another_contact(switch: Softswitch, before: str) -> None:
    """The phone is registered anew, by another connection than the switch's list told `before`."""
    until = time.monotonic() + 5.0
    while (now := await switch.command("pjsip show contacts")) == before or "101/sip:101@" not in now:
        assert time.monotonic() < until, now
        await asyncio.sleep(0.05)


async def test_a_call_that_rings_when_the_connection_is_cut_ends_and_the_next_one_rings(
    tmp_path: Path, phone: TestWindow, switch: Softswitch
) -> None:
    async with Relay(switch.tls_port) as relay, Caller(tmp_path / "caller", server=switch.server) as caller:
        await registered_by(phone, relay)
        await caller.call("0901234567", "101")
        await phone.call_in(State.INCOMING)
        before = await switch.command("pjsip show contacts")
        relay.cut()
        await phone.call_in(State.ENDED)
        await caller.expect("ended")
        await another_contact(switch, before)
        await caller.call("0907654321", "101")
        await phone.call_in(State.INCOMING)


async def test_a_connection_that_falls_silent_is_given_up_for_another_one(
    phone: TestWindow, switch: Softswitch
) -> None:
    async with Relay(switch.tls_port) as relay:
        await registered_by(phone, relay)
        relay.stall()
        phone.send(RegisterNow())
        await phone.until(lambda: phone.state.reason == "no_answer")
        await becomes_true(lambda: relay.connections >= 2)
        relay.heal()
        await phone.until(lambda: phone.state.registration is Registration.REGISTERED)


async def test_cuts_leave_no_thread_and_no_file_behind(phone: TestWindow, switch: Softswitch) -> None:
    async with Relay(switch.tls_port) as relay:
        await registered_by(phone, relay)
        process = engine_process(phone)
        for cut in range(12):
            if cut == 4:
                threads, files = process.num_threads(), process.num_fds()
            seen = relay.connections
            relay.cut()
            phone.send(RegisterNow())
            await becomes_true(lambda seen=seen: relay.connections > seen)
            await phone.until(lambda: phone.state.registration is Registration.REGISTERED)
        await becomes_true(lambda: process.num_threads() <= threads)
        await becomes_true(lambda: process.num_fds() <= files)


async def test_accounts_that_come_and_go_leave_no_gate_behind(phone: TestWindow, switch: Softswitch) -> None:
    process = engine_process(phone)
    await phone.register(switch, transport=Transport.TLS)
    threads = process.num_threads()
    for user in ("102", "103", "104", "105", "106", "107"):
        await phone.register(switch, user, transport=Transport.TLS)
    await becomes_true(lambda: process.num_threads() <= threads)


@pytest.mark.switch
async def test_an_engine_that_ends_takes_its_registration_back(
    tmp_path: Path, switch: Softswitch, authority: Authority
) -> None:
    async with engine(tmp_path / "profile", environment=authority.trusted) as phone:
        await phone.register(switch, transport=Transport.TLS)
        assert "101/sip:101@" in await switch.command("pjsip show contacts")
    assert "101/sip:101@" not in await switch.command("pjsip show contacts")
