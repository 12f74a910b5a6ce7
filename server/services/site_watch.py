"""Notices that an administrator applied another site, and brings it to the floor and the switch while calls go on."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta

import structlog

from server.domain.refusal import Refusal
from server.domain.site.declarations import Site
from server.ports.outside import Clock
from server.ports.storage import Repositories, SiteRepository
from server.ports.switch import SipCredentials, SipTrunk, Switch, SwitchError
from server.services.call_floor import CallFloor

POLL_SECONDS = 1.0
REPLIES_KEPT = timedelta(hours=24)
PURGE_SECONDS = 3600.0
log = structlog.get_logger(__name__)


class SiteWatch:
    """Owns what the switch was told: phone accounts, trunks and sounds."""

    def __init__(
        self,
        *,
        site: SiteRepository,
        repositories: Repositories,
        switch: Switch,
        floor: CallFloor,
        poll_seconds: float,
        sounds: Mapping[str, bytes],
    ) -> None:
        self._site = site
        self._repositories = repositories
        self._switch = switch
        self._floor = floor
        self._poll_seconds = poll_seconds
        self._sounds = sounds
        self._version = 0
        self._applied: Site | None = None
        self._accounts: dict[str, SipCredentials] = {}

    async def start(self) -> None:
        """Tell the switch accounts, trunks and sounds before it is started; it keeps them."""
        self._version = await self._site.site_version()
        self._applied = await self._site.site()
        await self._push_accounts()
        await self._push_trunks(self._applied)
        await self._switch.set_sounds(self._sounds, {})

    async def run(self) -> None:
        """Look at the version for ever; a failed look is repeated."""
        while True:
            await asyncio.sleep(self._poll_seconds)
            try:
                await self.look()
            except Exception as error:
                log.warning("site_not_reloaded", why=str(error).partition("\n")[0])

    async def look(self) -> bool:
        """Whether there was something new."""
        version = await self._site.site_version()
        if version == self._version:
            return False
        new = await self._site.site()
        await self._push_accounts()
        await self._push_trunks(new)
        await self._floor.reload_site()
        await self._sign_out_removed(new)
        self._applied, self._version = new, version
        log.info("site_reloaded", version=version)
        return True

    async def _push_accounts(self) -> None:
        wanted = {
            row.extension: SipCredentials(row.extension, row.sip_password)
            for row in await self._repositories.extensions()
        }
        for extension in self._accounts.keys() - wanted.keys():
            await self._switch.delete_account(extension)
        for extension, account in wanted.items():
            if self._accounts.get(extension) != account:
                with suppress(SwitchError):  # kept by the switch, and pushed when it is there again
                    await self._switch.put_account(account)
        self._accounts = wanted

    async def _push_trunks(self, site: Site | None) -> None:
        declared = site.trunks if site else ()
        trunks = [SipTrunk(trunk.name, trunk.host, trunk.port, trunk.username, trunk.password) for trunk in declared]
        with suppress(SwitchError):  # kept by the switch, and pushed when it is there again
            await self._switch.set_trunks(trunks)

    async def _sign_out_removed(self, new: Site | None) -> None:
        staying = {operator.login_id for operator in new.operators} if new else set()
        for operator in self._applied.operators if self._applied else ():
            if operator.login_id not in staying:
                with suppress(Refusal):  # he was not signed in
                    await self._floor.sign_out(operator.login_id)


async def purge_replies(site: SiteRepository, clock: Clock) -> None:
    """Forget kept replies after a day, for ever."""
    while True:
        try:
            await site.purge_replies(clock.now() - REPLIES_KEPT)
        except Exception as error:
            log.warning("replies_not_purged", why=str(error).partition("\n")[0])
        await asyncio.sleep(PURGE_SECONDS)
