"""Inputs that behave under the hand: no wheel accidents, texts that keep the caret, an area that can be dragged taller."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate, QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QCalendarWidget, QComboBox, QLineEdit, QListView, QPlainTextEdit, QVBoxLayout, QWidget

from bluebean_client.ui.theme.theme import Theme, set_property


class ChoiceBox(QComboBox):
    """A pull-down of keys with labels. Signals: `chosen(key: str)`, by a person only."""

    chosen = Signal(str)

    def __init__(self, name: str = "") -> None:
        super().__init__()
        self.setObjectName(name)
        self.setView(QListView())
        self.setMinimumContentsLength(3)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMaxVisibleItems(12)
        self._choices: list[tuple[str, str]] = []
        self.currentIndexChanged.connect(self._on_changed)

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Keys and labels; the value is kept where it still is a choice."""
        if list(choices) == self._choices:
            return
        value = self.value()
        self.blockSignals(True)
        self._choices = list(choices)
        self.clear()
        for key, words in choices:
            self.addItem(words, key)
        self.blockSignals(False)
        self.set_value(value)

    def value(self) -> str:
        return str(self.currentData() or "")

    def set_value(self, value: str) -> None:
        """A value that is no choice is shown as it is, so that nothing stored is lost by looking at it."""
        if value == self.value() and self.currentIndex() >= 0:
            return
        self.blockSignals(True)
        index = self.findData(value)
        if index < 0 and value:
            self.addItem(value, value)
            index = self.count() - 1
        self.setCurrentIndex(max(index, 0))
        self.blockSignals(False)
        self._mark_empty()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def _mark_empty(self) -> None:
        set_property(self, "empty", not self.value())

    def _on_changed(self) -> None:
        self._mark_empty()
        self.chosen.emit(self.value())


class TextArea(QPlainTextEdit):
    """Several lines; Tab leaves the field, the grip at its corner makes it taller. Signals: `edited(text: str)`."""

    edited = Signal(str)

    def __init__(self, theme: Theme, height: int, name: str = "") -> None:
        super().__init__()
        self._theme = theme
        self._preedit = False
        self.setObjectName(name)
        self.setTabChangesFocus(True)
        self.setFixedHeight(height)
        self._grip = _Grip(theme, self, height)
        self.textChanged.connect(lambda: self.edited.emit(self.toPlainText()))

    def set_least_height(self, least: int) -> None:
        if least != self._grip.least:
            self._grip.least = least
            self.setFixedHeight(least)

    def value(self) -> str:
        return self.toPlainText()

    def set_value(self, text: str) -> None:
        """Does nothing where it would disturb: the same text, or a composition going on."""
        if text == self.toPlainText() or self._preedit:
            return
        self.blockSignals(True)
        self.setPlainText(text)
        self.blockSignals(False)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._preedit = bool(event.preeditString())
        super().inputMethodEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grip.move(self.width() - 18, self.height() - 18)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ReadOnlyChange:
            self.style().unpolish(self)
            self.style().polish(self)


class _Grip(QWidget):
    """Drags the lower edge of its text area."""

    def __init__(self, theme: Theme, area: QPlainTextEdit, least: int) -> None:
        super().__init__(area)
        self._theme, self._area, self.least = theme, area, least
        self._from: tuple[int, int] | None = None
        self.setFixedSize(14, 14)
        self.setCursor(Qt.CursorShape.SizeVerCursor)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).drawPixmap(QPoint(0, 0), self._theme.pixmap("grip", "text3", 14, self))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._from = (round(event.globalPosition().y()), self._area.height())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from:
            wanted = self._from[1] + round(event.globalPosition().y()) - self._from[0]
            self._area.setFixedHeight(max(self.least, min(wanted, 600)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._from = None


class LineEdit(QLineEdit):
    """One line whose text is only replaced where that disturbs nobody. Signals: `edited(text: str)`, by a person only."""

    edited = Signal(str)

    def __init__(self, name: str = "") -> None:
        super().__init__()
        self.setObjectName(name)
        self._preedit = False
        self.textEdited.connect(self.edited)

    def set_value(self, text: str) -> None:
        if text != self.text() and not self._preedit:
            self.setText(text)
            self.setCursorPosition(0)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._preedit = bool(event.preeditString())
        super().inputMethodEvent(event)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width(), max(32, hint.height()))


class CalendarButtonLine(LineEdit):
    """A typed date with a calendar to choose from. Signals: `day_chosen(day: date)`."""

    day_chosen = Signal(object)

    def __init__(self, theme: Theme, name: str, words: str) -> None:
        super().__init__(name)
        self._calendar: QWidget | None = None
        action = self.addAction(theme.icon("calendar", "text2"), QLineEdit.ActionPosition.TrailingPosition)
        action.setText(words)
        action.setToolTip(words)
        action.triggered.connect(self._open)

    def _open(self) -> None:
        if not self.isEnabled() or self.isReadOnly():
            return
        popup = QWidget(self, Qt.WindowType.Popup)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar = QCalendarWidget(popup)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.clicked.connect(lambda chosen: self._choose(popup, chosen))
        calendar.activated.connect(lambda chosen: self._choose(popup, chosen))
        column = QVBoxLayout(popup)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(calendar)
        popup.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        popup.show()
        calendar.setFocus()

    def _choose(self, popup: QWidget, chosen: QDate) -> None:
        popup.close()
        self.day_chosen.emit(date(chosen.year(), chosen.month(), chosen.day()))
        self.setFocus()
