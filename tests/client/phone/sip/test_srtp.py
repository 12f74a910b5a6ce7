"""Encrypted voice off, optional and mandatory, against an Asterisk that can, cannot, or must encrypt."""

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bluebean_client.domain.phone import Account, CallEnd, PhoneCallState, Registration, Srtp
from bluebean_client.domain.phone_messages import Answer, Dial, UseAccount
from tests.support.engine import OPERATOR_HZ, TestWindow, becomes_true, engine
from tests.support.scripted_server import ScriptedServer
from tests.support.sip_peers import Caller
from tests.support.softswitch import Softswitch, softswitch

pytestmark = pytest.mark.switch

State = PhoneCallState
CLEAR = ""
EITHER = "media_encryption=sdes\nmedia_encryption_optimistic=yes"
ENCRYPTED = "media_encryption=sdes"


@contextlib.asynccontextmanager
async def registered(folder: Path, srtp: Srtp, phone_options: str) -> AsyncIterator[tuple[TestWindow, Softswitch]]:
    async with (
        softswitch(folder / "switch", phone_options=phone_options) as switch,
        engine(folder / "profile") as phone,
    ):
        await phone.register(switch, srtp=srtp)
        yield phone, switch


@pytest.mark.parametrize(
    ("srtp", "switch_does", "encrypted"),
    [
        (Srtp.OFF, CLEAR, False),
        (Srtp.OFF, EITHER, False),
        (Srtp.OPTIONAL, CLEAR, False),
        (Srtp.OPTIONAL, EITHER, True),
        (Srtp.MANDATORY, EITHER, True),
        (Srtp.MANDATORY, ENCRYPTED, True),
        (Srtp.OPTIONAL, ENCRYPTED, True),
    ],
)
async def test_a_call_out_is_as_private_as_both_sides_can(
    tmp_path: Path, srtp: Srtp, switch_does: str, encrypted: bool
) -> None:
    async with registered(tmp_path, srtp, switch_does) as (phone, _):
        phone.send(Dial("600"))
        await phone.call_in(State.TALKING)
        await becomes_true(lambda: phone.heard_seconds(OPERATOR_HZ) >= 0.5)
        assert phone.state.calls[-1].encrypted is encrypted


@pytest.mark.parametrize(
    ("srtp", "switch_does", "encrypted"),
    [(Srtp.OPTIONAL, CLEAR, False), (Srtp.OPTIONAL, EITHER, True), (Srtp.MANDATORY, ENCRYPTED, True)],
)
async def test_a_call_in_is_as_private_as_both_sides_can(
    tmp_path: Path, srtp: Srtp, switch_does: str, encrypted: bool
) -> None:
    async with (
        registered(tmp_path, srtp, switch_does) as (phone, switch),
        Caller(tmp_path / "caller", server=switch.server, tone_hz=440.0) as caller,
    ):
        await caller.call("0901234567", "101")
        call = await phone.call_in(State.INCOMING)
        phone.send(Answer(call.call))
        await becomes_true(lambda: phone.heard_seconds(440.0) >= 0.5)
        assert phone.state.calls[-1].encrypted is encrypted


async def test_where_it_is_mandatory_a_call_out_in_the_clear_fails_instead(tmp_path: Path) -> None:
    async with registered(tmp_path, Srtp.MANDATORY, CLEAR) as (phone, _):
        phone.send(Dial("600"))
        ended = await phone.call_in(State.ENDED)
        assert (ended.end, ended.sip_code, ended.encrypted) == (CallEnd.REFUSED, 488, False)
        assert phone.heard_seconds(OPERATOR_HZ) == 0.0


async def test_where_it_is_mandatory_an_answer_in_the_clear_ends_the_call(tmp_path: Path) -> None:
    """A far side that breaks the rules of offer and answer (RFC 3264)."""
    async with ScriptedServer() as server, engine(tmp_path / "profile") as phone:
        phone.send(UseAccount(Account("101", "", "127.0.0.1", server.port, srtp=Srtp.MANDATORY)))
        await phone.until(lambda: phone.state.registration is Registration.REGISTERED)
        server.voice = (
            "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
            "m=audio 40000 RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\n"
        )
        phone.send(Dial("600"))
        await phone.call_in(State.ENDED)
        assert server.of("BYE")


async def test_where_it_is_mandatory_a_call_in_in_the_clear_is_refused_without_ringing(tmp_path: Path) -> None:
    async with (
        registered(tmp_path, Srtp.MANDATORY, CLEAR) as (phone, switch),
        Caller(tmp_path / "caller", server=switch.server) as caller,
    ):
        await caller.call("0901234567", "101")
        await caller.expect("ended")
        assert phone.state.calls == ()
        assert "Not Acceptable Here" in (phone.profile / "logs" / "phone.log").read_text()
