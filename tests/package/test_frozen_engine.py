"""The phone engine of the frozen client has everything that its sound needs."""

import subprocess
from pathlib import Path

import msgspec
import psutil
import pytest

from bluebean_client.domain.phone import PhoneCallState, Processing, SoundSettings
from bluebean_client.domain.phone_messages import Answer, ChooseSound
from bluebean_client.phone.audio.found_devices import FoundDevices
from bluebean_client.phone.engine_options import WATCH_DEVICES_OPTION
from tests.support.engine import CALLER_HZ, becomes_true, running_engine
from tests.support.sip_peers import Caller
from tests.support.softswitch import softswitch

pytestmark = [pytest.mark.timeout(900), pytest.mark.e2e, pytest.mark.switch]


async def test_frozen_engine_cancels_echo(bundle: Path, tmp_path: Path) -> None:
    """Its library takes numpy's arrays, and the frozen numpy has no linear algebra."""
    profile = tmp_path / "profile"
    files = f"file:{profile}/play.wav,{profile}/heard.wav,"
    command = [
        str(bundle / "bluebean-client"),
        "--phone-engine",
        "--profile",
        str(profile),
        "--audio",
        files,
    ]
    async with (
        softswitch(tmp_path / "switch") as switch,
        Caller(tmp_path / "caller", server=switch.server, tone_hz=CALLER_HZ) as caller,
        running_engine(profile, command) as phone,
    ):
        await phone.register(switch)
        on = Processing.ON
        phone.send(ChooseSound(SoundSettings(echo_cancellation=on, noise_suppression=on)))
        await caller.call("0901234567", "101")
        ringing = await phone.call_in(PhoneCallState.INCOMING)
        phone.send(Answer(ringing.call))
        await phone.call_in(PhoneCallState.TALKING)
        await becomes_true(lambda: phone.heard_seconds(CALLER_HZ) >= 1.0)
        assert "_webrtc_audio" in _libraries_of_engine(profile)
        assert phone.state.devices.echo_cancelled and phone.state.devices.noise_suppressed


def test_frozen_program_lists_devices_for_an_engine_whose_streams_are_open(bundle: Path) -> None:
    command = [str(bundle / "bluebean-client"), "--phone-engine", WATCH_DEVICES_OPTION]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as helper:
        assert helper.stdin is not None and helper.stdout is not None
        msgspec.json.decode(helper.stdout.readline(), type=FoundDevices)
        helper.stdin.close()
        assert helper.wait(20) == 0


def _libraries_of_engine(profile: Path) -> str:
    engines = [
        process for process in psutil.process_iter(["cmdline"]) if str(profile) in (process.info["cmdline"] or [])
    ]
    return " ".join(mapping.path for mapping in engines[0].memory_maps())
