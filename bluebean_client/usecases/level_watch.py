"""Who wants to know how loud it is: the engine measures while somebody does."""

from collections.abc import Callable

from bluebean_client.domain.phone_messages import Attached, Levels, News, WatchLevels
from bluebean_client.usecases.engine_keeper import EngineKeeper

Listener = Callable[[Levels], None]


class LevelWatch:
    def __init__(self, engine: EngineKeeper) -> None:
        self._engine = engine
        self._listeners: list[Listener] = []
        engine.listen(self._heard)

    def watch(self, listener: Listener) -> Callable[[], None]:
        """Until the returned function is called, as often as it likes."""
        entry: Listener = lambda levels: listener(levels)  # noqa: E731  (told apart from the same listener given twice)
        self._listeners.append(entry)
        if len(self._listeners) == 1:
            self._engine.send(WatchLevels(on=True))

        def stop() -> None:
            if entry in self._listeners:
                self._listeners.remove(entry)
                if not self._listeners:
                    self._engine.send(WatchLevels(on=False))

        return stop

    def _heard(self, news: News) -> None:
        match news:
            case Levels():
                for listener in list(self._listeners):
                    listener(news)
            case Attached() if self._listeners:
                self._engine.send(WatchLevels(on=True))
