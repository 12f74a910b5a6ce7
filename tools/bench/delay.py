"""What the client adds to the voice's way from mouth to ear, in and out together, told apart from the sound server and the switch.

Noise that repeats every second is said into the microphone and comes back from the switch's echo to the ear. Two recorders of the same
kind listen at the same time, one at the mouth and one at the ear: how late the ear is, is the delay; what recorders and player
add is in both. The switch's part is found by a bare RTP caller at the same echo, the sound server's by the shortest loop that it
bears: a program that hands each block of the microphone to the speaker at once. Such a program with the client's own streams tells
how much of the client's part lies in their blocks and buffers.
"""

import asyncio
import contextlib
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from types import TracebackType
from typing import Self

import numpy as np

from bluebean_client.domain.phone import PhoneCallState
from bluebean_client.domain.phone_messages import Dial, HangUp
from tests.support.engine import TestWindow, engine
from tests.support.softswitch import Softswitch, softswitch
from tests.support.sound_server import SoundServer, sound_server
from tools.bench.endurance import ECHO, RATE_HZ, SETTLING_SECONDS, Signal, lag_ms, noise
from tools.bench.report import Figure
from tools.stage import sound
from tools.stage.caller import Caller

GOAL_MS = 120.0
LISTEN_SECONDS = 10
LATENCY_MS = 10
FORM = ("--raw", f"--rate={RATE_HZ}", "--channels=1", "--format=s16le", f"--latency-msec={LATENCY_MS}")
MOUTH, EAR = "desk_mouth", "desk_out"
SILENT_HZ = 0.0
BARE_LOOP = f"""
import collections, sounddevice, threading
blocks = collections.deque(maxlen=4)
def hear(data, frames, when, status): blocks.append(bytes(data))
def play(data, frames, when, status): data[:] = blocks.popleft() if blocks else bytes(len(data))
form = dict(samplerate={RATE_HZ}, blocksize=80, channels=1, dtype="int16", latency=0.005, device="pulse")
with sounddevice.RawInputStream(callback=hear, **form), sounddevice.RawOutputStream(callback=play, **form):
    threading.Event().wait()
"""

SAME_LOOP = """
import collections, threading
from bluebean_client.phone.audio.pulse_stream import PulseStreams
blocks, streams = collections.deque(maxlen=4), PulseStreams()
streams.record("desk_in", "loop", blocks.append)
streams.play("desk_out", "loop", lambda n: blocks.popleft() if blocks else bytes(n))
threading.Event().wait()
"""


@dataclass(frozen=True, slots=True)
class Delays:
    """Milliseconds from mouth to ear: through client and switch, through the switch alone, by the shortest loop and by that of the
    client's streams."""

    client: float
    switch: float
    least_loop: float
    same_loop: float


def measure(folder: Path) -> list[Figure]:
    folder.mkdir(parents=True)
    found = asyncio.run(_measure(folder.resolve()))
    added = found.client - found.switch - found.least_loop
    beside = (
        f"{found.client:.0f} ms in all, less the switch's {found.switch:.0f} and the sound server's {found.least_loop:.0f}; "
        f"a bare loop with the client's streams: {found.same_loop:.0f} ms"
    )
    return [Figure("mouth to ear: what the client adds, in + out", added, "ms", GOAL_MS, beside)]


async def _measure(folder: Path) -> Delays:
    async with (
        softswitch(folder / "switch", codecs="ulaw") as switch,
        sound_server(SILENT_HZ, SILENT_HZ) as card,
        engine(folder / "profile", audio="auto", environment=card.environment) as phone,
    ):
        await phone.register(switch)
        with _speaking(card):
            return Delays(
                client=await _through_the_client(phone, card),
                switch=await asyncio.to_thread(_through_the_switch, switch),
                least_loop=await asyncio.to_thread(_through_a_loop, card, BARE_LOOP),
                same_loop=await asyncio.to_thread(_through_a_loop, card, SAME_LOOP),
            )


async def _through_the_client(phone: TestWindow, card: SoundServer) -> float:
    phone.send(Dial(ECHO))
    call = (await phone.call_in(PhoneCallState.TALKING)).call
    await asyncio.sleep(SETTLING_SECONDS)
    delay = await asyncio.to_thread(_mouth_to_ear_ms, card)
    phone.send(HangUp(call))
    await phone.call_in(PhoneCallState.ENDED)
    return delay


def _through_a_loop(card: SoundServer, program: str) -> float:
    with _running(card, sys.executable, "-c", program):
        time.sleep(SETTLING_SECONDS)
        return _mouth_to_ear_ms(card)


def _through_the_switch(switch: Softswitch) -> float:
    """The caller speaks from the moment of the answer on, and each packet at once."""
    spoken = noise(sound.RATE_HZ)
    with Caller(("127.0.0.1", switch.port), "bare", ECHO, sound.encode(spoken.astype(np.int16))) as caller:
        time.sleep(LISTEN_SECONDS)
        heard = caller.heard[-50:]
        late = lag_ms(sound.decode(b"".join(packet.payload for packet in heard)).astype(float), spoken, sound.RATE_HZ)
        return (late + 1000 * (heard[0].at - caller.answered_at)) % 1000


def _mouth_to_ear_ms(card: SoundServer) -> float:
    """Median of the seconds listened to."""
    with _Recorder(card, MOUTH) as mouth, _Recorder(card, EAR) as ear:
        time.sleep(LISTEN_SECONDS + 2)
        reference = noise(RATE_HZ)
        begin = max(mouth.began_at, ear.began_at) + 1.0
        lags = [
            lag_ms(ear.second(begin + at), reference, RATE_HZ) - lag_ms(mouth.second(begin + at), reference, RATE_HZ)
            for at in range(LISTEN_SECONDS - 1)
        ]
    return median(lag % 1000 for lag in lags)


class _Recorder:
    """Records what a sink plays. Sample n was played at `began_at + n / RATE_HZ`, the same few milliseconds early for every recorder."""

    def __init__(self, card: SoundServer, sink: str) -> None:
        self._card, self._sink = card, sink
        self._data = bytearray()
        self.began_at = float("inf")
        self._stack = contextlib.ExitStack()

    def __enter__(self) -> Self:
        self._pipe = self._stack.enter_context(
            _running(self._card, "pacat", "--record", "-d", f"{self._sink}.monitor", *FORM)
        )
        self._thread = threading.Thread(target=self._read)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()
        self._thread.join()

    def second(self, at: float) -> Signal:
        """What was played from then on."""
        begin = 2 * round((at - self.began_at) * RATE_HZ)
        return np.frombuffer(bytes(self._data[begin : begin + 2 * RATE_HZ]), "<i2").astype(float)

    def _read(self) -> None:
        assert self._pipe.stdout is not None
        while data := self._pipe.stdout.read1(65536):
            # What comes late says nothing; whoever came with the least delay tells when the first sample was played.
            self.began_at = min(self.began_at, time.monotonic() - (len(self._data) + len(data)) / 2 / RATE_HZ)
            self._data += data


@contextlib.contextmanager
def _speaking(card: SoundServer) -> Iterator[None]:
    with _running(card, "pacat", "--playback", "-d", MOUTH, *FORM) as player:
        second = noise(RATE_HZ).astype("<i2").tobytes()

        def speak() -> None:
            assert player.stdin is not None
            with contextlib.suppress(BrokenPipeError):
                while True:
                    player.stdin.write(second)

        threading.Thread(target=speak, daemon=True).start()
        yield


@contextlib.contextmanager
def _running(card: SoundServer, *command: str) -> Iterator["subprocess.Popen[bytes]"]:
    process = subprocess.Popen(
        command,
        env={**os.environ, **card.environment, "PULSE_SINK": EAR, "PULSE_SOURCE": "desk_in"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
