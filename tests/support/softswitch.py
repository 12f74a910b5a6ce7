"""A private Asterisk as a plain telephone exchange, for tests of the phone alone: no server, only a dialplan.

Numbers: 101–109 phones, 6xx echo, 7xx waits for three DTMF digits and writes them into its log, 81xx phone 1xx with the wish that it
answers by itself, 9xx busy.
"""

import asyncio
import contextlib
import os
import signal
import subprocess
import time
from collections.abc import AsyncIterator
from pathlib import Path

from server.switch.asterisk.locate import Installation, locate
from server.switch.asterisk.modules import modules_to_load
from tests.support.asterisk import free_port

EXTRA_MODULES = (
    "app_stack",
    "app_dial",
    "app_echo",
    "app_read",
    "app_playback",
    "bridge_simple",
    "res_pjsip_refer",
)
PASSWORD = "correct horse"
PATIENCE_SECONDS = 15.0

PHONE = """
[{ext}]
type=auth
auth_type=userpass
username={ext}
password={password}
[{ext}]
type=aor
max_contacts=1
remove_existing=yes
[{ext}]
type=endpoint
auth={ext}
aors={ext}
context=calls
disallow=all
allow={codecs}
direct_media=no
rewrite_contact=yes
force_rport=yes
rtp_symmetric=yes
{options}
"""

DIALPLAN = """
[calls]
exten => _1XX,1,Dial(PJSIP/${EXTEN},30,b(headers^ring^1))
 same => n,Hangup()
exten => _81XX,1,Dial(PJSIP/${EXTEN:1},30,b(headers^auto^1))
 same => n,Hangup()
exten => _6XX,1,Answer()
 same => n,Echo()
exten => _7XX,1,Answer()
 same => n,Read(GOT,,3,,1,10)
 same => n,Verbose(0,received ${GOT})
 same => n,Hangup()
exten => _9XX,1,Hangup(17)
[headers]
exten => ring,1,Set(PJSIP_HEADER(add,X-BlueBean-Call)=call-7)
 same => n,Return()
exten => auto,1,Set(PJSIP_HEADER(add,X-BlueBean-Call)=call-8)
 same => n,Set(PJSIP_HEADER(add,Call-Info)=<sip:switch>\\;answer-after=0)
 same => n,Return()
"""


class Softswitch:
    """`start`, `kill` and `start` again on the same port; nobody needs to register anew in its files, only the phones."""

    def __init__(
        self,
        folder: Path,
        codecs: str = "g722,ulaw,alaw",
        *,
        host: str = "127.0.0.1",
        certificate: Path | None = None,
        phone_options: str = "",
    ) -> None:
        """`certificate` is a PEM file with key and chain: TLS is served at `tls_port` then. `phone_options` are lines of pjsip.conf."""
        self.host = host
        self.port = free_port()
        self.tls_port = free_port()
        self._certificate, self._phone_options = certificate, phone_options
        self._folder = folder
        self._codecs = codecs
        self._installation = locate()
        self._process: asyncio.subprocess.Process | None = None
        self._log = folder / "log" / "messages"

    @property
    def server(self) -> str:
        return f"{self.host}:{self.port}"

    async def start(self) -> None:
        configuration = self._write_configuration()
        self._log.unlink(missing_ok=True)
        self._process = await asyncio.create_subprocess_exec(
            self._installation.executable,
            "-f",
            "-C",
            configuration,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        await self.log_says("Asterisk Ready")

    async def kill(self) -> None:
        """As the power cut does it: no BYE, no answer to anything."""
        assert self._process is not None
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()
        await self._process.wait()

    async def command(self, text: str) -> str:
        """What its console answers."""
        asking = await asyncio.create_subprocess_exec(
            self._installation.executable,
            "-C",
            self._folder / "etc" / "asterisk.conf",
            "-rx",
            text,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        answer, _ = await asking.communicate()
        return answer.decode()

    def freeze(self) -> None:
        """Answers nothing, sends nothing, until `thaw`: what a phone sees of a lost network."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._signal(signal.SIGCONT)

    async def log_says(self, text: str) -> None:
        until = time.monotonic() + PATIENCE_SECONDS
        while not (self._log.exists() and text in self._log.read_text()):
            assert time.monotonic() < until, f"the switch's log does not say {text!r}"
            await asyncio.sleep(0.02)

    def _signal(self, number: signal.Signals) -> None:
        assert self._process is not None
        os.kill(self._process.pid, number)

    def _write_configuration(self) -> Path:
        etc = self._folder / "etc"
        for name in ("etc", "var", "db", "spool", "run", "log"):
            (self._folder / name).mkdir(parents=True, exist_ok=True)
        for name, text in self._files(self._installation).items():
            (etc / name).write_text(text)
        return etc / "asterisk.conf"

    def _files(self, installation: Installation) -> dict[str, str]:
        folder = self._folder
        modules = "".join(f"load={name}.so\n" for name in (*modules_to_load(installation.modules_dir), *EXTRA_MODULES))
        phones = "".join(
            PHONE.format(ext=ext, password=PASSWORD, codecs=self._codecs, options=self._phone_options)
            for ext in range(101, 110)
        )
        outside = "[out]\ntype=endpoint\ncontext=calls\nallow=!all,ulaw\n[out-id]\ntype=identify\nendpoint=out\nmatch=127.0.0.1\n"
        transports = "".join(
            f"[{kind}]\ntype=transport\nprotocol={kind}\nbind={self.host}:{self.port}\n" for kind in ("udp", "tcp")
        )
        if self._certificate is not None:
            transports += (
                f"[tls]\ntype=transport\nprotocol=tls\nbind={self.host}:{self.tls_port}\nmethod=tlsv1_3\n"
                f"cert_file={self._certificate}\npriv_key_file={self._certificate}\n"
            )
        return {
            "asterisk.conf": (
                f"[directories]\nastetcdir={folder}/etc\nastmoddir={installation.modules_dir}\nastvarlibdir={folder}/var\n"
                f"astdbdir={folder}/db\nastkeydir={folder}/var\nastdatadir={installation.data_dir}\nastagidir={folder}/var\n"
                f"astspooldir={folder}/spool\nastrundir={folder}/run\nastlogdir={folder}/log\n"
                "[options]\nentityid=02:00:00:00:00:02\n"
            ),
            "modules.conf": f"[modules]\nautoload=no\n{modules}",
            "logger.conf": "[general]\n[logfiles]\nmessages => notice,warning,error,verbose\n",
            "rtp.conf": "[general]\nrtpstart=20000\nrtpend=29999\n",
            "pjsip.conf": "[global]\ntype=global\nendpoint_identifier_order=username,ip\n"
            + transports
            + outside
            + phones,
            "extensions.conf": DIALPLAN,
            "ari.conf": "[general]\nenabled=no\n",
            "http.conf": "[general]\nenabled=no\n",
        }


@contextlib.asynccontextmanager
async def softswitch(
    folder: Path,
    codecs: str = "g722,ulaw,alaw",
    *,
    host: str = "127.0.0.1",
    certificate: Path | None = None,
    phone_options: str = "",
) -> AsyncIterator[Softswitch]:
    switch = Softswitch(folder, codecs, host=host, certificate=certificate, phone_options=phone_options)
    await switch.start()
    try:
        yield switch
    finally:
        with contextlib.suppress(ProcessLookupError):
            switch.thaw()
        await switch.kill()
