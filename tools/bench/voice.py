"""Answer to voice both ways, voice lost while the window stalls, and what a call costs the server."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import psutil

from tools.bench.report import Figure, percentile
from tools.bench.scene import CUSTOMER_HZ, OPERATOR_HZ, Scene
from tools.stage import sound
from tools.stage.caller import Caller

CALLS = 20
TALK_SECONDS = 1.0
GOAL_BOTH_WAYS_MS = 300.0
GOAL_SERVER_CPU_MS = 6.0
STALL_SECONDS, STALLS = 1.0, 8
ENGINE_RATE_HZ = 16000
WINDOW_SECONDS = 0.04
CLEAR_SHARE = 0.6
WAV_HEAD_BYTES = 44
EDGE_MS = 60.0
"""Begin and end of a listening do not fall together on both sides."""


def measure(scene: Scene) -> list[Figure]:
    figures = _answers(scene)
    undisturbed, disturbed = _loss(scene, stall=False), _loss(scene, stall=True)
    for way, calm, stalled in zip(("to the customer", "to the operator"), undisturbed, disturbed, strict=True):
        beside = f"{calm:.0f} ms undisturbed, counted in steps of 20 ms"
        name = f"voice lost {way}, window stalled {STALL_SECONDS:g} s of every {2 * STALL_SECONDS:g} s"
        figures.append(Figure(name, max(0.0, stalled - calm), "ms more", 0.0, beside))
    return figures


def _answers(scene: Scene) -> list[Figure]:
    """Whole calls, one after the other: pressed, heard on both sides, hung up, 受付可."""
    times, server, switch = [], _server_process(scene), _asterisk_process(scene)
    before = time.monotonic(), _cpu_seconds(server), _cpu_seconds(switch)
    for _ in range(CALLS):
        scene.become_available()
        with scene.caller() as caller:
            caller.answered.wait(10)
            pressed_at = scene.answer()
            with _listening(lambda: _tail_of(scene.heard), CUSTOMER_HZ, ENGINE_RATE_HZ) as operator:
                customer = _first_tone_at_customer(caller, pressed_at)
                operator_at = operator()
            times.append(1000 * (max(customer, operator_at) - pressed_at))
            caller.ended.wait(TALK_SECONDS)
        scene.wait_wrap_up()
    seconds = time.monotonic() - before[0]
    server_ms = 1000 * (_cpu_seconds(server) - before[1]) / CALLS
    switch_ms = 1000 * (_cpu_seconds(switch) - before[2]) / CALLS
    scene.become_available()
    idle_ms = 1000 * _idle_cpu(server, 10.0) * seconds / CALLS
    beside = f"Asterisk {switch_ms:.0f} ms a call; {idle_ms:.1f} ms idle share taken off"
    spread = f"{CALLS} calls, median {percentile(times, 0.5):.0f} ms"
    return [
        Figure("answer pressed → voice both ways, p99", percentile(times, 0.99), "ms", GOAL_BOTH_WAYS_MS, spread),
        Figure("server CPU a call, beyond the switch", server_ms - idle_ms, "ms", GOAL_SERVER_CPU_MS, beside),
    ]


def _first_tone_at_customer(caller: Caller, since: float) -> float:
    """When the packet arrived with which the operator's tone became clear."""
    deadline, looked = time.monotonic() + 10, 0
    while time.monotonic() < deadline:
        for index in range(max(looked, 1), len(caller.heard)):
            pair = caller.heard[index - 1].payload + caller.heard[index].payload
            is_clear = sound.share_of_tone(sound.decode(pair), OPERATOR_HZ) > CLEAR_SHARE
            if caller.heard[index].at > since and is_clear:
                return caller.heard[index].at
        looked = len(caller.heard)
        time.sleep(0.005)
    raise TimeoutError("the customer does not hear the operator")


@contextmanager
def _listening(tail: Callable[[], sound.Samples], hertz: float, rate_hz: int) -> Iterator[Callable[[], float]]:
    """Watches a growing recording in a thread of its own; the value waits for the moment when the tone is clear."""
    found: list[float] = []
    done = threading.Event()

    def watch() -> None:
        while not done.wait(0.005):
            if sound.share_of_tone(tail(), hertz, rate_hz) > CLEAR_SHARE:
                found.append(time.monotonic())
                done.set()

    thread = threading.Thread(target=watch)
    thread.start()

    def moment() -> float:
        if not done.wait(10):
            raise TimeoutError("the operator does not hear the customer")
        return found[0]

    try:
        yield moment
    finally:
        done.set()
        thread.join()


def _tail_of(path: Path) -> sound.Samples:
    """The last 40 ms of the client's recording while it grows."""
    wanted = 2 * int(WINDOW_SECONDS * ENGINE_RATE_HZ)
    size = path.stat().st_size if path.exists() else 0
    if size < WAV_HEAD_BYTES + wanted:
        return np.zeros(0, np.int16)
    with path.open("rb") as file:
        file.seek(size - wanted - size % 2)
        return np.frombuffer(file.read(wanted), "<i2").astype(np.int16)


def _loss(scene: Scene, *, stall: bool) -> tuple[float, float]:
    """Milliseconds without the other's tone: at the customer, at the operator."""
    scene.become_available()
    with scene.caller() as caller:
        pressed_at = scene.answer()
        _first_tone_at_customer(caller, pressed_at)
        caller.ended.wait(1.0)
        first, heard_before = len(caller.heard), scene.heard.stat().st_size
        for _ in range(STALLS):
            if stall:
                os.kill(scene.window.pid, signal.SIGSTOP)
            caller.ended.wait(STALL_SECONDS)
            if stall:
                os.kill(scene.window.pid, signal.SIGCONT)
            caller.ended.wait(STALL_SECONDS)
        at_customer = sound.decode(b"".join(packet.payload for packet in caller.heard[first:]))
        with scene.heard.open("rb") as file:
            file.seek(heard_before - heard_before % 2)
            raw = file.read()
            at_operator = np.frombuffer(raw[: len(raw) // 2 * 2], "<i2")
    scene.wait_wrap_up()
    expected_ms = 2000 * STALL_SECONDS * STALLS
    return (
        _lost_ms(at_customer, OPERATOR_HZ, sound.RATE_HZ, expected_ms),
        _lost_ms(at_operator.astype(np.int16), CUSTOMER_HZ, ENGINE_RATE_HZ, expected_ms),
    )


def _lost_ms(samples: sound.Samples, hertz: float, rate_hz: int, expected_ms: float) -> float:
    """Voice that did not come at all, and voice in which the tone is missing."""
    absent = max(0.0, expected_ms - 1000 * len(samples) / rate_hz - EDGE_MS)
    return absent + _silent_ms(samples, hertz, rate_hz)


def _silent_ms(samples: sound.Samples, hertz: float, rate_hz: int) -> float:
    """How long the tone is not there, in steps of 20 ms."""
    step = rate_hz // 50
    starts = range(0, len(samples) - step + 1, step)
    return 20.0 * sum(sound.share_of_tone(samples[at : at + step], hertz, rate_hz) < CLEAR_SHARE / 2 for at in starts)


def _server_process(scene: Scene) -> psutil.Process:
    if scene.server.process is None:
        raise LookupError("the server is not running")
    return psutil.Process(scene.server.process.pid)


def _asterisk_process(scene: Scene) -> psutil.Process:
    folder = str(scene.server.data_dir.resolve())
    for process in psutil.process_iter(["cmdline"]):
        words = " ".join(process.info["cmdline"] or [])
        if "asterisk" in words and folder in words:
            return process
    raise LookupError("the managed Asterisk is not running")


def _cpu_seconds(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def _idle_cpu(process: psutil.Process, seconds: float) -> float:
    """CPU seconds a second while nobody calls."""
    before = _cpu_seconds(process)
    threading.Event().wait(seconds)
    return (_cpu_seconds(process) - before) / seconds
