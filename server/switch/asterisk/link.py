"""One established connection to Asterisk: requests (ARI), the few manager actions (AMI) and the stream of events."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterable
from typing import Any

import aiohttp

from server.ports import SipCredentials, SwitchError, SwitchIsDown
from server.switch.asterisk.ami import Ami
from server.switch.asterisk.ari import Ari, AriError, read_events
from server.switch.asterisk.config import APPLICATION, Access, account_objects
from server.switch.asterisk.process import AsteriskProcess

BOOT_SECONDS = 20.0
BOOT_POLL_SECONDS = 0.05

WANTED_EVENTS = (
    "StasisStart",
    "ChannelStateChange",
    "ChannelDestroyed",
    "ChannelDtmfReceived",
    "PlaybackFinished",
    "ContactStatusChange",
)
"""All others are filtered inside Asterisk: 8 events for a call instead of 51."""


class Link:
    """Use `Link.open`; `ari` and `ami` may be used until `close`."""

    def __init__(self, process: AsteriskProcess, ari: Ari, ami: Ami) -> None:
        self.ari = ari
        self.ami = ami
        self._process = process
        self._socket: aiohttp.ClientWebSocketResponse | None = None

    @classmethod
    async def open(cls, process: AsteriskProcess) -> "Link":
        """Wait until Asterisk has booted. Raises `SwitchError` if it ends or takes too long."""
        ami = await _connect_ami(process)
        try:
            async with asyncio.timeout(BOOT_SECONDS):
                await ami.boot_finished.wait()
        except TimeoutError as fault:
            await ami.close()
            raise SwitchIsDown(f"Asterisk does not finish its start: {process.last_words()}") from fault
        access = process.access
        ari = Ari(f"http://127.0.0.1:{access.ari_port}", APPLICATION, access.password, APPLICATION)
        return cls(process, ari, ami)

    async def close(self) -> None:
        if self._socket is not None:
            await self._socket.close()
        await self.ari.close()
        await self.ami.close()

    async def take_calls(self) -> None:
        """From now on Asterisk gives us callers, and `events` has something to say."""
        self._socket = await self.ari.open_events()
        await self.ari.request(
            "PUT",
            "applications",
            APPLICATION,
            "eventFilter",
            body={"allowed": [{"type": name} for name in WANTED_EVENTS]},
        )
        # All of PJSIP at once: with it comes the end of inbound channels too, which would not be told otherwise.
        await self.ari.request("POST", "applications", APPLICATION, "subscription", eventSource="endpoint:PJSIP")

    async def events(self) -> AsyncIterator[dict[str, Any]]:
        """Until the connection is lost or Asterisk has ended."""
        if self._socket is None:
            raise SwitchError("take_calls() comes before events()")
        watcher = asyncio.create_task(self._close_when_lost(self._socket))
        try:
            async for event in read_events(self._socket):
                yield event
        finally:
            watcher.cancel()

    async def _close_when_lost(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        ended = asyncio.create_task(self._process.ended.wait())
        lost = asyncio.create_task(self.ami.wait_lost())
        try:
            await asyncio.wait({ended, lost}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            ended.cancel()
            lost.cancel()
        await socket.close()

    async def put_accounts(self, accounts: Iterable[SipCredentials]) -> None:
        for account in accounts:
            for kind, fields in account_objects(account.extension, account.password).items():
                body = {"fields": [{"attribute": name, "value": value} for name, value in fields.items()]}
                await self._dynamic("PUT", kind, account.extension, body)

    async def delete_account(self, extension: str) -> None:
        for kind in ("endpoint", "aor", "auth"):
            with contextlib.suppress(AriError):  # not there is as good as deleted
                await self._dynamic("DELETE", kind, extension)

    async def _dynamic(self, method: str, kind: str, extension: str, body: Any = None) -> None:
        await self.ari.request(method, "asterisk", "config", "dynamic", "res_pjsip", kind, extension, body=body)

    async def online_extensions(self) -> set[str]:
        endpoints = await self.ari.request("GET", "endpoints", "PJSIP")
        return {endpoint["resource"] for endpoint in endpoints if endpoint["state"] == "online"}

    async def is_online(self, extension: str) -> bool:
        try:
            endpoint = await self.ari.request("GET", "endpoints", "PJSIP", extension)
        except AriError:
            return False
        return bool(endpoint["state"] == "online")


async def _connect_ami(process: AsteriskProcess) -> Ami:
    access: Access = process.access
    loop = asyncio.get_running_loop()
    deadline = loop.time() + BOOT_SECONDS
    while True:
        try:
            return await Ami.connect(access.ami_port, APPLICATION, access.password)
        except SwitchIsDown as fault:
            if process.ended.is_set():
                raise SwitchIsDown(f"Asterisk ended while starting: {process.last_words()}") from fault
            if loop.time() > deadline:
                process.kill()
                raise SwitchIsDown(f"Asterisk does not answer and was ended: {process.last_words()}") from fault
        await asyncio.sleep(BOOT_POLL_SECONDS)
