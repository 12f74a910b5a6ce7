"""The window's one clock: a tick each second with the server's time, for everything that runs on screen."""

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from bluebean_client.ports.outside import Clock


class Ticker(QObject):
    """Signals: `tick(now)` about each full second, and at once when the offset changes."""

    tick = Signal(object)

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._offset = timedelta()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_timeout)

    def start(self) -> None:
        self._arm()

    def stop(self) -> None:
        self._timer.stop()

    def set_offset(self, seconds: float) -> None:
        """Server time minus local time."""
        offset = timedelta(seconds=seconds)
        if offset != self._offset:
            self._offset = offset
            self.beat()

    def now(self) -> datetime:
        """The server's time, UTC."""
        return self._clock.now().astimezone(UTC) + self._offset

    def local_now(self) -> datetime:
        """The wall clock of this PC, in its zone."""
        return self._clock.now().astimezone()

    def monotonic(self) -> float:
        return self._clock.monotonic()

    def beat(self) -> None:
        self.tick.emit(self.now())

    def _on_timeout(self) -> None:
        self.beat()
        self._arm()

    def _arm(self) -> None:
        into_second_ms = self.now().microsecond // 1000
        self._timer.start(1005 - into_second_ms)
