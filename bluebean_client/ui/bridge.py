"""The one way by which the desk reaches the widgets: a Qt signal with the old and the new value."""

from PySide6.QtCore import QObject, Signal

from bluebean_client.domain.desk import Desk
from bluebean_client.ports.window import DeskSource


class DeskBridge(QObject):
    """Signals: `changed(old: Desk, new: Desk)`, once per new desk, in the window's thread."""

    changed = Signal(object, object)

    def __init__(self, source: DeskSource, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source = source
        source.listen(self._emit)

    @property
    def desk(self) -> Desk:
        return self._source.desk

    def _emit(self, old: Desk, new: Desk) -> None:
        self.changed.emit(old, new)
