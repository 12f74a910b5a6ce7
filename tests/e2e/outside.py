"""The world that operators call: one telephone to which every number of the carrier leads."""

import asyncio
import re
import time
from pathlib import Path

from tests.e2e.centre import CALLER_HZ, HERE, Centre
from tests.support.asterisk import free_port
from tests.support.sip_peers import Callee

RELOAD_SECONDS = 15.0


async def somebody_outside(centre: Centre, more: str = "") -> Callee:
    """Answers as the test says. `more` is added to the site."""
    port = free_port()
    site = centre.folder / "site.toml"
    text = re.sub(r"port = \d+", f"port = {port}", (HERE / "site.toml").read_text("utf-8"))
    site.write_text(text + more, "utf-8")
    reloads = _reloads(centre)
    centre.server.admin("apply", str(site))
    await _until_reloaded(centre, reloads)
    callee = Callee(
        centre.folder / "outside",
        server=f"{centre.server.host}:{centre.server.sip_port}",
        tone_hz=CALLER_HZ,
        codecs=("PCMU/8000",),
        port=port,
    )
    await centre.stack.enter_async_context(callee)
    await callee.listen()
    return callee


def _reloads(centre: Centre) -> int:
    return Path(centre.server.log.name).read_text("utf-8").count("site_reloaded")


async def _until_reloaded(centre: Centre, before: int) -> None:
    deadline = time.monotonic() + RELOAD_SECONDS
    while _reloads(centre) == before:
        assert time.monotonic() < deadline, "the server does not take the new site"
        await asyncio.sleep(0.05)
