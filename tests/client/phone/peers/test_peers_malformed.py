"""Whatever the network throws at the phone, the engine lives and takes the next call."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from bluebean_client.domain.phone import PhoneCallState
from bluebean_client.domain.phone_messages import Answer, Dial, HangUp
from tests.support import sip_garbage
from tests.support.engine import CALLER_HZ, TestWindow, becomes_true, engine_process
from tests.support.sip_garbage import Thrower
from tests.support.sip_peers import Caller
from tests.support.sip_registrar import Registrar
from tests.support.sipp_peer import Callee, Outsider, SippPeer

State = PhoneCallState
ALIVE = {State.INCOMING, State.CALLING, State.RINGING, State.TALKING, State.HELD}


@pytest.fixture
def thrower(phone: TestWindow, register: Registrar) -> Iterator[Thrower]:
    thrower = Thrower(register.phones["101"])
    yield thrower
    thrower.close()


async def is_called(phone: TestWindow, folder: Path, at: str) -> None:
    """An ordinary call in, from the ringing to the goodbye."""
    await phone.until(lambda: not phone.state.calls)
    async with SippPeer(folder, Outsider().calls().hung_up(), phone=at) as peer:
        call = await phone.call_in(State.INCOMING)
        phone.send(Answer(call.call))
        await phone.call_in(State.TALKING)
        phone.send(HangUp(call.call))
        await peer.finish()


async def hang_up_all(phone: TestWindow) -> None:
    """Also those that ring already and are not shown yet: the state follows the refusal of an order in the same turn."""
    for _ in range(2):
        phone.send(Answer(0))
        await phone.failure()
    for call in phone.state.calls:
        if call.state in ALIVE:
            phone.send(HangUp(call.call))
    await phone.until(lambda: not any(call.state in ALIVE for call in phone.state.calls))


def is_decided(phone: TestWindow, number: str) -> bool:
    return any(call.number == number and call.state in (State.TALKING, State.ENDED) for call in phone.state.calls)


def ports_of(phone: TestWindow) -> list[int]:
    """Every UDP port of the engine's process."""
    return [connection.laddr.port for connection in engine_process(phone).net_connections("udp")]


async def test_malformed_messages(phone: TestWindow, thrower: Thrower, register: Registrar, tmp_path: Path) -> None:
    for name, message in sip_garbage.messages(thrower):
        thrower.throw(message)
        assert thrower.is_well(), f"the phone is gone or deaf after: {name}"
        await hang_up_all(phone)
    assert not phone.gone
    await is_called(phone, tmp_path / "peer", register.phones["101"])


async def test_a_flood_of_offers(phone: TestWindow, thrower: Thrower, register: Registrar, tmp_path: Path) -> None:
    for _ in range(150):
        invite = sip_garbage.request(thrower, "INVITE", body=sip_garbage.sdp())
        thrower.throw(invite)
        thrower.throw(sip_garbage.cancel_of(invite))
    assert thrower.is_well()
    await hang_up_all(phone)
    await phone.until(lambda: not phone.state.calls)
    await is_called(phone, tmp_path / "peer", register.phones["101"])


async def test_an_invite_that_comes_twice_rings_once(phone: TestWindow, thrower: Thrower) -> None:
    invite = sip_garbage.request(thrower, "INVITE", body=sip_garbage.sdp())
    for copy in (invite, invite, invite.replace(b"branch=z9hG4bK", b"branch=z9hG4bKother")):
        thrower.throw(copy)
        assert thrower.is_well()
    await phone.call_in(State.INCOMING)
    assert len(phone.state.calls) == 1
    await hang_up_all(phone)


async def test_absurd_answers_end_the_call_at_most(phone: TestWindow, register: Registrar, tmp_path: Path) -> None:
    for index, body in enumerate(sip_garbage.ABSURD_SDP.values()):
        absurd = body.decode().replace("\r\n", "\n").replace("\0", "").strip()
        scenario = Callee().invited().answer_first(200, absurd).acknowledged().hung_up()
        async with SippPeer(tmp_path / f"peer-{index}", scenario) as peer:
            phone.send(Dial(peer.address))
            await phone.until(lambda number=peer.address: is_decided(phone, number))
            await hang_up_all(phone)
            await peer.finish()
    await is_called(phone, tmp_path / "next", register.phones["101"])


async def test_garbage_among_the_voice_breaks_nothing(phone: TestWindow, register: Registrar, tmp_path: Path) -> None:
    async with Caller(tmp_path / "peer", server=register.phones["101"], tone_hz=CALLER_HZ) as caller:
        await caller.call("0901234567", "101")
        call = await phone.call_in(State.INCOMING)
        phone.send(Answer(call.call))
        await phone.call_in(State.TALKING)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stranger:
            for port in ports_of(phone):
                for packet in sip_garbage.rtp_garbage():
                    stranger.sendto(packet, ("127.0.0.1", port))
        before = phone.heard_seconds(CALLER_HZ)
        await becomes_true(lambda: phone.heard_seconds(CALLER_HZ) >= before + 1.0)
        phone.send(HangUp(call.call))
        await caller.expect("ended")
