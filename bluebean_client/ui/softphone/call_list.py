"""The cards of up to four calls, kept in step with the desk without being made anew."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from bluebean_client.domain.phone import PhoneCall
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.softphone.call_card import PhoneCallCard
from bluebean_client.ui.widgets.basics import UNBOUND_PX

SPACING_PX = 8


class CallList(QScrollArea):
    """With `direct_ends` every call that came to the phone itself has a button that ends it.

    Signals: `chosen(call: int)`, `answer_wanted(call)`, `end_wanted(call)`.
    """

    chosen = Signal(int)
    answer_wanted = Signal(int)
    end_wanted = Signal(int)

    def __init__(self, ui: UiContext, *, direct_ends: bool = False) -> None:
        super().__init__()
        self._ui, self._direct_ends, self._low = ui, direct_ends, False
        self._cards: dict[int, PhoneCallCard] = {}
        self._room = UNBOUND_PX
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        inside.setProperty("clear", True)
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACING_PX)
        self._column.addStretch()
        self.setWidget(inside)

    def show_calls(self, calls: list[PhoneCall]) -> None:
        for gone in set(self._cards) - {call.call for call in calls}:
            card = self._cards.pop(gone)
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        for place, call in enumerate(calls):
            if call.call in self._cards:
                self._cards[call.call].show_call(call)
            else:
                self._cards[call.call] = self._card(call)
            card = self._cards[call.call]
            if self._column.indexOf(card) != place:
                self._column.insertWidget(place, card)
                card.show()
        self._fit()

    def set_low(self, low: bool) -> None:
        """Save height: the figures of the quality go, its word stays."""
        if low != self._low:
            self._low = low
            for card in self._cards.values():
                card.set_low(low)
            self._fit()

    def set_least_room(self, room: int) -> None:
        """What is left for the cards where all else is as low as it can be, in px."""
        if room != self._room:
            self._room = room
            self._fit()

    def _card(self, call: PhoneCall) -> PhoneCallCard:
        card = PhoneCallCard(self._ui, call, direct_ends=self._direct_ends)
        card.set_low(self._low)
        card.chosen.connect(self.chosen)
        card.answer_wanted.connect(self.answer_wanted)
        card.end_wanted.connect(self.end_wanted)
        return card

    def _fit(self) -> None:
        """As high as its cards, and no lower than the first of them if there is room for it."""
        heights = [card.sizeHint().height() for card in self._cards.values()]
        whole = sum(heights) + SPACING_PX * max(0, len(heights) - 1)
        self.setMaximumHeight(whole)
        self.setMinimumHeight(max(1, min([*heights, self._room])))  # 0 would leave it to the scroll area's own wish
