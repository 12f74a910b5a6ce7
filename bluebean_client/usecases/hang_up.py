"""切断: by the server, and by the phone itself when the server can't be reached."""

from bluebean_client.domain import offer
from bluebean_client.domain.desk import Desk, Link
from bluebean_client.domain.phone_messages import HangUp
from bluebean_client.ports.outside import Refused, Server, Unreachable
from bluebean_client.usecases.commands import Commands
from bluebean_client.usecases.desk_keeper import DeskKeeper
from bluebean_client.usecases.engine_keeper import EngineKeeper
from bluebean_client.usecases.live_session import LiveSession
from server.protocol.errors import ErrorCode
from server.protocol.types import CallView

BUTTON = "hang_up_button"

GONE_BY_NOW = frozenset({ErrorCode.NO_SUCH_CALL, ErrorCode.SWITCH_UNAVAILABLE})
"""Refusals after which a call that the phone still holds is nobody's but the phone's."""


class HangUpCall:
    """An operator who hangs up is never left in the call."""

    def __init__(
        self, keeper: DeskKeeper, engine: EngineKeeper, server: Server, commands: Commands, session: LiveSession
    ) -> None:
        self._keeper = keeper
        self._engine = engine
        self._server = server
        self._commands = commands
        self._session = session

    async def execute(self) -> None:
        desk = self._keeper.desk
        if BUTTON in desk.busy:
            return
        call = offer.connected_call(desk) or offer.dialed_call(desk)
        if call is None and offer.direct_phone_call(desk) is None:
            call = offer.offered_call(desk)
        if call is None or desk.link is not Link.ONLINE:
            self._by_phone(desk, call)
            return
        with self._keeper.busy(BUTTON):
            await self._by_server(call)

    async def _by_server(self, call: CallView) -> None:
        try:
            self._session.accept(await self._server.hang_up(call.call_id))
            self._keeper.take_away(f"command:{BUTTON}")
        except Unreachable:
            self._by_phone(self._keeper.desk, call)
        except Refused as refused:
            if refused.code in GONE_BY_NOW and offer.phone_call_of(self._keeper.desk, call.call_id):
                self._by_phone(self._keeper.desk, call)
            else:
                await self._commands.failed(BUTTON, refused)

    def _by_phone(self, desk: Desk, call: CallView | None) -> None:
        phone = offer.phone_call_of(desk, call.call_id) if call else None
        phone = phone or offer.active_phone_call(desk) or offer.ringing_phone_call(desk)
        if phone is not None:
            self._engine.send(HangUp(phone.call))
