"""Choice of the work groups and start of work."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from bluebean_client.domain.desk import Desk, Severity
from bluebean_client.ui import words
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.group_rows import ROW, GroupDelegate
from bluebean_client.ui.widgets.basics import button, label, with_icon
from bluebean_client.ui.widgets.painted import Avatar
from server.protocol.errors import ErrorCode
from server.protocol.types import WorkGroupInfo

MOST_ROWS = 6
GROUP_ROLE = Qt.ItemDataRole.UserRole + 1


class CheckList(QListWidget):
    """A list whose rows are ticked by a click anywhere on them, or by Space. Signals: `entered()`, for Enter."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if event.key() == Qt.Key.Key_Space and item is not None:
            flip(item)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)


def flip(item: QListWidgetItem) -> None:
    ticked = item.checkState() == Qt.CheckState.Checked
    item.setCheckState(Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked)


class WorkGroupsPage(QWidget):
    """Signals: `log_off_wanted()`."""

    log_off_wanted = Signal()

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui
        self._groups: tuple[WorkGroupInfo, ...] = ()
        self._busy = False
        self._avatar = Avatar(ui.theme, 28)
        self._name = label("", "secondary")
        self._count = label("", "small")
        self._problem = label("", "error", wrap=True)
        self.list = CheckList()
        self.list.setObjectName("work_group_list")
        self.list.setAccessibleName(self.tr("Work groups"))
        self.list.setProperty("clear", True)
        self.list.setSpacing(4)
        self.list.setItemDelegate(GroupDelegate(ui, self.list))
        self.select_all = button(self.tr("Select all"), name="select_all_button", size="small")
        self.clear_all = button(self.tr("Clear all"), name="clear_all_button", size="small")
        self.log_off = with_icon(button(self.tr("Log off"), "ghost", name="log_off_button"), ui.theme, "log-off")
        self.start = button(self.tr("Start work"), "primary", name="start_work_button", size="large")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        card = QFrame()
        card.setProperty("card", True)
        card.setFixedWidth(600)
        card.setMaximumHeight(640)
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Choose work groups"), "customer"), 1)
        head.addWidget(self._avatar)
        head.addSpacing(4)
        head.addWidget(self._name)
        tools = QHBoxLayout()
        tools.setSpacing(8)
        tools.addWidget(self.select_all)
        tools.addWidget(self.clear_all)
        tools.addStretch()
        tools.addWidget(self._count)
        bottom = QHBoxLayout()
        bottom.addWidget(self.log_off)
        bottom.addWidget(self._problem, 1)
        bottom.addWidget(self.start)
        column = QVBoxLayout(card)
        column.setContentsMargins(32, 28, 32, 24)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(label(self.tr("Tick the groups you will work in."), "secondary"))
        column.addSpacing(6)
        column.addLayout(tools)
        column.addWidget(self.list)
        column.addSpacing(6)
        column.addLayout(bottom)
        page = QVBoxLayout(self)
        page.setContentsMargins(20, 40, 20, 40)
        page.addStretch(1)
        page.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        page.addStretch(1)

    def _connect(self) -> None:
        self.list.itemChanged.connect(lambda _: self._check())
        self.list.itemClicked.connect(flip)
        self.select_all.clicked.connect(lambda: self._tick_all(Qt.CheckState.Checked))
        self.clear_all.clicked.connect(lambda: self._tick_all(Qt.CheckState.Unchecked))
        self.log_off.clicked.connect(self.log_off_wanted)
        self.list.entered.connect(self.start.click)
        self.start.clicked.connect(self._start)

    def show_desk(self, desk: Desk) -> None:
        name = desk.identity.name if desk.identity else ""
        self._avatar.show_person(name)
        self._name.setText(name)
        self._busy = "start_work_button" in desk.busy
        problem = words.said(desk.login_problem).whole if desk.login_problem else ""
        self._problem.setText(problem or self._notice_words(desk))
        if desk.work_groups != self._groups:
            self._groups = desk.work_groups
            self._fill()
        self._check()

    def _notice_words(self, desk: Desk) -> str:
        """What is wrong; an offer can wait until work has begun."""
        notice = next((notice for notice in desk.notices if notice.severity is not Severity.OFFER), None)
        return words.said(notice.problem).whole if notice else ""

    def _fill(self) -> None:
        self.list.clear()
        for group in self._groups:
            item = QListWidgetItem(group.name)
            item.setData(GROUP_ROLE, group)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            item.setCheckState(Qt.CheckState.Checked if len(self._groups) == 1 else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        if self.list.count():
            self.list.setCurrentRow(0)
        self.list.setFixedHeight(min(MOST_ROWS, max(1, len(self._groups))) * (ROW + 8) + 4)
        self.list.setFocus()

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]

    def chosen(self) -> tuple[str, ...]:
        ticked = [item for item in self._items() if item.checkState() == Qt.CheckState.Checked]
        return tuple(item.data(GROUP_ROLE).work_group_id for item in ticked)

    def _tick_all(self, state: Qt.CheckState) -> None:
        for item in self._items():
            item.setCheckState(state)

    def _check(self) -> None:
        count = len(self.chosen())
        total = self.list.count()
        self._count.setText(self.tr("{count} of {total} chosen").format(count=count, total=total) if total else "")
        self.start.setEnabled(count > 0 and not self._busy)
        self.start.setToolTip("" if count else words.refusal(ErrorCode.NO_WORK_GROUP_CHOSEN))

    def _start(self) -> None:
        self._ui.slots.start(self._ui.actions.start_work(self.chosen()))
