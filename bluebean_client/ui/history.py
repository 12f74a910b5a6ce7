"""対応履歴: the customer's contact records, newest first, as a virtual list."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QListView, QStackedLayout, QVBoxLayout, QWidget

from bluebean_client.domain.desk import Desk
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.history_rows import CHIPS_ROLE, DETAIL, RECORD_ROLE, RecordDelegate, spoken
from bluebean_client.ui.widgets.basics import label
from bluebean_client.ui.widgets.skeleton import Skeleton
from server.protocol.types import ContactRecord, WorkGroupInfo

Index = QModelIndex | QPersistentModelIndex


def record_chips(record: ContactRecord, group: WorkGroupInfo | None) -> list[str]:
    """Labels of reaction and next action; a key that the group no longer has is shown as it is."""
    reactions = {choice.key: choice.label for choice in group.reactions} if group else {}
    actions = {action.key: action.label for action in group.next_actions} if group else {}
    chips = [reactions.get(record.reaction, record.reaction), actions.get(record.next_action, record.next_action)]
    return [chip for chip in chips if chip]


class RecordModel(QAbstractListModel):
    def __init__(self, ui: UiContext, parent: QObject) -> None:
        super().__init__(parent)
        self._ui = ui
        self.records: tuple[ContactRecord, ...] = ()
        self._group: WorkGroupInfo | None = None

    def show_records(self, records: tuple[ContactRecord, ...], group: WorkGroupInfo | None) -> None:
        if records == self.records and group is self._group:
            return
        self.beginResetModel()
        self.records, self._group = records, group
        self.endResetModel()

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
    """Signals: `wanted(what, record)`, `what` being `edit` or `detail`."""

    wanted = Signal(str, object)

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self.setProperty("card", True)
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
        self.model = RecordModel(ui, self)
        self.view.setModel(self.model)
        self._delegate = RecordDelegate(ui, self.view)
        self.view.setItemDelegate(self._delegate)
        self._delegate.wanted.connect(self.wanted)
        self.view.activated.connect(lambda index: self.wanted.emit(DETAIL, index.data(RECORD_ROLE)))
        self._empty = label("", "secondary", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._loading = Skeleton(ui)
        self._lay_out()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(16, 0, 16, 0)
        top.setSpacing(8)
        top.addWidget(self.title)
        top.addWidget(self._count)
        top.addStretch()
        pages = QWidget()
        self._pages = QStackedLayout(pages)
        for page in (self.view, self._empty, self._loading):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 12, 1, 6)
        column.setSpacing(4)
        column.addLayout(top)
        body = QHBoxLayout()
        body.setContentsMargins(8, 0, 4, 0)
        body.addWidget(pages)
        column.addLayout(body, 1)

    def show_desk(self, desk: Desk) -> None:
        tab = desk.tab
        if tab is None:
            return
        group = desk.group(tab.work_group_id)
        records = tab.history if tab.customer is not None else ()
        if records is None:
            self._count.setText("")
            self._pages.setCurrentWidget(self._loading)
            self._loading.begin()
            return
        self._loading.end()
        total = max(tab.history_total, len(records))
        self._count.setText(self.tr("{count} records").format(count=total) if total else "")
        self._empty.setText(self.tr("No contact so far. What you save is listed here."))
        self._pages.setCurrentWidget(self.view if records else self._empty)
        self.model.show_records(records, group)

    def select(self, record: ContactRecord) -> None:
        for row, known in enumerate(self.model.records):
            if known.record_id == record.record_id:
                self.view.setCurrentIndex(self.model.index(row))
