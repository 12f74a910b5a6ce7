"""The sound card for real: calls over an Asterisk through PortAudio, ALSA and a PulseAudio of the test's own."""

import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bluebean_client.domain.phone import DeviceKind, PhoneCall, PhoneCallState, SoundSettings
from bluebean_client.domain.phone_messages import Answer, ChooseSound, HangUp, Hold, Resume
from tests.support import tones
from tests.support.engine import CALLER_HZ, OPERATOR_HZ, TestWindow, becomes_true, engine, heard
from tests.support.sip_peers import Caller
from tests.support.softswitch import Softswitch
from tests.support.sound_server import DESK, HEADSET, SoundServer, sound_server

pytestmark = pytest.mark.switch

HEADSET_HZ = 1_000.0
State = PhoneCallState


@pytest.fixture
async def sound() -> AsyncIterator[SoundServer]:
    async with sound_server(OPERATOR_HZ, HEADSET_HZ) as server:
        yield server


@pytest.fixture
async def phone(tmp_path: Path, sound: SoundServer, switch: Softswitch) -> AsyncIterator[TestWindow]:
    async with engine(tmp_path / "profile", audio="auto", environment=sound.environment) as window:
        await window.register(switch)
        yield window


async def talk(phone: TestWindow, caller: Caller) -> PhoneCall:
    await caller.call("0901234567", "101")
    call = await phone.call_in(State.INCOMING)
    phone.send(Answer(call.call))
    await caller.expect("answered")
    return await phone.call_in(State.TALKING)


async def end(phone: TestWindow, caller: Caller, call: PhoneCall) -> Path:
    """What the caller heard, whole."""
    phone.send(HangUp(call.call))
    await caller.expect("ended")
    recorded = await caller.expect("recorded")
    return Path(recorded["heard"])


async def test_both_hear_each_other_from_the_answer_on_without_a_gap(
    phone: TestWindow, caller: Caller, sound: SoundServer
) -> None:
    call = await talk(phone, caller)
    await becomes_true(lambda: sound.heard_seconds(CALLER_HZ) >= 5.0)
    samples, rate = tones.read_wav(await end(phone, caller, call))
    first = tones.first_heard(samples[0], rate, OPERATOR_HZ)
    assert first is not None and first <= 0.3
    spoken = tones.seconds_of_tone(samples[0], rate, OPERATOR_HZ)
    assert spoken >= samples.shape[1] / rate - first - 0.3, "the caller heard gaps"
    assert sound.gap_seconds(CALLER_HZ) <= 0.1, "the operator heard gaps"


async def test_without_any_device_the_call_goes_on_in_silence_and_says_so(
    tmp_path: Path, switch: Softswitch, caller: Caller, sound: SoundServer
) -> None:
    await sound.kill()
    async with engine(tmp_path / "deaf", audio="auto", environment=sound.environment) as phone:
        await phone.register(switch)
        await phone.until(lambda: set(phone.state.devices.missing) == set(DeviceKind))
        call = await talk(phone, caller)
        assert heard(await end(phone, caller, call), OPERATOR_HZ) == 0.0


async def test_devices_that_vanish_in_a_call_are_taken_again_when_they_return(
    phone: TestWindow, caller: Caller, sound: SoundServer
) -> None:
    call = await talk(phone, caller)
    await becomes_true(lambda: sound.heard_seconds(CALLER_HZ) >= 1.0)
    await sound.kill()
    await phone.until(lambda: DeviceKind.MICROPHONE in phone.state.devices.missing)
    assert phone.state.calls[-1].state is State.TALKING

    await sound.start()
    await phone.until(lambda: not phone.state.devices.missing)
    await becomes_true(lambda: sound.heard_seconds(CALLER_HZ) >= 2.0)
    samples, rate = tones.read_wav(await end(phone, caller, call))
    assert tones.seconds_of_tone(samples[0, -rate:], rate, OPERATOR_HZ) >= 0.5, "the microphone stays silent"


async def test_a_headset_pulled_out_in_a_call_is_replaced_within_a_second_and_taken_again_when_it_returns(
    phone: TestWindow, caller: Caller, sound: SoundServer
) -> None:
    await sound.plug(HEADSET)
    phone.send(ChooseSound(SoundSettings(HEADSET, HEADSET)))
    call = await talk(phone, caller)
    await becomes_true(lambda: sound.heard_seconds(CALLER_HZ, HEADSET) >= 1.0)

    pulled_at = time.monotonic()
    await sound.unplug(HEADSET)
    await phone.until(lambda: DeviceKind.SPEAKER in phone.state.devices.strayed)
    assert time.monotonic() - pulled_at <= 1.0
    assert phone.state.devices.speaker_in_use == DESK
    await becomes_true(lambda: sound.heard_seconds(CALLER_HZ, DESK) >= 1.0)

    await sound.plug(HEADSET)
    await phone.until(lambda: not phone.state.devices.strayed)
    before = sound.heard_seconds(CALLER_HZ, HEADSET)
    await becomes_true(lambda: sound.heard_seconds(CALLER_HZ, HEADSET) >= before + 1.0)
    samples, rate = tones.read_wav(await end(phone, caller, call))
    assert tones.seconds_of_tone(samples[0], rate, OPERATOR_HZ) >= 0.8, "the desk's microphone did not stand in"
    assert tones.seconds_of_tone(samples[0, -rate:], rate, HEADSET_HZ) >= 0.5, "the headset's microphone did not return"


async def test_the_systems_new_default_is_followed_in_a_call(
    phone: TestWindow, caller: Caller, sound: SoundServer
) -> None:
    await sound.plug(HEADSET)
    call = await talk(phone, caller)
    await becomes_true(lambda: sound.heard_seconds(CALLER_HZ, DESK) >= 1.0)
    await sound.make_default(HEADSET)
    await becomes_true(lambda: sound.heard_seconds(CALLER_HZ, HEADSET) >= 1.0)
    assert phone.state.devices.speaker_in_use == HEADSET
    await end(phone, caller, call)


async def test_a_chosen_device_is_kept_when_another_one_becomes_the_default(
    phone: TestWindow, caller: Caller, sound: SoundServer
) -> None:
    await sound.plug(HEADSET)
    phone.send(ChooseSound(SoundSettings(DESK, DESK)))
    call = await talk(phone, caller)
    await becomes_true(lambda: sound.heard_seconds(CALLER_HZ, DESK) >= 1.0)
    await sound.make_default(HEADSET)
    before = sound.heard_seconds(CALLER_HZ, DESK)
    await becomes_true(lambda: sound.heard_seconds(CALLER_HZ, DESK) >= before + 2.0)
    assert sound.heard_seconds(CALLER_HZ, HEADSET) <= 0.3
    await end(phone, caller, call)


async def test_a_ring_device_pulled_out_while_it_rings_is_replaced_and_the_call_can_be_answered(
    phone: TestWindow, caller: Caller, sound: SoundServer
) -> None:
    await sound.plug(HEADSET)
    phone.send(ChooseSound(SoundSettings(HEADSET, HEADSET, (HEADSET,))))
    await caller.call("0901234567", "101")
    call = await phone.call_in(State.INCOMING)
    await becomes_true(lambda: sound.loud_seconds(HEADSET) >= 0.5)
    pulled_at = time.monotonic()
    await sound.unplug(HEADSET)
    await phone.until(lambda: set(phone.state.devices.strayed) == set(DeviceKind))
    assert time.monotonic() - pulled_at <= 1.0
    await becomes_true(lambda: sound.loud_seconds(DESK) >= 0.5)
    phone.send(Answer(call.call))
    await caller.expect("answered")
    await becomes_true(lambda: sound.heard_seconds(CALLER_HZ, DESK) >= 1.0)
    await end(phone, caller, await phone.call_in(State.TALKING))


async def test_a_device_pulled_out_at_the_moment_of_the_answer_does_not_cost_the_call(
    phone: TestWindow, caller: Caller, sound: SoundServer
) -> None:
    await sound.plug(HEADSET)
    phone.send(ChooseSound(SoundSettings(HEADSET, HEADSET, (HEADSET,))))
    await caller.call("0901234567", "101")
    call = await phone.call_in(State.INCOMING)
    phone.send(Answer(call.call))
    await sound.unplug(HEADSET)
    await phone.until(lambda: set(phone.state.devices.strayed) == set(DeviceKind))
    await caller.expect("answered")
    await becomes_true(lambda: sound.heard_seconds(CALLER_HZ, DESK) >= 1.0)
    await end(phone, caller, await phone.call_in(State.TALKING))


async def test_all_chosen_devices_ring(phone: TestWindow, caller: Caller, sound: SoundServer) -> None:
    await sound.plug(HEADSET)
    phone.send(ChooseSound(SoundSettings(ringers=(DESK, "not there", HEADSET))))
    await caller.call("0901234567", "101")
    await phone.call_in(State.INCOMING)
    await becomes_true(lambda: min(sound.loud_seconds(DESK), sound.loud_seconds(HEADSET)) >= 0.5)
    assert DeviceKind.RINGER in phone.state.devices.strayed


async def test_devices_that_appear_in_a_call_that_began_without_any_are_taken(
    tmp_path: Path, switch: Softswitch, caller: Caller, sound: SoundServer
) -> None:
    await sound.kill()
    async with engine(tmp_path / "deaf", audio="auto", environment=sound.environment) as phone:
        await phone.register(switch)
        call = await talk(phone, caller)
        await sound.start()
        await phone.until(lambda: DESK == phone.state.devices.speaker_in_use == phone.state.devices.microphone_in_use)
        before = sound.heard_seconds(CALLER_HZ)
        await becomes_true(lambda: sound.heard_seconds(CALLER_HZ) >= before + 1.0)
        samples, rate = tones.read_wav(await end(phone, caller, call))
        assert tones.seconds_of_tone(samples[0, -rate:], rate, OPERATOR_HZ) >= 0.3


async def test_a_device_pulled_out_while_a_call_is_on_hold_is_replaced_when_it_is_resumed(
    phone: TestWindow, caller: Caller, sound: SoundServer
) -> None:
    await sound.plug(HEADSET)
    phone.send(ChooseSound(SoundSettings(HEADSET, HEADSET)))
    call = await talk(phone, caller)
    await becomes_true(lambda: sound.heard_seconds(CALLER_HZ, HEADSET) >= 1.0)
    phone.send(Hold(call.call))
    await phone.call_in(State.HELD)
    await sound.unplug(HEADSET)
    await phone.until(lambda: DeviceKind.SPEAKER in phone.state.devices.strayed)
    phone.send(Resume(call.call))
    await phone.call_in(State.TALKING)
    await becomes_true(lambda: sound.heard_seconds(CALLER_HZ, DESK) >= 1.0)
    await end(phone, caller, call)
