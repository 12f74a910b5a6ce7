"""In a call with SIPp: hold, new offers, timers, digits and hand-overs, as each side asks for them."""

from pathlib import Path

from bluebean_client.domain.phone import Account, CallEnd, DtmfMethod, PhoneCall, PhoneCallState, Transfer
from bluebean_client.domain.phone_messages import Dial, HangUp, Hold, Resume, SendDtmf, TransferTo
from tests.support.engine import OPERATOR_HZ, TestWindow, becomes_true
from tests.support.sip_registrar import Registrar
from tests.support.sipp_peer import PCMA, Callee, SippPeer, sdp

State = PhoneCallState
NOTIFY = ("Event: refer", "Subscription-State: active;expires=60")
LAST_NOTIFY = ("Event: refer", "Subscription-State: terminated;reason=noresource")


def notify(scenario: Callee, line: str, headers: tuple[str, ...]) -> Callee:
    return scenario.request("NOTIFY", f"SIP/2.0 {line}", *headers, content="message/sipfrag").received(200)


async def talk(phone: TestWindow, peer: SippPeer) -> PhoneCall:
    phone.send(Dial(peer.address))
    return await phone.call_in(State.TALKING)


async def test_hold_and_resume_tell_the_far_side(phone: TestWindow, tmp_path: Path) -> None:
    scenario = Callee().answered().receive("INVITE", containing="a=sendonly").answer(200, sdp(direction="recvonly"))
    scenario.acknowledged().receive("INVITE", containing="a=sendrecv").answer(200, sdp(version=2)).acknowledged()
    async with SippPeer(tmp_path / "peer", scenario.hung_up()) as peer:
        call = await talk(phone, peer)
        await becomes_true(lambda: phone.heard_seconds(OPERATOR_HZ) >= 0.3)
        phone.send(Hold(call.call))
        await phone.call_in(State.HELD)
        await becomes_true(lambda: peer.messages().count("ACK sip:") == 2)
        before = phone.heard_seconds(OPERATOR_HZ)
        phone.send(Resume(call.call))
        assert not (await phone.call_in(State.TALKING)).held_by_far
        await becomes_true(lambda: phone.heard_seconds(OPERATOR_HZ) >= before + 0.5)
        phone.send(HangUp(call.call))
        await peer.finish()


async def test_a_hold_that_crosses_the_far_sides_own_offer_is_said_again(phone: TestWindow, tmp_path: Path) -> None:
    scenario = Callee().answered().receive("INVITE", containing="a=sendonly").answer(491).acknowledged()
    scenario.receive("INVITE", containing="a=sendonly").answer(200, sdp(direction="recvonly")).acknowledged()
    async with SippPeer(tmp_path / "peer", scenario.hung_up()) as peer:
        call = await talk(phone, peer)
        phone.send(Hold(call.call))
        await becomes_true(lambda: peer.messages().count("a=sendonly") == 2)
        await becomes_true(lambda: peer.messages().count("ACK sip:") == 3)
        assert phone.state.calls[-1].state is State.HELD
        phone.send(HangUp(call.call))
        await peer.finish()


async def test_the_far_side_holds_changes_the_codec_and_asks_for_an_offer(phone: TestWindow, tmp_path: Path) -> None:
    scenario = Callee().answered().pause(0.3)
    scenario.request("INVITE", sdp(version=2, direction="sendonly")).received(100, optional=True)
    scenario.received(200, containing="a=recvonly").request("ACK").pause(0.5)
    scenario.request("INVITE", sdp(PCMA, version=3)).received(100, optional=True).received(200).request("ACK").pause(
        0.5
    )
    scenario.request("INVITE").received(100, optional=True).received(200, containing="m=audio").request(
        "ACK", sdp(PCMA)
    )
    async with SippPeer(tmp_path / "peer", scenario.pause(0.5).hang_up()) as peer:
        await talk(phone, peer)
        await phone.until(lambda: phone.state.calls[-1].held_by_far)
        await phone.until(lambda: not phone.state.calls[-1].held_by_far)
        assert phone.state.calls[-1].codec == "PCMA/8000"
        assert (await phone.call_in(State.ENDED)).end is CallEnd.FAR_HUNG_UP
        await peer.finish()


async def test_the_far_side_holds_by_update(phone: TestWindow, tmp_path: Path) -> None:
    scenario = Callee().answered().pause(0.3).request("UPDATE", sdp(version=2, direction="inactive"))
    scenario.received(200, containing="a=inactive").pause(0.3).hang_up()
    async with SippPeer(tmp_path / "peer", scenario) as peer:
        await talk(phone, peer)
        await phone.until(lambda: phone.state.calls[-1].held_by_far)
        await phone.call_in(State.ENDED)
        await peer.finish()


async def test_an_offer_in_the_call_without_a_common_codec_is_refused_and_the_call_goes_on(
    phone: TestWindow, tmp_path: Path
) -> None:
    scenario = Callee().answered().pause(0.3).request("INVITE", sdp(97, version=2, dtmf=False))
    scenario.received(100, optional=True).received(488).request("ACK").pause(0.5).hung_up()
    async with SippPeer(tmp_path / "peer", scenario) as peer:
        call = await talk(phone, peer)
        await becomes_true(lambda: "SIP/2.0 488" in peer.messages())
        before = phone.heard_seconds(OPERATOR_HZ)
        await becomes_true(lambda: phone.heard_seconds(OPERATOR_HZ) >= before + 0.5)
        phone.send(HangUp(call.call))
        await peer.finish()


async def test_digits_go_as_info_where_the_account_says_so(
    phone: TestWindow, register: Registrar, tmp_path: Path
) -> None:
    await phone.use_account(Account("101", "", "127.0.0.1", register.port, dtmf=DtmfMethod.INFO))
    scenario = Callee().answered().receive("INFO", containing="Signal ?= ?4").answer(200)
    scenario.receive("INFO", containing="Signal ?= ?#").answer(200).hung_up()
    async with SippPeer(tmp_path / "peer", scenario) as peer:
        call = await talk(phone, peer)
        phone.send(SendDtmf(call.call, "4#"))
        await becomes_true(lambda: peer.messages().count("INFO sip:") == 2)
        phone.send(HangUp(call.call))
        await peer.finish()


async def test_digits_go_as_info_to_a_far_side_that_takes_none_among_the_voice(
    phone: TestWindow, tmp_path: Path
) -> None:
    scenario = Callee().answered(sdp(dtmf=False)).receive("INFO", containing="Signal ?= ?7").answer(200).hung_up()
    async with SippPeer(tmp_path / "peer", scenario) as peer:
        call = await talk(phone, peer)
        phone.send(SendDtmf(call.call, "7"))
        await becomes_true(lambda: "INFO sip:" in peer.messages())
        phone.send(HangUp(call.call))
        await peer.finish()


async def test_a_blind_transfer_ends_the_call_once_the_new_one_is_reached(phone: TestWindow, tmp_path: Path) -> None:
    scenario = Callee().answered().receive("INVITE", containing="a=sendonly").answer(200, sdp(direction="recvonly"))
    scenario.acknowledged().receive("REFER", containing="Refer-To: .*sip:102@").answer(202)
    notify(scenario, "100 Trying", NOTIFY).pause(0.5)
    notify(scenario, "200 OK", LAST_NOTIFY)
    async with SippPeer(tmp_path / "peer", scenario.hung_up()) as peer:
        call = await talk(phone, peer)
        phone.send(TransferTo(call.call, "102"))
        await phone.until(lambda: phone.state.calls[-1].transfer is Transfer.ASKED)
        assert phone.state.calls[-1].state is State.HELD
        assert (await phone.call_in(State.ENDED)).end is CallEnd.TRANSFERRED
        await peer.finish()


async def test_a_transfer_that_fails_gives_the_call_back(phone: TestWindow, tmp_path: Path) -> None:
    scenario = Callee().answered().receive("INVITE", containing="a=sendonly").answer(200, sdp(direction="recvonly"))
    scenario.acknowledged().receive("REFER").answer(202)
    notify(scenario, "486 Busy Here", LAST_NOTIFY)
    scenario.receive("INVITE", containing="a=sendrecv").answer(200, sdp(version=2)).acknowledged().hung_up()
    async with SippPeer(tmp_path / "peer", scenario) as peer:
        call = await talk(phone, peer)
        phone.send(TransferTo(call.call, "102"))
        await phone.until(lambda: phone.state.calls[-1].transfer is Transfer.FAILED)
        assert phone.state.calls[-1].transfer_code == 486
        await phone.call_in(State.TALKING)
        await becomes_true(lambda: peer.messages().count("ACK sip:") == 3)
        phone.send(HangUp(call.call))
        await peer.finish()


async def test_a_far_side_that_refuses_to_be_handed_on_stays(phone: TestWindow, tmp_path: Path) -> None:
    scenario = Callee().answered().receive("INVITE", containing="a=sendonly").answer(200, sdp(direction="recvonly"))
    scenario.acknowledged().receive("REFER").answer(603)
    scenario.receive("INVITE", containing="a=sendrecv").answer(200, sdp(version=2)).acknowledged().hung_up()
    async with SippPeer(tmp_path / "peer", scenario) as peer:
        call = await talk(phone, peer)
        phone.send(TransferTo(call.call, "102"))
        await phone.until(lambda: phone.state.calls[-1].transfer is Transfer.FAILED)
        assert phone.state.calls[-1].transfer_code == 603
        await becomes_true(lambda: peer.messages().count("ACK sip:") == 3)
        phone.send(HangUp(call.call))
        await peer.finish()


async def test_the_phone_follows_where_the_far_side_sends_it(phone: TestWindow, tmp_path: Path) -> None:
    async with SippPeer(tmp_path / "target", Callee().answered().pause(1.0).hang_up()) as target:
        scenario = Callee().answered().pause(0.3).request("REFER", "", f"Refer-To: <{target.address}>").received(202)
        scenario.receive("NOTIFY", containing="SIP/2.0 100").answer(200)
        scenario.receive("INVITE", containing="a=sendonly").answer(200, sdp(direction="recvonly")).acknowledged()
        scenario.receive("NOTIFY", containing="SIP/2.0 200", optional=False).answer(200).hung_up()
        async with SippPeer(tmp_path / "peer", scenario) as peer:
            await talk(phone, peer)
            await phone.until(lambda: len(phone.state.calls) == 2)
            new = await phone.call_in(State.TALKING, 1)
            assert (new.outgoing, new.number) == (True, "peer")
            await phone.until(lambda: phone.state.calls[0].end is CallEnd.TRANSFERRED)
            assert (await phone.call_in(State.ENDED, 1)).end is CallEnd.FAR_HUNG_UP
            await target.finish()
