"""What the owner of a seat list lets its reader do with a seat: call it, or hand a call on to it."""

from collections.abc import Callable
from dataclasses import dataclass

from server.protocol.seats import SeatView


@dataclass(frozen=True, slots=True)
class SeatAction:
    """`words` and `icon` of the button; `refusal` says why it is of no use now, empty if it is; `act` is what it does."""

    words: str
    icon: str
    refusal: Callable[[SeatView], str]
    act: Callable[[SeatView], None]
