"""Who is believed when a message asks the phone to answer by itself or names a call of the server's: the registered server alone."""

import contextlib
import socket
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from bluebean_client.domain.phone import PhoneCallState, Transport
from bluebean_client.phone.sip.objects import origin
from tests.support.certificates import Authority
from tests.support.engine import TestWindow, engine, engine_process
from tests.support.sip_peers import Caller
from tests.support.softswitch import softswitch

INVITE = (
    "INVITE sip:101@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/TCP 127.0.0.1:{port};branch=z9hG4bKx\r\nFrom: <sip:evil@x>;tag=1\r\n"
    "To: <sip:101@127.0.0.1>\r\nCall-ID: x\r\nCSeq: 1 INVITE\r\nContact: <sip:evil@127.0.0.1:{port};transport=tcp>\r\nMax-Forwards: 70\r\n"
    "Call-Info: <sip:x>;answer-after=0\r\nX-BlueBean-Call: call-9\r\nContent-Length: 0\r\n\r\n"
)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("192.0.2.1:5060", "192.0.2.1"),
        ("[2001:db8::1]:5060", "2001:db8::1"),
        ("127.0.0.1:40001", "127.0.0.1:40001"),
        ("[::1]:40001", "[::1]:40001"),
        ("", ""),
    ],
)
def test_on_the_loopback_the_port_counts_too(source: str, expected: str) -> None:
    assert origin(source) == expected


@contextlib.contextmanager
def stranger_at_every_door_of(phone: TestWindow) -> Iterator[None]:
    """Another program of this machine that calls wherever the engine listens."""
    with contextlib.ExitStack() as stack:
        for connection in engine_process(phone).net_connections("tcp4"):
            if connection.status == psutil.CONN_LISTEN:
                door = stack.enter_context(socket.create_connection(("127.0.0.1", connection.laddr.port)))
                door.sendall(INVITE.format(port=door.getsockname()[1]).encode())
        yield


@pytest.mark.switch
async def test_only_the_server_s_word_counts_even_on_this_machine(tmp_path: Path) -> None:
    authority = Authority(tmp_path / "certificates")
    async with (
        softswitch(tmp_path / "switch", certificate=authority.certificate()) as switch,
        engine(tmp_path / "profile", environment=authority.trusted) as phone,
        Caller(tmp_path / "caller", server=switch.server) as caller,
    ):
        await phone.register(switch, transport=Transport.TLS)
        with stranger_at_every_door_of(phone):
            call = await phone.call_in(PhoneCallState.INCOMING)
            assert (call.auto_answer, call.server_call_id) == (False, "")
        await caller.call("0901234567", "8101")
        call = await phone.call_in(PhoneCallState.TALKING)
        assert (call.auto_answer, call.server_call_id) == (True, "call-8")
