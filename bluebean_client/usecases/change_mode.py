"""Another usage mode, chosen in the settings before anybody has logged in: the phone engine comes or goes with it."""

from dataclasses import replace

from bluebean_client.domain.desk import Screen
from bluebean_client.usecases.desk_keeper import DeskKeeper
from bluebean_client.usecases.engine_keeper import EngineKeeper
from bluebean_client.usecases.softphone_account import SoftphoneAccount
from server.protocol.types import UsageMode


class ChangeMode:
    """During a session the new mode waits for the next start."""

    def __init__(self, keeper: DeskKeeper, engine: EngineKeeper, softphone: SoftphoneAccount) -> None:
        self._keeper = keeper
        self._engine = engine
        self._softphone = softphone

    async def execute(self, mode: UsageMode) -> None:
        desk = self._keeper.desk
        if desk.identity is not None or desk.mode is mode:
            return
        screen = Screen.PHONE if mode is UsageMode.SOFTPHONE else Screen.LOGIN
        self._keeper.change(lambda desk: replace(desk, mode=mode, screen=screen))
        if mode is UsageMode.OPERATOR:
            await self._engine.put_away()
            return
        self._engine.run()
        if mode is UsageMode.SOFTPHONE:
            await self.use_account()
        else:
            self._engine.take_back()

    async def use_account(self, password: str = "") -> None:
        """Register with the SIP account of the settings, again after it was edited; a password is remembered."""
        if password:
            await self._softphone.remember(password)
        if self._keeper.desk.mode is not UsageMode.SOFTPHONE:
            return
        account = await self._softphone.read()
        if account is None:
            self._engine.take_back()
        else:
            self._engine.give(account, b"")
