"""The ports to time and to the screens: the clock and the push channel."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from server.protocol.push import DeskState
from server.protocol.seats import SeatView


class Clock(Protocol):
    def now(self) -> datetime:
        """Zone-aware UTC."""

    def monotonic(self) -> float:
        """Seconds since an arbitrary moment; never goes back."""

    async def sleep(self, seconds: float) -> None:
        """Return when that much monotonic time has passed."""


class Publisher(Protocol):
    """Where the floor puts what each operator may see. Must not block; numbering and delivery are its own affair."""

    def publish(self, operator_id: str, state: DeskState) -> None:
        """Without seats: those are the same for everybody."""

    def publish_seats(self, changed: Mapping[str, SeatView | None]) -> None:
        """Seats that look different now, for every operator; None for one who is gone."""

    def drop(self, operator_id: str, code: str, by: str = "") -> None:
        """The operator's session is over (`session_taken_over`, `session_expired`): say goodbye and close.

        `by` is the name of the colleague who ended it, if one did.
        """
