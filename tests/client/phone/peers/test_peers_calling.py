"""The phone calls: what comes back before, instead of and with the answer, from SIPp without a switch in between."""

from pathlib import Path

import pytest

from bluebean_client.domain.phone import CallEnd, PhoneCallState
from bluebean_client.domain.phone_messages import Dial, HangUp
from tests.support.engine import OPERATOR_HZ, TestWindow, becomes_true
from tests.support.sipp_peer import PCMA, PCMU, Callee, SippPeer, sdp

State = PhoneCallState


@pytest.mark.parametrize("code", [404, 408, 480, 486, 488, 503, 603])
async def test_each_refusal_reaches_the_state_with_its_code(phone: TestWindow, tmp_path: Path, code: int) -> None:
    async with SippPeer(tmp_path / "peer", Callee().refused(code)) as peer:
        phone.send(Dial(peer.address))
        ended = await phone.call_in(State.ENDED)
        assert (ended.sip_code, ended.end, ended.started_at) == (code, CallEnd.REFUSED, 0.0)
        assert ended.began_at > 0
        await peer.finish()


async def test_ringing_then_early_media_then_ringing_again_then_the_answer(phone: TestWindow, tmp_path: Path) -> None:
    scenario = Callee().invited().answer_first(180).pause(0.3).answer_first(183, sdp()).pause(1.5).answer_first(180)
    scenario.pause(1.0).answer_first(200, sdp()).acknowledged().hung_up()
    async with SippPeer(tmp_path / "peer", scenario) as peer:
        phone.send(Dial(peer.address))
        await phone.call_in(State.RINGING)
        await becomes_true(lambda: phone.heard_seconds(OPERATOR_HZ) >= 1.8)
        assert phone.state.calls[-1].state is State.RINGING, "early media was not heard, or not after the second 180"
        call = await phone.call_in(State.TALKING)
        assert call.codec == "PCMU/8000"
        phone.send(HangUp(call.call))
        assert (await phone.call_in(State.ENDED)).end is CallEnd.HUNG_UP
        await peer.finish()


async def test_a_183_without_voice_rings_and_does_not_open_the_microphone(phone: TestWindow, tmp_path: Path) -> None:
    scenario = Callee().invited().answer_first(183).pause(0.5).answer_first(200, sdp()).acknowledged()
    async with SippPeer(tmp_path / "peer", scenario.pause(0.5).hang_up()) as peer:
        phone.send(Dial(peer.address))
        await phone.call_in(State.RINGING)
        await phone.call_in(State.TALKING)
        assert (await phone.call_in(State.ENDED)).end is CallEnd.FAR_HUNG_UP
        await peer.finish()


async def test_of_several_forks_the_one_that_answers_is_talked_to(phone: TestWindow, tmp_path: Path) -> None:
    scenario = Callee().invited().answer_first(180, tag=";tag=first").answer_first(183, sdp(), tag=";tag=second")
    scenario.answer_first(180, tag=";tag=third").pause(0.2).answer_first(200, sdp())
    scenario.receive("ACK", containing="To: .*-there-").pause(0.5).hang_up()
    async with SippPeer(tmp_path / "peer", scenario) as peer:
        phone.send(Dial(peer.address))
        await phone.call_in(State.TALKING)
        await phone.call_in(State.ENDED)
        await peer.finish()


async def test_a_far_side_that_wants_reliable_ringing_gets_its_prack(phone: TestWindow, tmp_path: Path) -> None:
    scenario = Callee().invited().answer_first(183, sdp(), "Require: 100rel", "RSeq: 1").receive("PRACK").answer(200)
    scenario.pause(0.2)
    async with SippPeer(tmp_path / "peer", scenario) as peer:
        phone.send(Dial(peer.address))
        await phone.call_in(State.RINGING)
        await peer.finish()


async def test_an_answer_without_a_common_codec_ends_the_call(phone: TestWindow, tmp_path: Path) -> None:
    scenario = Callee().invited().answer_first(200, sdp(97)).acknowledged().hung_up()
    async with SippPeer(tmp_path / "peer", scenario) as peer:
        phone.send(Dial(peer.address))
        ended = await phone.call_in(State.ENDED)
        assert (ended.end, ended.sip_code, ended.started_at) == (CallEnd.REFUSED, 488, 0.0)
        await peer.finish()


async def test_a_far_side_that_holds_from_the_first_word_on_is_connected(phone: TestWindow, tmp_path: Path) -> None:
    scenario = Callee().answered(sdp(direction="inactive")).pause(0.3).hang_up()
    async with SippPeer(tmp_path / "peer", scenario) as peer:
        phone.send(Dial(peer.address))
        assert (await phone.call_in(State.TALKING)).held_by_far
        assert (await phone.call_in(State.ENDED)).end is CallEnd.FAR_HUNG_UP
        await peer.finish()


async def test_giving_up_before_the_answer_cancels(phone: TestWindow, tmp_path: Path) -> None:
    scenario = Callee().invited().answer_first(180).receive("CANCEL").answer(200)
    async with SippPeer(tmp_path / "peer", scenario) as peer:
        phone.send(Dial(peer.address))
        call = await phone.call_in(State.RINGING)
        phone.send(HangUp(call.call))
        assert (await phone.call_in(State.ENDED)).end is CallEnd.HUNG_UP
        await peer.finish()


@pytest.mark.parametrize(("payload", "codec"), [(PCMU, "PCMU/8000"), (PCMA, "PCMA/8000")])
async def test_the_codec_that_was_agreed_on_is_told(
    phone: TestWindow, tmp_path: Path, payload: int, codec: str
) -> None:
    async with SippPeer(tmp_path / "peer", Callee().answered(sdp(payload)).pause(0.3).hang_up()) as peer:
        phone.send(Dial(peer.address))
        await phone.until(lambda: phone.state.calls and phone.state.calls[-1].codec == codec)
        assert not phone.state.calls[-1].encrypted
        await peer.finish()
