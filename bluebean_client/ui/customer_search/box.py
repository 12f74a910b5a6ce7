"""The field in which customers are searched for; what it finds is listed below it, and the keys stay in it."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from bluebean_client.domain.desk import Desk
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.customer_search.results import SearchResults
from bluebean_client.ui.widgets.inputs import LineEdit
from server.protocol.types import Customer

WIDTH = 280
TYPING_MS = 150
"""The server is asked when nothing was typed for that long."""

_MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 6, Qt.Key.Key_PageUp: -6}


class SearchBox(LineEdit):
    """Ctrl+F comes here. ↓ and ↑ choose among what was found, Enter loads it, Esc goes back to where the caret was."""

    def __init__(self, ui: UiContext, page: QWidget) -> None:
        super().__init__("customer_search")
        self._ui = ui
        self._back_to: QWidget | None = None
        self._entered = ""
        """The text with which Enter was pressed before its answer was there."""
        self.results = SearchResults(ui, page)
        self.results.chosen.connect(self._load)
        self.setProperty("search", True)
        self.setFixedWidth(WIDTH)
        self.setPlaceholderText(self.tr("Find customer (name, number)"))
        self.setAccessibleName(self.tr("Find customer"))
        self.setToolTip(self.tr("Part of a name, kana, code or number (Ctrl+F)"))
        self.setClearButtonEnabled(True)
        self.addAction(ui.theme.icon("search", "text3", 16), QLineEdit.ActionPosition.LeadingPosition)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.timeout.connect(self._ask)
        self.textChanged.connect(lambda: self._typing.start(TYPING_MS))

    def show_desk(self, desk: Desk) -> None:
        self.setVisible("customer_search" in desk.capabilities)
        self.results.show_desk(desk)
        self._show_results()
        if self._entered and self._entered == self.text() and self.results.answers(self._entered):
            self._entered = ""
            self._load_if_clear()

    def take_focus(self) -> None:
        if self.isHidden():
            return
        focused = QApplication.focusWidget()
        if focused is not self:
            self._back_to = focused
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def _ask(self) -> None:
        self._ui.actions.find_customers(self.text())

    def _show_results(self) -> None:
        wanted = self.hasFocus() and self.results.has_news and bool(self.text().strip())
        if wanted:
            self.results.place_below(self)
        self.results.setVisible(wanted)

    def _load(self, customer: Customer) -> None:
        self._ui.slots.start(self._ui.actions.load_customer(customer.customer_id))
        self._back_to = None
        self._leave()

    def _leave(self) -> None:
        """What was typed is done with; the caret goes back, or away from here."""
        self.clear()
        self._entered = ""
        self._typing.stop()
        self._ask()
        self.results.hide()
        back, self._back_to = self._back_to, None
        if back is not None and back.isVisible():
            back.setFocus()
        else:
            self.clearFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _MOVES and self.results.isVisible():
            self.results.move_by(_MOVES[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        elif key is Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _enter(self) -> None:
        """Whoever types faster than the server answers gets the customer all the same, if there is only one."""
        if self.results.answers(self.text()):
            self._load_if_clear()
        else:
            self._entered = self.text()
            self._typing.stop()
            self._ask()

    def _load_if_clear(self) -> None:
        customer = self.results.choice
        if customer is not None:
            self._load(customer)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._show_results()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A click on a result takes no focus, so that this is somewhere else."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.ActiveWindowFocusReason:
            self.results.hide()
