"""Start a managed Asterisk on free ports in a temporary folder, and make sure that none is left behind."""

import contextlib
import os
import random
import signal
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec

from server.ports.switch import SipTrunk
from server.switch.asterisk.options import AsteriskOptions
from server.switch.asterisk.switch import AsteriskSwitch

TRUNK = SipTrunk("carrier", "127.0.0.1", 5999)
"""Calls from this machine that are from none of the phones."""


TEST_PORTS = (2_048, 10_000)
"""Below those of RTP, and of connections on their way out: nobody else takes one between a look and its use."""

_chance = random.SystemRandom()


def free_port() -> int:
    """A port that is free for UDP and TCP on loopback."""
    while True:
        port = _chance.randrange(*TEST_PORTS)
        with contextlib.suppress(OSError), socket.socket(type=socket.SOCK_DGRAM) as datagrams:
            datagrams.bind(("127.0.0.1", port))
            with socket.create_server(("127.0.0.1", port)):
                return port


def options_in(folder: Path) -> AsteriskOptions:
    return AsteriskOptions(
        data_dir=folder / "switch",
        recordings_dir=folder / "recordings",
        sip_bind="127.0.0.1",
        sip_port=free_port(),
    )


@dataclass(frozen=True)
class ManagedAsterisk:
    switch: AsteriskSwitch
    options: AsteriskOptions

    @property
    def sip_address(self) -> str:
        return f"{self.options.sip_bind}:{self.options.sip_port}"


@asynccontextmanager
async def managed_asterisk(folder: Path) -> AsyncIterator[ManagedAsterisk]:
    """Started, not waited for: take `SwitchUp` from its events."""
    options = options_in(folder)
    switch = AsteriskSwitch(options)
    await switch.set_trunks([TRUNK])
    await switch.start()
    try:
        yield ManagedAsterisk(switch, options)
    finally:
        await switch.close()
        kill_left_over_asterisk(options.data_dir)


def kill_left_over_asterisk(data_dir: Path) -> None:
    """End the Asterisk that a killed server left in this data folder, if there is one."""
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        os.kill(msgspec.json.decode((data_dir / "managed.json").read_bytes())["pid"], signal.SIGKILL)
