"""対応履歴: the customer's contact records, newest first, as a virtual list."""

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QListView, QStackedLayout, QVBoxLayout, QWidget

from bluebean_client.domain.desk import Desk, HistoryFilter
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.history_filters import HistoryFilters
from bluebean_client.ui.history_rows import CHIPS_ROLE, DETAIL, RECORD_ROLE, RecordDelegate, spoken
from bluebean_client.ui.widgets.basics import label
from bluebean_client.ui.widgets.skeleton import Skeleton
from server.protocol.types import ContactRecord, WorkGroupInfo

translate = QCoreApplication.translate

Index = QModelIndex | QPersistentModelIndex
LEAST_ONE_LINE_PX = 470
"""Narrower, the filters have a line of their own."""


def record_chips(record: ContactRecord, group: WorkGroupInfo | None) -> list[str]:
    """Labels of reaction and next action; a key that the group no longer has is shown as it is. A callback may be called off."""
    reactions = {choice.key: choice.label for choice in group.reactions} if group else {}
    actions = {action.key: action.label for action in group.next_actions} if group else {}
    chips = [reactions.get(record.reaction, record.reaction), actions.get(record.next_action, record.next_action)]
    if record.cancellation is not None:
        chips.append(translate("history", "called off"))
    return [chip for chip in chips if chip]


class RecordModel(QAbstractListModel):
    """Signals: `older_wanted()` when the view has come to the end of what is loaded."""

    older_wanted = Signal()

    def __init__(self, ui: UiContext, parent: QObject) -> None:
        super().__init__(parent)
        self._ui = ui
        self.records: tuple[ContactRecord, ...] = ()
        self._group: WorkGroupInfo | None = None
        self._total = 0

    def show_records(self, records: tuple[ContactRecord, ...], total: int, group: WorkGroupInfo | None) -> None:
        """Older records are added below, so that the list stays where it was scrolled to."""
        self._total = total
        known = self.records
        if records == known and group is self._group:
            return
        if known and group is self._group and records[: len(known)] == known:
            self.beginInsertRows(QModelIndex(), len(known), len(records) - 1)
            self.records = records
            self.endInsertRows()
            return
        self.beginResetModel()
        self.records, self._group = records, group
        self.endResetModel()

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and len(self.records) < self._total

    def fetchMore(self, parent: Index) -> None:
        self.older_wanted.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's signature)
        return 0 if parent.isValid() else len(self.records)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        record = self.records[index.row()]
        if role == RECORD_ROLE:
            return record
        if role == CHIPS_ROLE:
            return record_chips(record, self._group)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole):
            return spoken(record, record_chips(record, self._group), self._ui.ticker.now())
        return None


class HistoryCard(QFrame):
    """Signals: `wanted(what, record)`, `what` being `edit`, `detail` or `play`; `filtered(tab_id, wanted)`; `older_wanted(tab_id)`."""

    wanted = Signal(str, object)
    filtered = Signal(str, object)
    older_wanted = Signal(str)

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self.setProperty("card", True)
        self._tab_id, self._filtering = "", False
        self.filters = HistoryFilters(ui)
        self.filters.changed.connect(lambda wanted: self.filtered.emit(self._tab_id, wanted))
        self.title = label(self.tr("History"), "section")
        self._count = label("", "secondary")
        self.view = QListView()
        self.view.setObjectName("history_list")
        self.view.setAccessibleName(self.tr("History"))
        self.view.setProperty("clear", True)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setResizeMode(QListView.ResizeMode.Adjust)
        self.view.setMouseTracking(True)
        self.view.setLayoutMode(QListView.LayoutMode.Batched)
        self.model = RecordModel(ui, self)
        self.model.older_wanted.connect(self._ask_older)
        self.view.setModel(self.model)
        self._delegate = RecordDelegate(ui, self.view)
        ui.faces.changed.connect(self.view.viewport().update)
        self.view.setItemDelegate(self._delegate)
        self._delegate.wanted.connect(self.wanted)
        self.view.activated.connect(lambda index: self.wanted.emit(DETAIL, index.data(RECORD_ROLE)))
        self._empty = label("", "secondary", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._loading = Skeleton(ui)
        self._lay_out()

    def _ask_older(self) -> None:
        """A list that nobody sees has no height: its end is always in sight."""
        if self.view.isVisible():
            self.older_wanted.emit(self._tab_id)

    def _lay_out(self) -> None:
        self._top = top = QHBoxLayout()
        top.setContentsMargins(16, 0, 12, 0)
        top.setSpacing(8)
        top.addWidget(self.title)
        top.addWidget(self._count)
        top.addStretch()
        pages = QWidget()
        self._pages = QStackedLayout(pages)
        for page in (self.view, self._empty, self._loading):
            self._pages.addWidget(page)
        top.addWidget(self.filters)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 12, 1, 6)
        column.setSpacing(4)
        column.addLayout(top)
        self._below = QWidget()
        self._below_row = QHBoxLayout(self._below)
        self._below_row.setContentsMargins(9, 0, 6, 0)
        self._below.hide()
        column.addWidget(self._below)
        text = QHBoxLayout()
        text.setContentsMargins(16, 0, 12, 0)
        text.addWidget(self.filters.text)
        column.addLayout(text)
        body = QHBoxLayout()
        body.setContentsMargins(8, 0, 4, 0)
        body.addWidget(pages)
        column.addLayout(body, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < LEAST_ONE_LINE_PX
        if narrow == (self.filters.parentWidget() is self._below):
            return
        self._below.setVisible(narrow)
        (self._below_row if narrow else self._top).addWidget(self.filters)
        if narrow:
            self._top.addWidget(self.filters.open)
        self.filters.set_narrow(narrow)
        self._show_filters()

    def _show_filters(self) -> None:
        """Said again after each move: Qt hides what gets another parent."""
        self.filters.setVisible(self._filtering)
        self.filters.open.setVisible(self._filtering and self.filters.text.isHidden())

    def show_desk(self, desk: Desk) -> None:
        tab = desk.tab
        if tab is None:
            return
        self._tab_id = tab.tab_id
        group = desk.group(tab.work_group_id)
        self.filters.show_filter(tab.history_filter, group)
        records = tab.history if tab.customer is not None else ()
        if records is None:
            self._count.setText("")
            self._pages.setCurrentWidget(self._loading)
            self._loading.begin()
            return
        self._loading.end()
        total = max(tab.history_total, len(records))
        self._count.setText(self.tr("{count} records").format(count=total) if total else "")
        filtered = tab.history_filter != HistoryFilter()
        nothing = self.tr("No contact so far. What you save is listed here.")
        self._empty.setText(self.tr("No record matches the filters.") if filtered else nothing)
        self._filtering = bool(records) or filtered
        self._show_filters()
        self._pages.setCurrentWidget(self.view if records else self._empty)
        self.model.show_records(records, total, group)

    def select(self, record: ContactRecord) -> None:
        for row, known in enumerate(self.model.records):
            if known.record_id == record.record_id:
                self.view.setCurrentIndex(self.model.index(row))
