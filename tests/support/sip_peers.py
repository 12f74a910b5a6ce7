"""Real SIP peers for tests: scripted phones and callers (pjsua2), and SIPp callers whose RTP numbers begin at 0.

async with Phone(folder, server="127.0.0.1:5060", extension="101", password="…", tone_hz=700) as phone:
    await phone.register()
    headers = (await phone.expect("incoming"))["headers"]
    await phone.answer()
    …
    await phone.hang_up()
tones.seconds_of_tone(*…read_wav(phone.heard))
"""

import asyncio
import contextlib
import json
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import numpy as np

SUPPORT = Path(__file__).parent
PATIENCE_SECONDS = 15.0
CODECS = ("G722/16000", "PCMU/8000", "PCMA/8000")

Happening = dict[str, Any]


class SipPeer:
    """A process with pjsua2. What happens to it is kept in order until `expect` takes it."""

    def __init__(
        self,
        folder: Path,
        *,
        server: str,
        extension: str = "",
        password: str = "",
        tone_hz: float = 440,
        tcp: bool = False,
        auto_answer: bool = False,
        codecs: Sequence[str] = CODECS,
        log_level: int = 3,
        drop_percent: int = 0,
        srtp: bool = False,
        port: int = 0,
    ) -> None:
        """`drop_percent` of its voice never leaves it, as on a bad network. With `srtp` it takes no call in the clear."""
        self.folder = folder
        self.heard: Path | None = None
        """What the present or last call recorded."""
        self._options = {
            "folder": str(folder),
            "server": server,
            "extension": extension,
            "password": password,
            "tone_hz": tone_hz,
            "tcp": tcp,
            "auto_answer": auto_answer,
            "codecs": list(codecs),
            "log_level": log_level,
            "drop_percent": drop_percent,
            "srtp": srtp,
            "port": port,
        }
        self._process: asyncio.subprocess.Process | None = None
        self._reader: asyncio.Task[None] | None = None
        self._happened: list[Happening] = []
        self._news = asyncio.Condition()

    async def __aenter__(self) -> Self:
        self.folder.mkdir(parents=True, exist_ok=True)
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            SUPPORT / "phone_process.py",
            json.dumps(self._options),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        self._reader = asyncio.create_task(self._read())
        await self.expect("ready")
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, traceback: TracebackType | None
    ) -> None:
        process = self._process
        assert process is not None and self._reader is not None
        if process.returncode is None:
            with contextlib.suppress(ConnectionError):
                await self.tell("quit")
        try:
            await asyncio.wait_for(process.wait(), PATIENCE_SECONDS)
        except TimeoutError:
            process.kill()
            await process.wait()
        await self._reader

    async def kill(self) -> None:
        """Vanish without a word, as when the network is pulled."""
        assert self._process is not None
        self._process.kill()
        await self._process.wait()

    async def tell(self, what: str, **more: Any) -> None:
        assert self._process is not None and self._process.stdin is not None
        self._process.stdin.write(json.dumps({"do": what, **more}).encode() + b"\n")
        await self._process.stdin.drain()

    async def expect(self, event: str, **matching: Any) -> Happening:
        """The next such happening, also if it was before now; each is taken once. Fails after a while."""

        def found() -> Happening | None:
            for happening in self._happened:
                if happening["event"] == event and matching.items() <= happening.items():
                    return happening
            return None

        async with self._news:
            try:
                await asyncio.wait_for(self._news.wait_for(lambda: found() is not None), PATIENCE_SECONDS)
            except TimeoutError:
                raise AssertionError(f"no {event} {matching}; there was {self._happened}") from None
            happening = found()
            assert happening is not None
            self._happened.remove(happening)
            return happening

    def has_happened(self, event: str) -> bool:
        return any(happening["event"] == event for happening in self._happened)

    async def _read(self) -> None:
        assert self._process is not None and self._process.stdout is not None
        async for line in self._process.stdout:
            happening = json.loads(line)
            if happening["event"] == "media":
                self.heard = Path(happening["heard"])
            async with self._news:
                self._happened.append(happening)
                self._news.notify_all()

    async def hang_up(self) -> None:
        await self.tell("hang_up")

    async def dtmf(self, digits: str) -> None:
        await self.tell("dtmf", digits=digits)


class Phone(SipPeer):
    """An operator's phone."""

    async def register(self) -> None:
        await self.tell("register")
        await self.expect("registration", code=200, active=True)

    async def unregister(self) -> None:
        await self.tell("unregister")
        await self.expect("registration", active=False)

    async def dial(self, number: str) -> None:
        await self.tell("dial", number=number)

    async def transfer(self, number: str) -> None:
        """Ask the far side to call `number` instead (REFER)."""
        await self.tell("transfer", number=number)

    async def answer(self) -> None:
        await self.tell("answer")
        await self.expect("answered")

    async def early_media(self) -> None:
        """Be heard before the answer, as a carrier that rings or announces something itself."""
        await self.tell("early_media")
        await self.expect("media")

    async def reject(self, sip_code: int) -> None:
        await self.tell("reject", sip_code=sip_code)


class Caller(SipPeer):
    """Somebody outside who calls; hears and speaks like a phone."""

    async def call(self, caller: str, called: str) -> None:
        await self.tell("call", caller=caller, called=called)

    async def fall_silent(self) -> None:
        await self.tell("fall_silent")


class Callee(Phone):
    """Somebody outside who is called: every number of a trunk that leads to `port` is his."""

    async def listen(self) -> None:
        await self.tell("listen")
        await self.expect("listening")


class SippCaller:
    """One SIPp call that streams a tone for `talk_seconds` with RTP numbers from 0. `said` gives its log lines."""

    def __init__(
        self, folder: Path, *, server: str, caller: str, called: str, tone_hz: float = 440, talk_seconds: float = 3
    ) -> None:
        self._folder = folder
        self._server = server
        self._caller = caller
        self._called = called
        self._tone_hz = tone_hz
        self._talk_seconds = talk_seconds
        self._process: asyncio.subprocess.Process | None = None

    async def __aenter__(self) -> Self:
        sipp = shutil.which("sipp")
        assert sipp, "SIPp is needed for this test: install the package sip-tester"
        self._folder.mkdir(parents=True, exist_ok=True)
        tone = self._folder / "tone.ul"
        tone.write_bytes(mu_law_tone(self._tone_hz))
        scenario = (SUPPORT / "sipp" / "caller.xml").read_text()
        scenario = scenario.replace("@TONE@", str(tone)).replace("@TALK_MS@", str(int(self._talk_seconds * 1000)))
        (self._folder / "caller.xml").write_text(scenario)
        arguments = [
            "-sf",
            "caller.xml",
            "-s",
            self._called,
            "-key",
            "caller",
            self._caller,
            "-m",
            "1",
            "-i",
            "127.0.0.1",
        ]
        arguments += ["-trace_logs", "-log_file", "said.log", "-trace_err", "-error_file", "faults.log", "-nostdin"]
        self._process = await asyncio.create_subprocess_exec(
            sipp, self._server, *arguments, cwd=self._folder, stdout=asyncio.subprocess.DEVNULL
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, traceback: TracebackType | None
    ) -> None:
        assert self._process is not None
        if self._process.returncode is None:
            self._process.kill()
        await self._process.wait()

    async def finish(self) -> int:
        """Wait for the end of the call; SIPp's exit code, 0 if all went as in the scenario."""
        assert self._process is not None
        return await asyncio.wait_for(self._process.wait(), self._talk_seconds + 2 * PATIENCE_SECONDS)

    def said(self) -> list[str]:
        path = self._folder / "said.log"
        return path.read_text().split("\n") if path.exists() else []


def mu_law_tone(hz: float, seconds: int = 10, rate: int = 8000) -> bytes:
    """A tone as raw G.711 µ-law. Formula: ITU-T G.711, the continuous µ = 255 curve rounded to 8 bits."""
    wave = np.sin(2 * np.pi * hz * np.arange(rate * seconds) / rate) * 0.25
    magnitude = np.round(np.log1p(255 * np.abs(wave)) / np.log1p(255) * 127).astype(np.uint8)
    return bytes(~(magnitude | np.where(wave < 0, 0x80, 0).astype(np.uint8)) & 0xFF)
