"""The filters of the history list: respondent, reaction and next action as pull-downs, and a part of the text."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from bluebean_client.domain.desk import HistoryFilter
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.widgets.basics import icon_button
from bluebean_client.ui.widgets.inputs import ChoiceBox, LineEdit
from server.protocol.types import Choice, NextAction, WorkGroupInfo

TYPING_MS = 250
MOST_PX = 118


class HistoryFilters(QWidget):
    """Signals: `changed(wanted: HistoryFilter)`, by a person only. `text` is a line of its own, below, once it is wanted."""

    changed = Signal(object)

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._wanted = HistoryFilter()
        self._group: WorkGroupInfo | None = None
        self._boxes = {key: _FilterBox(f"history_{key}_filter") for key in ("respondent", "reaction", "next_action")}
        for key, box in self._boxes.items():
            box.setProperty("flat", True)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.setMaximumWidth(MOST_PX)
            box.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            box.setAccessibleName(self._names()[key])
            box.chosen.connect(self._emit)
        self.text = _FilterLine("history_text_filter")
        self.text.setPlaceholderText(self.tr("Part of the text"))
        self.text.setAccessibleName(self.tr("Filter by text"))
        self.text.addAction(ui.theme.icon("search", "text3", 16), QLineEdit.ActionPosition.LeadingPosition)
        self.text.left.connect(self._close_text)
        self.open = icon_button(ui.theme, "search", self.tr("Filter by text"), name="history_text_button")
        self.open.clicked.connect(self._open_text)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.timeout.connect(self._emit)
        self.text.edited.connect(lambda _: self._typing.start(TYPING_MS))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for box in self._boxes.values():
            row.addWidget(box)
        self._row = row
        self.set_narrow(False)
        self.text.hide()

    def set_narrow(self, narrow: bool) -> None:
        """Where there is only room for the pull-downs, `open` is left to whoever shows this."""
        if not narrow:
            self._row.addWidget(self.open)

    def _names(self) -> dict[str, str]:
        return {
            "respondent": self.tr("Reached"),
            "reaction": self.tr("Reaction"),
            "next_action": self.tr("Next action"),
        }

    def show_filter(self, wanted: HistoryFilter, group: WorkGroupInfo | None) -> None:
        if group is not self._group:
            self._group = group
            self._offer(group)
        self._wanted = wanted
        for key, box in self._boxes.items():
            box.set_value(getattr(wanted, key))
        if not self._typing.isActive():
            self.text.set_value(wanted.text)
        if wanted.text:
            self._show_text(True)

    def _offer(self, group: WorkGroupInfo | None) -> None:
        names = self._names()
        choices: dict[str, Sequence[Choice | NextAction]] = {
            "respondent": group.respondents if group else (),
            "reaction": group.reactions if group else (),
            "next_action": group.next_actions if group else (),
        }
        for key, box in self._boxes.items():
            box.set_choices([("", names[key]), *((choice.key, choice.label) for choice in choices[key])])

    def _emit(self) -> None:
        chosen = {key: box.value() for key, box in self._boxes.items()}
        wanted = HistoryFilter(**chosen, text=self.text.text().strip())
        if wanted != self._wanted:
            self._wanted = wanted
            self.changed.emit(wanted)

    def _show_text(self, shown: bool) -> None:
        self.text.setVisible(shown)
        self.open.setVisible(not shown)

    def _open_text(self) -> None:
        self._show_text(True)
        self.text.setFocus()

    def _close_text(self) -> None:
        self._typing.stop()
        self.text.clear()
        self._show_text(False)
        self._emit()
        self.open.setFocus()


class _FilterBox(ChoiceBox):
    """Ends a label that is too long with “…”, which a pull-down does not do by itself."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        option.currentText = self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, self.room_px()
        )
        self.setToolTip(self.currentText() if option.currentText != self.currentText() else "")
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def room_px(self) -> int:
        """Width that the label has."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        control, part = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        return self.style().subControlRect(control, option, part, self).width()


class _FilterLine(LineEdit):
    """Signals: `left()` when Esc is pressed."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
