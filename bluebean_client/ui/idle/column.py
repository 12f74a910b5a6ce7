"""What stands beside an empty desk: the callbacks of today and the latest contacts."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from bluebean_client.domain.desk import Desk
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.idle.callbacks import IdleCallbacks
from bluebean_client.ui.idle.recent import RecentContacts

GAP, MOST_CALLBACKS = 12, 5


class IdleColumn(QWidget):
    """Drawn only while nothing is open."""

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self.callbacks, self.recent = IdleCallbacks(ui), RecentContacts(ui)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self.callbacks)
        column.addWidget(self.recent, 1)
        self._rest = QWidget()
        column.addWidget(self._rest, 1)

    def show_desk(self, desk: Desk) -> None:
        if desk.tab is not None:
            return
        self.callbacks.show_desk(desk)
        self.callbacks.fit(MOST_CALLBACKS)
        self.recent.show_desk(desk)
        self._rest.setVisible(self.recent.isHidden())

    def focus_card(self, region: int) -> None:
        """2 the callbacks, 3 the contacts, as record and history stand there at other times."""
        card = {2: self.callbacks, 3: self.recent}.get(region)
        if card is not None and card.isVisible():
            card.focus_first()

    @staticmethod
    def has_content(desk: Desk) -> bool:
        """Whether the server knows of anything to show here."""
        return bool({"callbacks", "recent_contacts"} & desk.capabilities)
