"""The client's core over fakes, with the steps that most tests begin with."""

import asyncio

import msgspec

from bluebean_client.domain.desk import Desk, Link, Screen, Tab
from bluebean_client.domain.phone import PhoneCall, PhoneCallState, Registration
from bluebean_client.settings.schema import SettingValue
from bluebean_client.store.whole_file import WholeFiles
from bluebean_client.usecases.actions import CoreActions
from bluebean_client.usecases.core import Core, Outside
from server.protocol.types import CallState, CallView, Status, UsageMode
from tests.support.client_fakes import (
    FakeEngine,
    FakePlayer,
    FixedClock,
    MemoryDiagnostics,
    MemoryDrafts,
    MemorySecrets,
    MemorySettings,
    until,
)
from tests.support.fake_server import NOW, FakePush, FakeServer, offered, operator_state


class ClientWorld:
    """One core with its outside. `restart` is a killed window that comes up again over the same outside."""

    def __init__(self, mode: UsageMode = UsageMode.SOFTPHONE_OPERATOR, **settings: SettingValue) -> None:
        self.push = FakePush()
        self.server = FakeServer(self.push)
        self.server.mode = mode
        self.engine = FakeEngine()
        self.player = FakePlayer()
        self.secrets = MemorySecrets()
        self.drafts = MemoryDrafts()
        self.settings = MemorySettings(usage_mode=mode.value, **settings)
        self.diagnostics = MemoryDiagnostics()
        self.clock = FixedClock()
        self.cores: list[Core] = []
        self._boot()

    def _boot(self) -> None:
        outside = Outside(
            server=self.server,
            push=self.push,
            engine=self.engine,
            player=self.player,
            files=WholeFiles(),
            secrets=self.secrets,
            drafts=self.drafts,
            settings=self.settings,
            diagnostics=self.diagnostics,
            clock=self.clock,
        )
        self.cores.append(Core(outside, "test"))

    @property
    def core(self) -> Core:
        return self.cores[-1]

    @property
    def desk(self) -> Desk:
        return self.core.keeper.desk

    @property
    def actions(self) -> CoreActions:
        return self.core.actions

    @property
    def tab(self) -> Tab:
        assert self.desk.tab is not None
        return self.desk.tab

    def notice_codes(self) -> list[str]:
        return [notice.problem.code for notice in self.desk.notices]

    async def logged_in(self) -> None:
        await self.actions.start()
        await self.actions.login("sato", "secret", "201", keep_password=False)
        assert self.desk.screen is Screen.WORK_GROUPS

    async def at_work(self) -> None:
        await self.logged_in()
        await self.actions.start_work(("sales",))
        await until(lambda: self.desk.screen is Screen.WORK)

    async def phone_registered(self) -> None:
        """Mode `softphone`, with an account in the settings."""
        await self.actions.start()
        await until(lambda: self.desk.phone.registration is Registration.REGISTERED)
        self.engine.orders.clear()

    async def phone_calls(self, *calls: PhoneCall) -> None:
        """The engine shows these calls, and the desk has them."""
        self.engine.calls(*calls)
        await until(lambda: self.desk.phone.calls == calls)

    async def change(self, **settings: SettingValue) -> None:
        """As the settings dialog does it."""
        self.settings.save(settings)
        self.core.settings_changed(settings)
        for _ in range(20):  # turns of the loop, for what is carried out in the background
            await asyncio.sleep(0)

    async def rings(self, call: CallView | None = None) -> CallView:
        """The server offers a call and the phone rings for it."""
        call = call or offered()
        self.push.me(operator_state(Status.RINGING, call=call))
        self.engine.calls(PhoneCall(1, PhoneCallState.INCOMING, call.number, server_call_id=call.call_id))
        await until(lambda: self.desk.live and self.desk.live.me.call == call and self.desk.phone.calls)
        return call

    async def talks(self, call: CallView | None = None) -> CallView:
        call = await self.rings(call)
        talking = msgspec.structs.replace(call, state=CallState.TALKING, answered_at=NOW)
        self.push.me(operator_state(Status.TALKING_IN, call=talking))
        self.engine.calls(PhoneCall(1, PhoneCallState.TALKING, call.number, server_call_id=call.call_id))
        await until(lambda: self.desk.live and self.desk.live.me.call == talking)
        await until(lambda: self.desk.phone.calls[0].state is PhoneCallState.TALKING)
        return talking

    async def kill_window(self) -> None:
        """The old core's tasks end without a farewell, as by kill -9; then a new one comes up."""
        old = self.core
        await old.end_tasks()
        self._boot()

    async def lose_network(self) -> None:
        self.push.cut()
        await until(lambda: self.desk.link is Link.LOST)

    async def end(self) -> None:
        for core in self.cores:
            await core.end_tasks()
