"""Tabs in a row over pages of which one is in front."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout

from bluebean_client.ui.widgets.basics import button


class PageTabs(QFrame):
    """`tabs` are names and words of the buttons, the first one is chosen. Signals: `chosen(index: int)`."""

    chosen = Signal(int)

    def __init__(self, tabs: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.setProperty("tab_strip", True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._group = QButtonGroup(self)
        for place, (name, words) in enumerate(tabs):
            made = button(words, "page_tab", name=name)
            made.setCheckable(True)
            made.setChecked(place == 0)
            self._group.addButton(made, place)
            row.addWidget(made, 1)
        self._group.idClicked.connect(self.chosen)

    def choose(self, index: int) -> None:
        self._group.button(index).click()

    def focus_chosen(self) -> None:
        chosen = self._group.checkedButton()
        if chosen is not None:
            chosen.setFocus()
