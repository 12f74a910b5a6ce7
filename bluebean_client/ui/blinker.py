"""The one timer of what blinks: half a second on, half a second off, and still while nothing asks for it."""

from PySide6.QtCore import QObject, QTimer, Signal

HALF_PERIOD_MS = 500


class Blinker(QObject):
    """Signals: `beat(lit: bool)`, twice a second while somebody wants it; `beat(False)` last.

    Attributes: `still`, for who wants no motion: it never beats then, and what would blink carries a sign instead.
    """

    beat = Signal(bool)

    def __init__(self, parent: QObject | None = None, *, still: bool = False) -> None:
        super().__init__(parent)
        self.still = still
        self._wanted: set[str] = set()
        self._lit = False
        self._timer = QTimer(self)
        self._timer.setInterval(HALF_PERIOD_MS)
        self._timer.timeout.connect(self._turn)

    @property
    def is_blinking(self) -> bool:
        return self._timer.isActive()

    def want(self, who: str, wanted: bool) -> None:
        """`who` blinks from now on, or does not any more."""
        if wanted:
            self._wanted.add(who)
        else:
            self._wanted.discard(who)
        if self.still:
            return
        if self._wanted and not self._timer.isActive():
            self._timer.start()
        elif not self._wanted and self._timer.isActive():
            self._timer.stop()
            self._lit = False
            self.beat.emit(False)

    def _turn(self) -> None:
        self._lit = not self._lit
        self.beat.emit(self._lit)
