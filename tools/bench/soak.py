"""How long it lasts: many calls in a row and a long one, with the growth of the engine, the drift of the delay and the voice lost."""

import asyncio
import time
from pathlib import Path

from tests.support.engine import engine
from tests.support.softswitch import softswitch
from tools.bench.endurance import ECHO, LongCall, calls_in_a_row, long_call, warm_up, write_noise
from tools.bench.report import Figure
from tools.bench.usage import Usage, growth, left_over
from tools.stage import sound
from tools.stage.caller import FRAME_SECONDS, Caller

CALLS, CALL_MINUTES = 200, 2.0
WARM_UP_CALLS, WARM_UP_SECONDS = 200, 40.0
"""Over UDP, PJSIP keeps what belongs to a call for another 32 s (RFC 3261, 64 times T1): only then as much goes as comes. The heap has
its height after about 300 calls: of 600 the first half grew by 180 kB per 100, the second by 3.
"""
SAMPLES = 30
GOAL_KB_PER_100_CALLS, GOAL_KB_PER_HOUR, GOAL_DRIFT_MS = 500.0, 5000.0, 20.0


def measure(folder: Path, calls: int = CALLS, call_minutes: float = CALL_MINUTES) -> list[Figure]:
    folder.mkdir(parents=True)
    return asyncio.run(_measure(folder.resolve(), calls, call_minutes))


async def _measure(folder: Path, calls: int, call_minutes: float) -> list[Figure]:
    noise, profile = write_noise(folder / "noise.wav"), folder / "profile"
    audio = f"file:{noise},{profile}/heard.wav,"
    async with softswitch(folder / "switch", codecs="ulaw") as switch, engine(profile, audio=audio) as phone:
        await phone.register(switch)
        await warm_up(phone, switch, WARM_UP_CALLS, WARM_UP_SECONDS)
        usages = await calls_in_a_row(phone, switch, calls)
        with Caller(("127.0.0.1", switch.port), "bare", ECHO, sound.encode(sound.tone(440, 1.0))) as bare:
            began, before = time.monotonic(), len(bare.heard)
            call = await long_call(phone, 60 * call_minutes, max(1.0, 60 * call_minutes / SAMPLES))
            bare_lost_ms = 1000 * (time.monotonic() - began - (len(bare.heard) - before) * FRAME_SECONDS)
    return [*_of_calls(usages), *_of_long_call(call, bare_lost_ms)]


def _of_calls(usages: list[Usage]) -> list[Figure]:
    first, last = usages[0], usages[-1]
    per_100_calls = 100 * growth([usage.heap_kb for usage in usages])
    cpu_ms = 1000 * (last.cpu_seconds - first.cpu_seconds) / (len(usages) - 1)
    beside = f"{len(usages)} calls: {first.heap_kb / 1000:.1f} → {last.heap_kb / 1000:.1f} MB of heap; {cpu_ms:.0f} CPU-ms a call"
    beside_left = f"files {first.files} → {last.files}, threads {first.threads} → {last.threads}"
    return [
        Figure("soak: engine's memory, growth per 100 calls", per_100_calls, "kB", GOAL_KB_PER_100_CALLS, beside),
        Figure("soak: files and threads left over after all calls", left_over(usages), "", 0, beside_left),
    ]


def _of_long_call(call: LongCall, bare_lost_ms: float) -> list[Figure]:
    first, last = call.usages[0], call.usages[-1]
    minutes = call.seconds / 60
    per_hour = growth([usage.heap_kb for usage in call.usages]) * (len(call.usages) - 1) * 60 / minutes
    cpu = (last.cpu_seconds - first.cpu_seconds) / (last.at - first.at) * 60
    span = f"{minutes:g} min" + ("" if minutes >= 60 else ", made out for an hour")
    memory = (
        f"{span}; {first.heap_kb / 1000:.1f} → {last.heap_kb / 1000:.1f} MB of heap; {cpu:.1f} CPU-s a minute (G.711)"
    )
    drift = f"{minutes:g} min; widest apart {call.swing_ms:.1f} ms"
    lost = f"a bare RTP caller at the same echo meanwhile: {max(0.0, bare_lost_ms):.0f} ms"
    return [
        Figure("long call: engine's memory, growth per hour", per_hour, "kB", GOAL_KB_PER_HOUR, memory),
        Figure("long call: drift of the delay from begin to end", abs(call.drift_ms), "ms", GOAL_DRIFT_MS, drift),
        Figure("long call: voice lost there and back", call.lost_ms, "ms", None, lost),
    ]
