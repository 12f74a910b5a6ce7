"""Carries what the floor publishes to the push channels: the newest state of each operator, never a backlog.

The floor may publish ten states while a slow client reads one; that client gets the difference between what it has and the
newest. So memory per reader is bounded, numbers have no gaps, and nobody waits for anybody.
"""

import asyncio

from server.protocol.errors import ErrorCode
from server.protocol.push import DeskState


class Channel:
    """What one push connection has to send next; written by the publisher, read by the connection's task."""

    def __init__(self) -> None:
        self.newest: DeskState | None = None
        self.goodbye: ErrorCode | None = None
        self.wants_snapshot = True
        self._news = asyncio.Event()

    def offer(self, state: DeskState) -> None:
        self.newest = state
        self._news.set()

    def close(self, code: ErrorCode) -> None:
        self.goodbye = code
        self._news.set()

    def resync(self) -> None:
        self.wants_snapshot = True
        self._news.set()

    async def news(self, timeout_seconds: float) -> bool:
        """Whether something new came before the time was over."""
        try:
            async with asyncio.timeout(timeout_seconds):
                await self._news.wait()
        except TimeoutError:
            return False
        self._news.clear()
        return True


class PushPublisher:
    """Implements `server.ports.outside.Publisher`; one channel for each operator, the newest connection has it."""

    def __init__(self) -> None:
        self._channels: dict[str, Channel] = {}

    def __len__(self) -> int:
        return len(self._channels)

    def attach(self, operator_id: str) -> Channel:
        """A new connection of the operator; an older one is told that it was taken over."""
        if older := self._channels.get(operator_id):
            older.close(ErrorCode.SESSION_TAKEN_OVER)
        channel = self._channels[operator_id] = Channel()
        return channel

    def detach(self, operator_id: str, channel: Channel) -> bool:
        """Whether it was the operator's channel until now, so that he has none any more."""
        if self._channels.get(operator_id) is not channel:
            return False
        del self._channels[operator_id]
        return True

    def publish(self, operator_id: str, state: DeskState) -> None:
        if channel := self._channels.get(operator_id):
            channel.offer(state)

    def drop(self, operator_id: str, code: str) -> None:
        if channel := self._channels.pop(operator_id, None):
            channel.close(ErrorCode(code))
