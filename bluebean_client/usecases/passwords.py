"""The kept password of the last login, read from the keychain beside the window's start and never on its thread."""

import asyncio
import logging
from dataclasses import replace

from bluebean_client.ports.outside import Secrets, Settings
from bluebean_client.usecases.desk_keeper import DeskKeeper

_log = logging.getLogger(__name__)

KEYCHAIN_SECONDS = 20.0


class Passwords:
    """A keychain may ask the person first, or hang: it is asked in a thread, once, and its answer kept in memory."""

    def __init__(self, keeper: DeskKeeper, secrets: Secrets, settings: Settings) -> None:
        self._keeper = keeper
        self._secrets = secrets
        self._settings = settings
        self._known: dict[tuple[str, str], str] = {}

    async def load(self) -> None:
        """Ask for the password of the last login; the desk tells the window when there is something to know."""
        desk = self._keeper.desk
        allowed = self._settings.value("keep_password_allowed") is True
        available, password = False, None
        if allowed:
            available, password = await self._ask(desk.server_url, desk.last_login_id)
        if password:
            self._known[(desk.server_url, desk.last_login_id)] = password
        self._keeper.change(lambda desk: replace(desk, password_can_be_kept=available))

    async def _ask(self, url: str, login_id: str) -> tuple[bool, str | None]:
        try:
            return await asyncio.wait_for(asyncio.to_thread(self._read, url, login_id), KEYCHAIN_SECONDS)
        except TimeoutError:
            _log.warning("the keychain did not answer within %s s; going on without", KEYCHAIN_SECONDS)
            return False, None

    def _read(self, url: str, login_id: str) -> tuple[bool, str | None]:
        if not self._secrets.available:
            return False, None
        return True, self._secrets.get(url, login_id) if login_id else None

    def kept(self, login_id: str) -> str:
        return self._known.get((self._keeper.desk.server_url, login_id), "")

    async def changed(self, password: str) -> None:
        """The operator has another one now: what is kept follows."""
        login_id = self._keeper.desk.last_login_id
        if self.kept(login_id):
            await self.remember(login_id, password, keep=True)

    async def remember(self, login_id: str, password: str, *, keep: bool) -> None:
        """Store or forget after a login that worked."""
        url = self._keeper.desk.server_url
        had = self._known.pop((url, login_id), None)
        if keep and self._keeper.desk.password_can_be_kept:
            self._known[(url, login_id)] = password
            if had != password:
                await asyncio.to_thread(self._secrets.put, url, login_id, password)
        elif had is not None:
            await asyncio.to_thread(self._secrets.delete, url, login_id)
