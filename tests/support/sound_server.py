"""A private PulseAudio with a made-up microphone and speaker: a sound card for programs that use ALSA, without hardware.

A device has a microphone and a speaker: the microphone hears what is played into a null sink, a tone all the time; the speaker is
a null sink whose monitor is recorded. Devices can be plugged in and pulled out. Programs find the server through `environment`.

A null sink renders up to two seconds ahead, and its monitor is silent for the rest of them when somebody begins to listen:
`norewinds` limits that to 50 ms, as in a real sound card.
"""

import asyncio
import contextlib
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator
from pathlib import Path

import numpy as np

from tests.support import tones

RATE_HZ = 16_000
START_SECONDS = 10.0
LATENCY_MILLISECONDS = 20
SPEECH_SECONDS = 120
DESK, HEADSET = "Desk", "Headset"
"""Two devices by the names that people read. The first is there from the start and is the default."""


class SoundServer:
    """Somebody says a tone into each microphone all the time. `folder` must have a short path: a Unix socket lies in it."""

    def __init__(self, folder: Path, speech_hz: float, headset_hz: float) -> None:
        self._folder = folder
        self._speeches = {DESK: folder / "desk.raw", HEADSET: folder / "headset.raw"}
        _write_speech(self._speeches[DESK], speech_hz)
        _write_speech(self._speeches[HEADSET], headset_hz)
        self._daemon: asyncio.subprocess.Process | None = None
        self._helpers: dict[str, list[asyncio.subprocess.Process]] = {}
        self._modules: dict[str, list[str]] = {}

    @property
    def environment(self) -> dict[str, str]:
        """For a program that shall use this sound card, beside what it has anyway."""
        return {
            "XDG_RUNTIME_DIR": str(self._folder),
            "HOME": str(self._folder),
            "PULSE_SERVER": f"unix:{self._socket}",
        }

    @property
    def _socket(self) -> Path:
        return self._folder / "native"

    async def start(self) -> None:
        modules = [
            f"module-native-protocol-unix socket={self._socket} auth-anonymous=1",
            # As on a desktop: the server moves streams of a device that goes to another one.
            "module-rescue-streams",
        ]
        self._daemon = await asyncio.create_subprocess_exec(
            *("pulseaudio", "-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1", "--disable-shm=yes"),
            *(part for module in modules for part in ("-L", module)),
            env=os.environ | self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until = time.monotonic() + START_SECONDS
        while not await self._answers():
            assert time.monotonic() < until and self._daemon.returncode is None, "PulseAudio does not start"
            await asyncio.sleep(0.05)
        await self.plug(DESK, default=True)

    async def plug(self, device: str, *, default: bool = False, says: tones.Samples | None = None) -> None:
        """It comes with its microphone, and somebody speaks into that: a tone, or what is given (-1 to 1)."""
        if says is not None:
            self._speeches[device] = self._folder / f"{device}.raw"
            self._speeches[device].write_bytes((says * 32767).astype("<i2").tobytes())
        name = device.lower()
        null = f"rate={RATE_HZ} channels=1 norewinds=1"
        properties = f"\"device.description='{device}' device.form_factor=headset\""
        self._modules[device] = [
            await self._load(f"module-null-sink sink_name={name}_mouth {null}"),
            await self._load(
                f"module-remap-source master={name}_mouth.monitor source_name={name}_in source_properties={properties}"
            ),
            await self._load(f"module-null-sink sink_name={name}_out {null} sink_properties={properties}"),
        ]
        if default:
            # Before anything plays: streams on the default of before are moved.
            await self.make_default(device)
        self._helpers[device] = [
            await self._run_pacat("--playback", f"{name}_mouth", spoken=self._speeches[device], out=None),
            await self._run_pacat("--record", f"{name}_out.monitor", spoken=None, out=self._heard(device)),
        ]

    async def unplug(self, device: str) -> None:
        for helper in self._helpers.pop(device):
            # Or it would be moved to another device, and speak there.
            helper.kill()
            await helper.wait()
        for module in reversed(self._modules.pop(device)):
            await self._pactl("unload-module", module)

    async def make_default(self, device: str) -> None:
        await self._pactl("set-default-sink", f"{device.lower()}_out")
        await self._pactl("set-default-source", f"{device.lower()}_in")

    async def kill(self) -> None:
        """All sound devices vanish at once."""
        assert self._daemon is not None
        with contextlib.suppress(ProcessLookupError):
            self._daemon.kill()
        await self._daemon.wait()
        for helpers in self._helpers.values():
            for helper in helpers:
                await helper.wait()
        self._helpers.clear()

    def heard_seconds(self, hz: float, device: str = DESK) -> float:
        """How long the device's speaker has played the tone so far."""
        return tones.seconds_of_tone(self._samples(device), RATE_HZ, hz)

    def loud_seconds(self, device: str) -> float:
        """How long the device's speaker has played anything so far."""
        samples, step = self._samples(device), RATE_HZ // 10
        return sum(0.1 for at in range(0, len(samples), step) if tones.loudness(samples[at : at + step]) > 0.005)

    def gap_seconds(self, hz: float, device: str = DESK) -> float:
        """How long the tone was missing between its first and its last sound."""
        samples = self._samples(device)
        gap = tones.missing_between(samples, RATE_HZ, hz)
        assert gap is not None, "the tone was never heard"
        return gap

    async def record(self, sink: str) -> Path:
        """What is played into a sink from now on, as raw samples of 16 bits."""
        path = self._folder / f"{sink}.recorded"
        self._helpers.setdefault(sink, []).append(
            await self._run_pacat("--record", f"{sink}.monitor", spoken=None, out=path)
        )
        return path

    def _heard(self, device: str) -> Path:
        return self._folder / f"{device}.heard"

    def _samples(self, device: str) -> tones.Samples:
        path = self._heard(device)
        data = path.read_bytes() if path.exists() else b""
        return np.frombuffer(data[: len(data) // 2 * 2], dtype="<i2") / 32768.0

    async def _run_pacat(
        self, direction: str, device: str, *, spoken: Path | None, out: Path | None
    ) -> asyncio.subprocess.Process:
        form = (
            "--raw",
            f"--rate={RATE_HZ}",
            "--channels=1",
            "--format=s16le",
            f"--latency-msec={LATENCY_MILLISECONDS}",
        )
        with contextlib.ExitStack() as stack:
            source = stack.enter_context(spoken.open("rb")) if spoken is not None else subprocess.DEVNULL
            output = stack.enter_context(out.open("ab")) if out is not None else subprocess.DEVNULL
            return await asyncio.create_subprocess_exec(
                *("pacat", direction, "-d", device, *form, "--property=media.role=test"),
                env=os.environ | self.environment,
                stdin=source,
                stdout=output,
                stderr=subprocess.DEVNULL,
            )

    async def _load(self, module: str) -> str:
        """The number by which it is unloaded."""
        return (await self._pactl("load-module", *module.split(" ", 1))).strip()

    async def _answers(self) -> bool:
        try:
            await self._pactl("info")
        except AssertionError:
            return False
        return True

    async def _pactl(self, *words: str) -> str:
        pactl = await asyncio.create_subprocess_exec(
            "pactl",
            *words,
            env=os.environ | self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        output, problem = await pactl.communicate()
        assert pactl.returncode == 0, f"pactl {words}: {problem.decode()}"
        return output.decode()


def _write_speech(path: Path, hz: float) -> None:
    samples = np.sin(2 * np.pi * hz * np.arange(SPEECH_SECONDS * RATE_HZ) / RATE_HZ) * 8000
    path.write_bytes(samples.astype("<i2").tobytes())


@contextlib.asynccontextmanager
async def sound_server(speech_hz: float, headset_hz: float) -> AsyncIterator[SoundServer]:
    folder = Path(tempfile.mkdtemp(prefix="bb-sound-"))
    server = SoundServer(folder, speech_hz, headset_hz)
    try:
        await server.start()
        yield server
    finally:
        await server.kill()
        shutil.rmtree(folder, ignore_errors=True)
