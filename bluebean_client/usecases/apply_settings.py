"""Changed settings take effect at once: the phone is told what concerns it."""

from collections.abc import Collection

import msgspec

from bluebean_client.domain.phone import DtmfMethod
from bluebean_client.ports.outside import Settings
from bluebean_client.usecases.change_mode import ChangeMode
from bluebean_client.usecases.engine_keeper import EngineKeeper
from bluebean_client.usecases.engine_wishes import EngineWishes
from bluebean_client.usecases.sound_choice import SETTINGS as OF_THE_SOUND
from bluebean_client.usecases.sound_choice import SoundChoice
from server.protocol.types import UsageMode

OF_EVERY_ACCOUNT = frozenset({"sip_codecs", "sip_dtmf"})
"""These hold for the account of the server too."""


class ApplySettings:
    def __init__(
        self,
        settings: Settings,
        engine: EngineKeeper,
        sound: SoundChoice,
        wishes: EngineWishes,
        change_mode: ChangeMode,
    ) -> None:
        self._settings, self._engine = settings, engine
        self._sound, self._wishes, self._change_mode = sound, wishes, change_mode

    async def execute(self, changed: Collection[str]) -> None:
        """`changed` are keys of the settings, stored already."""
        keys = frozenset(changed)
        if keys & OF_THE_SOUND:
            self._sound.choose()
        if "headset_buttons" in keys:
            self._wishes.use_headset()
        if keys & OF_EVERY_ACCOUNT:
            self._engine.retune(
                lambda account: msgspec.structs.replace(
                    account,
                    codecs=self._settings.names("sip_codecs"),
                    dtmf=DtmfMethod(self._settings.text("sip_dtmf")),
                )
            )
        if "usage_mode" in keys:
            await self._change_mode.execute(UsageMode(self._settings.text("usage_mode")))
        elif any(key.startswith("sip_") for key in keys):
            await self._change_mode.use_account()
