"""Sign in: ask the server, remember who and where, give the phone its account, bring back what was left unsaved."""

import logging
from dataclasses import replace

from bluebean_client.domain.desk import Desk, Link, Problem
from bluebean_client.domain.problem_codes import ClientProblem
from bluebean_client.ports.outside import Refused, Server, Settings, Unreachable
from bluebean_client.settings.schema import SettingProblem
from bluebean_client.usecases.desk_keeper import DeskKeeper
from bluebean_client.usecases.live_session import LOGIN_BUTTON, LiveSession
from bluebean_client.usecases.passwords import Passwords
from bluebean_client.usecases.problems import problem_of
from bluebean_client.usecases.recover_input import RecoverInput
from server.protocol import PROTOCOL_VERSION
from server.protocol.rest import LoginRequest, Session

_log = logging.getLogger(__name__)


class Login:
    def __init__(
        self,
        keeper: DeskKeeper,
        server: Server,
        session: LiveSession,
        recover: RecoverInput,
        passwords: Passwords,
        settings: Settings,
        client_version: str,
    ) -> None:
        self._keeper = keeper
        self._server = server
        self._session = session
        self._recover = recover
        self._passwords = passwords
        self._settings = settings
        self._client_version = client_version

    async def execute(self, login_id: str, password: str, extension: str, *, keep_password: bool) -> None:
        if LOGIN_BUTTON in self._keeper.desk.busy or self._keeper.desk.identity is not None:
            return
        with self._keeper.busy(LOGIN_BUTTON):
            session = await self._ask(login_id.strip(), password, extension.strip())
            if session is None:
                return
            self._remember(login_id.strip(), extension.strip())
            await self._session.enter(session, resumed=False)
            await self._recover.execute()
        await self._passwords.remember(login_id.strip(), password, keep=keep_password)

    async def _ask(self, login_id: str, password: str, extension: str) -> Session | None:
        desk = self._keeper.desk
        if not desk.server_url:
            self._failed(Problem(ClientProblem.NO_SERVER_ADDRESS))
            return None
        self._keeper.change(lambda desk: replace(desk, login_problem=None, link=Link.CONNECTING))
        self._server.use(desk.server_url)
        request = LoginRequest(
            login_id=login_id,
            password=password,
            extension=extension,
            protocol=PROTOCOL_VERSION,
            mode=desk.mode,
            client_version=self._client_version,
        )
        try:
            return await self._server.login(request)
        except (Refused, Unreachable) as trouble:
            self._failed(problem_of(trouble))
            return None

    def _failed(self, problem: Problem) -> None:
        def show(desk: Desk) -> Desk:
            return replace(desk, login_problem=problem, link=Link.NONE)

        self._keeper.change(show)

    def _remember(self, login_id: str, extension: str) -> None:
        self._keeper.change(lambda desk: replace(desk, last_login_id=login_id, last_extension=extension))
        try:
            self._settings.save({"login_id": login_id, "extension": extension})
        except (OSError, SettingProblem):
            _log.exception("login ID and extension can't be remembered")
