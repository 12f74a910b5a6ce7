"""Microphone, speaker and ringer: told to the engine and remembered for the next start."""

import logging

from bluebean_client.domain.phone import ChooseDevices
from bluebean_client.ports import Settings
from bluebean_client.settings.schema import SettingProblem
from bluebean_client.usecases.engine_keeper import EngineKeeper

_log = logging.getLogger(__name__)


class ChooseAudioDevices:
    def __init__(self, engine: EngineKeeper, settings: Settings) -> None:
        self._engine = engine
        self._settings = settings

    def execute(self, microphone: str, speaker: str, ringer: str) -> None:
        self._engine.send(ChooseDevices(microphone, speaker, ringer))
        try:
            self._settings.save({"microphone": microphone, "speaker": speaker, "ringer": ringer})
        except (OSError, SettingProblem):
            _log.exception("the choice of devices can't be remembered; it holds until the program ends")


def chosen_devices(settings: Settings) -> ChooseDevices:
    """What an engine is told when it is attached."""
    return ChooseDevices(settings.text("microphone"), settings.text("speaker"), settings.text("ringer"))
