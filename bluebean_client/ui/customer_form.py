"""The customer's form: fields of the work group in one or two columns, each with its label above and its error below."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from bluebean_client.domain.desk import Desk, Tab
from bluebean_client.domain.offer import DIAL_BUTTON
from bluebean_client.ui import words
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.field_editors import EDITORS, FieldEditor, PasswordEditor, PhoneEditor
from bluebean_client.ui.views import refusal_words
from bluebean_client.ui.widgets.basics import IconLabel, clear, label
from bluebean_client.ui.widgets.error_line import ErrorLine
from server.protocol.types import Command, FieldType, FieldValue, FormField

TWO_COLUMNS_FROM = 560


class FieldBox(QWidget):
    """Label, editor and error of one field."""

    def __init__(self, ui: UiContext, field: FormField, capabilities: frozenset[str]) -> None:
        super().__init__()
        self.field = field
        self.editor: FieldEditor = EDITORS[field.type](ui, field)
        self.call = None
        if isinstance(self.editor, PhoneEditor) and "outbound" in capabilities:
            self.call = self.editor.add_action("phone", self.tr("Call"), f"call_{field.key}_button")
        self._error = ErrorLine(ui.theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._label_row(ui))
        column.addWidget(self.editor)
        column.addWidget(self._error)
        column.addStretch()

    def _label_row(self, ui: UiContext) -> QWidget:
        holder = QWidget()
        holder.setFixedHeight(18)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        words_label = label(self.field.label, "label")
        words_label.setBuddy(self.editor)
        row.addWidget(words_label)
        if self.field.required:
            star = label("*", "star")
            star.setAccessibleName(self.tr("required"))
            row.addWidget(star)
        if self.field.read_only:
            lock = IconLabel(ui.theme, 12)
            lock.show_icon("lock", "text3")
            lock.setToolTip(self.tr("This field can't be edited."))
            row.addWidget(lock)
        row.addStretch()
        return holder

    def show_problem(self, problem: str | None) -> None:
        text = words.field_problem(problem) if problem else ""
        if text == self._error.text:
            return
        self._error.say(text)
        self.editor.set_invalid(bool(text))
        self.editor.main.setAccessibleDescription(text)

    def show_callable(self, desk: Desk, filled: bool) -> None:
        if self.call is None:
            return
        refused = refusal_words(desk, Command.DIAL)
        self.call.setEnabled(filled and not refused and DIAL_BUTTON not in desk.busy)
        self.call.setToolTip(refused or ("" if filled else self.tr("Enter a number first.")))

    @property
    def error(self) -> str:
        return self._error.text


class CustomerForm(QScrollArea):
    """Signals: `field_edited(tab_id, key, value)`."""

    field_edited = Signal(str, str, object)

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui
        self.setObjectName("customer_form")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(self.tr("Customer"))
        self.boxes: dict[str, FieldBox] = {}
        self._built_for: object = None
        self._tab_id = ""
        self._columns = 0
        self._content = QWidget()
        self._content.setProperty("clear", True)
        self._grid = QGridLayout(self._content)
        self._grid.setContentsMargins(20, 14, 20, 18)
        self._grid.setHorizontalSpacing(20)
        self._grid.setVerticalSpacing(11)
        self.setWidget(self._content)

    def show_tab(self, desk: Desk, tab: Tab) -> None:
        group = desk.group(tab.work_group_id)
        fields = group.fields if group else ()
        wanted = (fields, "outbound" in desk.capabilities)
        if wanted != self._built_for:
            self._built_for = wanted
            self._build(fields, desk.capabilities)
        changed_tab = tab.tab_id != self._tab_id
        self._tab_id = tab.tab_id
        for key, box in self.boxes.items():
            if isinstance(box.editor, PasswordEditor):
                customer_id = tab.customer.customer_id if tab.customer else None
                box.editor.set_owner(customer_id, may_reveal="reveal_secrets" in desk.capabilities)
            box.editor.set_value(tab.values.get(key, ""))
            box.show_problem(tab.field_problems.get(key))
            box.show_callable(desk, bool(tab.values.get(key)))
        if changed_tab:
            self.verticalScrollBar().setValue(0)

    def focus_first_problem(self, problems: dict[str, str]) -> None:
        """Put the caret into the first bad field in the order of the form."""
        self._focus(next((box for key, box in self.boxes.items() if key in problems), None))

    def has_empty_required(self) -> bool:
        return self._first_empty_required() is not None

    def focus_first_empty_required(self) -> None:
        self._focus(self._first_empty_required())

    def focus_first(self) -> None:
        self._focus(next(iter(self.boxes.values()), None))

    def _first_empty_required(self) -> FieldBox | None:
        wanted = (box for box in self.boxes.values() if box.field.required and not box.field.read_only)
        return next((box for box in wanted if not box.editor.value()), None)

    def _focus(self, box: FieldBox | None) -> None:
        if box is not None:
            box.editor.setFocus()
            self.ensureWidgetVisible(box)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._arrange)

    def _build(self, fields: tuple[FormField, ...], capabilities: frozenset[str]) -> None:
        clear(self._grid)
        self.boxes = {}
        for field in fields:
            box = FieldBox(self._ui, field, capabilities)
            box.editor.edited.connect(lambda value, key=field.key: self._on_edited(key, value))
            if box.call is not None:
                box.call.clicked.connect(lambda _, key=field.key: self._call(key))
            self.boxes[field.key] = box
        self._columns = 0
        self._arrange()

    def _call(self, key: str) -> None:
        self._ui.slots.start(self._ui.actions.call_field(self._tab_id, key))

    def _on_edited(self, key: str, value: FieldValue) -> None:
        self.field_edited.emit(self._tab_id, key, value)

    def _arrange(self) -> None:
        margins = self._grid.contentsMargins()
        room = self.viewport().width() - margins.left() - margins.right()
        columns = 2 if room >= TWO_COLUMNS_FROM else 1
        if columns == self._columns:
            return
        self._columns = columns
        while self._grid.takeAt(0) is not None:
            pass
        row = column = 0
        for box in self.boxes.values():
            wide = columns == 1 or not box.field.half_width or box.field.type is FieldType.TEXT_AREA
            if wide and column:
                row, column = row + 1, 0
            self._grid.addWidget(box, row, column, 1, columns if wide else 1)
            column = 0 if wide else (column + 1) % columns
            row += 1 if wide or column == 0 else 0
        for each in range(2):
            self._grid.setColumnStretch(each, 1 if each < columns else 0)
            self._grid.setColumnMinimumWidth(each, 0)
        for each in range(self._grid.rowCount() + 1):
            self._grid.setRowStretch(each, 0)
        self._grid.setRowStretch(row + 1, 1)
