"""A private PulseAudio with a made-up microphone and speaker: a sound card for programs that use ALSA, without hardware.

The microphone is the monitor of a null sink, into which a tone is played; the speaker is a null sink, whose monitor is recorded.
Programs find both through `environment`, as the system's default devices.

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
MICROPHONE, SPEAKER = "microphone", "speaker"


class SoundServer:
    """Somebody says `speech_hz` into the microphone all the time. `folder` must have a short path: a Unix socket lies in it."""

    def __init__(self, folder: Path, speech_hz: float) -> None:
        self._folder = folder
        self._speech = folder / "speech.raw"
        self._heard = folder / "heard.raw"
        self._write_speech(speech_hz)
        self._daemon: asyncio.subprocess.Process | None = None
        self._helpers: list[asyncio.subprocess.Process] = []

    @property
    def environment(self) -> dict[str, str]:
        """For a program that shall use this sound card, beside what it has anyway."""
        return {
            "XDG_RUNTIME_DIR": str(self._folder),
            "HOME": str(self._folder),
            "PULSE_SERVER": f"unix:{self._socket}",
            "PULSE_SINK": SPEAKER,
            "PULSE_SOURCE": f"{MICROPHONE}.monitor",
        }

    @property
    def _socket(self) -> Path:
        return self._folder / "native"

    async def start(self) -> None:
        sinks = [
            f"module-null-sink sink_name={name} rate={RATE_HZ} channels=1 norewinds=1" for name in (MICROPHONE, SPEAKER)
        ]
        modules = [f"module-native-protocol-unix socket={self._socket} auth-anonymous=1", *sinks]
        self._daemon = await asyncio.create_subprocess_exec(
            *("pulseaudio", "-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1", "--disable-shm=yes"),
            *(part for module in modules for part in ("-L", module)),
            env=os.environ | self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        until = time.monotonic() + START_SECONDS
        while not await self._has_sinks():
            assert time.monotonic() < until and self._daemon.returncode is None, "PulseAudio does not start"
            await asyncio.sleep(0.05)
        await self._run_pacat("--playback", MICROPHONE, out=None)
        await self._run_pacat("--record", f"{SPEAKER}.monitor", out=self._heard)

    async def kill(self) -> None:
        """All sound devices vanish at once."""
        assert self._daemon is not None
        with contextlib.suppress(ProcessLookupError):
            self._daemon.kill()
        await self._daemon.wait()
        for helper in self._helpers:
            await helper.wait()
        self._helpers.clear()

    def heard_seconds(self, hz: float) -> float:
        """How long the speaker has played the tone so far."""
        return tones.seconds_of_tone(self._samples(), RATE_HZ, hz)

    def gap_seconds(self, hz: float) -> float:
        """How long the tone was missing since it was first heard."""
        samples = self._samples()
        first = tones.first_heard(samples, RATE_HZ, hz)
        assert first is not None, "the tone was never heard"
        rest = samples[int(first * RATE_HZ) :]
        return len(rest) / RATE_HZ - tones.seconds_of_tone(rest, RATE_HZ, hz)

    def _samples(self) -> tones.Samples:
        data = self._heard.read_bytes()
        return np.frombuffer(data[: len(data) // 2 * 2], dtype="<i2") / 32768.0

    def _write_speech(self, hz: float) -> None:
        samples = np.sin(2 * np.pi * hz * np.arange(SPEECH_SECONDS * RATE_HZ) / RATE_HZ) * 8000
        self._speech.write_bytes(samples.astype("<i2").tobytes())

    async def _run_pacat(self, direction: str, device: str, *, out: Path | None) -> None:
        form = (
            "--raw",
            f"--rate={RATE_HZ}",
            "--channels=1",
            "--format=s16le",
            f"--latency-msec={LATENCY_MILLISECONDS}",
        )
        with contextlib.ExitStack() as stack:
            source = stack.enter_context(self._speech.open("rb"))
            output = stack.enter_context(out.open("ab")) if out is not None else subprocess.DEVNULL
            helper = await asyncio.create_subprocess_exec(
                *("pacat", direction, "-d", device, *form),
                env=os.environ | self.environment,
                stdin=source,
                stdout=output,
                stderr=subprocess.DEVNULL,
            )
        self._helpers.append(helper)

    async def _has_sinks(self) -> bool:
        pactl = await asyncio.create_subprocess_exec(
            "pactl",
            "list",
            "short",
            "sinks",
            env=os.environ | self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        output, _ = await pactl.communicate()
        return SPEAKER.encode() in output


@contextlib.asynccontextmanager
async def sound_server(speech_hz: float) -> AsyncIterator[SoundServer]:
    folder = Path(tempfile.mkdtemp(prefix="bb-sound-"))
    server = SoundServer(folder, speech_hz)
    try:
        await server.start()
        yield server
    finally:
        await server.kill()
        shutil.rmtree(folder, ignore_errors=True)
