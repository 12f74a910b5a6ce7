"""What is told to every engine when it is attached, because an engine that was started anew knows nothing of it."""

from bluebean_client.domain.phone_messages import Attached, DoNotDisturb, News, UseHeadset
from bluebean_client.ports.outside import Settings
from bluebean_client.usecases.engine_keeper import EngineKeeper


class EngineWishes:
    """Headset buttons by the settings; do not disturb as chosen last. An engine that was found running keeps its own wish."""

    def __init__(self, engine: EngineKeeper, settings: Settings) -> None:
        self._engine, self._settings = engine, settings
        self._do_not_disturb: bool | None = None
        engine.listen(self._heard)

    def do_not_disturb(self, on: bool) -> None:
        self._do_not_disturb = on
        self._engine.send(DoNotDisturb(on))

    def use_headset(self) -> None:
        self._engine.send(UseHeadset(self._settings.flag("headset_buttons")))

    def _heard(self, news: News) -> None:
        if isinstance(news, Attached):
            self.use_headset()
            if self._do_not_disturb not in (None, news.state.do_not_disturb):
                self._engine.send(DoNotDisturb(bool(self._do_not_disturb)))
