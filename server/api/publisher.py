"""Carries what the floor publishes to the push channels: the newest state of each operator, never a backlog.

The floor may publish ten states while a slow client reads one; that client gets the difference between what it has and the
newest. So memory per reader is bounded, numbers have no gaps, and nobody waits for anybody.

Seats are the same for everybody and there are many of them. A change of one is noted for each reader, who is sent what was
noted since he was last: the cost of a change grows with the readers, not with readers times seats.
"""

import asyncio
from collections.abc import Mapping

import msgspec

from server.protocol.errors import ErrorCode
from server.protocol.push import DeskState, Goodbye, SeatsChanged
from server.protocol.seats import SeatView


class Channel:
    """What one push connection has to send next; written by the publisher, read by the connection's task."""

    def __init__(self, board: Mapping[str, SeatView]) -> None:
        """`board` holds the newest seats of everybody."""
        self._board = board
        self._changed_seats: dict[str, SeatView | None] = {}
        self.newest: DeskState | None = None
        self.goodbye: Goodbye | None = None
        self.wants_snapshot = True
        self._news = asyncio.Event()

    def offer(self, state: DeskState) -> None:
        self.newest = state
        self._news.set()

    def offer_seats(self, changed: Mapping[str, SeatView | None]) -> None:
        self._changed_seats.update(changed)
        self._news.set()

    def take_seats(self) -> list[SeatsChanged]:
        """What changed among the seats since the last time; empty for nothing."""
        changed, self._changed_seats = self._changed_seats, {}
        if not changed:
            return []
        seats = tuple(seat for seat in changed.values() if seat is not None)
        return [SeatsChanged(seats, tuple(key for key, seat in changed.items() if seat is None))]

    def whole(self, state: DeskState) -> DeskState:
        """`state` with all seats, for a snapshot."""
        self._changed_seats = {}
        return msgspec.structs.replace(state, seats=dict(self._board))

    def close(self, goodbye: Goodbye) -> None:
        self.goodbye = goodbye
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
        self._seats: dict[str, SeatView] = {}

    def __len__(self) -> int:
        return len(self._channels)

    def attach(self, operator_id: str) -> Channel:
        """A new connection of the operator; an older one is told that it was taken over."""
        if older := self._channels.get(operator_id):
            older.close(Goodbye(ErrorCode.SESSION_TAKEN_OVER))
        channel = self._channels[operator_id] = Channel(self._seats)
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

    def publish_seats(self, changed: Mapping[str, SeatView | None]) -> None:
        for operator_id, seat in changed.items():
            if seat is None:
                self._seats.pop(operator_id, None)
            else:
                self._seats[operator_id] = seat
        for channel in self._channels.values():
            channel.offer_seats(changed)

    def drop(self, operator_id: str, code: str, by: str = "") -> None:
        if channel := self._channels.pop(operator_id, None):
            channel.close(Goodbye(ErrorCode(code), by=by))
