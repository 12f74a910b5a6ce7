"""The eye beside a password field: what is stored there, only to be looked at. It comes neither to the desk nor into a draft."""

from bluebean_client.ports.outside import Server
from bluebean_client.usecases.commands import Commands

BUTTON = "reveal_secrets"


class RevealSecrets:
    def __init__(self, server: Server, commands: Commands) -> None:
        self._server = server
        self._commands = commands

    async def execute(self, customer_id: int) -> dict[str, str]:
        """Values by the keys of the fields; nothing where it was refused, and the desk says why."""
        return await self._commands.run(BUTTON, lambda: self._server.secret_values(customer_id)) or {}
