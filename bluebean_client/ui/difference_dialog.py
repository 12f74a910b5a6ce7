"""What somebody else changed at a customer while it was open here: field by field, theirs beside one's own."""

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from bluebean_client.domain.desk import Desk, Notice
from bluebean_client.domain.tabs import Difference
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.modal import Modal
from bluebean_client.ui.widgets.basics import button, label, line
from server.protocol.types import FieldValue


def shown(value: FieldValue) -> str:
    return "、".join(value) if isinstance(value, list) else value or "–"


class DifferenceDialog(Modal):
    """One's own value stays in the form; 相手の値にする takes the other one over."""

    def __init__(self, ui: UiContext, window: QWidget, top: int, desk: Desk, notice: Notice) -> None:
        super().__init__(ui, window, "difference_dialog", top)
        self._ui = ui
        self._tab_id = str(notice.problem.details.get("tab_id", desk.active_tab or ""))
        told: dict[str, Difference] = dict(notice.problem.details.get("fields", {}))
        tab = next((tab for tab in desk.tabs if tab.tab_id == self._tab_id), None)
        group = desk.group(tab.work_group_id) if tab else None
        names = {field.key: field.label for field in group.fields} if group else {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        for column, words in enumerate(("", self.tr("Your input"), self.tr("Saved by the other"))):
            grid.addWidget(label(words, "label"), 0, column)
        for row, (key, difference) in enumerate(told.items(), start=1):
            grid.addWidget(label(names.get(key, key), "strong"), row, 0)
            grid.addWidget(label(shown(difference.mine), wrap=True, select=True), row, 1)
            grid.addWidget(label(shown(difference.theirs), wrap=True, select=True), row, 2)
            take = button(self.tr("Take theirs"), name=f"take_{key}_button", size="small")
            take.clicked.connect(lambda _, key=key, value=difference.theirs, take=take: self._take(key, value, take))
            grid.addWidget(take, row, 3)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        self._lay_out(grid, bool(told))

    def _lay_out(self, grid: QGridLayout, some: bool) -> None:
        rows = QWidget()
        rows.setProperty("clear", True)
        inner = QVBoxLayout(rows)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addLayout(grid)
        inner.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(rows)
        area.setMinimumHeight(160)
        hint = self.tr("Saving again stores what the form shows.")
        if not some:
            hint = self.tr("Your input and the saved customer do not contradict. Save again.")
        close = button(self.tr("Close"), "primary", name="close_difference_button")
        close.clicked.connect(self.dismiss)
        bottom = QHBoxLayout()
        bottom.addStretch()
        bottom.addWidget(close)
        column = QVBoxLayout()
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(10)
        column.addWidget(label(self.tr("Someone else saved first"), "dialog"))
        column.addWidget(label(hint, "secondary", wrap=True))
        column.addWidget(line())
        column.addWidget(area)
        column.addLayout(bottom)
        self.panel.body.addLayout(column)
        self.open(720)
        close.setFocus()

    def _take(self, key: str, value: FieldValue, take: QWidget) -> None:
        self._ui.actions.edit_field(self._tab_id, key, value)
        take.setEnabled(False)
