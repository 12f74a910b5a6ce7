"""A private PulseAudio with a made-up microphone and speaker: a sound card for programs that use ALSA, without hardware.

The microphone is a null sink's monitor into which the test plays, the speaker a null sink whose monitor the test records. Programs
find both through `environment`, as the systems' default devices.
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

RATE_HZ = 16_000
START_SECONDS = 10.0
LATENCY_MILLISECONDS = 20
MICROPHONE, SPEAKER = "microphone", "speaker"


class SoundServer:
    """`folder` must have a short path: a Unix socket lies in it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
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

    async def kill(self) -> None:
        """All sound devices vanish at once."""
        assert self._daemon is not None
        with contextlib.suppress(ProcessLookupError):
            self._daemon.kill()
        await self._daemon.wait()
        for helper in self._helpers:
            await helper.wait()
        self._helpers.clear()

    async def speak(self, wav: Path) -> None:
        """Somebody speaks into the microphone: 16 kHz, mono, raw samples of a file without end."""
        await self._helper("pacat", "--playback", "-d", MICROPHONE, str(wav), out=None)

    async def listen(self, raw: Path) -> None:
        """Record what the speaker plays as raw 16-bit samples."""
        await self._helper("pacat", "--record", "-d", f"{SPEAKER}.monitor", out=raw)

    async def _helper(self, *command: str, out: Path | None) -> None:
        form = ("--raw", f"--rate={RATE_HZ}", "--channels=1", "--format=s16le")
        with contextlib.ExitStack() as stack:
            output = stack.enter_context(out.open("wb")) if out is not None else subprocess.DEVNULL
            helper = await asyncio.create_subprocess_exec(
                *command,
                *form,
                f"--latency-msec={LATENCY_MILLISECONDS}",
                env=os.environ | self.environment,
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
async def sound_server() -> AsyncIterator[SoundServer]:
    folder = Path(tempfile.mkdtemp(prefix="bb-sound-"))
    server = SoundServer(folder)
    try:
        await server.start()
        yield server
    finally:
        await server.kill()
        shutil.rmtree(folder, ignore_errors=True)
