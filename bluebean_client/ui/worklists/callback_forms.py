"""One line to type about a callback, in the list or the notice itself: its new time, or why it is called off."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from bluebean_client.domain import worklists
from bluebean_client.domain.desk import Desk
from bluebean_client.ui import words
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.formats import customer_name, entry_moment, parse_moment
from bluebean_client.ui.numbering import caller
from bluebean_client.ui.theme.theme import set_property
from bluebean_client.ui.widgets.basics import button, label, remove
from bluebean_client.ui.widgets.error_line import ErrorLine
from bluebean_client.ui.widgets.inputs import CalendarButtonLine, LineEdit
from bluebean_client.ui.worklists.words import why_no_change
from server.protocol.worklists import LONGEST_REASON, CallbackView

PREFILLED_MINUTES = 60


class CallbackForm(QWidget):
    """Enter does it, Esc leaves it; it closes by itself when the callback has changed or is gone, and stays with what was typed
    when the server refuses. Gives the focus back to who had it.

    Signals: `closed()`; `resized()`, when it wants more or less room.
    """

    closed = Signal()
    resized = Signal()

    def __init__(self, ui: UiContext, callback: CallbackView, line: LineEdit, say: tuple[str, str]) -> None:
        """`say`: what is asked, with a place for `{name}`, and the verb of the button."""
        super().__init__()
        self._ui, self._callback, self.line = ui, callback, line
        self._before = QApplication.focusWidget()
        question, verb = say
        name = customer_name(callback.customer_name) if callback.customer_name else caller(callback.number)
        asked = label(question.format(name=name), "label", wrap=True)
        asked.setBuddy(line)
        line.setAccessibleName(asked.text())
        self.submit = button(verb, "primary", name="confirm_callback_change_button")
        self.leave = button(self.tr("Back"), name="leave_callback_change_button")
        self._error = ErrorLine(ui.theme)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(line, 1)
        row.addWidget(self.submit)
        row.addWidget(self.leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(6)
        for part in (asked, row, self._error):
            column.addLayout(part) if isinstance(part, QHBoxLayout) else column.addWidget(part)
        self.submit.clicked.connect(self._submit)
        self.leave.clicked.connect(self.close_form)
        line.edited.connect(lambda _text: self._complain(""))

    def begin(self, desk: Desk) -> None:
        """Once it is in its place."""
        self.show_desk(desk)
        self.show()
        self.window().activateWindow()
        self.line.setFocus()
        self.line.selectAll()

    def problem(self) -> str:
        """What is wrong with the line, as a `FieldProblem`; empty if nothing is."""
        raise NotImplementedError

    def act(self) -> None:
        """Have it done."""
        raise NotImplementedError

    def show_desk(self, desk: Desk) -> None:
        callback = worklists.find_callback(desk, self._callback.callback_id)
        if callback is None or callback.due_at != self._callback.due_at:
            self.close_form()
            return
        refused = why_no_change(callback)
        self.submit.setEnabled(not refused)
        self.submit.setToolTip(refused)

    def _submit(self) -> None:
        problem = self.problem()
        self._complain(words.field_problem(problem) if problem else "")
        if problem:
            self.line.setFocus()
        elif self.submit.isEnabled():
            self.act()

    def _complain(self, sentence: str) -> None:
        if sentence != self._error.text:
            self._error.say(sentence)
            set_property(self.line, "invalid", bool(sentence))
            self.line.setAccessibleDescription(sentence)
            self.resized.emit()

    def close_form(self) -> None:
        had_focus = self.isAncestorOf(QApplication.focusWidget() or self)
        self.hide()
        if had_focus and self._before is not None and self._before.isVisible():
            self._before.setFocus()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_form()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            (self.close_form if self.leave.hasFocus() else self._submit)()
        else:
            super().keyPressEvent(event)


class TimeForm(CallbackForm):
    """時刻を選ぶ."""

    def __init__(self, ui: UiContext, callback: CallbackView) -> None:
        line = CalendarButtonLine(ui.theme, "callback_time", self.tr("Choose a day"))
        now = ui.ticker.now()
        line.setText(entry_moment(max(callback.due_at, worklists.in_minutes(now, PREFILLED_MINUTES))))
        super().__init__(ui, callback, line, (self.tr("New time of the callback to {name}"), self.tr("Move")))
        line.day_chosen.connect(lambda day: line.setText(f"{day:%Y/%m/%d} {line.text().rpartition(' ')[2]}"))

    def problem(self) -> str:
        moment = parse_moment(self.line.text(), self._ui.ticker.local_now().date())
        if moment is None:
            return "bad_date"
        return "" if moment > self._ui.ticker.now() else "not_in_future"

    def act(self) -> None:
        moment = parse_moment(self.line.text(), self._ui.ticker.local_now().date())
        if moment is not None and moment != self._callback.due_at:
            lists = self._ui.actions.lists
            self._ui.slots.start(lists.reschedule_callback(self._callback.callback_id, moment))
        else:
            self.close_form()


class ReasonForm(CallbackForm):
    """取り消し, with the reason that the record will keep."""

    def __init__(self, ui: UiContext, callback: CallbackView) -> None:
        line = LineEdit("callback_reason")
        line.setMaxLength(LONGEST_REASON)
        super().__init__(ui, callback, line, (self.tr("Why is {name} not to be called?"), self.tr("Call off")))
        set_property(self.submit, "kind", "danger")

    def problem(self) -> str:
        return "" if self.line.text().strip() else "required"

    def act(self) -> None:
        lists = self._ui.actions.lists
        self._ui.slots.start(lists.cancel_callback(self._callback.callback_id, self.line.text().strip()))


FormKind = type[TimeForm] | type[ReasonForm]


class FormPlace(QWidget):
    """Where the form stands, one at a time; no room is taken without one. Signals: `resized()`."""

    resized = Signal()

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui
        self._desk = Desk()
        self._form: CallbackForm | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def show_desk(self, desk: Desk) -> None:
        self._desk = desk
        if self._form is not None:
            self._form.show_desk(desk)

    def ask(self, kind: FormKind, callback: CallbackView) -> None:
        """In the place of another form."""
        if self._form is not None:
            self._form.close_form()
        form = self._form = kind(self._ui, callback)
        self._column.addWidget(form)
        form.resized.connect(self.resized)
        form.closed.connect(self._drop)
        self.show()
        form.begin(self._desk)
        self.resized.emit()

    def _drop(self) -> None:
        form, self._form = self._form, None
        if form is not None:
            remove(self._column, form)
            self.hide()
            self.resized.emit()


Ask = Callable[[FormKind, CallbackView], None]
"""Opens the form for a callback."""
