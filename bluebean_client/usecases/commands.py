"""How every command goes to the server: its button is busy, a no becomes a notice, a lost session leads to the login."""

import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from bluebean_client.domain import notices
from bluebean_client.ports.outside import Refused, Unreachable
from bluebean_client.usecases.desk_keeper import DeskKeeper
from bluebean_client.usecases.live_session import LiveSession
from bluebean_client.usecases.problems import ServerTrouble, is_session_over, problem_of

_log = logging.getLogger(__name__)

Reply = TypeVar("Reply")


class Commands:
    """Runs one command per button at a time; a second press while the first is on its way does nothing."""

    def __init__(self, keeper: DeskKeeper, session: LiveSession) -> None:
        self._keeper = keeper
        self._session = session

    async def run(self, button: str, command: Callable[[], Awaitable[Reply]]) -> Reply | None:
        """The reply, or None when there is none; the desk says why."""
        if button in self._keeper.desk.busy or self._keeper.desk.identity is None:
            return None
        with self._keeper.busy(button):
            try:
                reply = await command()
            except (Refused, Unreachable) as trouble:
                await self.failed(button, trouble)
                return None
        self._keeper.take_away(f"command:{button}")
        return reply

    async def failed(self, button: str, trouble: ServerTrouble) -> None:
        _log.warning("%s: %s", button, trouble)
        if not await self.left_because(trouble):
            self._keeper.notice(notices.refused(button, problem_of(trouble)))

    async def left_because(self, trouble: ServerTrouble) -> bool:
        """Whether the trouble was the end of the session; then the login page is up."""
        if not is_session_over(trouble):
            return False
        await self._session.leave(problem_of(trouble))
        return True
