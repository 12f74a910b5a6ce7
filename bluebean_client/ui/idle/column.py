"""What stands beside an empty desk: the callbacks of today and the latest contacts."""

from PySide6.QtWidgets import QBoxLayout, QWidget

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
        self._beside = False
        self._cards = cards = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(GAP)
        cards.addWidget(self.callbacks)
        cards.addWidget(self.recent, 1)
        self._rest = QWidget()
        cards.addWidget(self._rest, 1)

    def set_beside(self, beside: bool) -> None:
        """The cards beside each other, as high as there is room, instead of below each other."""
        self._beside = beside
        self._cards.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        self._cards.setStretchFactor(self.callbacks, 1 if beside else 0)
        self._fit()

    def _fit(self) -> None:
        if self._beside:
            self.callbacks.fill_room()
        else:
            self.callbacks.fit(MOST_CALLBACKS)
        self._rest.setVisible(self.recent.isHidden() and not self._beside)

    def show_desk(self, desk: Desk) -> None:
        if desk.tab is not None:
            return
        self.callbacks.show_desk(desk)
        self.recent.show_desk(desk)
        self._fit()

    def focus_card(self, region: int) -> None:
        """2 the callbacks, 3 the contacts, as record and history stand there at other times."""
        card = {2: self.callbacks, 3: self.recent}.get(region)
        if card is not None and card.isVisible():
            card.focus_first()

    @staticmethod
    def has_content(desk: Desk) -> bool:
        """Whether the server knows of anything to show here."""
        return bool({"callbacks", "recent_contacts"} & desk.capabilities)
