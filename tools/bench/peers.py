"""This client as a mere softphone beside others, in the same run: start, memory, and processor time while idle and in a G.711 call.

All register with the same switch, speak and hear by the same sound server, and are called by the same caller with a tone.
"""

import asyncio
import contextlib
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.support.softswitch import Softswitch, softswitch
from tests.support.sound_server import SoundServer, sound_server
from tools.bench.client_start import STARTS, Start, compiled_in, start
from tools.bench.report import Figure
from tools.bench.softphones import OURS, PEERS, Setup, Softphone
from tools.bench.usage import cpu_seconds, pss_mb
from tools.blackbox.desktop import VirtualDesktop
from tools.stage import sound
from tools.stage.caller import Caller

USER, CALLER_NUMBER = "101", "0312345678"
SPEECH_HZ, OTHER_HZ, CALLER_HZ = 700.0, 800.0, 1000.0
UP_SECONDS, RING_SECONDS, SETTLE_SECONDS = 45.0, 5.0, 3.0
CLEAR_SHARE = 0.6
IDLE_SECONDS = CALL_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Measured:
    """`start` is None for a phone without a window; CPU in seconds per minute."""

    start: Start | None
    idle_mb: float
    idle_cpu: float
    call_cpu: float


class NotDriven(Exception):
    """The softphone could not be measured; the text says why."""


def measure(folder: Path) -> list[Figure]:
    folder.mkdir(parents=True)
    ours, *others = asyncio.run(_measure_all(folder.resolve()))
    if isinstance(ours, str):
        raise NotDriven(f"the client itself: {ours}")
    figures = [
        ("memory (PSS), registered, idle", "MB", 130.0, "idle_mb"),
        ("CPU a minute, registered, idle", "CPU-s", 0.5, "idle_cpu"),
        ("CPU a minute in a G.711 call", "CPU-s", 4.0, "call_cpu"),
    ]
    starts = [("exec → window", "s", 0.8, "seconds"), ("CPU until the window", "CPU-s", 0.6, "cpu_seconds")]
    return [
        *(
            _figure(name, unit, goal, [_of_start(each, key) for each in (ours, *others)])
            for name, unit, goal, key in starts
        ),
        *(_figure(name, unit, goal, [_of(each, key) for each in (ours, *others)]) for name, unit, goal, key in figures),
    ]


def _of(result: "Measured | str", key: str) -> float | str:
    return result if isinstance(result, str) else float(getattr(result, key))


def _of_start(result: "Measured | str", key: str) -> float | str:
    if isinstance(result, str):
        return result
    return "has no window" if result.start is None else float(getattr(result.start, key))


def _figure(name: str, unit: str, goal: float, values: list[float | str]) -> Figure:
    told = [
        f"{peer.name} {value:.2f}" if isinstance(value, float) else f"{peer.name}: {value}"
        for peer, value in zip(PEERS, values[1:], strict=True)
    ]
    assert isinstance(values[0], float)
    return Figure(f"softphone: {name}", values[0], unit, goal, ", ".join(told))


async def _measure_all(folder: Path) -> list[Measured | str]:
    """In the order ours, then the peers; for one that can't be measured the reason."""
    results: list[Measured | str] = []
    async with softswitch(folder / "switch", codecs="ulaw") as switch:
        for phone in (OURS, *PEERS):
            if not phone.installed:
                results.append("not installed")
                continue
            async with sound_server(SPEECH_HZ, OTHER_HZ) as card:
                try:
                    results.append(await asyncio.to_thread(_measured, phone, switch, card, folder / phone.name))
                except (NotDriven, subprocess.SubprocessError) as reason:
                    results.append(str(reason))
    return results


def _measured(phone: Softphone, switch: Softswitch, card: SoundServer, home: Path) -> Measured:
    home.mkdir()
    command = phone.prepare(Setup(home, USER, switch.port))
    desktop_needs_its_own = {"XDG_RUNTIME_DIR"}
    sound_card = {name: value for name, value in card.environment.items() if name not in desktop_needs_its_own}
    environment = {**sound_card, "HOME": str(home), **compiled_in(home), **phone.environment}
    starts = []
    for _ in range(STARTS if phone.has_window else 0):
        starts.append(start(command, home, environment))
        _end_what_is_left(home)
    with VirtualDesktop() as desktop, desktop.run(command, log=home / "log", environment=environment) as running:
        _wait_until_up(phone, switch)
        if phone.afterwards:
            subprocess.run(
                phone.afterwards, env=desktop.environ(**environment), capture_output=True, timeout=20, check=True
            )
        with _call(phone, switch):
            time.sleep(SETTLE_SECONDS)
        time.sleep(SETTLE_SECONDS)
        family = _family(running.pid, home)
        idle_mb, idle_cpu = sum(map(pss_mb, family)), _cpu_a_minute(family, IDLE_SECONDS)
        with _call(phone, switch) as caller:
            time.sleep(SETTLE_SECONDS)
            call_cpu = _cpu_a_minute(family, CALL_SECONDS)
            if not sound.share_of_tone(
                sound.decode(b"".join(heard.payload for heard in caller.heard[-50:])), SPEECH_HZ
            ):
                raise NotDriven("the caller did not hear its microphone")
    return Measured(Start.median_of(starts) if starts else None, idle_mb, idle_cpu, call_cpu)


def _family(pid: int, home: Path) -> list[psutil.Process]:
    """The program, what it started, and what works in its folder: an engine may have outlived the program that started it."""
    main = psutil.Process(pid)
    return [main, *{*main.children(recursive=True), *_working_in(home)} - {main}]


def _working_in(home: Path) -> list[psutil.Process]:
    return [
        process
        for process in psutil.process_iter(["cmdline"])
        if any(word.startswith(str(home)) for word in process.info["cmdline"] or [])
    ]


def _end_what_is_left(home: Path) -> None:
    """The next start must not find an engine that is up already."""
    left = _working_in(home)
    for process in left:
        process.terminate()
    psutil.wait_procs(left, timeout=10)


def _wait_until_up(phone: Softphone, switch: Softswitch) -> None:
    """Until the switch can call it: it is refused at once while it is not registered."""
    deadline = time.monotonic() + UP_SECONDS
    while time.monotonic() < deadline:
        with Caller(("127.0.0.1", switch.port), CALLER_NUMBER, phone.prefix + USER) as caller:
            if not caller.ended.wait(1.0):
                return
        time.sleep(0.5)
    raise NotDriven(f"it did not register within {UP_SECONDS:g} s")


@contextlib.contextmanager
def _call(phone: Softphone, switch: Softswitch) -> Iterator[Caller]:
    voice = sound.encode(sound.tone(CALLER_HZ, 1.0))
    with Caller(("127.0.0.1", switch.port), CALLER_NUMBER, phone.prefix + USER, voice) as caller:
        if not caller.answered.wait(RING_SECONDS):
            raise NotDriven("it did not answer by itself")
        yield caller


def _cpu_a_minute(family: list[psutil.Process], seconds: float) -> float:
    before, began = sum(map(cpu_seconds, family)), time.monotonic()
    time.sleep(seconds)
    return 60 * (sum(map(cpu_seconds, family)) - before) / (time.monotonic() - began)
