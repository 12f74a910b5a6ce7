"""baresip as a peer that is told what to do over its control port; it says a tone and answers by itself."""

import asyncio
import json
import shutil
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.support.asterisk import free_port
from tests.support.engine import write_tone

PATIENCE_SECONDS = 15.0
TONE_SECONDS = 60
"""It does not begin again at the end."""
MODULES = ("g711", "aufile")
APPLICATIONS = ("account", "menu", "ctrl_tcp")
DIRECT = "<sip:peer@127.0.0.1>;regint=0;answermode=auto"


def registered_at(server: str, extension: str, password: str) -> str:
    """An account that answers by itself."""
    return f"<sip:{extension}@{server}>;auth_pass={password};regint=600;answermode=auto"


class Baresip:
    """`address` is where to call it; `happened` are the types of its events, such as CALL_ESTABLISHED."""

    def __init__(self, folder: Path, *, tone_hz: float = 440, account: str = DIRECT) -> None:
        """`account` is a line of baresip's accounts; without one it is called at its address and registers nowhere."""
        self._folder, self._tone_hz, self._account = folder, tone_hz, account
        self._sip_port, self._control_port = free_port(), free_port()
        self.happened: list[str] = []
        self._news = asyncio.Condition()
        self._process: asyncio.subprocess.Process | None = None
        self._writer: asyncio.StreamWriter | None = None
        self._listener: asyncio.Task[None] | None = None

    @property
    def address(self) -> str:
        return f"sip:peer@127.0.0.1:{self._sip_port}"

    async def __aenter__(self) -> Self:
        baresip = shutil.which("baresip")
        assert baresip, "baresip is needed for this test: install the package baresip-core"
        self._configure()
        with (self._folder / "output.log").open("wb") as output:
            self._process = await asyncio.create_subprocess_exec(
                baresip, "-f", str(self._folder), stdin=asyncio.subprocess.DEVNULL, stdout=output, stderr=output
            )
        reader, self._writer = await self._control()
        self._listener = asyncio.create_task(self._listen(reader))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, traceback: TracebackType | None
    ) -> None:
        assert self._process is not None and self._writer is not None and self._listener is not None
        self._writer.close()
        if self._process.returncode is None:
            self._process.kill()
        await self._process.wait()
        await asyncio.gather(self._listener, return_exceptions=True)

    async def tell(self, command: str, parameters: str = "") -> None:
        """A command of its menu, such as `dial`, `hold`, `resume`, `hangup`, `transfer`."""
        assert self._writer is not None
        message = json.dumps({"command": command, "params": parameters}).encode()
        self._writer.write(b"%d:%s," % (len(message), message))
        await self._writer.drain()

    async def expect(self, kind: str) -> None:
        async with self._news:
            try:
                await asyncio.wait_for(self._news.wait_for(lambda: kind in self.happened), PATIENCE_SECONDS)
            except TimeoutError:
                raise AssertionError(f"no {kind}; there was {self.happened}") from None
            self.happened.remove(kind)

    def _configure(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        tone = write_tone(self._folder / "tone.wav", self._tone_hz, rate=8000, seconds=TONE_SECONDS)
        lines = ["module_path /usr/lib/baresip/modules", f"sip_listen 127.0.0.1:{self._sip_port}"]
        lines += [f"module {name}.so" for name in MODULES] + [f"module_app {name}.so" for name in APPLICATIONS]
        lines += [f"ctrl_tcp_listen 127.0.0.1:{self._control_port}", f"audio_source aufile,{tone}"]
        lines += [f"audio_player aufile,{self._folder}/heard.wav", "audio_alert aufile,/dev/null"]
        (self._folder / "config").write_text("\n".join([*lines, ""]))
        (self._folder / "accounts").write_text(f"{self._account}\n")
        (self._folder / "contacts").write_text("")

    async def _control(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        until = asyncio.get_running_loop().time() + PATIENCE_SECONDS
        while True:
            try:
                return await asyncio.open_connection("127.0.0.1", self._control_port)
            except OSError:
                assert asyncio.get_running_loop().time() < until, (self._folder / "output.log").read_text()[-2000:]
                await asyncio.sleep(0.05)

    async def _listen(self, reader: asyncio.StreamReader) -> None:
        """Netstrings of JSON until it is gone."""
        while True:
            try:
                length = int((await reader.readuntil(b":"))[:-1])
                message: dict[str, Any] = json.loads(await reader.readexactly(length))
                await reader.readexactly(1)
            except (asyncio.IncompleteReadError, ConnectionError):
                return
            if message.get("event"):
                async with self._news:
                    self.happened.append(message["type"])
                    self._news.notify_all()
