"""The rows of the seat table as Qt's views and screen readers ask for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from bluebean_client.domain.seats import Column, groups_text
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.formats import elapsed
from bluebean_client.ui.status_words import help_look, seat_look
from server.protocol.seats import SeatView

SEAT_ROLE = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class Sorting:
    column: Column = Column.EXTENSION
    descending: bool = False


class SeatModel(QAbstractTableModel):
    """Attributes: `seats`, in the order of the rows; `own`, the reader's operator id."""

    def __init__(self, ui: UiContext, parent: QObject) -> None:
        super().__init__(parent)
        self._ui = ui
        self._names: Mapping[str, str] = {}
        self._columns = len(Column) - 1
        self.seats: list[SeatView] = []
        self.own = ""
        self.sorting = Sorting()

    def show(self, seats: Sequence[SeatView], names: Mapping[str, str]) -> None:
        """New rows. If they are the same people in the same order only what changed is drawn anew."""
        before, after = [seat.operator_id for seat in self.seats], [seat.operator_id for seat in seats]
        old, same_names, self._names = self.seats, names == self._names, names
        if before == after:
            self.seats = list(seats)
            for row, (was, now) in enumerate(zip(old, seats, strict=True)):
                if was != now or not same_names:
                    self.dataChanged.emit(self.index(row, 0), self.index(row, self._columns - 1))
        elif set(before) == set(after):
            self._move(list(seats), after)
        else:
            self.beginResetModel()
            self.seats = list(seats)
            self.endResetModel()

    def _move(self, seats: list[SeatView], order: list[str]) -> None:
        """Another order of the same people: selection and scroll position stay with them."""
        self.layoutAboutToBeChanged.emit()
        places = {operator_id: row for row, operator_id in enumerate(order)}
        held = self.persistentIndexList()
        moved = [self.index(places[self.seats[index.row()].operator_id], index.column()) for index in held]
        self.seats = seats
        self.changePersistentIndexList(held, moved)
        self.layoutChanged.emit()

    def set_action(self, has_action: bool) -> None:
        columns = len(Column) if has_action else len(Column) - 1
        if columns != self._columns:
            self.beginResetModel()
            self._columns = columns
            self.endResetModel()

    def set_sorting(self, sorting: Sorting) -> None:
        self.sorting = sorting
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self._columns - 1)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.seats)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else self._columns

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or index.row() >= len(self.seats):
            return None
        seat = self.seats[index.row()]
        if role == SEAT_ROLE:
            return seat
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(seat, Column(index.column()))
        if role == Qt.ItemDataRole.ToolTipRole and index.column() in (Column.NAME, Column.GROUPS):
            return seat.kana if index.column() == Column.NAME else self._text(seat, Column.GROUPS)
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == Column.NAME and seat.help is not None:
            return f"{seat.name} {help_look(seat.help).word}"
        return None

    def _text(self, seat: SeatView, column: Column) -> str:
        match column:
            case Column.NAME:
                return seat.name
            case Column.EXTENSION:
                return seat.extension or "—"
            case Column.STATUS:
                return seat_look(seat, self._ui.ticker.now()).word
            case Column.SINCE:
                return elapsed(seat.since, self._ui.ticker.now()) or "—"
            case Column.GROUPS:
                return groups_text(seat, self._names)
            case Column.ACTION:
                return ""

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        sorted_by = section == self.sorting.column
        if role == Qt.ItemDataRole.DisplayRole:
            mark = (" ↓" if self.sorting.descending else " ↑") if sorted_by else ""
            return self._heading(Column(section)) + mark
        if role == Qt.ItemDataRole.FontRole:
            return self._ui.theme.font(13, bold=sorted_by)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        return None

    def _heading(self, column: Column) -> str:
        return {
            Column.NAME: self.tr("Name"),
            Column.EXTENSION: self.tr("Ext."),
            Column.STATUS: self.tr("Status"),
            Column.SINCE: self.tr("Since"),
            Column.GROUPS: self.tr("Work groups"),
            Column.ACTION: "",
        }[column]
