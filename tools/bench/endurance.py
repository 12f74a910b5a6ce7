"""Calls in a row and one long call, through a real phone engine and a plain Asterisk: what grows, what drifts, what is lost.

The calls alternate: out to the switch's echo with mute, DTMF, hold and resume, and in from a caller outside. Both are heard on both
sides before they end. The long call goes to the echo too. Into its microphone goes noise that repeats every second, so that each
second of what comes back tells by its correlation with that noise how late it is.
"""

import asyncio
import time
import wave
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import psutil
from numpy.typing import NDArray

from bluebean_client.domain.phone import PhoneCallState
from bluebean_client.domain.phone_messages import Answer, Dial, HangUp, Hold, Mute, Resume, SendDtmf
from tests.support.engine import TestWindow
from tests.support.softswitch import Softswitch
from tools.bench.usage import Usage
from tools.stage import sound
from tools.stage.caller import Caller

RATE_HZ = 16_000
FRAME_SAMPLES = RATE_HZ // 50
WAV_HEAD_BYTES = 44
CALLER_HZ = 1000.0
CALLER_NUMBER, EXTENSION, ECHO = "0312345678", "101", "600"
DIGITS = "159"
PATIENCE_SECONDS = 15.0
POLL_SECONDS = 0.02
HEARING_SAMPLES = 4 * FRAME_SAMPLES
LOUD = 500.0
NOISE_LEVEL = 6000.0
SETTLING_SECONDS = 5
"""Until both jitter buffers of a new call have found their size."""
State = PhoneCallState
Signal = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class LongCall:
    """`usages` were taken at even intervals; of every second there is one of `delays_ms`, counted from the first."""

    seconds: float
    usages: list[Usage]
    delays_ms: list[float]
    lost_ms: float

    @property
    def drift_ms(self) -> float:
        """Median of the second half against that of the first: a stall of the machine makes a call late for some seconds only."""
        middle = len(self.delays_ms) // 2
        return float(np.median(self.delays_ms[middle:]) - np.median(self.delays_ms[:middle]))

    @property
    def swing_ms(self) -> float:
        return max(self.delays_ms) - min(self.delays_ms)


def engine_of(phone: TestWindow) -> psutil.Process:
    """The engine's process, found by its profile."""
    for process in psutil.process_iter(["cmdline"]):
        words = process.info["cmdline"] or []
        if "bluebean_client.phone" in words and str(phone.profile) in words:
            return process
    raise LookupError("there is no engine of that profile")


# ---- calls in a row ----------------------------------------------------------------------------------------------


async def warm_up(phone: TestWindow, switch: Softswitch, calls: int, seconds: float) -> None:
    """So many calls and so long at least: until then memory grows by what the program needs anyway."""
    enough = time.monotonic() + seconds
    while calls > 0 or time.monotonic() < enough:
        await _call_out(phone)
        await _call_in(phone, switch)
        calls -= 2


async def calls_in_a_row(phone: TestWindow, switch: Softswitch, count: int) -> list[Usage]:
    """One `Usage` after each call."""
    engine, usages = engine_of(phone), []
    for number in range(count):
        await (_call_in(phone, switch) if number % 2 else _call_out(phone))
        usages.append(Usage.of(engine))
    return usages


async def _call_out(phone: TestWindow) -> None:
    silent_until = _heard_bytes(phone)
    phone.send(Dial(ECHO))
    call = (await phone.call_in(State.TALKING)).call
    await _hears(phone, silent_until)
    phone.send(Mute(call, True))
    await phone.until(lambda: phone.state.calls[-1].muted)
    phone.send(Mute(call, False))
    phone.send(SendDtmf(call, DIGITS))
    await phone.until(lambda: not phone.state.calls[-1].muted)
    phone.send(Hold(call))
    await phone.call_in(State.HELD)
    phone.send(Resume(call))
    await phone.call_in(State.TALKING)
    phone.send(HangUp(call))
    await phone.call_in(State.ENDED)


async def _call_in(phone: TestWindow, switch: Softswitch) -> None:
    silent_until = _heard_bytes(phone)
    voice = sound.encode(sound.tone(CALLER_HZ, 1.0))
    caller = Caller(("127.0.0.1", switch.port), CALLER_NUMBER, EXTENSION, voice)
    caller.call()
    try:
        phone.send(Answer((await phone.call_in(State.INCOMING)).call))
        await phone.call_in(State.TALKING)
        await _hears(phone, silent_until)
        await _until(
            lambda: _is_loud(sound.decode(caller.heard[-1].payload) if caller.heard else None), "the caller hears"
        )
    finally:
        await asyncio.to_thread(caller.hang_up)
        await asyncio.to_thread(caller.close)
    await phone.call_in(State.ENDED)


def _heard_bytes(phone: TestWindow) -> int:
    path = phone.profile / "heard.wav"
    return path.stat().st_size if path.exists() else WAV_HEAD_BYTES


async def _hears(phone: TestWindow, silent_until: int) -> None:
    """Until something loud came out of the headset, behind that many bytes of its recording."""

    def newest() -> NDArray[np.int16] | None:
        begin = max(silent_until, _heard_bytes(phone) - 2 * HEARING_SAMPLES)
        if not (phone.profile / "heard.wav").exists():
            return None
        with (phone.profile / "heard.wav").open("rb") as file:
            file.seek(begin + begin % 2)
            data = file.read(2 * HEARING_SAMPLES)
        return np.frombuffer(data, "<i2").astype(np.int16) if len(data) == 2 * HEARING_SAMPLES else None

    await _until(lambda: _is_loud(newest()), "the headset plays something")


def _is_loud(samples: NDArray[np.int16] | None) -> bool:
    return samples is not None and float(np.abs(samples.astype(float)).mean()) > LOUD


async def _until(holds: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        if time.monotonic() > deadline:
            raise TimeoutError(f"after {PATIENCE_SECONDS:g} s still not: {what}")
        await asyncio.sleep(POLL_SECONDS)


# ---- one long call -----------------------------------------------------------------------------------------------


def noise(rate_hz: int) -> Signal:
    """A second of noise within the band of a telephone (300 to 3400 Hz), always the same; repeats without a click."""
    spectrum = np.fft.rfft(np.random.default_rng(1).standard_normal(rate_hz))
    frequencies = np.fft.rfftfreq(rate_hz, 1 / rate_hz)
    spectrum[(frequencies < 300) | (frequencies > 3400)] = 0
    samples = np.fft.irfft(spectrum, rate_hz)
    return np.asarray((samples * NOISE_LEVEL / samples.std()).clip(-32767, 32767))


def write_noise(path: Path) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, RATE_HZ, 0, "NONE", ""))
        file.writeframes(noise(RATE_HZ).astype("<i2").tobytes())
    return path


def lag_ms(heard: Signal, reference: Signal, rate_hz: int) -> float:
    """By how much `heard` is late, 0 to 1000: the peak of the circular cross-correlation of one second each."""
    correlation = np.fft.irfft(np.fft.rfft(heard) * np.conj(np.fft.rfft(reference)), rate_hz)
    return 1000 * float(np.argmax(correlation)) / rate_hz


async def long_call(phone: TestWindow, seconds: float, every_seconds: float) -> LongCall:
    """The engine must have a file of `write_noise` for its microphone, and record into `heard.wav` of its profile."""
    engine, heard = engine_of(phone), phone.profile / "heard.wav"
    phone.send(Dial(ECHO))
    call = (await phone.call_in(State.TALKING)).call
    await asyncio.sleep(SETTLING_SECONDS)
    began, usages = time.monotonic(), [Usage.of(engine)]
    begin_bytes = heard.stat().st_size
    while (left := began + seconds - time.monotonic()) > 0:
        await asyncio.sleep(min(every_seconds, left))
        usages.append(Usage.of(engine))
        if phone.state.calls[-1].state is not State.TALKING:
            raise RuntimeError(f"the call ended by itself after {time.monotonic() - began:.0f} s")
    seconds_heard = list(_seconds_of(heard, begin_bytes))
    phone.send(HangUp(call))
    await phone.call_in(State.ENDED)
    reference = noise(RATE_HZ)
    lags = [lag_ms(second, reference, RATE_HZ) for second in seconds_heard]
    lost = 20.0 * sum(_silent_frames(second) for second in seconds_heard)
    return LongCall(seconds, usages, [_wrapped(lag - lags[0]) for lag in lags], lost)


def _seconds_of(path: Path, begin_bytes: int) -> Iterator[Signal]:
    """Whole seconds of a growing WAV file, from the first whole sample behind `begin_bytes` on."""
    with path.open("rb") as file:
        file.seek(begin_bytes + begin_bytes % 2)
        while len(data := file.read(2 * RATE_HZ)) == 2 * RATE_HZ:
            yield np.frombuffer(data, "<i2").astype(float)


def _wrapped(difference_ms: float) -> float:
    """Lags lie on a circle of one second: the way that is shorter."""
    return (difference_ms + 500) % 1000 - 500


def _silent_frames(second: Signal) -> int:
    loudness = np.sqrt((second.reshape(-1, FRAME_SAMPLES) ** 2).mean(axis=1))
    return int((loudness < 0.1 * NOISE_LEVEL).sum())
