"""What the engine asks of the call history. Every method returns at once, whatever the disk does."""

from collections.abc import Iterable
from typing import Protocol

from bluebean_client.domain.phone import PhoneCall
from bluebean_client.domain.phone_messages import HistoryOrder


class HistoryBusy(Exception):
    """More is asked of the history than it can answer."""


class History(Protocol):
    def follow(self, calls: Iterable[PhoneCall]) -> None:
        """All calls as they are now, those included that ended a moment ago; what is new about them is written down."""

    def obey(self, order: HistoryOrder) -> None:
        """Raises `HistoryBusy`. Pages, changes and refusals come later, through the callbacks of whoever made the history."""
