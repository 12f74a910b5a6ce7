"""At a Kamailio: a registrar and proxy that is no end of the call itself, and an outbound proxy before an Asterisk."""

import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bluebean_client.domain.phone import Account, CallEnd, PhoneCallState, Registration, Transport
from bluebean_client.domain.phone_messages import Answer, Dial, HangUp, Hold, Resume, UseAccount
from tests.support import tones
from tests.support.engine import OPERATOR_HZ, TestWindow, becomes_true, engine
from tests.support.kamailio import Kamailio, kamailio
from tests.support.sip_peers import Phone
from tests.support.softswitch import PASSWORD, Softswitch, softswitch

State = PhoneCallState
OTHER_HZ, RATE_HZ = 440.0, 16_000
EACH_TRANSPORT = pytest.mark.parametrize("transport", [Transport.UDP, Transport.TCP])


@pytest.fixture
async def proxy(tmp_path: Path) -> AsyncIterator[Kamailio]:
    async with kamailio(tmp_path / "kamailio") as running:
        yield running


@pytest.fixture
async def window(tmp_path: Path, proxy: Kamailio) -> AsyncIterator[TestWindow]:
    """Ends before the proxy, to which it says goodbye."""
    async with engine(tmp_path / "profile") as attached:
        yield attached


@pytest.fixture
async def other(tmp_path: Path, proxy: Kamailio) -> AsyncIterator[Phone]:
    """The telephone 102, which answers by itself."""
    async with Phone(
        tmp_path / "other",
        server=proxy.server,
        extension="102",
        password=PASSWORD,
        tone_hz=OTHER_HZ,
        auto_answer=True,
    ) as phone:
        await phone.register()
        yield phone


async def registers(window: TestWindow, account: Account) -> None:
    window.send(UseAccount(account))
    await window.until(lambda: window.state.registration is Registration.REGISTERED)


async def talking(window: TestWindow, other: Phone) -> None:
    """Both hear half a second more of each other."""
    here, there = window.heard_seconds(OTHER_HZ), heard_so_far(other)
    await becomes_true(lambda: window.heard_seconds(OTHER_HZ) >= here + 0.5)
    await becomes_true(lambda: heard_so_far(other) >= there + 0.5)


def heard_so_far(other: Phone) -> float:
    """Seconds of the person's tone in what the telephone is still recording."""
    if other.heard is None or not other.heard.exists():
        return 0.0
    return tones.seconds_of_tone(tones.read_growing_wav(other.heard), RATE_HZ, OPERATOR_HZ)


async def test_a_wrong_password_is_refused(window: TestWindow, proxy: Kamailio) -> None:
    window.send(UseAccount(Account("101", "wrong", proxy.host, proxy.port)))
    await window.until(lambda: window.state.registration is Registration.REFUSED)
    assert window.state.reason == "password_refused"


@EACH_TRANSPORT
async def test_a_call_out_is_held_resumed_and_ended_through_the_proxy(
    window: TestWindow, proxy: Kamailio, other: Phone, transport: Transport
) -> None:
    await registers(window, Account("101", PASSWORD, proxy.host, proxy.port, transport))
    window.send(Dial("102"))
    call = await window.call_in(State.TALKING)
    await talking(window, other)
    window.send(Hold(call.call))
    await window.call_in(State.HELD)
    window.send(Resume(call.call))
    await window.call_in(State.TALKING)
    await talking(window, other)
    window.send(HangUp(call.call))
    await other.expect("ended")
    assert {f"within the dialog: {method}" for method in ("ACK", "INVITE", "BYE")} <= set(routed(proxy))


@EACH_TRANSPORT
async def test_a_call_in_is_answered_and_ended_by_the_far_side(
    window: TestWindow, proxy: Kamailio, other: Phone, transport: Transport
) -> None:
    await registers(window, Account("101", PASSWORD, proxy.host, proxy.port, transport))
    await other.tell("call", caller="102", called="101")
    call = await window.call_in(State.INCOMING)
    assert call.number == "102"
    window.send(Answer(call.call))
    await other.expect("answered")
    await talking(window, other)
    await other.hang_up()
    assert (await window.call_in(State.ENDED)).end is CallEnd.FAR_HUNG_UP


async def test_a_number_that_nobody_has(window: TestWindow, proxy: Kamailio) -> None:
    await registers(window, Account("101", PASSWORD, proxy.host, proxy.port))
    window.send(Dial("199"))
    ended = await window.call_in(State.ENDED)
    assert (ended.end, ended.sip_code) == (CallEnd.REFUSED, 404)


@pytest.mark.switch
@EACH_TRANSPORT
async def test_as_an_outbound_proxy_it_stands_before_the_exchange(
    tmp_path: Path, window: TestWindow, proxy: Kamailio, transport: Transport
) -> None:
    # An exchange that mends addresses for the sake of NAT would send the phone back by a port at which the proxy does not listen.
    async with softswitch(tmp_path / "exchange", phone_options="rewrite_contact=no") as exchange:
        account = Account("101", PASSWORD, exchange.host, exchange.port, transport, proxy=proxy.server)
        await registers(window, account)
        window.send(Dial("600"))
        call = await window.call_in(State.TALKING)
        await becomes_true(lambda: window.heard_seconds(OPERATOR_HZ) >= 1.0)
        window.send(HangUp(call.call))
        await window.call_in(State.ENDED)
        await becomes_true(lambda: "within the dialog: BYE" in routed(proxy))
        there = f"to {exchange.server}"
        assert {f"passed on: REGISTER {there}", f"passed on: INVITE {there}"} <= set(routed(proxy))
        await nobody_talks_at(exchange)


async def nobody_talks_at(exchange: Softswitch) -> None:
    """The BYE has come there, too."""
    until = time.monotonic() + 5.0
    while "0 active channels" not in (told := await exchange.command("core show channels count")):
        assert time.monotonic() < until, told


def routed(proxy: Kamailio) -> list[str]:
    """What went by it, as its configuration writes it down."""
    lines = (line.partition("<script>: ")[2] for line in proxy.log().splitlines())
    return [line for line in lines if line]
