"""What the phone engine takes for registering, for TLS with SRTP, for cancelling echo, and for coming back after it was killed.

Each cost stands beside the plain way in the same run: UDP without encryption, a call without processing.
"""

import asyncio
import time
from pathlib import Path
from statistics import median

import psutil

from bluebean_client.domain.phone import PhoneCallState, Processing, Registration, SoundSettings, Srtp, Transport
from bluebean_client.domain.phone_messages import ChooseSound, Dial, HangUp, UseAccount
from tests.support.certificates import Authority
from tests.support.engine import TestWindow, engine
from tests.support.softswitch import Softswitch, softswitch
from tools.bench.client_start import compiled_in
from tools.bench.endurance import ECHO, SETTLING_SECONDS, engine_of, write_noise
from tools.bench.report import Figure
from tools.bench.softphones import OURS, Setup
from tools.bench.usage import cpu_seconds
from tools.blackbox.desktop import VirtualDesktop
from tools.blackbox.window import Window

USER = "101"
REGISTRATIONS, KILLS = 10, 3
CALL_SECONDS = 15.0
GOAL_RESTART_SECONDS = 2.0
REGISTERED = "登録済み"


def measure(folder: Path) -> list[Figure]:
    folder.mkdir(parents=True)
    return [*asyncio.run(_in_the_engine(folder.resolve())), asyncio.run(_restart(folder.resolve()))]


async def _in_the_engine(folder: Path) -> list[Figure]:
    authority = Authority(folder / "certificates")
    noise, profile = write_noise(folder / "noise.wav"), folder / "profile"
    async with (
        softswitch(
            folder / "switch",
            codecs="ulaw",
            certificate=authority.certificate(),
            phone_options="media_encryption=sdes\nmedia_encryption_optimistic=yes",
        ) as switch,
        engine(profile, audio=f"file:{noise},{profile}/heard.wav,", environment=authority.trusted) as phone,
    ):
        udp_ms = await _registration_ms(phone, switch, Transport.UDP, Srtp.OFF)
        plain = await _call_cpu(phone)
        phone.send(ChooseSound(SoundSettings(echo_cancellation=Processing.ON, noise_suppression=Processing.ON)))
        processed = await _call_cpu(phone)
        delay_ms = phone.state.devices.processing_delay_ms
        phone.send(ChooseSound(SoundSettings(echo_cancellation=Processing.OFF, noise_suppression=Processing.OFF)))
        tls_ms = await _registration_ms(phone, switch, Transport.TLS, Srtp.MANDATORY)
        secure = await _call_cpu(phone)
    beside = f"plain: {plain:.1f} CPU-s"
    return [
        Figure("engine: account given → registered, UDP", udp_ms, "ms", None, f"by TLS: {tls_ms:.0f} ms"),
        Figure("engine: CPU a minute in a call with TLS and SRTP", secure, "CPU-s", 4.0, beside),
        Figure(
            "engine: CPU a minute in a call, echo and noise taken out",
            processed,
            "CPU-s",
            None,
            f"{beside}; adds {delay_ms} ms on the way out",
        ),
    ]


async def _registration_ms(phone: TestWindow, switch: Softswitch, transport: Transport, srtp: Srtp) -> float:
    """Median of some registrations, each of a phone that had no account."""
    times = []
    for _ in range(REGISTRATIONS):
        phone.send(UseAccount(None))
        await phone.until(lambda: phone.state.registration is Registration.NONE)
        began = time.monotonic()
        await phone.register(switch, transport=transport, srtp=srtp)
        times.append(1000 * (time.monotonic() - began))
    return median(times)


async def _call_cpu(phone: TestWindow) -> float:
    """CPU seconds a minute in a call to the echo, once it has settled."""
    phone.send(Dial(ECHO))
    call = (await phone.call_in(PhoneCallState.TALKING)).call
    await asyncio.sleep(SETTLING_SECONDS)
    process = engine_of(phone)
    before, began = cpu_seconds(process), time.monotonic()
    await asyncio.sleep(CALL_SECONDS)
    spent = 60 * (cpu_seconds(process) - before) / (time.monotonic() - began)
    phone.send(HangUp(call))
    await phone.call_in(PhoneCallState.ENDED)
    return spent


async def _restart(folder: Path) -> Figure:
    async with softswitch(folder / "switch-of-window") as switch:
        times = await asyncio.to_thread(_kills, Setup(folder / "home", USER, switch.port))
    told = f"{KILLS} kills, {min(times):.1f} to {max(times):.1f} s, seen in the window"
    return Figure("engine killed → registered again", max(times), "s", GOAL_RESTART_SECONDS, told)


def _kills(setup: Setup) -> list[float]:
    """Seconds from each kill of the engine until the window says that it is registered again."""
    setup.home.mkdir()
    command = [*OURS.prepare(setup), "--audio", "null"]
    environment = {"HOME": str(setup.home), **compiled_in(setup.home), **OURS.environment}
    with (
        VirtualDesktop() as desktop,
        desktop.run(command, log=setup.home / "log", environment=environment) as running,
        Window(desktop, running.pid, wait_seconds=20) as window,
    ):
        return [_one_kill(window, psutil.Process(running.pid)) for _ in range(KILLS)]


def _one_kill(window: Window, process: psutil.Process) -> float:
    window.wait_text("registration_label", REGISTERED)
    engines = process.children()
    killed_at = time.monotonic()
    for each in engines:
        each.kill()
    window.wait_until(lambda: REGISTERED not in window.read("registration_label"), "the window knows of it")
    window.wait_text("registration_label", REGISTERED)
    return time.monotonic() - killed_at
