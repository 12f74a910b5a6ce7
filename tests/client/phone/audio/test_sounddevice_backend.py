"""The sound card for real: calls over an Asterisk through PortAudio, ALSA and a PulseAudio of the test's own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bluebean_client.domain.phone import DeviceKind, PhoneCall, PhoneCallState
from bluebean_client.domain.phone_messages import Answer, HangUp
from tests.support import tones
from tests.support.engine import OPERATOR_HZ, TestWindow, becomes_true, engine, heard
from tests.support.sip_peers import Caller
from tests.support.softswitch import Softswitch, softswitch
from tests.support.sound_server import SoundServer, sound_server

pytestmark = pytest.mark.switch

CALLER_HZ = 440.0
State = PhoneCallState


@pytest.fixture
async def sound() -> AsyncIterator[SoundServer]:
    async with sound_server(OPERATOR_HZ) as server:
        yield server


@pytest.fixture
async def switch(tmp_path: Path) -> AsyncIterator[Softswitch]:
    async with softswitch(tmp_path / "switch") as running:
        yield running


@pytest.fixture
async def phone(tmp_path: Path, sound: SoundServer, switch: Softswitch) -> AsyncIterator[TestWindow]:
    async with engine(tmp_path / "profile", audio="auto", environment=sound.environment) as window:
        await window.register(switch)
        yield window


@pytest.fixture
async def caller(tmp_path: Path, switch: Softswitch) -> AsyncIterator[Caller]:
    async with Caller(tmp_path / "caller", server=switch.server, tone_hz=CALLER_HZ) as peer:
        yield peer


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
