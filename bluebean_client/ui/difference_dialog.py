"""What somebody else saved at a customer while it was open here: field by field, both values side by side, one to be kept."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from bluebean_client.domain.desk import Desk, Notice, Tab
from bluebean_client.domain.tabs import Difference, find_tab
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.formats import clock_time
from bluebean_client.ui.modal import Modal
from bluebean_client.ui.numbering import phone_number
from bluebean_client.ui.theme.theme import set_property
from bluebean_client.ui.widgets.basics import button, label, line
from server.protocol.types import FieldType, FieldValue, FormField

WIDTH, LEAST_LIST_PX, ROW_PX = 760, 120, 62


def shown(value: FieldValue, field: FormField | None) -> str:
    """A value as the form shows it; a dash for none."""
    if isinstance(value, list):
        return "、".join(value) or "–"
    if field is not None and field.type is FieldType.PASSWORD:
        return "●" * 8 if value else "–"
    if field is not None and field.type is FieldType.PHONE:
        return phone_number(value) or "–"
    return value or "–"


class Side(QFrame):
    """One of the two values. Signals: `taken()`."""

    taken = Signal()

    def __init__(self, name: str, spoken: str, text: str) -> None:
        super().__init__()
        self.setProperty("choice", True)
        self.radio = QRadioButton()
        self.radio.setObjectName(name)
        self.radio.setAccessibleName(spoken)
        self.radio.toggled.connect(self._on_toggled)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 6, 10, 6)
        row.setSpacing(8)
        row.addWidget(self.radio, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(text, wrap=True), 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.radio.setChecked(True)
        self.radio.setFocus()

    def _on_toggled(self, on: bool) -> None:
        set_property(self, "on", on)
        if on:
            self.taken.emit()


class DifferenceDialog(Modal):
    """全て保存 stores what is chosen here; 戻る leaves the form as it is."""

    def __init__(self, ui: UiContext, window: QWidget, top: int, desk: Desk, notice: Notice) -> None:
        super().__init__(ui, window, "difference_dialog", top)
        self._ui = ui
        self._tab_id = str(notice.problem.details.get("tab_id", desk.active_tab or ""))
        self._told: dict[str, Difference] = dict(notice.problem.details.get("fields", {}))
        self._chosen: dict[str, FieldValue] = {}
        self._sides: dict[str, tuple[Side, Side]] = {}
        self._groups: list[QButtonGroup] = []
        tab = find_tab(desk, self._tab_id)
        group = desk.group(tab.work_group_id) if tab else None
        self._fields = {field.key: field for field in group.fields} if group else {}
        self._lay_out(tab)

    def _lay_out(self, tab: Tab | None) -> None:
        column = QVBoxLayout()
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(10)
        column.addWidget(label(self.tr("Someone else saved first"), "dialog"))
        column.addWidget(label(self._hint(tab), "secondary", wrap=True))
        if self._told:
            column.addWidget(self._list(tab))
        column.addWidget(line())
        column.addLayout(self._bottom())
        self.panel.body.addLayout(column)
        self.open(WIDTH)
        self._first_focus().setFocus()

    def _hint(self, tab: Tab | None) -> str:
        customer = tab.customer if tab else None
        who = ""
        if customer is not None and customer.last_contact_by:
            saved = self.tr("{name} saved this customer at {time}.")
            who = saved.format(name=customer.last_contact_by, time=clock_time(customer.updated_at))
        rest = self.tr("Your input and the saved customer do not contradict. Save again.")
        if self._told:
            rest = self.tr("Choose for each field which value is kept. Your contact record is untouched.")
        return " ".join(part for part in (who, rest) if part)

    def _list(self, tab: Tab | None) -> QWidget:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 6, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        mine, theirs = self.tr("Your input"), self.tr("Saved by the other")
        for column, (words, name, side) in enumerate(((mine, "all_mine", 0), (theirs, "all_theirs", 1)), start=1):
            grid.addLayout(self._head(words, name, side), 0, column)
            grid.setColumnStretch(column, 1)
        for row, (key, difference) in enumerate(self._told.items(), start=1):
            field = self._fields.get(key)
            name = field.label if field else key
            self._sides[key] = (
                Side(f"mine_{key}", f"{name} {mine}", shown(difference.mine, field)),
                Side(f"theirs_{key}", f"{name} {theirs}", shown(difference.theirs, field)),
            )
            grid.addWidget(label(name, "strong", wrap=True), row, 0)
            self._add_sides(grid, row, key, difference, tab)
        grid.setColumnMinimumWidth(0, 130)
        rows = QWidget()
        rows.setProperty("clear", True)
        inner = QVBoxLayout(rows)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addLayout(grid)
        inner.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(rows)
        room = self._window.height() - self._top - 260
        area.setFixedHeight(max(LEAST_LIST_PX, min(room, rows.sizeHint().height() + 4, 40 + ROW_PX * len(self._told))))
        return area

    def _head(self, words: str, name: str, side: int) -> QHBoxLayout:
        take_all = button(self.tr("All"), "link", name=f"{name}_button")
        take_all.setAccessibleName(self.tr("All: {side}").format(side=words))
        take_all.clicked.connect(lambda: self._take_all(side))
        row = QHBoxLayout()
        row.addWidget(label(words, "label"))
        row.addStretch()
        row.addWidget(take_all)
        return row

    def _take_all(self, side: int) -> None:
        for sides in self._sides.values():
            sides[side].radio.setChecked(True)

    def _add_sides(self, grid: QGridLayout, row: int, key: str, difference: Difference, tab: Tab | None) -> None:
        """Chosen at first is what the form shows: one's own input, or theirs where nothing was typed."""
        group = QButtonGroup(self)
        self._groups.append(group)
        mine, theirs = self._sides[key]
        for column, (side, value) in enumerate(((mine, difference.mine), (theirs, difference.theirs)), start=1):
            group.addButton(side.radio)
            side.taken.connect(lambda value=value: self._chosen.__setitem__(key, value))
            grid.addWidget(side, row, column)
        typed = tab.values.get(key) if tab else difference.mine
        (theirs if typed == difference.theirs else mine).radio.setChecked(True)

    def _bottom(self) -> QHBoxLayout:
        back = button(self.tr("Back"), name="close_difference_button")
        back.clicked.connect(self.dismiss)
        save = button(self.tr("Save all"), "primary", name="save_difference_button")
        save.clicked.connect(self._save)
        bottom = QHBoxLayout()
        bottom.addStretch()
        bottom.addWidget(back)
        bottom.addWidget(save)
        self._save_button = save
        return bottom

    def _first_focus(self) -> QWidget:
        sides = next(iter(self._sides.values()), None)
        if sides is None:
            return self._save_button
        return next(side.radio for side in sides if side.radio.isChecked())

    def _save(self) -> None:
        actions = self._ui.actions
        for key, value in self._chosen.items():
            actions.edit_field(self._tab_id, key, value)
        self.dismiss()
        self._ui.slots.start(actions.save_all(self._tab_id))
