"""What an operator changes of himself: the password, and with it the one in the keychain; the picture."""

from collections.abc import Awaitable, Callable

from bluebean_client.domain.desk import Problem
from bluebean_client.ports.outside import Refused, Server, Unreachable
from bluebean_client.usecases.commands import Commands
from bluebean_client.usecases.passwords import Passwords
from bluebean_client.usecases.problems import problem_of


class OwnAccount:
    """Each gives the problem that stood in the way; None if it is done, or if the session ended over it."""

    def __init__(self, server: Server, commands: Commands, passwords: Passwords) -> None:
        self._server = server
        self._commands = commands
        self._passwords = passwords

    async def change_password(self, old: str, new: str) -> Problem | None:
        problem = await self._ask(lambda: self._server.change_password(old, new))
        if problem is None:
            await self._passwords.changed(new)
        return problem

    async def change_picture(self, image: bytes) -> Problem | None:
        return await self._ask(lambda: self._server.change_picture(image))

    async def _ask(self, act: Callable[[], Awaitable[None]]) -> Problem | None:
        try:
            await act()
        except (Refused, Unreachable) as trouble:
            return None if await self._commands.left_because(trouble) else problem_of(trouble)
        return None
