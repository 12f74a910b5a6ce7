"""Keeps the phone engine running: attaches to it, gives it its account, and starts another one when it dies."""

import asyncio
import logging
import random
from collections.abc import Callable
from dataclasses import replace

from bluebean_client.domain import notices, offer, phone_notices
from bluebean_client.domain.desk import EngineLink, Notice, Problem, Severity
from bluebean_client.domain.phone import Account, EngineState, Registration
from bluebean_client.domain.phone_messages import (
    AskHistory,
    Attached,
    ForgetHistory,
    Keep,
    News,
    Order,
    OrderFailed,
    Quit,
    SeeMissed,
    StateChanged,
    UseAccount,
)
from bluebean_client.domain.problem_codes import ClientProblem
from bluebean_client.ports.outside import EngineGone, PhoneEngine
from bluebean_client.usecases.background import Background
from bluebean_client.usecases.desk_keeper import DeskKeeper

_log = logging.getLogger(__name__)

OF_THE_HISTORY = frozenset(str(order.__struct_config__.tag) for order in (AskHistory, ForgetHistory, SeeMissed))
"""Orders whose failure `CallHistory` speaks of."""
RETRY_SECONDS = (0.1, 0.3, 0.6, 1.0, 2.0, 5.0)


class EngineKeeper:
    """The window's side of the engine's life.

    The account and the secret that the engine keeps for a restarted window are remembered here, so that an engine that
    was started anew gets them again. An account is changed or taken away only once no call is left: neither a setting nor the end
    of a session ever cuts a conversation.
    """

    def __init__(self, keeper: DeskKeeper, engine: PhoneEngine) -> None:
        self._keeper = keeper
        self._engine = engine
        self._listeners: list[Callable[[News], None]] = []
        self._background = Background()
        self._task: asyncio.Task[None] | None = None
        self._account: Account | None = None
        self._secret = b""
        self._found: asyncio.Future[bytes] | None = None
        self._account_waits = False

    @property
    def running(self) -> bool:
        return self._keeper.desk.engine is EngineLink.RUNNING

    def run(self) -> None:
        """Start keeping; once per mode that has a phone."""
        if self._task is None or self._task.done():
            self._found = asyncio.get_running_loop().create_future()
            self._task = self._background.start(self._keep(), "engine keeper")

    async def found_secret(self, seconds: float) -> bytes:
        """What the engine kept for this profile, after attaching; empty if nothing or not attached in time."""
        if self._found is None:
            return b""
        done, _ = await asyncio.wait({self._found}, timeout=seconds)
        return self._found.result() if done else b""

    def listen(self, listener: Callable[[News], None]) -> None:
        """`listener` hears all news of the engine, after they have changed the desk."""
        self._listeners.append(listener)

    def send(self, order: Order) -> bool:
        """Whether the order went out; without an engine there is nothing to tell."""
        if not self.running:
            return False
        self._keeper.take_away(_failure_key(str(order.__struct_config__.tag)))
        self._engine.send(order)
        return True

    def give(self, account: Account, secret: bytes) -> None:
        """Register with `account` and keep `secret` for a restarted window."""
        known = self._account == account and self._secret == secret
        self._account, self._secret = account, secret
        if not known:
            self._tell_account()

    def retune(self, change: Callable[[Account], Account]) -> None:
        """Give the present account with other settings."""
        if self._account is not None:
            self.give(change(self._account), self._secret)

    def adopt(self, account: Account, secret: bytes) -> None:
        """The engine that was found has this account already; it is told again only if it is not registering."""
        self._account, self._secret = account, secret
        if self._keeper.desk.phone.registration is Registration.NONE:
            self._tell_account()

    def take_back(self) -> None:
        """Unregister and forget the secret, at once or when the last call has ended."""
        self._account, self._secret = None, b""
        self._tell_account()

    async def put_away(self) -> None:
        """No phone is wanted in the new usage mode: end the engine. `run` brings another one."""
        self.send(Quit())
        await self._background.stop()
        self._task = None
        if self._found is not None and not self._found.done():
            self._found.set_result(b"")  # nobody need wait for an engine any more
        self._gone_from_desk()

    async def stop(self, *, leave_running: bool) -> None:
        """End keeping for good. A call that is up goes on in the engine if `leave_running`."""
        if self._task is None:
            return
        if not leave_running:
            self.send(Quit())
        await self._background.stop()
        await self._engine.detach()
        self._task = None
        self._gone_from_desk()

    async def end_tasks(self) -> None:
        await self._background.stop()
        self._task = None

    def _gone_from_desk(self) -> None:
        self._keeper.change(lambda desk: replace(desk, engine=EngineLink.ABSENT, phone=EngineState()))

    # ---- the task -------------------------------------------------------------------------------------------------

    async def _keep(self) -> None:
        failures = 0
        while True:
            if self._keeper.desk.engine is EngineLink.ABSENT:
                self._keeper.change(lambda desk: replace(desk, engine=EngineLink.STARTING))
            try:
                await self._engine.start()
            except Exception as error:
                failures += 1
                _log.exception("the phone engine could not be started")
                self._keeper.notice(notices.engine_will_not_start(str(error)))
            else:
                failures = 0
                await self._listen()
                self._lost()
            pause = RETRY_SECONDS[min(failures, len(RETRY_SECONDS) - 1)]
            await asyncio.sleep(pause * random.uniform(0.8, 1.2))  # noqa: S311  (spreads retries, no secret)

    async def _listen(self) -> None:
        async for news in self._engine.news():
            if isinstance(news, EngineGone):
                return
            self._heard(news)

    def _lost(self) -> None:
        _log.warning("the phone engine is gone; starting another one")
        self._keeper.change(
            lambda desk: replace(
                notices.put(phone_notices.engine_lost(desk), notices.engine_lost()), engine=EngineLink.LOST
            )
        )

    def _heard(self, news: News) -> None:
        match news:
            case Attached(state=state, blob=blob):
                self._attached(state, blob)
            case StateChanged(state=state):
                self._keeper.change(lambda desk: phone_notices.told(desk, state))
                self._tell_account_when_free()
            case OrderFailed(order=order, reason=reason, detail=detail) if order not in OF_THE_HISTORY:
                problem = Problem(ClientProblem.ORDER_FAILED, {"order": order, "reason": reason, "detail": detail})
                self._keeper.notice(Notice(_failure_key(order), Severity.WARNING, problem))
        for listener in self._listeners:
            listener(news)

    def _attached(self, state: EngineState, blob: bytes) -> None:
        self._keeper.change(
            lambda desk: replace(
                phone_notices.told(notices.take_away(desk, notices.ENGINE), state), engine=EngineLink.RUNNING
            )
        )
        if self._account is not None and (blob != self._secret or state.registration is Registration.NONE):
            self._tell_account()
        if self._found is not None and not self._found.done():
            self._found.set_result(blob)

    def _tell_account(self) -> None:
        self._account_waits = True
        self._tell_account_when_free()
        self.send(Keep(self._secret))

    def _tell_account_when_free(self) -> None:
        desk = self._keeper.desk
        in_call = bool(offer.living_phone_calls(desk)) and desk.phone.registration is not Registration.NONE
        if self._account_waits and self.running and not in_call:
            self._account_waits = False
            self.send(UseAccount(self._account))


def _failure_key(order: str) -> str:
    return f"phone:{order}"
