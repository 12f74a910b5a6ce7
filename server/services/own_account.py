"""What an operator changes of himself: password and picture."""

import asyncio

from server.domain.refusal import Refusal
from server.ports.audit import AuditAction, AuditEntry
from server.ports.outside import Clock
from server.ports.storage import Repositories
from server.protocol.errors import ErrorCode
from server.protocol.passwords import broken_rules
from server.services.call_floor import CallFloor
from server.services.portraits import portrait
from server.services.sign_in import Passwords, SignedIn, SignIn


class OwnAccount:
    def __init__(
        self, *, repositories: Repositories, sign_in: SignIn, passwords: Passwords, floor: CallFloor, clock: Clock
    ) -> None:
        self._repositories = repositories
        self._sign_in = sign_in
        self._passwords = passwords
        self._floor = floor
        self._clock = clock
        self._one_picture = asyncio.Semaphore(1)

    async def change_password(self, who: SignedIn, old: str, new: str) -> None:
        """The old one is asked like at a login: attempts are counted, and too many lock the operator out.

        An operator has one session at most, the one that asks: there is no other to end.
        """
        operator_id = who.operator.operator_id
        operator = await self._repositories.operator(operator_id)
        if operator is None:
            raise Refusal(ErrorCode.SESSION_EXPIRED)
        try:
            await self._sign_in.check_password(operator, old)
        except Refusal as refusal:
            if refusal.code is ErrorCode.INVALID_CREDENTIALS:
                raise Refusal(ErrorCode.WRONG_PASSWORD) from refusal
            raise
        if broken_rules(new) or new == old:
            raise Refusal(ErrorCode.WEAK_PASSWORD)
        await self._repositories.set_password(operator_id, await self._passwords.hash(new))
        entry = AuditEntry(self._clock.now(), operator_id, AuditAction.PASSWORD_CHANGED, operator_id)
        await self._repositories.write_audit(entry)

    async def change_picture(self, who: SignedIn, image: bytes) -> int:
        """Colleagues are told the new version at once."""
        async with self._one_picture:
            small = await asyncio.to_thread(portrait, image)
        version = await self._repositories.save_picture(who.operator.operator_id, small)
        await self._floor.reload_people()
        return version

    async def picture(self, operator_id: str) -> bytes:
        image = await self._repositories.picture(operator_id)
        if image is None:
            raise Refusal(ErrorCode.NO_SUCH_PICTURE)
        return image
