"""ログオフ, and closing the window for good: the server is told, drafts are on disk, a call is never cut."""

import asyncio
import logging

from bluebean_client.domain import offer
from bluebean_client.ports.outside import Refused, Server, Unreachable
from bluebean_client.usecases.background import Background
from bluebean_client.usecases.commands import Commands
from bluebean_client.usecases.desk_keeper import DeskKeeper
from bluebean_client.usecases.draft_keeper import DraftKeeper
from bluebean_client.usecases.engine_keeper import EngineKeeper
from bluebean_client.usecases.live_session import LOG_OFF_BUTTON, LiveSession
from bluebean_client.usecases.problems import is_session_over

_log = logging.getLogger(__name__)

FAREWELL_SECONDS = 3.0
"""How long a closing window waits for a server that does not answer; its heartbeat finds out anyway."""


class LogOff:
    def __init__(self, keeper: DeskKeeper, server: Server, commands: Commands, session: LiveSession) -> None:
        self._keeper = keeper
        self._server = server
        self._commands = commands
        self._session = session

    async def execute(self) -> None:
        if self._keeper.desk.identity is None or LOG_OFF_BUTTON in self._keeper.desk.busy:
            return
        with self._keeper.busy(LOG_OFF_BUTTON):
            try:
                await self._server.logout()
            except Refused as refused:
                if not is_session_over(refused):
                    await self._commands.failed(LOG_OFF_BUTTON, refused)
                    return
            except Unreachable as unreachable:
                _log.warning("logging off without the server's answer: %s", unreachable)
            if self._keeper.desk.identity is not None:  # the server's goodbye may have been faster
                await self._session.leave()


class LeaveByClosing:
    """With a call up the engine stays behind with it, and a restarted window finds both again."""

    def __init__(
        self,
        keeper: DeskKeeper,
        server: Server,
        engine: EngineKeeper,
        session: LiveSession,
        drafts: DraftKeeper,
        background: Background,
    ) -> None:
        self._keeper = keeper
        self._server = server
        self._engine = engine
        self._session = session
        self._drafts = drafts
        self._background = background
        self._left = False

    async def execute(self) -> None:
        """Once; the window and the end of the program may both ask for it."""
        if self._left:
            return
        self._left = True
        in_call = bool(offer.living_phone_calls(self._keeper.desk))
        if self._keeper.desk.identity is not None and not in_call:
            await self._say_goodbye()
            await self._session.leave()
        await asyncio.to_thread(self._drafts.flush)
        await self._background.stop()
        await self._engine.stop(leave_running=in_call)
        await self._server.close()

    async def _say_goodbye(self) -> None:
        try:
            await asyncio.wait_for(self._server.logout(), FAREWELL_SECONDS)
        except (Refused, Unreachable, TimeoutError) as trouble:
            _log.warning("closing without the server's answer: %s", trouble)
