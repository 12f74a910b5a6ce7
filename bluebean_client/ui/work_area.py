"""Customer, new record and history: beside each other, or behind tabs where the window is too narrow."""

from enum import IntEnum

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from bluebean_client.domain.desk import Desk
from bluebean_client.ui.columns import LEAST_RECORD_PX, MOST_RECORD_PX, Columns, Division
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.customer_card import CustomerCard
from bluebean_client.ui.history import HistoryCard
from bluebean_client.ui.idle.column import IdleColumn
from bluebean_client.ui.record_card import RecordCard
from bluebean_client.ui.widgets.basics import UNBOUND_PX, button

GAP = 12
LEAST_CUSTOMER_PX = 420
SETTLE_MS = 400


class Page(IntEnum):
    CUSTOMER = 0
    RECORD = 1
    HISTORY = 2


class WorkArea(QWidget):
    """Signals: `widths_chosen(dict[Columns, int])` when the operator has dragged the border between the columns."""

    widths_chosen = Signal(object)

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self.customer, self.record, self.history = CustomerCard(ui), RecordCard(ui), HistoryCard(ui)
        self.idle = IdleColumn(ui)
        self.division: Division | None = None
        self._open, self._has_idle = False, False
        self._widths: dict[Columns, int] = {}
        self._right = QWidget()
        self._stack = QVBoxLayout(self._right)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.setSpacing(GAP)
        self._strip = QFrame()
        self._buttons = self._make_buttons()
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(GAP)
        self._splitter.addWidget(self.customer)
        self._splitter.addWidget(self._right)
        self._splitter.splitterMoved.connect(self._on_moved)
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.timeout.connect(self._tell_moved)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GAP)
        self._column.addWidget(self._splitter, 1)

    def _make_buttons(self) -> dict[Page, QPushButton]:
        self._strip.setProperty("tab_strip", True)
        row = QHBoxLayout(self._strip)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        group = QButtonGroup(self)
        words = {
            Page.CUSTOMER: (self.tr("Customer"), "customer_page_button"),
            Page.RECORD: (self.tr("New contact record"), "record_page_button"),
            Page.HISTORY: (self.tr("History"), "history_page_button"),
        }
        made = {}
        for page, (text, name) in words.items():
            made[page] = button(text, "page_tab", name=name)
            made[page].setCheckable(True)
            made[page].clicked.connect(self._show_pages)
            group.addButton(made[page])
            row.addWidget(made[page], 1)
        made[Page.RECORD].setChecked(True)
        return made

    @property
    def right(self) -> QWidget:
        """What stands right of the customer."""
        three = self.division is not None and self.division.columns is Columns.THREE
        return self.history if three else self._right

    def set_widths(self, widths: dict[Columns, int]) -> None:
        """Widths of the record's column that the operator once chose."""
        self._widths = dict(widths)
        self._apply_widths()

    def show_desk(self, desk: Desk) -> None:
        """An empty desk has neither record nor history, but what is to be done and what was done last."""
        self.customer.show_desk(desk)
        self.record.show_desk(desk)
        self.history.show_desk(desk)
        self.idle.show_desk(desk)
        self._open, self._has_idle = desk.tab is not None, IdleColumn.has_content(desk)
        self._show_pages()

    def set_division(self, division: Division) -> None:
        if division == self.division:
            return
        columns, before = division.columns, self.division
        self.division = division
        for part in (self._strip, self.record, self.history, self.idle):
            part.setParent(self._right)
        while self._stack.takeAt(0) is not None:
            pass
        tabbed = columns in (Columns.TABS_RIGHT, Columns.ONE)
        self._column.setSpacing(GAP // 2 if columns is Columns.ONE else GAP)
        self.idle.set_beside(columns is Columns.ONE)
        self.record.set_headless(tabbed)
        self.record.set_scrolling(division.columns is Columns.ONE)
        self.record.fields.set_narrow(columns is Columns.TABS_RIGHT, short=columns is Columns.THREE)
        if columns is Columns.ONE:
            self._column.insertWidget(0, self._strip)
            if before is not None and before.columns is not Columns.ONE:
                self._buttons[Page.CUSTOMER].setChecked(True)
        else:
            self._stack.addWidget(self._strip)
            if self._buttons[Page.CUSTOMER].isChecked():
                self._buttons[Page.RECORD].setChecked(True)
        self._stack.addWidget(self.record, 1 if tabbed else 0)
        if columns is Columns.THREE:
            self._stack.addStretch(1)
            self._splitter.addWidget(self.history)
        else:
            self._stack.addWidget(self.history, 1)
        self._stack.addWidget(self.idle, 1)
        self._show_pages()

    def _show_pages(self) -> None:
        if self.division is None:  # no part has its place yet: shown now it would be a window of its own
            return
        columns = self.division.columns
        tabbed, one = columns in (Columns.TABS_RIGHT, Columns.ONE), columns is Columns.ONE
        chosen = next((page for page, made in self._buttons.items() if made.isChecked()), Page.RECORD)
        self._strip.setVisible(self._open and tabbed)
        self._buttons[Page.CUSTOMER].setVisible(one)
        idle = not self._open and self._has_idle
        self.idle.setVisible(idle)
        self._right.setVisible(idle or (self._open and not (one and chosen is Page.CUSTOMER)))
        self.customer.setVisible(not (one and (self._open or idle)) or (self._open and chosen is Page.CUSTOMER))
        self.record.setVisible(self._open and (not tabbed or chosen is Page.RECORD))
        self.history.setVisible(self._open and (not tabbed or chosen is Page.HISTORY))
        self.customer.setMinimumWidth(0 if one else LEAST_CUSTOMER_PX)
        self._right.setMinimumWidth(0 if one else LEAST_RECORD_PX)
        self._right.setMaximumWidth(UNBOUND_PX if one else MOST_RECORD_PX)
        self._apply_widths()

    def reveal(self, page: Page) -> None:
        """Bring a page to the front where pages hide each other."""
        if self.division is None or (page is Page.CUSTOMER and self.division.columns is not Columns.ONE):
            return
        self._buttons[page].setChecked(True)
        self._show_pages()

    def _apply_widths(self) -> None:
        if self.division is None or self.division.columns is Columns.ONE:
            return
        record, history = self._widths.get(self.division.columns, self.division.record), self.division.history
        room = self._splitter.width() - GAP * (2 if history else 1)
        rest = max(LEAST_CUSTOMER_PX, room - record - history)
        self._splitter.setSizes([rest, record, history] if history else [rest, record])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._apply_widths()

    def _on_moved(self) -> None:
        if self.division is not None:
            self._widths[self.division.columns] = self._right.width()
            self._settled.start(SETTLE_MS)

    def _tell_moved(self) -> None:
        self.widths_chosen.emit(dict(self._widths))
