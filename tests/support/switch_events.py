"""Read the events of a switch in the background and wait for one of them."""

import asyncio
from types import TracebackType
from typing import Any, Self, TypeVar

from server.ports.switch import LegId, Switch, SwitchEvent

PATIENCE_SECONDS = 15.0
Wanted = TypeVar("Wanted")


class EventReader:
    """Keeps every event in `all`; `expect` takes the next one of a kind that it has not given before."""

    def __init__(self, switch: Switch) -> None:
        self.all: list[SwitchEvent] = []
        self._taken: set[int] = set()
        self._switch = switch
        self._news = asyncio.Condition()
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._read())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, traceback: TracebackType | None
    ) -> None:
        assert self._task is not None
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def expect(self, kind: type[Wanted], **fields: Any) -> Wanted:
        def position() -> int | None:
            for number, event in enumerate(self.all):
                right = isinstance(event, kind) and all(getattr(event, key) == fields[key] for key in fields)
                if right and number not in self._taken:
                    return number
            return None

        async with self._news:
            try:
                await asyncio.wait_for(self._news.wait_for(lambda: position() is not None), PATIENCE_SECONDS)
            except TimeoutError:
                raise AssertionError(f"no {kind.__name__} {fields}; there was {self.all}") from None
            number = position()
            assert number is not None
            self._taken.add(number)
            event = self.all[number]
            assert isinstance(event, kind)
            return event

    def about(self, leg: LegId) -> list[SwitchEvent]:
        return [event for event in self.all if getattr(event, "leg", None) == leg]

    async def _read(self) -> None:
        async for event in self._switch.events():
            async with self._news:
                self.all.append(event)
                self._news.notify_all()
