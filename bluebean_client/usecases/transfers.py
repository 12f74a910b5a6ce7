"""転送: the call goes to a colleague, a number or a queue by the server, so that recording and figures hold together."""

import asyncio
from collections.abc import Awaitable, Callable

from bluebean_client.domain import offer
from bluebean_client.ports.outside import Server
from bluebean_client.usecases.commands import Commands
from bluebean_client.usecases.desk_keeper import DeskKeeper
from bluebean_client.usecases.live_session import LiveSession
from server.protocol.rest import TransferRequest
from server.protocol.types import CallState, OperatorState

BUTTON, HOLD_BUTTON = "transfer_button", "hold_button"


class Transfers:
    """What can be done with the connected call; without one nothing happens.

    One command goes after another: who presses すぐに転送 before the customer is on hold does not press in vain.
    """

    def __init__(self, keeper: DeskKeeper, server: Server, commands: Commands, session: LiveSession) -> None:
        self._keeper = keeper
        self._server = server
        self._commands = commands
        self._session = session
        self._turn = asyncio.Lock()

    async def begin(self, to: TransferRequest) -> None:
        """An attended transfer goes on with one of the others; a blind one, or one to a queue, is over with this."""
        await self._ask(lambda call_id: self._server.transfer(call_id, to))

    async def complete(self) -> None:
        await self._ask(self._server.complete_transfer)

    async def drop(self, *, keep_holding: bool) -> None:
        await self._ask(lambda call_id: self._server.drop_target(call_id, keep_holding=keep_holding))

    async def confer(self) -> None:
        await self._ask(self._server.start_conference)

    async def keep_waiting(self, waits: bool) -> None:
        """Let the customer hear music while a target is chosen, and take him back."""
        call = offer.connected_call(self._keeper.desk)
        if call is not None and call.consultation is None and waits is not (call.state is CallState.HELD):
            await self._ask(self._server.hold if waits else self._server.resume, HOLD_BUTTON)

    async def _ask(self, command: Callable[[str], Awaitable[OperatorState]], button: str = BUTTON) -> None:
        if button in self._keeper.desk.busy:
            return
        async with self._turn:
            call = offer.connected_call(self._keeper.desk)
            if call is None:
                return
            reply = await self._commands.run(button, lambda: command(call.call_id))
            if reply is not None:
                self._session.accept(reply)
