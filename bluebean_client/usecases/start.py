"""The window has come up: find the phone engine, take up the session it kept, or wait for a login."""

import logging
from dataclasses import replace

from bluebean_client.domain.desk import Link, Problem, Screen
from bluebean_client.domain.phone import Account
from bluebean_client.ports.outside import Refused, Server, Unreachable
from bluebean_client.usecases.desk_keeper import DeskKeeper
from bluebean_client.usecases.engine_keeper import EngineKeeper
from bluebean_client.usecases.live_session import LiveSession, Resumption
from bluebean_client.usecases.passwords import Passwords
from bluebean_client.usecases.problems import is_session_over, problem_of
from bluebean_client.usecases.recover_input import RecoverInput
from bluebean_client.usecases.softphone_account import SoftphoneAccount
from server.protocol.errors import ErrorCode
from server.protocol.rest import Session
from server.protocol.types import UsageMode

_log = logging.getLogger(__name__)

ATTACH_SECONDS = 10.0
RESUME_RETRY_SECONDS = 0.5


class Start:
    """In mode `operator` no engine is touched. A session is resumed however long the server takes to come back."""

    def __init__(
        self,
        keeper: DeskKeeper,
        server: Server,
        engine: EngineKeeper,
        session: LiveSession,
        recover: RecoverInput,
        passwords: Passwords,
        softphone: SoftphoneAccount,
    ) -> None:
        self._keeper = keeper
        self._server = server
        self._engine = engine
        self._session = session
        self._recover = recover
        self._passwords = passwords
        self._softphone = softphone

    async def execute(self) -> None:
        mode = self._keeper.desk.mode
        if mode is not UsageMode.OPERATOR:
            self._engine.run()
        await self._passwords.load()
        if mode is UsageMode.OPERATOR:
            return
        secret = await self._engine.found_secret(ATTACH_SECONDS)
        if self._keeper.desk.mode is not mode:
            return  # changed in the settings meanwhile; `ChangeMode` has seen to it
        if mode is UsageMode.SOFTPHONE:
            await self._use_phone_only()
        elif secret:
            await self._resume(secret)

    async def _use_phone_only(self) -> None:
        self._keeper.change(lambda desk: replace(desk, screen=Screen.PHONE))
        account: Account | None = await self._softphone.read()
        if account is not None:
            self._engine.give(account, b"")

    async def _resume(self, secret: bytes) -> None:
        kept = Resumption.decode(secret)
        url = self._keeper.desk.server_url
        if kept is None or (url and kept.server_url != url):
            _log.warning("the engine kept a session of another server; it is dropped")
            self._engine.take_back()
            return
        self._keeper.change(lambda desk: replace(desk, server_url=kept.server_url, link=Link.CONNECTING))
        session = await self._ask(kept)
        if session is not None:
            await self._session.enter(session, resumed=True)
            await self._recover.execute()

    async def _ask(self, kept: Resumption) -> Session | None:
        """The session of the kept token; None when it is over, or the operator has logged in meanwhile."""
        while self._keeper.desk.identity is None:
            self._server.use(kept.server_url)
            self._server.use_token(kept.token)
            try:
                session = await self._server.session()
                return session if self._keeper.desk.identity is None else None
            except Refused as refused:
                if self._keeper.desk.identity is not None:
                    return None
                self._engine.take_back()
                over = is_session_over(refused)
                self._say(Link.NONE, problem_of(refused) if over else Problem(ErrorCode.SESSION_EXPIRED))
                return None
            except Unreachable as unreachable:
                self._say(Link.LOST, problem_of(unreachable))
            await self._keeper.wait_for(lambda desk: desk.identity is not None, RESUME_RETRY_SECONDS)
        return None

    def _say(self, link: Link, problem: Problem) -> None:
        self._keeper.change(lambda desk: replace(desk, link=link, login_problem=problem))
