"""Calls with baresip, which has a SIP stack of its own."""

from pathlib import Path

from bluebean_client.domain.phone import CallEnd, PhoneCallState
from bluebean_client.domain.phone_messages import Answer, Dial, HangUp, Hold, Resume, TransferBetween, TransferTo
from tests.support.baresip import Baresip
from tests.support.engine import TestWindow, becomes_true
from tests.support.sip_registrar import Registrar

State = PhoneCallState
TONE_HZ = 440


async def hears_more(phone: TestWindow) -> None:
    before = phone.heard_seconds(TONE_HZ)
    await becomes_true(lambda: phone.heard_seconds(TONE_HZ) >= before + 0.5)


async def test_a_call_out_with_hold_from_both_sides(phone: TestWindow, tmp_path: Path) -> None:
    async with Baresip(tmp_path / "baresip", tone_hz=TONE_HZ) as peer:
        phone.send(Dial(peer.address))
        call = await phone.call_in(State.TALKING)
        await peer.expect("CALL_ESTABLISHED")
        await hears_more(phone)
        await peer.tell("hold")
        await phone.until(lambda: phone.state.calls[-1].held_by_far)
        await peer.tell("resume")
        await phone.until(lambda: not phone.state.calls[-1].held_by_far)
        await hears_more(phone)
        phone.send(Hold(call.call))
        await phone.call_in(State.HELD)
        phone.send(Resume(call.call))
        await phone.call_in(State.TALKING)
        await hears_more(phone)
        phone.send(HangUp(call.call))
        await peer.expect("CALL_CLOSED")
    assert " WARNING " not in (phone.profile / "logs" / "phone.log").read_text()


async def test_a_blind_transfer_lets_two_of_them_talk(phone: TestWindow, tmp_path: Path) -> None:
    async with Baresip(tmp_path / "first", tone_hz=TONE_HZ) as first, Baresip(tmp_path / "second") as second:
        phone.send(Dial(first.address))
        call = await phone.call_in(State.TALKING)
        phone.send(TransferTo(call.call, second.address))
        await second.expect("CALL_ESTABLISHED")
        assert (await phone.call_in(State.ENDED)).end is CallEnd.TRANSFERRED


async def test_an_attended_transfer_lets_two_of_them_talk(phone: TestWindow, tmp_path: Path) -> None:
    async with Baresip(tmp_path / "first", tone_hz=TONE_HZ) as first, Baresip(tmp_path / "second") as second:
        phone.send(Dial(first.address))
        held = await phone.call_in(State.TALKING)
        phone.send(Dial(second.address))
        asked = await phone.call_in(State.TALKING, 1)
        phone.send(TransferBetween(held.call, asked.call))
        await phone.until(lambda: [call.end for call in phone.state.calls] == [CallEnd.TRANSFERRED] * 2)
        await becomes_true(lambda: second.happened.count("CALL_ESTABLISHED") == 2)


async def test_it_sends_the_phone_to_another_one(phone: TestWindow, tmp_path: Path) -> None:
    async with Baresip(tmp_path / "first") as first, Baresip(tmp_path / "second", tone_hz=TONE_HZ) as second:
        phone.send(Dial(first.address))
        await phone.call_in(State.TALKING)
        await first.tell("transfer", second.address)
        await phone.call_in(State.TALKING, 1)
        await hears_more(phone)
        await phone.until(lambda: phone.state.calls[0].end is CallEnd.TRANSFERRED)


async def test_a_call_in_that_the_peer_ends(phone: TestWindow, register: Registrar, tmp_path: Path) -> None:
    async with Baresip(tmp_path / "baresip", tone_hz=TONE_HZ) as peer:
        await peer.tell("dial", f"sip:101@{register.phones['101']}")
        call = await phone.call_in(State.INCOMING)
        assert call.number == "peer"
        phone.send(Answer(call.call))
        await phone.call_in(State.TALKING)
        await hears_more(phone)
        await peer.tell("hangup")
        assert (await phone.call_in(State.ENDED)).end is CallEnd.FAR_HUNG_UP
