"""Time that runs on screen: text from the server's time, in a box of fixed width so that nothing is laid out anew."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from bluebean_client.ui.formats import duration, spoken_duration
from bluebean_client.ui.ticker import Ticker


class ElapsedLabel(QLabel):
    """Shows the time since a moment, redrawn with the ticker and only while there is a moment."""

    def __init__(self, ticker: Ticker, *, name: str = "", words: Callable[[str], str] = str) -> None:
        super().__init__()
        self._ticker, self._words = ticker, words
        self._since: datetime | None = None
        self._empty = ""
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        ticker.tick.connect(self._draw)

    def set_since(self, since: datetime | None, empty: str = "") -> None:
        self._since, self._empty = since, empty
        self._draw(self._ticker.now())

    def _draw(self, now: datetime) -> None:
        if self._since is None:
            text, spoken = self._empty, self._empty
        else:
            seconds = (now - self._since).total_seconds()
            text, spoken = self._words(duration(seconds)), spoken_duration(seconds)
        if text != self.text():
            self.setText(text)
            self.setAccessibleDescription(spoken)
