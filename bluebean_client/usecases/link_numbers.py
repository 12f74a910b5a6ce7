"""A number that another program wants dialed: into the number field, or dialed at once, as the settings say."""

from dataclasses import replace

from bluebean_client.domain.desk import Desk, EngineLink
from bluebean_client.domain.phone import Registration
from bluebean_client.ports.outside import Settings
from bluebean_client.usecases.background import Background
from bluebean_client.usecases.desk_keeper import DeskKeeper
from bluebean_client.usecases.phone_calls import PhoneCalls
from server.protocol.types import UsageMode

REGISTRATION_SECONDS = 10.0
"""A link may have started the program: how long it waits for the phone before it goes into the field instead."""


class LinkNumbers:
    def __init__(
        self,
        keeper: DeskKeeper,
        calls: PhoneCalls,
        settings: Settings,
        background: Background,
        registration_seconds: float = REGISTRATION_SECONDS,
    ) -> None:
        self._keeper, self._calls, self._settings = keeper, calls, settings
        self._background, self._registration_seconds = background, registration_seconds

    def take(self, link: str) -> None:
        number = self._calls.number_in(link)
        if number is None:
            return
        if self._settings.flag("dial_links") and self._keeper.desk.mode is UsageMode.SOFTPHONE:
            self._background.start(self._dial(number), "dial link")
        else:
            self._offer(number)

    def taken(self) -> None:
        self._keeper.change(lambda desk: replace(desk, link_number=""))

    async def _dial(self, number: str) -> None:
        if await self._keeper.wait_for(_can_dial, self._registration_seconds):
            self._calls.dial(number)
        else:
            self._offer(number)

    def _offer(self, number: str) -> None:
        self._keeper.change(lambda desk: replace(desk, link_number=number))


def _can_dial(desk: Desk) -> bool:
    return desk.engine is EngineLink.RUNNING and desk.phone.registration is Registration.REGISTERED
