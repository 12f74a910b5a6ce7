"""What keeps a call alive or puts another in its place: session timers, and INVITE with Replaces."""

import contextlib
import re
from collections.abc import AsyncIterator
from pathlib import Path

from bluebean_client.domain.phone import CallEnd, PhoneCallState
from bluebean_client.domain.phone_messages import Answer, Dial, HangUp
from bluebean_client.phone.sip.config import CALLS_MAX
from tests.support.engine import OPERATOR_HZ, TestWindow, becomes_true
from tests.support.sip_registrar import Registrar
from tests.support.sipp_peer import Callee, Outsider, SippPeer, sdp

State = PhoneCallState
TIMER_SECONDS = 90
"""The shortest there is (RFC 4028 §4)."""


async def test_session_timers_refresh_a_call_and_end_one_whose_far_side_is_dead(
    phone: TestWindow, tmp_path: Path
) -> None:
    """Refreshed by this phone after half of the time; given up when the far side should have refreshed it and did not."""
    ours, theirs = (f"Session-Expires: {TIMER_SECONDS};refresher={who}" for who in ("uac", "uas"))
    refreshed = Callee().invited().answer_first(200, sdp(), ours, "Require: timer").acknowledged()
    refreshed.request("UPDATE", "", f"Session-Expires: {TIMER_SECONDS};refresher=uas", "Supported: timer").received(200)
    refreshed.receive("INVITE", containing="a=sendonly").answer(200, sdp(direction="recvonly"), ours, "Require: timer")
    refreshed.acknowledged().receive("INVITE", containing="Session-Expires")
    refreshed.answer(200, sdp(direction="recvonly"), ours, "Require: timer").acknowledged().hung_up()
    dead = Callee().invited().answer_first(200, sdp(), theirs, "Require: timer").acknowledged().hung_up()
    async with SippPeer(tmp_path / "one", refreshed) as one, SippPeer(tmp_path / "other", dead) as other:
        phone.send(Dial(one.address))
        first = await phone.call_in(State.TALKING)
        await becomes_true(lambda: "UPDATE sip:101" in one.messages())
        phone.send(Dial(other.address))
        await phone.call_in(State.TALKING, 1)
        await phone.until(lambda: len(phone.state.calls) == 2 and phone.state.calls[1].end is CallEnd.LOST, 75)
        assert phone.state.calls[0].state is State.HELD
        assert one.messages().count("INVITE sip:peer") == 3
        phone.send(HangUp(first.call))
        await one.finish()


async def test_a_far_side_that_wants_longer_sessions_gets_them(phone: TestWindow, tmp_path: Path) -> None:
    scenario = Callee().invited().answer_first(422, "", "Min-SE: 3600").acknowledged()
    scenario.invited(containing="Session-Expires: *3600").answer_first(180).answer_first(200, sdp()).acknowledged()
    async with SippPeer(tmp_path / "peer", scenario.hung_up()) as peer:
        phone.send(Dial(peer.address))
        call = await phone.call_in(State.TALKING)
        phone.send(HangUp(call.call))
        await peer.finish()


async def test_a_caller_who_wants_too_short_sessions_is_asked_for_longer_ones(
    phone: TestWindow, register: Registrar, tmp_path: Path
) -> None:
    scenario = Outsider().invite(sdp(), "Session-Expires: 30", "Supported: timer").received(100, optional=True)
    scenario.received(422, containing=f"Min-SE: *{TIMER_SECONDS}").acknowledge_refusal()
    async with SippPeer(tmp_path / "peer", scenario, phone=register.phones["101"]) as peer:
        await peer.finish()
    assert phone.state.calls == ()


@contextlib.asynccontextmanager
async def talking_to_caller(phone: TestWindow, at: str, folder: Path) -> AsyncIterator[SippPeer]:
    """A call from outside that is answered, up to its ACK."""
    async with SippPeer(folder, Outsider().calls().hung_up(), phone=at) as caller:
        call = await phone.call_in(State.INCOMING)
        phone.send(Answer(call.call))
        await phone.call_in(State.TALKING)
        await becomes_true(lambda: "ACK sip:" in caller.messages())
        yield caller


async def test_another_dialog_takes_the_place_of_the_call(
    phone: TestWindow, register: Registrar, tmp_path: Path
) -> None:
    at = register.phones["101"]
    async with talking_to_caller(phone, at, tmp_path / "first") as first:
        scenario = Outsider().invite(sdp(), f"Replaces: {dialog_of(first.messages())}").received(100, optional=True)
        scenario.received(200).request("ACK").hung_up()
        async with SippPeer(tmp_path / "second", scenario, phone=at) as second:
            await first.finish()
            await phone.until(lambda: len(phone.state.calls) == 2)
            assert phone.state.calls[0].end is CallEnd.TRANSFERRED
            new = await phone.call_in(State.TALKING, 1)
            before = phone.heard_seconds(OPERATOR_HZ)
            await becomes_true(lambda: phone.heard_seconds(OPERATOR_HZ) >= before + 0.5)
            phone.send(HangUp(new.call))
            await second.finish()


async def test_replacements_that_come_to_nothing_leave_nothing_behind(
    phone: TestWindow, register: Registrar, tmp_path: Path
) -> None:
    at = register.phones["101"]
    async with talking_to_caller(phone, at, tmp_path / "first") as first:
        replaces = f"Replaces: {dialog_of(first.messages())}"
        for attempt in range(CALLS_MAX):
            scenario = Outsider().invite(sdp(97, dtmf=False), replaces).received(100, optional=True).refused(488)
            async with SippPeer(tmp_path / f"other{attempt}", scenario, phone=at) as other:
                await other.finish()
        assert [call.state for call in phone.state.calls] == [State.TALKING]
        async with SippPeer(tmp_path / "callee", Callee().answered().hung_up()) as callee:
            phone.send(Dial(callee.address))
            await phone.call_in(State.TALKING, 1)
            for each in phone.state.calls:
                phone.send(HangUp(each.call))
            await callee.finish()
        await first.finish()


def dialog_of(messages: str) -> str:
    """The value of a Replaces header for the dialog whose ACK the caller has sent."""
    ack = messages[messages.rindex("ACK sip:") :]
    here, there, call_id = (
        re.search(pattern, ack, re.MULTILINE)
        for pattern in (r"^From:.*tag=(\S+)", r"^To:.*tag=(\S+)", r"^Call-ID: (\S+)")
    )
    assert here and there and call_id
    return f"{call_id.group(1)};to-tag={there.group(1)};from-tag={here.group(1)}"
