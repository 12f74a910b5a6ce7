"""A softphone as a person has it: the program on a virtual desktop, at somebody's telephone exchange, with telephones around it."""

import asyncio
import contextlib
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import psutil

from bluebean_client.store.secrets import SERVICE
from bluebean_client.store.settings_file import to_toml
from tests.e2e.centre import engines, write_tone
from tests.support import tones
from tests.support.file_keyring import FILE, keep
from tests.support.sip_peers import Caller, Phone, SipPeer
from tests.support.softswitch import PASSWORD
from tests.support.sound_server import SoundServer
from tools.blackbox.desktop import VirtualDesktop
from tools.blackbox.window import Window

OWN = "101"
OWN_HZ, FIRST_HZ, SECOND_HZ = TONES_HZ = (700.0, 1000.0, 1500.0)
"""The person's own voice, and those of two others."""
MIXED = 0.15
"""Share of the energy at which one tone of several counts as heard."""
RATE_HZ = 16_000
LISTENED_SECONDS, POLL_SECONDS = 0.5, 0.05
PROGRAM = (sys.executable, "-m", "bluebean_client")
WAIT_SECONDS = 20.0


class SoftphoneDesk:
    """One profile of the program, with its account in the settings and its password in the keychain.

    Attributes:
        server: host and port of whom the account is at.
        voice: what is played to the person's ear.
    """

    def __init__(self, folder: Path, desktop: VirtualDesktop, server: str, stack: AsyncExitStack) -> None:
        self.folder, self.desktop, self.server, self.stack = folder, desktop, server, stack
        self.profile = folder / "profile"
        self.profile.mkdir()
        self.voice = folder / "heard.wav"
        speech, self._keyring = folder / "speech.wav", folder / "keyring.json"
        write_tone(speech, OWN_HZ)
        self._audio = f"file:{speech},{self.voice}"
        keep(self._keyring, SERVICE, f"{OWN}@sip:{server}", PASSWORD)
        self.environment = {
            "PYTHON_KEYRING_BACKEND": "tests.support.file_keyring.FileKeyring",
            FILE: str(self._keyring),
        }

    def use(self, card: SoundServer) -> None:
        """Its devices in place of files. The desktop's own folder for sockets stays."""
        self._audio = "auto"
        self.environment |= {name: value for name, value in card.environment.items() if name != "XDG_RUNTIME_DIR"}

    def settings(self, **values: object) -> None:
        """What the profile has before the program is started."""
        account = {
            "usage_mode": "softphone",
            "sip_user": OWN,
            "sip_server": self.server,
            "keep_in_tray": False,
        }
        (self.profile / "settings.toml").write_text(to_toml({**account, "language": "ja", **values}), "utf-8")

    @contextlib.contextmanager
    def running(self, *arguments: str) -> Iterator[Window]:
        """The registered program; it is asked to end afterwards."""
        command = self.command(*arguments)
        with (
            self.desktop.run(command, log=self.folder / "client.log", environment=self.environment) as process,
            Window(self.desktop, process.pid, wait_seconds=WAIT_SECONDS) as window,
        ):
            window.wait_text("registration_label", "登録済み")
            yield window

    def command(self, *arguments: str) -> list[str]:
        return [*PROGRAM, "--profile", str(self.profile), "--audio", self._audio, *arguments]

    def start_again(self, link: str) -> int:
        """As the system does it for a link that was clicked; the exit code."""
        environment = self.desktop.environ(**self.environment)
        return subprocess.run(self.command(link), env=environment, timeout=WAIT_SECONDS, check=False).returncode

    def engine(self) -> psutil.Process:
        (process,) = engines(self.folder)
        return process

    async def telephone(self, extension: str, hz: float) -> Phone:
        """Somebody's registered telephone; it answers by itself and speaks with a tone of its own."""
        phone = Phone(
            self.folder / extension,
            server=self.server,
            extension=extension,
            password=PASSWORD,
            tone_hz=hz,
            auto_answer=True,
        )
        await self.stack.enter_async_context(phone)
        await phone.register()
        return phone

    async def caller(self, hz: float = FIRST_HZ) -> Caller:
        """Somebody outside."""
        return await self.stack.enter_async_context(Caller(self.folder / "caller", server=self.server, tone_hz=hz))

    async def hears(self, *tones_hz: float) -> None:
        """The person comes to hear these of the known tones, and no other."""
        await _comes_to_be_heard(lambda: self.voice, tones_hz)


async def hears(peer: SipPeer, *tones_hz: float) -> None:
    """Somebody else does."""
    await _comes_to_be_heard(lambda: peer.heard, tones_hz)


async def _comes_to_be_heard(ear: Callable[[], Path | None], tones_hz: Collection[float]) -> None:
    deadline = time.monotonic() + WAIT_SECONDS
    while (heard := await _heard_next(ear())) != set(tones_hz):
        assert time.monotonic() < deadline, f"{heard} is heard in {ear()} instead of {tones_hz}"


async def _heard_next(path: Path | None) -> set[float]:
    """What is played in the next half second; where nothing is recorded any more nothing is heard."""
    start, wanted = _samples(path), LISTENED_SECONDS * RATE_HZ
    for _ in range(round(2 * LISTENED_SECONDS / POLL_SECONDS)):
        await asyncio.sleep(POLL_SECONDS)
        if _samples(path) - start >= wanted:
            break
    if path is None or _samples(path) - start < wanted / 2:
        return set()
    samples = tones.read_growing_wav(path)[start:]
    return {hz for hz in TONES_HZ if tones.tone_share(samples, RATE_HZ, hz) >= MIXED}


def _samples(path: Path | None) -> int:
    return max(0, path.stat().st_size - tones.WAV_HEADER_BYTES) // 2 if path is not None and path.exists() else 0
