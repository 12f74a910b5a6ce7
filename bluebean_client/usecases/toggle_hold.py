"""保留 and 再開: by the server, so that recording and figures hold together; calls of the phone's own by the phone."""

from bluebean_client.domain import offer
from bluebean_client.ports.outside import Server
from bluebean_client.usecases.commands import Commands
from bluebean_client.usecases.desk_keeper import DeskKeeper
from bluebean_client.usecases.live_session import LiveSession
from bluebean_client.usecases.phone_calls import PhoneCalls
from server.protocol.types import CallState


class ToggleHold:
    def __init__(
        self, keeper: DeskKeeper, server: Server, commands: Commands, session: LiveSession, phone_calls: PhoneCalls
    ) -> None:
        self._keeper = keeper
        self._server = server
        self._commands = commands
        self._session = session
        self._phone_calls = phone_calls

    async def execute(self) -> None:
        call = offer.connected_call(self._keeper.desk)
        if call is None:
            self._phone_calls.toggle_hold()
            return
        ask = self._server.resume if call.state is CallState.HELD else self._server.hold
        reply = await self._commands.run("hold_button", lambda: ask(call.call_id))
        if reply is not None:
            self._session.accept(reply)
