"""The accounts and trunks that Asterisk is to have, and which of the accounts have a registered phone."""

from collections.abc import Callable, Sequence, Set

from server.ports.switch import AccountState, SipCredentials, SipTrunk, SwitchEvent
from server.switch.asterisk.link import Link


class AccountBook:
    """What is put in while there is no connection is kept for the next one, which is given everything by `push_all`.

    `link` tells the present connection, if there is one. Attributes: `registered`, extensions.
    """

    def __init__(self, emit: Callable[[SwitchEvent], None], *, link: Callable[[], Link | None]) -> None:
        self.registered: set[str] = set()
        self._accounts: dict[str, SipCredentials] = {}
        self._trunks: dict[str, SipTrunk] = {}
        self._emit = emit
        self._link = link
        self._doubtful: frozenset[str] = frozenset()

    async def put(self, account: SipCredentials) -> None:
        self._accounts[account.extension] = account
        if link := self._link():
            await link.put_account(account)
            await self.refresh(account.extension)

    async def delete(self, extension: str) -> None:
        if self._accounts.pop(extension, None) is None:
            return
        if extension in self.registered:
            self.registered.discard(extension)
            self._emit(AccountState(extension, False))
        if link := self._link():
            await link.delete_account(extension)

    async def set_trunks(self, trunks: Sequence[SipTrunk]) -> None:
        before, self._trunks = self._trunks, {trunk.name: trunk for trunk in trunks}
        link = self._link()
        if link is None:
            return
        for name in before.keys() - self._trunks.keys():
            await link.delete_trunk(name)
        for name, trunk in self._trunks.items():
            if before.get(name) != trunk:
                await link.put_trunk(trunk)

    async def push_all(self, link: Link) -> None:
        for account in list(self._accounts.values()):
            await link.put_account(account)
        for trunk in list(self._trunks.values()):
            await link.put_trunk(trunk)
        await link.delete_all_but(self._accounts, self._trunks)

    async def survey(self, link: Link) -> None:
        """See who is registered, without a word to anybody: `tell_all` says it."""
        self.registered = await link.online_extensions() & self._accounts.keys()

    def look(self, online: Set[str]) -> frozenset[str]:
        """Take what two looks in a row say, and no event has said meanwhile, as told. Gives the registered ones of this look."""
        registered = frozenset(online & self._accounts.keys())
        wrong = registered ^ self.registered
        confirmed = wrong & self._doubtful
        self._doubtful = wrong - confirmed
        for extension in confirmed:
            self.registered ^= {extension}
            self._emit(AccountState(extension, extension in registered))
        return registered

    def tell_all(self) -> None:
        for extension in self._accounts:
            self._emit(AccountState(extension, extension in self.registered))

    async def refresh(self, extension: str) -> None:
        """Ask instead of counting contacts: whatever the order of the events, the last answer is right."""
        link = self._link()
        if extension not in self._accounts or link is None:
            return
        online = await link.is_online(extension)
        if extension in self._accounts and online != (extension in self.registered):
            (self.registered.add if online else self.registered.discard)(extension)
            self._emit(AccountState(extension, online))
