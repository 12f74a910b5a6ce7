"""Registered and in calls over TLS, with a real engine and a real Asterisk; and what is told when the server cannot be trusted."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bluebean_client.domain.phone import PhoneCallState, Srtp, Transport
from bluebean_client.domain.phone_messages import Answer, Dial, HangUp
from tests.support.certificates import Authority
from tests.support.engine import OPERATOR_HZ, TestWindow, becomes_true, engine
from tests.support.sip_peers import Caller
from tests.support.softswitch import Softswitch, softswitch

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
