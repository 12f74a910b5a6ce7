"""The phone engine as a process, in calls over a real Asterisk: voice both ways, and every way for a call to begin and end."""

from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from bluebean_client.domain.phone import PhoneCallState, Transport
from bluebean_client.domain.phone_messages import Answer, Dial, HangUp, Mute, RegisterNow, SendDtmf
from tests.support import tones
from tests.support.engine import CALLER_HZ, OPERATOR_HZ, TestWindow, becomes_true, engine, heard
from tests.support.sip_peers import Caller
from tests.support.softswitch import Softswitch, softswitch

pytestmark = pytest.mark.switch

State = PhoneCallState


@pytest.fixture
def phone(phone_at_switch: TestWindow) -> TestWindow:
    return phone_at_switch


async def fully_heard(caller: Caller, hz: float) -> float:
    """Seconds of the tone at the caller's ear, after the call: PJSIP's recorder writes late."""
    await caller.tell("quit")
    await caller.expect("stopped")
    return heard(caller.heard, hz)


def size_of(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


async def hears(window: TestWindow, hz: float, seconds: float) -> None:
    """Wait until that much of the tone has been recorded at the operator's ear."""
    await becomes_true(lambda: window.heard_seconds(hz) >= seconds)


async def test_an_incoming_call_rings_is_answered_and_both_hear_each_other(phone: TestWindow, caller: Caller) -> None:
    await caller.call("0901234567", "101")
    call = await phone.call_in(State.INCOMING)
    assert (call.number, call.server_call_id, call.auto_answer, call.outgoing) == ("0901234567", "call-7", False, False)
    await caller.expect("ringing", sip_code=180)
    ring = phone.profile / "ring.wav"
    await becomes_true(lambda: size_of(ring) >= 20_000)

    phone.send(Answer(call.call))
    call = await phone.call_in(State.TALKING)
    assert call.started_at > 0
    ring_bytes = size_of(ring)
    await caller.expect("answered")
    await hears(phone, CALLER_HZ, 1.0)
    assert size_of(ring) - ring_bytes <= 2 * 640, "it rings on after the answer"

    phone.send(HangUp(call.call))
    await caller.expect("ended")
    await phone.call_in(State.ENDED)
    assert await fully_heard(caller, OPERATOR_HZ) >= 0.7
    samples, _ = tones.read_wav(ring)
    assert tones.loudness(samples[0, :640]) < 0.05 < tones.loudness(samples[0, 6400:9600]), "the ring does not fade in"


async def test_the_far_side_hangs_up(phone: TestWindow, caller: Caller) -> None:
    await caller.call("0901234567", "101")
    call = await phone.call_in(State.INCOMING)
    phone.send(Answer(call.call))
    await phone.call_in(State.TALKING)
    await caller.hang_up()
    ended = await phone.call_in(State.ENDED)
    assert ended.sip_code == 200
    await phone.until(lambda: not phone.state.calls)


async def test_the_caller_gives_up_while_it_rings(phone: TestWindow, caller: Caller) -> None:
    await caller.call("0901234567", "101")
    await phone.call_in(State.INCOMING)
    await caller.hang_up()
    assert (await phone.call_in(State.ENDED)).sip_code == 487


async def test_declining_an_incoming_call(phone: TestWindow, caller: Caller) -> None:
    await caller.call("0901234567", "101")
    call = await phone.call_in(State.INCOMING)
    phone.send(HangUp(call.call))
    assert (await phone.call_in(State.ENDED)).sip_code == 603
    await caller.expect("ended")


async def test_the_server_lets_the_phone_answer_by_itself_after_a_beep(phone: TestWindow, caller: Caller) -> None:
    await caller.call("0901234567", "8101")
    call = await phone.call_in(State.TALKING)
    assert call.auto_answer
    await hears(phone, CALLER_HZ, 0.5)
    assert size_of(phone.profile / "ring.wav") == 0, "it rang before it answered by itself"
    samples, rate = tones.read_wav(phone.profile / "heard.wav")
    assert tones.tone_share(samples[0, : rate // 12], rate, 660.0) > 0.5, "no beep at the beginning"


async def test_a_muted_operator_is_not_heard_and_still_hears(phone: TestWindow, caller: Caller) -> None:
    await caller.call("0901234567", "101")
    call = await phone.call_in(State.INCOMING)
    phone.send(Mute(call.call, True))
    await phone.until(lambda: phone.state.calls[-1].muted)
    phone.send(Answer(call.call))
    await hears(phone, CALLER_HZ, 1.0)
    await caller.hang_up()
    await caller.expect("ended")
    await phone.call_in(State.ENDED)
    assert await fully_heard(caller, OPERATOR_HZ) == 0.0


async def test_after_muting_the_operator_is_heard_again(phone: TestWindow, caller: Caller) -> None:
    await caller.call("0901234567", "101")
    call = await phone.call_in(State.INCOMING)
    phone.send(Answer(call.call))
    await hears(phone, CALLER_HZ, 0.5)
    phone.send(Mute(call.call, True))
    await hears(phone, CALLER_HZ, 1.5)
    phone.send(Mute(call.call, False))
    await hears(phone, CALLER_HZ, 2.5)
    await caller.hang_up()
    await caller.expect("ended")
    spoken = await fully_heard(caller, OPERATOR_HZ)
    assert 1.0 <= spoken <= 2.0, "heard for two seconds of three"


async def test_digits_reach_the_far_side(phone: TestWindow, switch: Softswitch) -> None:
    phone.send(Dial("701"))
    call = await phone.call_in(State.TALKING)
    phone.send(SendDtmf(call.call, "4#"))
    phone.send(SendDtmf(call.call, "12"))
    await phone.call_in(State.ENDED)
    await switch.log_says("received 4")


async def test_an_outgoing_call_hears_itself_in_the_echo(phone: TestWindow) -> None:
    phone.send(Dial("6-0 0"))
    call = await phone.call_in(State.TALKING)
    assert call.outgoing and call.number == "600"
    await hears(phone, OPERATOR_HZ, 1.0)


async def test_a_busy_number_says_so(phone: TestWindow) -> None:
    phone.send(Dial("901"))
    assert (await phone.call_in(State.ENDED)).sip_code == 486


async def test_the_fifth_call_is_too_many(phone: TestWindow, caller: Caller) -> None:
    for index in range(4):
        phone.send(Dial("600"))
        await phone.call_in(State.TALKING, index)
    phone.send(Dial("600"))
    assert (await phone.failure()).reason == "too_many_calls"
    await caller.call("0901234567", "101")
    await caller.expect("ended", sip_code=486)
    for call in phone.state.calls:
        phone.send(HangUp(call.call))
    await phone.until(lambda: not phone.state.calls)


async def test_orders_that_make_no_sense_are_refused_with_a_reason(phone: TestWindow) -> None:
    phone.send(Answer(77))
    assert (await phone.failure()).reason == "no_such_call"
    phone.send(Dial("a b@c"))
    assert (await phone.failure()).reason == "bad_number"
    phone.send(Dial("600"))
    call = await phone.call_in(State.TALKING)
    phone.send(SendDtmf(call.call, "1;2"))
    assert (await phone.failure()).reason == "refused"


@pytest.mark.parametrize("codecs", ["g722", "ulaw", "alaw"])
async def test_each_codec_carries_the_voice(tmp_path: Path, codecs: str) -> None:
    async with softswitch(tmp_path / "switch", codecs) as switch, engine(tmp_path / "profile") as phone:
        await phone.register(switch)
        phone.send(Dial("600"))
        await phone.call_in(State.TALKING)
        await hears(phone, OPERATOR_HZ, 0.5)


async def test_a_call_over_tcp(tmp_path: Path, switch: Softswitch) -> None:
    async with engine(tmp_path / "profile") as phone:
        await phone.register(switch, transport=Transport.TCP)
        phone.send(Dial("600"))
        await phone.call_in(State.TALKING)
        await hears(phone, OPERATOR_HZ, 0.5)


async def test_a_killed_and_restarted_switch_ends_its_calls_and_takes_the_phone_back(
    phone: TestWindow, switch: Softswitch
) -> None:
    phone.send(Dial("600"))
    await phone.call_in(State.TALKING)
    await switch.kill()
    await switch.start()
    assert (await phone.call_in(State.ENDED, seconds=10)).sip_code == 481
    phone.send(RegisterNow())
    phone.send(Dial("600"))
    await phone.call_in(State.TALKING)


async def test_a_network_away_for_some_seconds_costs_no_call(phone: TestWindow, switch: Softswitch) -> None:
    phone.send(Dial("600"))
    await phone.call_in(State.TALKING)
    await hears(phone, OPERATOR_HZ, 0.5)
    switch.freeze()
    await phone.until(lambda: phone.state.reason == "no_answer")
    switch.thaw()
    before = phone.heard_seconds(OPERATOR_HZ)
    await hears(phone, OPERATOR_HZ, before + 1.0)
    assert phone.state.calls[-1].state is State.TALKING


async def test_it_works_without_any_sound_device(tmp_path: Path, switch: Softswitch, caller: Caller) -> None:
    async with AsyncExitStack() as stack:
        phone = await stack.enter_async_context(engine(tmp_path / "silent", audio="null"))
        await phone.register(switch)
        assert len(phone.state.devices.missing) == 3
        await caller.call("0901234567", "101")
        call = await phone.call_in(State.INCOMING)
        phone.send(Answer(call.call))
        await caller.expect("answered")
        await caller.hang_up()
        await phone.call_in(State.ENDED)
