"""A phone in a network of its own that changes, goes and comes back, with a real Asterisk: registered again at once, calls live on."""

import signal
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bluebean_client.domain.phone import PhoneCall, PhoneCallState, Registration, Srtp, Transport
from bluebean_client.domain.phone_messages import Dial, HangUp, RegisterNow
from tests.support.certificates import Authority
from tests.support.engine import (
    OPERATOR_HZ,
    TestWindow,
    becomes_true,
    engine_command,
    engine_process,
    running_engine,
)
from tests.support.network import PullableNetwork
from tests.support.softswitch import Softswitch, softswitch

pytestmark = pytest.mark.switch

State = PhoneCallState
EVERY_TRANSPORT = pytest.mark.parametrize("transport", list(Transport))
BACK_SECONDS = 2.0
"""Noticed within half a second, and one round of REGISTER; the rest is for busy machines."""


@pytest.fixture
def network() -> Iterator[PullableNetwork]:
    with PullableNetwork() as running:
        yield running


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path / "certificates")


@pytest.fixture
async def switch(tmp_path: Path, network: PullableNetwork, authority: Authority) -> AsyncIterator[Softswitch]:
    certificate = authority.certificate(network.beyond)
    async with softswitch(
        tmp_path / "switch",
        host=network.beyond,
        certificate=certificate,
        phone_options="media_encryption=sdes\nmedia_encryption_optimistic=yes",
    ) as running:
        yield running


@pytest.fixture
async def phone(tmp_path: Path, network: PullableNetwork, authority: Authority) -> AsyncIterator[TestWindow]:
    command = engine_command(tmp_path / "profile", environment=authority.trusted)
    async with running_engine(tmp_path / "profile", [*network.inside, *command]) as window:
        yield window


async def talks(phone: TestWindow, switch: Softswitch, transport: Transport) -> PhoneCall:
    await phone.register(switch, transport=transport, srtp=Srtp.MANDATORY if transport is Transport.TLS else Srtp.OFF)
    phone.send(Dial("600"))
    call = await phone.call_in(State.TALKING)
    await hears_on(phone, 1.0)
    return call


async def hears_on(phone: TestWindow, seconds: float) -> float:
    """Wait until the echo of the own voice, which goes both ways, was heard for so long; how long that took."""
    begun, before = time.monotonic(), phone.heard_seconds(OPERATOR_HZ)
    await becomes_true(lambda: phone.heard_seconds(OPERATOR_HZ) >= before + seconds)
    return time.monotonic() - begun


async def back_within(phone: TestWindow, seconds: float) -> None:
    await phone.until(lambda: phone.state.registration is Registration.REGISTERED, seconds=seconds)


async def hangs_up_for_good(phone: TestWindow, switch: Softswitch, call: PhoneCall) -> None:
    """The call still stood at both ends, and is gone at both."""
    assert phone.state.calls[-1].state is State.TALKING
    assert "1 active channel" in await switch.command("core show channels count")
    phone.send(HangUp(call.call))
    await phone.call_in(State.ENDED)
    assert "0 active channels" in await switch.command("core show channels count")


@EVERY_TRANSPORT
async def test_a_call_survives_another_address(
    phone: TestWindow, switch: Softswitch, network: PullableNetwork, transport: Transport
) -> None:
    call = await talks(phone, switch, transport)
    old = network.peer
    network.readdress()
    assert await hears_on(phone, 2.0) < 2.0 + 4.0
    await back_within(phone, BACK_SECONDS)
    contacts = await switch.command("pjsip show contacts")
    assert network.peer in contacts
    assert old not in contacts
    await hangs_up_for_good(phone, switch, call)


@EVERY_TRANSPORT
async def test_a_call_survives_a_pulled_cable_and_the_phone_is_registered_as_soon_as_it_is_back(
    phone: TestWindow, switch: Softswitch, network: PullableNetwork, transport: Transport
) -> None:
    call = await talks(phone, switch, transport)
    network.pull()
    await phone.until(lambda: phone.state.registration is Registration.UNREACHABLE)
    network.plug_in()
    await back_within(phone, BACK_SECONDS)
    assert await hears_on(phone, 2.0) < 2.0 + 4.0
    await hangs_up_for_good(phone, switch, call)


@EVERY_TRANSPORT
async def test_a_default_route_that_is_gone_and_back_is_noticed(
    phone: TestWindow, switch: Softswitch, network: PullableNetwork, transport: Transport
) -> None:
    await phone.register(switch, transport=transport)
    network.lose_route()
    await phone.until(lambda: phone.state.registration is Registration.UNREACHABLE)
    network.route_back()
    await back_within(phone, BACK_SECONDS)


async def test_a_pc_that_wakes_registers_at_once(phone: TestWindow, switch: Softswitch) -> None:
    await talks(phone, switch, Transport.TLS)
    process = engine_process(phone)
    process.send_signal(signal.SIGSTOP)
    asleep = time.monotonic()
    await becomes_true(lambda: time.monotonic() - asleep > 5.5)
    log = phone.profile / "logs" / "phone.log"
    before = log.read_text().count("connected to")
    process.send_signal(signal.SIGCONT)
    begun = time.monotonic()
    await becomes_true(lambda: log.read_text().count("connected to") > before)
    assert time.monotonic() - begun < BACK_SECONDS
    await back_within(phone, BACK_SECONDS)
    await hears_on(phone, 1.0)


async def test_a_registration_that_was_renewed_in_a_call_outlives_the_call(
    phone: TestWindow, switch: Softswitch
) -> None:
    call = await talks(phone, switch, Transport.UDP)
    switch.freeze()
    phone.send(RegisterNow())
    await phone.until(lambda: phone.state.reason == "no_answer")
    switch.thaw()
    await phone.until(lambda: phone.state.registration is Registration.REGISTERED)
    phone.send(HangUp(call.call))
    await phone.until(lambda: not phone.state.calls)
    phone.send(Dial("600"))
    await phone.call_in(State.TALKING)
