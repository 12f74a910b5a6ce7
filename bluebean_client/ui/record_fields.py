"""The inputs of one contact record; used for a new one and for editing a saved one."""

from dataclasses import replace
from datetime import date, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from bluebean_client.domain.desk import RecordDraft
from bluebean_client.ui import words
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.formats import entry_moment, parse_moment
from bluebean_client.ui.theme.theme import set_property
from bluebean_client.ui.widgets.basics import label
from bluebean_client.ui.widgets.error_line import ErrorLine
from bluebean_client.ui.widgets.inputs import CalendarButtonLine, ChoiceBox, TextArea
from server.protocol.types import GroupKind, NextActionKind, WorkGroupInfo

TEXT_PX, LOW_TEXT_PX = 78, 62
"""Heights of three and of two lines of text."""
TIMED = (NextActionKind.CALLBACK, NextActionKind.VISIT, NextActionKind.CUSTOM)


class RecordFields(QWidget):
    """Signals: `edited(draft: RecordDraft)`. `prefix` keeps the names of a second set apart."""

    edited = Signal(object)

    def __init__(self, ui: UiContext, prefix: str = "", *, narrow: bool = False) -> None:
        super().__init__()
        self._ui = ui
        self._draft = RecordDraft()
        self._short = narrow
        self._me = ("", "")
        self._group: WorkGroupInfo | None = None
        self.respondent = ChoiceBox(f"{prefix}respondent")
        self.reaction = ChoiceBox(f"{prefix}reaction")
        self.next_action = ChoiceBox(f"{prefix}next_action")
        self.time = CalendarButtonLine(ui.theme, f"{prefix}next_action_time", self.tr("Choose a day"))
        self.assignee = ChoiceBox(f"{prefix}next_assignee")
        self.text = TextArea(ui.theme, TEXT_PX, f"{prefix}record_text")
        self.text.setPlaceholderText(self.tr("What was said and agreed"))
        self._errors = {key: ErrorLine(ui.theme) for key in self._inputs()}
        self._cells = {key: self._cell(key, name) for key, name in self._labels().items()}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(10)
        self._connect()
        self.set_narrow(narrow)

    def _inputs(self) -> dict[str, QWidget]:
        return {
            "respondent": self.respondent,
            "reaction": self.reaction,
            "next_action": self.next_action,
            "next_action_time": self.time,
            "next_assignee": self.assignee,
            "text": self.text,
        }

    def _labels(self) -> dict[str, str]:
        return {
            "respondent": self.tr("Reached"),
            "reaction": self.tr("Reaction"),
            "next_action": self.tr("Next action"),
            "next_action_time": self.tr("Next action at"),
            "next_assignee": self.tr("Assignee"),
            "text": self.tr("Record"),
        }

    def _cell(self, key: str, name: str) -> QWidget:
        cell = QWidget()
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        words_label = label(name, "label")
        made = self._inputs()[key]
        words_label.setBuddy(made)
        made.setAccessibleName(name)
        column.addWidget(words_label)
        column.addWidget(made)
        column.addWidget(self._errors[key])
        column.addStretch()
        return cell

    def set_narrow(self, narrow: bool, *, short: bool = False) -> None:
        """Two columns of inputs in the place of three; `short` names oneself without the name."""
        while self._grid.takeAt(0) is not None:
            pass
        wide = {
            "respondent": (0, 0, 2),
            "reaction": (0, 2, 2),
            "next_action": (0, 4, 2),
            "next_action_time": (1, 0, 4),
            "next_assignee": (1, 4, 2),
            "text": (2, 0, 6),
        }
        slim = {
            "respondent": (0, 0, 3),
            "reaction": (0, 3, 3),
            "next_action": (1, 0, 3),
            "next_assignee": (1, 3, 3),
            "next_action_time": (2, 0, 6),
            "text": (3, 0, 6),
        }
        self._short = narrow or short
        group, self._group = self._group, None
        for key, (row, column, span) in (slim if narrow else wide).items():
            self._grid.addWidget(self._cells[key], row, column, 1, span)
        for column in range(6):
            self._grid.setColumnStretch(column, 1)
        if group is not None:
            self._group = group
            self._offer(group, self._me)

    def set_low(self, low: bool) -> None:
        """Two lines of text in a window of little height; it can still be dragged taller."""
        self.text.set_least_height(LOW_TEXT_PX if low else TEXT_PX)

    def _connect(self) -> None:
        self.respondent.chosen.connect(lambda key: self._push(replace(self._draft, respondent=key)))
        self.reaction.chosen.connect(lambda key: self._push(replace(self._draft, reaction=key)))
        self.next_action.chosen.connect(self._on_next_action)
        self.assignee.chosen.connect(lambda key: self._push(replace(self._draft, next_assignee=key)))
        self.text.edited.connect(lambda text: self._push(replace(self._draft, text=text)))
        self.time.edited.connect(lambda _: self._push(replace(self._draft, next_action_time=self._typed_time())))
        self.time.day_chosen.connect(self._on_day)

    def show_draft(self, draft: RecordDraft, group: WorkGroupInfo | None, me: tuple[str, str]) -> None:
        """`me`: id and name of the operator; an empty assignee means him."""
        self._draft, self._me = draft, me
        if group is not self._group:
            self._group = group
            self._offer(group, me)
        self.respondent.set_value(draft.respondent)
        self.reaction.set_value(draft.reaction)
        self.next_action.set_value(draft.next_action)
        self.assignee.set_value("" if draft.next_assignee == me[0] else draft.next_assignee)
        self.text.set_value(draft.text)
        self._show_time(draft.next_action_time)

    def show_problems(self, problems: dict[str, str]) -> None:
        names = {"record_text": "text"}
        known = {names.get(key, key): problem for key, problem in problems.items()}
        for key, made in self._inputs().items():
            text = words.field_problem(known[key]) if key in known else ""
            self._errors[key].say(text)
            set_property(made, "invalid", bool(text))
            made.setAccessibleDescription(text)

    def focus_first_problem(self, problems: dict[str, str]) -> None:
        for key, made in self._inputs().items():
            if key in problems or (key == "text" and "record_text" in problems):
                made.setFocus()
                return

    def text_top(self) -> QWidget:
        """The cell of the text, label included."""
        return self._cells["text"]

    def kind(self) -> NextActionKind | None:
        if self._group is None:
            return None
        key = self._draft.next_action
        return next((action.kind for action in self._group.next_actions if action.key == key), None)

    def _offer(self, group: WorkGroupInfo | None, me: tuple[str, str]) -> None:
        none = ("", self.tr("–"))
        respondents = [(choice.key, choice.label) for choice in group.respondents] if group else []
        reactions = [(choice.key, choice.label) for choice in group.reactions] if group else []
        self.respondent.set_choices([none, *respondents])
        self.reaction.set_choices([none, *reactions])
        actions = []
        if group:
            predictive = group.kind is GroupKind.PREDICTIVE
            actions = [
                (a.key, a.label) for a in group.next_actions if predictive or a.kind is not NextActionKind.AUTO_REDIAL
            ]
        self.next_action.set_choices([none, *actions])
        others = [(m.operator_id, m.name) for m in group.members if m.operator_id != me[0]] if group else []
        mine = self.tr("Me") if self._short else self.tr("Me ({name})").format(name=me[1])
        self.assignee.set_choices([("", mine), *others])

    def _show_time(self, moment: datetime | None) -> None:
        timed = self.kind() in TIMED
        self.time.setEnabled(timed)
        hint = "2026/01/31 10:30" if timed else self.tr("For callback and visit only")
        if self.time.placeholderText() != hint:
            self.time.setPlaceholderText(hint)
        if not timed:
            self.time.set_value("")
        elif moment != self._typed_time():
            self.time.set_value(entry_moment(moment) if moment else "")

    def _typed_time(self) -> datetime | None:
        return parse_moment(self.time.text(), self._ui.ticker.local_now().date())

    def _on_next_action(self, key: str) -> None:
        draft = replace(self._draft, next_action=key)
        self._draft = draft
        moment = draft.next_action_time if self.kind() in TIMED else None
        self._push(replace(draft, next_action_time=moment))

    def _on_day(self, day: date) -> None:
        old = self._typed_time()
        hour, minute = (old.hour, old.minute) if old else (10, 0)
        self.time.setText(f"{day:%Y/%m/%d} {hour:02d}:{minute:02d}")
        self._push(replace(self._draft, next_action_time=self._typed_time()))

    def _push(self, draft: RecordDraft) -> None:
        self._draft = draft
        self._show_time(draft.next_action_time)
        self.edited.emit(draft)
