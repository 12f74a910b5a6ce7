"""The seat list as a table: every column sorts, statuses change in place, and no row moves while the hand is on it."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QToolTip

from bluebean_client.domain.seats import Column, in_order, kept_order
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.seats.action import SeatAction
from bluebean_client.ui.seats.model import SEAT_ROLE, SeatModel, Sorting
from bluebean_client.ui.seats.rows import ROW, SeatDelegate
from bluebean_client.ui.seats.status_menu import StatusSetting, is_menu_key
from bluebean_client.ui.status_words import seat_look
from server.protocol.seats import SeatView

WIDTHS = {Column.EXTENSION: 76, Column.STATUS: 200, Column.SINCE: 84, Column.ACTION: 124}
NARROW_WIDTHS = {Column.EXTENSION: 60, Column.STATUS: 160, Column.SINCE: 66, Column.ACTION: 104}
NARROW_BELOW, NAME_AT_LEAST, NAME_AND_GROUPS = 720, 136, 200


class SeatTable(QTableView):
    """A chooser of colleagues for whoever gives it an action. Enter, a double click and the button of a row do it.

    Attributes: `setting`, by which the menu of a row sets the status of who is in it; None for no menu.
    """

    def __init__(self, ui: UiContext, name: str = "seat_table") -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(self.tr("Seats"))
        self._ui = ui
        self._model = SeatModel(ui, self)
        self._delegate = SeatDelegate(ui, self, self._model)
        self._wanted: list[SeatView] = []
        self._names: Mapping[str, str] = {}
        self.setting: StatusSetting | None = None
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self._dress()
        ui.ticker.tick.connect(self._draw_times)
        ui.faces.changed.connect(self.viewport().update)
        self.doubleClicked.connect(lambda index: self._delegate.do(index.data(SEAT_ROLE)))

    def _dress(self) -> None:
        self.setProperty("seats", True)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        rows, header = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(ROW)
        header.setSectionsClickable(True)
        header.setHighlightSections(False)
        header.setFixedHeight(34)
        header.sectionClicked.connect(self._sort_by)

    # ---- content ------------------------------------------------------------------------------------------------

    @property
    def seats(self) -> list[SeatView]:
        """As they stand from top to bottom."""
        return self._model.seats

    def set_action(self, action: SeatAction | None) -> None:
        self._delegate.action = action
        self._model.set_action(action is not None)
        self._size_columns()

    def sort_by(self, column: Column) -> None:
        """Another order to begin with."""
        self._model.set_sorting(Sorting(column))
        self.settle()

    def show_seats(self, seats: Iterable[SeatView], names: Mapping[str, str], own: str) -> None:
        """`names` are those of work groups by key; `own` is the reader's operator id."""
        self._wanted, self._names, self._model.own = list(seats), names, own
        kept = kept_order([seat.operator_id for seat in self._model.seats], self._wanted)
        self._model.show(kept if self._is_in_hand() else self._sorted(), names)

    def settle(self) -> None:
        """Bring the rows into the order that the heading says."""
        self._model.show(self._sorted(), self._names)

    def _sorted(self) -> list[SeatView]:
        sorting = self._model.sorting
        return in_order(self._wanted, sorting.column, self._names, descending=sorting.descending)

    def _is_in_hand(self) -> bool:
        return self.isVisible() and (self.underMouse() or self.hasFocus())

    def _sort_by(self, section: int) -> None:
        if section == Column.ACTION:
            return
        before = self._model.sorting
        self._model.set_sorting(Sorting(Column(section), before.column == section and not before.descending))
        self.settle()

    def _draw_times(self) -> None:
        if self.isVisible():
            self.viewport().update()

    # ---- hand and keys ------------------------------------------------------------------------------------------

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if not self.hasFocus():
            self.settle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._delegate.do(self.currentIndex().data(SEAT_ROLE))
        elif is_menu_key(event):
            self._open_statuses_by_key()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Right click, or the menu key on the row that is chosen."""
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            self._open_statuses_by_key()
        else:
            self._open_statuses(self.indexAt(event.pos()), event.globalPos())

    def _open_statuses_by_key(self) -> None:
        """Below the status of the row that is chosen."""
        index = self.currentIndex()
        corner = self.visualRect(index.siblingAtColumn(Column.STATUS)).bottomLeft()
        self._open_statuses(index, self.viewport().mapToGlobal(corner))

    def _open_statuses(self, index: QModelIndex, corner: QPoint) -> None:
        if index.isValid() and self.setting is not None and self.setting.allows(index.data(SEAT_ROLE)):
            menu = self.setting.menu(index.data(SEAT_ROLE), self)
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(corner)

    def choose_first(self) -> None:
        """For arrows to go on from."""
        if self._model.rowCount():
            self.setCurrentIndex(self._model.index(0, 0))

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self._tell(event):
            return True
        return super().viewportEvent(event)

    def _tell(self, event: QHelpEvent) -> bool:
        index: QModelIndex = self.indexAt(event.pos())
        action = self._delegate.action
        if index.isValid() and index.column() == Column.ACTION and action is not None:
            words = action.refusal(index.data(SEAT_ROLE))
        elif index.isValid() and index.column() == Column.STATUS:
            words = self._status_words(index.data(SEAT_ROLE))
        else:
            return False
        QToolTip.showText(event.globalPos(), words, self)
        return True

    def _status_words(self, seat: SeatView) -> str:
        """The whole status, and how it is set by who may."""
        status = seat_look(seat, self._ui.ticker.now()).word
        if self.setting is None or not self.setting.allows(seat):
            return status
        return f"{status}\n{self.tr('Right click or Shift+F10: set the status')}"

    # ---- widths -------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._size_columns()

    def _size_columns(self) -> None:
        room = self.viewport().width()
        widths = NARROW_WIDTHS if room < NARROW_BELOW else WIDTHS
        used = [column for column in widths if column < self._model.columnCount()]
        rest = room - sum(widths[column] for column in used)
        self.setColumnHidden(Column.GROUPS, rest < NAME_AND_GROUPS)  # so that the button at the end is never cut
        for column in used:
            self.setColumnWidth(column, widths[column])
        name = max(NAME_AT_LEAST, rest * 45 // 100 if rest >= NAME_AND_GROUPS else rest)
        self.setColumnWidth(Column.NAME, name)
        self.setColumnWidth(Column.GROUPS, max(0, rest - name))
