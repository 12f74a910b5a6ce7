"""Help on the page of work: the dialog below its button, the notices of colleagues who ask."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from bluebean_client.domain.desk import Desk
from bluebean_client.ui.call_bar import CallBar
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.help.notices import HelpNotices
from bluebean_client.ui.help.popup import WIDTH, HelpPopup

EDGE = 16


class HelpPlace(QObject):
    """Signals: `came()`, when the notices want to be placed again."""

    came = Signal()

    def __init__(self, ui: UiContext, page: QWidget, bar: CallBar) -> None:
        super().__init__(page)
        self._page, self._bar = page, bar
        self.popup = HelpPopup(ui, page)
        self.notices = HelpNotices(ui, page)
        self.notices.came.connect(self.came)
        bar.calls.help_wanted.connect(self.toggle)

    def show_desk(self, desk: Desk) -> None:
        self.popup.show_desk(desk)
        self.notices.show_desk(desk)

    def toggle(self) -> None:
        """Open the dialog, or close it; never a request by itself."""
        if self._bar.calls.help.isVisibleTo(self._bar):
            self._place_popup()
            self.popup.toggle()

    def place(self, left: int, bottom: int) -> int:
        """Lower left corner of the lowest notice; gives where the highest begins."""
        if self.popup.isVisible():
            self._place_popup()
        return self.notices.place(left, bottom)

    def _place_popup(self) -> None:
        self.popup.place(self._page.width() - WIDTH - EDGE, self._bar.height() + 6, WIDTH)
