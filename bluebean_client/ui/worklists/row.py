"""One row of a list beside the rail: who it is about, facts, and what can be done with it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from bluebean_client.ui.theme.theme import Theme, set_property
from bluebean_client.ui.widgets.basics import ElidedLabel, IconLabel, label


class ListRow(QFrame):
    """Enter and a double click do its first action. `key` says what it is about and stays the same.

    Signals: `acted()`.
    """

    acted = Signal()

    def __init__(self, theme: Theme, key: str, height: int) -> None:
        super().__init__()
        self.key = key
        self.setProperty("list_row", True)
        self.setFixedHeight(height)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.icon = IconLabel(theme, 18)
        self.lead = label("", "strong")
        self.name, self.number = ElidedLabel("", "strong"), label("", "secondary")
        self.below = ElidedLabel("", "secondary")
        self.facts = ElidedLabel("", "small")
        self.right = QHBoxLayout()
        self._lay_out()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.name)
        top.addWidget(self.number)
        top.addStretch()
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addStretch()
        words.addLayout(top)
        words.addWidget(self.below)
        words.addWidget(self.facts)
        words.addStretch()
        self.right.setSpacing(8)
        across = QHBoxLayout(self)
        across.setContentsMargins(16, 0, 16, 0)
        across.setSpacing(12)
        across.addWidget(self.icon)
        across.addWidget(self.lead)
        across.addLayout(words, 1)
        across.addLayout(self.right)
        self.lead.hide()
        self.below.hide()

    def show_who(self, name: str, number: str, *, two_lines: bool = False) -> None:
        """Name and number in one line, or in two; the number alone where nobody is known."""
        self.name.setText(name or number)
        self.number.setText(number if name and not two_lines else "")
        self.below.setText(number if name and two_lines else "")
        self.below.setVisible(two_lines and bool(name))

    def show_facts(self, *facts: str) -> None:
        self.facts.setText(" ・ ".join(fact for fact in facts if fact))

    def say(self, *words: str) -> None:
        """What a screen reader says of the whole row."""
        self.setAccessibleName(" ".join(word for word in words if word))

    def set_overdue(self, overdue: bool) -> None:
        set_property(self, "overdue", overdue)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.acted.emit()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.acted.emit()
