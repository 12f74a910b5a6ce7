"""The phone is called by SIPp without a switch in between: how callers begin, give up, and ask for more."""

from pathlib import Path

import pytest

from bluebean_client.domain.phone import Account, CallEnd, PhoneCallState, Srtp
from bluebean_client.domain.phone_messages import Answer, AskHistory, DoNotDisturb, HangUp
from tests.support.engine import OPERATOR_HZ, TestWindow, becomes_true
from tests.support.sip_peers import Caller
from tests.support.sip_registrar import Registrar
from tests.support.sipp_peer import Outsider, SippPeer, sdp

State = PhoneCallState
ELSEWHERE = 'Reason: SIP;cause=200;text="Call completed elsewhere"'


async def test_a_caller_who_leaves_the_offer_to_the_phone(
    phone: TestWindow, register: Registrar, tmp_path: Path
) -> None:
    scenario = Outsider().invite().ringing().received(200, containing="m=audio").request("ACK", sdp()).hung_up()
    async with SippPeer(tmp_path / "peer", scenario, phone=register.phones["101"]) as peer:
        call = await phone.call_in(State.INCOMING)
        phone.send(Answer(call.call))
        await phone.call_in(State.TALKING)
        await becomes_true(lambda: phone.heard_seconds(OPERATOR_HZ) >= 0.5)
        phone.send(HangUp(call.call))
        await peer.finish()


@pytest.mark.parametrize(
    ("headers", "end"),
    [((), CallEnd.MISSED), ((ELSEWHERE,), CallEnd.ELSEWHERE), (("Reason: Q.850;cause=16",), CallEnd.MISSED)],
)
async def test_a_caller_who_gives_up_is_missed_unless_another_phone_answered(
    phone: TestWindow, register: Registrar, tmp_path: Path, headers: tuple[str, ...], end: CallEnd
) -> None:
    scenario = Outsider().invite(sdp()).ringing().pause(0.2).cancel(*headers)
    async with SippPeer(tmp_path / "peer", scenario, phone=register.phones["101"]) as peer:
        ended = await phone.call_in(State.ENDED)
        assert (ended.end, ended.sip_code, ended.number) == (end, 487, "0901234567")
        await peer.finish()
    await in_history(phone, end)
    assert phone.state.missed == (1 if end is CallEnd.MISSED else 0)


async def in_history(phone: TestWindow, end: CallEnd) -> None:
    """It has the call from its beginning on; wait until it has its end, and the window has been told of that."""
    while True:
        seen = phone.state.history_revision
        page = await phone.history(AskHistory())
        if any(entry.end is end for entry in page.entries):
            await phone.history(AskHistory())  # what changed before an answer is told before the next one
            return
        await phone.until(lambda seen=seen: phone.state.history_revision > seen)


async def test_do_not_disturb_refuses_without_ringing(phone: TestWindow, register: Registrar, tmp_path: Path) -> None:
    phone.send(DoNotDisturb(True))
    await phone.until(lambda: phone.state.do_not_disturb)
    scenario = Outsider().invite(sdp()).received(100, optional=True).refused(486)
    async with SippPeer(tmp_path / "peer", scenario, phone=register.phones["101"]) as peer:
        assert (await phone.call_in(State.ENDED)).end is CallEnd.DO_NOT_DISTURB
        await peer.finish()
    assert not (phone.profile / "ring.wav").exists()


async def test_declining_answers_603(phone: TestWindow, register: Registrar, tmp_path: Path) -> None:
    scenario = Outsider().invite(sdp()).ringing().refused(603)
    async with SippPeer(tmp_path / "peer", scenario, phone=register.phones["101"]) as peer:
        call = await phone.call_in(State.INCOMING)
        phone.send(HangUp(call.call))
        assert (await phone.call_in(State.ENDED)).end is CallEnd.DECLINED
        await peer.finish()


async def test_an_offer_without_a_common_codec_is_refused_and_rings_nobody(
    phone: TestWindow, register: Registrar, tmp_path: Path
) -> None:
    scenario = Outsider().invite(sdp(97, dtmf=False)).received(100, optional=True).refused(488)
    async with SippPeer(tmp_path / "peer", scenario, phone=register.phones["101"]) as peer:
        await peer.finish()
    assert phone.state.calls == ()


async def test_a_caller_who_requires_reliable_ringing_gets_it(
    phone: TestWindow, register: Registrar, tmp_path: Path
) -> None:
    scenario = Outsider().invite(sdp(), "Require: 100rel").received(100, optional=True)
    scenario.received(180, containing="RSeq: [0-9]+").prack().received(200)
    scenario.received(200).request("ACK").pause(0.3).hang_up()
    async with SippPeer(tmp_path / "peer", scenario, phone=register.phones["101"]) as peer:
        call = await phone.call_in(State.INCOMING)
        await becomes_true(lambda: "PRACK" in peer.messages())
        phone.send(Answer(call.call))
        assert (await phone.call_in(State.ENDED)).end is CallEnd.FAR_HUNG_UP
        await peer.finish()


async def test_a_call_by_srtp_is_told_from_one_in_the_clear(
    phone: TestWindow, register: Registrar, tmp_path: Path
) -> None:
    await phone.use_account(Account("101", "", "127.0.0.1", register.port, srtp=Srtp.OPTIONAL))
    for srtp in (True, False):
        async with Caller(tmp_path / f"srtp-{srtp}", server=register.phones["101"], srtp=srtp) as caller:
            await caller.call("0901234567", "101")
            call = await phone.call_in(State.INCOMING)
            phone.send(Answer(call.call))
            await becomes_true(lambda: phone.state.calls[-1].codec)
            assert phone.state.calls[-1].encrypted is srtp
            phone.send(HangUp(call.call))
            await caller.expect("ended")
