"""Past calls of the phone behind the operator's window: looked for and looked at, not called again from here."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bluebean_client.domain.desk import Desk
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.softphone.dialer import NumberField
from bluebean_client.ui.softphone.history_panel import HistoryPanel


class HistoryPage(QWidget):
    """Signals: `detail_wanted(entry)`, `clear_wanted()`."""

    detail_wanted = Signal(object)
    clear_wanted = Signal()

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self.search = NumberField("history_search")
        self.search.setPlaceholderText(self.tr("Name or number"))
        self.search.setAccessibleName(self.tr("Search the call history"))
        self.history = HistoryPanel(ui, dials=False)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 8)
        column.setSpacing(4)
        column.addWidget(self.search)
        column.addWidget(self.history, 1)
        self.search.textChanged.connect(lambda text: self.history.search(text.strip()))
        self.search.down.connect(self.history.enter)
        self.history.left.connect(self.search.setFocus)
        self.history.detail_wanted.connect(self.detail_wanted)
        self.history.clear_wanted.connect(self.clear_wanted)

    def show_desk(self, desk: Desk) -> None:
        self.history.show_desk(desk)
