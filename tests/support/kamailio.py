"""A private Kamailio as a SIP server of another make: a registrar with passwords, and a proxy by which every call stays routed.

Phones reach each other by their users, 4xx to 6xx refuses with that status. Requests for other servers are passed on, as by an
outbound proxy.
"""

import asyncio
import contextlib
import shutil
import time
from collections.abc import AsyncIterator
from pathlib import Path

from tests.support.asterisk import free_port
from tests.support.softswitch import PASSWORD

PATIENCE_SECONDS = 15.0
MODULES = ("tm", "sl", "rr", "pv", "maxfwd", "usrloc", "registrar", "siputils", "textops", "auth", "xlog")

CONFIGURATION = """#!KAMAILIO
debug=1
log_stderror=yes
fork=yes
children=1
tcp_children=1
auto_aliases=no
listen=udp:127.0.0.1:{port}
listen=tcp:127.0.0.1:{port}
{modules}
modparam("usrloc", "db_mode", 0)
modparam("auth", "nonce_expire", 300)

request_route {{
    if (!mf_process_maxfwd_header("10")) {{ sl_send_reply("483", "Too Many Hops"); exit; }}
    if (is_method("CANCEL")) {{ if (t_check_trans()) t_relay(); exit; }}
    if (has_totag()) {{
        if (loose_route()) {{ xlog("L_NOTICE", "within the dialog: $rm\\n"); t_relay(); }}
        else if (is_method("ACK")) {{ if (t_check_trans()) t_relay(); }}
        else sl_send_reply("404", "Not here");
        exit;
    }}
    loose_route();
    if (uri != myself) {{
        xlog("L_NOTICE", "passed on: $rm to $rd:$rp\\n");
        if (is_method("INVITE")) record_route();
        t_relay();
        exit;
    }}
    if (is_method("REGISTER")) {{
        if (!pv_www_authenticate("$td", "{password}", "0")) {{ www_challenge("$td", "1"); exit; }}
        save("location");
        exit;
    }}
    if ($rU =~ "^[4-6][0-9][0-9]$") {{ sl_send_reply("$(rU{{s.int}})", "Said so"); exit; }}
    record_route();
    if (!lookup("location")) {{ sl_send_reply("404", "Not Found"); exit; }}
    t_relay();
}}
"""


class Kamailio:
    """Attributes: `host` and `port`, over UDP and TCP."""

    host = "127.0.0.1"

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self._folder = folder
        self._process: asyncio.subprocess.Process | None = None

    @property
    def server(self) -> str:
        return f"{self.host}:{self.port}"

    async def start(self) -> None:
        kamailio = shutil.which("kamailio", path="/usr/sbin:/usr/local/sbin:/usr/bin")
        assert kamailio, "Kamailio is needed for this test: install the package kamailio"
        self._folder.mkdir(parents=True, exist_ok=True)
        configuration = self._folder / "kamailio.cfg"
        modules = "\n".join(f'loadmodule "{name}.so"' for name in MODULES)
        configuration.write_text(CONFIGURATION.format(port=self.port, modules=modules, password=PASSWORD))
        with (self._folder / "output.log").open("wb") as output:
            self._process = await asyncio.create_subprocess_exec(
                *(kamailio, "-f", str(configuration), "-DD", "-E", "-Y", str(self._folder), "-w", str(self._folder)),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )
        await self._listens()

    async def stop(self) -> None:
        """Its children end with it."""
        assert self._process is not None
        with contextlib.suppress(ProcessLookupError):
            self._process.terminate()
        await self._process.wait()

    def log(self) -> str:
        return (self._folder / "output.log").read_text(errors="replace")

    async def _listens(self) -> None:
        assert self._process is not None
        until = time.monotonic() + PATIENCE_SECONDS
        while True:
            assert time.monotonic() < until and self._process.returncode is None, self.log()
            with contextlib.suppress(OSError):
                _, writer = await asyncio.open_connection(self.host, self.port)
                writer.close()
                return
            await asyncio.sleep(0.05)


@contextlib.asynccontextmanager
async def kamailio(folder: Path) -> AsyncIterator[Kamailio]:
    running = Kamailio(folder)
    await running.start()
    try:
        yield running
    finally:
        await running.stop()
