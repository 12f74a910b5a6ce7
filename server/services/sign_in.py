"""Signing in and out: password, lock-out, extension, token; and who it is that shows a token."""

import asyncio
import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError

from server.domain.floor_callbacks import LEADERS
from server.domain.refusal import Refusal
from server.ports.outside import Clock
from server.ports.storage import ExtensionRow, OperatorRow, Repositories, SessionRow
from server.protocol import OLDEST_PROTOCOL_VERSION, PROTOCOL_VERSION
from server.protocol.errors import ErrorCode
from server.protocol.passwords import LONGEST_PASSWORD
from server.protocol.rest import LoginRequest, Session
from server.protocol.types import Role, SipAccount, Status, UsageMode
from server.services.call_floor import CallFloor
from server.services.contacts import MAY_DOWNLOAD, MAY_SEE_SECRETS
from server.services.offers import MAY_SEE_OFFERS

TOKEN_BYTES = 32
CAPABILITIES = (
    *("inbound", "outbound", "hold", "recording", "seats", "own_password", "pictures"),
    *("transfer", "conference"),
    *("callbacks", "assign_callbacks", "change_callbacks"),
    *("abandoned", "my_customers", "my_day", "group_figures", "recent_contacts"),
    *("customer_search", "recording_player"),
    *("help", "wrap_up_extension", "next_status", "status_reasons"),
)
BY_RIGHT: dict[str, frozenset[Role]] = {
    "reveal_secrets": MAY_SEE_SECRETS,
    "download_recordings": MAY_DOWNLOAD,
    "supervise_callbacks": LEADERS,
    "call_offers": MAY_SEE_OFFERS,
    "set_status_of": LEADERS,
    "set_status_of_all": frozenset({Role.ADMINISTRATOR}),
}
"""What only some roles can do; the rest is not told of it."""


@dataclass(frozen=True, slots=True)
class LoginLimits:
    attempts: int = 5
    lock_seconds: int = 300


@dataclass(frozen=True, slots=True)
class SipService:
    """Where phones register."""

    port: int
    host: str = ""
    """Empty: the host by which the client came."""
    transport: str = "udp"
    srtp: str = "off"


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who is asking."""

    session: SessionRow
    operator: OperatorRow


def token_hash(token: str) -> str:
    """What is stored of a token: it has 256 bits of chance, so a fast hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


class Passwords:
    """argon2 off the loop, two at a time: it takes tens of milliseconds and 64 MiB on purpose."""

    def __init__(self, hasher: PasswordHasher) -> None:
        self._hasher = hasher
        self._places = asyncio.Semaphore(2)
        self._nobody = hasher.hash(secrets.token_urlsafe(TOKEN_BYTES))

    async def hash(self, password: str) -> str:
        async with self._places:
            return await asyncio.to_thread(self._hasher.hash, password)

    async def matches(self, password: str, stored: str | None) -> bool:
        """With `stored` None the same work is done and the answer is no, so that unknown logins can't be told by time."""
        async with self._places:
            return await asyncio.to_thread(self._verify, password, stored or self._nobody) and stored is not None

    def _verify(self, password: str, stored: str) -> bool:
        try:
            return self._hasher.verify(stored, password)
        except (VerifyMismatchError, VerificationError, InvalidHashError):
            return False


class SignIn:
    def __init__(
        self,
        *,
        repositories: Repositories,
        floor: CallFloor,
        clock: Clock,
        passwords: Passwords,
        limits: LoginLimits,
        sip: SipService,
    ) -> None:
        self._repositories = repositories
        self._floor = floor
        self._clock = clock
        self._passwords = passwords
        self._limits = limits
        self._sip = sip

    async def log_in(self, request: LoginRequest, came_to_host: str) -> Session:
        """Check everything, then open a session; an older one of the same operator is taken over."""
        if not OLDEST_PROTOCOL_VERSION <= request.protocol <= PROTOCOL_VERSION:
            raise Refusal(
                ErrorCode.PROTOCOL_UNSUPPORTED,
                client=request.protocol,
                oldest=OLDEST_PROTOCOL_VERSION,
                newest=PROTOCOL_VERSION,
            )
        operator = await self._repositories.operator_by_login(request.login_id[:64])
        operator = await self.check_password(operator, request.password)
        extension = await self._check_extension(request.extension, operator)
        token = secrets.token_urlsafe(TOKEN_BYTES)
        now = self._clock.now()
        row = SessionRow(
            token_hash=token_hash(token),
            operator_id=operator.operator_id,
            extension=extension.extension,
            mode=request.mode,
            created_at=now,
            seen_at=now,
            status=Status.OFFLINE,
            status_since=now,
        )
        await self._floor.sign_in(row, operator)
        return await self._session(SignedIn(row, operator), token, came_to_host)

    async def who(self, token: str) -> SignedIn:
        """The session of a token; refuses if there is none (any more)."""
        session = await self._repositories.session_by_token(token_hash(token)) if token else None
        operator = await self._repositories.operator(session.operator_id) if session else None
        if session is None or operator is None:
            raise Refusal(ErrorCode.SESSION_EXPIRED)
        return SignedIn(session, operator)

    async def resume(self, who: SignedIn, token: str, came_to_host: str) -> Session:
        """The session again, for a window that was restarted."""
        return await self._session(who, token, came_to_host)

    async def log_out(self, who: SignedIn) -> None:
        await self._floor.sign_out(who.operator.operator_id)

    async def check_password(self, operator: OperatorRow | None, password: str) -> OperatorRow:
        """The operator, if it is his password; the work is the same for nobody. Attempts are counted."""
        now = self._clock.now()
        stored = operator.password_hash if operator else None
        matches = await self._passwords.matches(password[:LONGEST_PASSWORD], stored)
        if operator is None:
            raise Refusal(ErrorCode.INVALID_CREDENTIALS)
        if operator.locked_until and operator.locked_until > now:
            wait = int((operator.locked_until - now).total_seconds()) + 1
            raise Refusal(ErrorCode.LOCKED_OUT, retry_after_seconds=wait)
        if not matches:
            await self._note_failure(operator)
            raise Refusal(ErrorCode.INVALID_CREDENTIALS)
        if operator.failed_logins:
            await self._repositories.note_login(operator.operator_id, failed_logins=0, locked_until=None)
        return operator

    async def _note_failure(self, operator: OperatorRow) -> None:
        """Read again: several attempts may have been under way at the same time."""
        fresh = await self._repositories.operator(operator.operator_id) or operator
        failed = fresh.failed_logins + 1
        locks = failed >= self._limits.attempts
        until = self._clock.now() + timedelta(seconds=self._limits.lock_seconds) if locks else None
        await self._repositories.note_login(
            operator.operator_id, failed_logins=0 if locks else failed, locked_until=until
        )

    async def _check_extension(self, wanted: str, operator: OperatorRow) -> ExtensionRow:
        extension = await self._repositories.extension(wanted[:10])
        if extension is None:
            raise Refusal(ErrorCode.UNKNOWN_EXTENSION, extension=wanted[:10])
        holder_id = self._floor.extension_holder(extension.extension)
        if holder_id is not None and holder_id != operator.operator_id:
            holder = await self._repositories.operator(holder_id)
            name = holder.name if holder else holder_id
            raise Refusal(ErrorCode.EXTENSION_IN_USE, extension=extension.extension, operator_name=name)
        return extension

    async def _session(self, who: SignedIn, token: str, came_to_host: str) -> Session:
        groups = await self._repositories.work_groups()
        me = who.operator.operator_id
        return Session(
            token=token,
            operator_id=me,
            name=who.operator.name,
            extension=who.session.extension,
            role=who.operator.role,
            work_groups=tuple(
                group.info for group in groups if me in {member.operator_id for member in group.info.members}
            ),
            server_time=self._clock.now(),
            mode=who.session.mode,
            sip=await self._sip_account(who.session, came_to_host),
            reasons=await self._repositories.status_reasons(),
            capabilities=(*CAPABILITIES, *(name for name, roles in BY_RIGHT.items() if who.operator.role in roles)),
        )

    async def _sip_account(self, session: SessionRow, came_to_host: str) -> SipAccount | None:
        if session.mode is UsageMode.OPERATOR:
            return None
        extension = await self._repositories.extension(session.extension)
        if extension is None:
            return None
        return SipAccount(
            user=extension.extension,
            password=extension.sip_password,
            host=self._sip.host or came_to_host,
            port=self._sip.port,
            transport=self._sip.transport,
            srtp=self._sip.srtp,
        )
