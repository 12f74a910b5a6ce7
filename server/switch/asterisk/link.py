"""One established connection to Asterisk: requests (ARI), the few manager actions (AMI) and the stream of events."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Collection, Sequence
from typing import Any

import aiohttp
import structlog

from server.ports.switch import SipCredentials, SipTrunk, SwitchError, SwitchIsDown
from server.switch.asterisk.ami import Ami
from server.switch.asterisk.ari import Ari, AriError, read_events
from server.switch.asterisk.config import APPLICATION, NOBODY, Access
from server.switch.asterisk.objects import (
    TRUNK_PREFIX,
    ObjectName,
    Objects,
    account_names,
    account_objects,
    trunk_names,
    trunk_objects,
)
from server.switch.asterisk.process import AsteriskProcess

log = structlog.get_logger(__name__)

PJSIP_OBJECTS = ("asterisk", "config", "dynamic", "res_pjsip")
BOOT_SECONDS = 20.0
BOOT_POLL_SECONDS = 0.05

WANTED_EVENTS = (
    "StasisStart",
    "ChannelStateChange",
    "ChannelDestroyed",
    "ChannelDtmfReceived",
    "ChannelTransfer",
    "Dial",
    "PlaybackFinished",
    "ChannelTalkingStarted",
    "ChannelTalkingFinished",
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
        except BaseException as fault:
            await ami.close()
            if isinstance(fault, TimeoutError):
                raise SwitchIsDown(f"Asterisk does not finish its start: {process.last_words()}") from fault
            raise
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

    async def reload_music(self) -> None:
        """Read the classes of music again; what is heard goes on."""
        await self.ari.request("PUT", "asterisk", "modules", "res_musiconhold.so")

    async def put_account(self, account: SipCredentials) -> None:
        srtp_required = self._process.options.srtp_required
        await self._put(account_objects(account.extension, account.password, srtp_required=srtp_required))

    async def delete_account(self, extension: str) -> None:
        await self._delete(account_names(extension))

    async def put_trunk(self, trunk: SipTrunk) -> None:
        """A trunk that Asterisk refuses is told to the log; phones and other trunks do not suffer from it.

        WORKAROUND Asterisk 22: an endpoint with `set_var` can't be changed ("Could not find option suitable for …"), and
        an address book keeps dialing its old contact for a while. So what was there before is deleted; calls go on.
        """
        try:
            await self.delete_trunk(trunk.name)
            await self._put(trunk_objects(trunk))
        except AriError as fault:
            log.warning("trunk_not_taken", trunk=trunk.name, why=str(fault))

    async def delete_trunk(self, name: str) -> None:
        await self._delete(trunk_names(name))

    async def delete_all_but(self, extensions: Collection[str], trunks: Collection[str]) -> None:
        """Forget what was pushed by an earlier server and is not wanted any more."""
        for endpoint in await self.ari.request("GET", "endpoints", "PJSIP"):
            name: str = endpoint["resource"]
            trunk = name.removeprefix(TRUNK_PREFIX)
            if name.startswith(TRUNK_PREFIX):
                if trunk not in trunks:
                    await self.delete_trunk(trunk)
            elif name not in extensions and name != NOBODY:
                await self.delete_account(name)

    async def _put(self, objects: Objects) -> None:
        for name, fields in objects.items():
            body = {"fields": [{"attribute": key, "value": value} for key, value in fields.items()]}
            await self.ari.request("PUT", *PJSIP_OBJECTS, *name, body=body)

    async def _delete(self, names: Sequence[ObjectName]) -> None:
        for name in reversed(names):
            with contextlib.suppress(AriError):  # not there is as good as deleted
                await self.ari.request("DELETE", *PJSIP_OBJECTS, *name)

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
