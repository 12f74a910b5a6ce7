"""Rows of the settings dialog: a field with its label and lock, and the cards of the usage modes."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from bluebean_client.ui.context import UiContext
from bluebean_client.ui.theme.theme import set_property
from bluebean_client.ui.widgets.basics import IconLabel, label
from server.protocol.types import UsageMode


def lock_row(ui: UiContext) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(5)
    icon = IconLabel(ui.theme, 14)
    icon.show_icon("lock-filled", "text3")
    row.addWidget(icon)
    row.addWidget(label(QCoreApplication.translate("settings", "Set by your administrator"), "small"))
    row.addStretch()
    return row


def setting_field(ui: UiContext, words: str, field: QWidget, *, locked: bool, note: str = "") -> QVBoxLayout:
    """Label, field, a sentence where one helps, and the lock of IT."""
    column = QVBoxLayout()
    column.setSpacing(4)
    name = label(words, "label")
    name.setBuddy(field)
    field.setAccessibleName(words)
    column.addWidget(name)
    column.addWidget(field)
    if note:
        column.addWidget(label(note, "small", wrap=True))
    if locked:
        column.addLayout(lock_row(ui))
    return column


class ModeCard(QFrame):
    """One usage mode; a click anywhere on it chooses it."""

    def __init__(self, ui: UiContext, icon: str, title: str, text: str) -> None:
        super().__init__()
        self.setProperty("choice", True)
        self.setProperty("strong", True)
        self.setFixedHeight(76)
        self.radio = QRadioButton()
        self.radio.setAccessibleName(title)
        self.radio.toggled.connect(lambda on: set_property(self, "on", on))
        picture = IconLabel(ui.theme, 24)
        picture.show_icon(icon)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch()
        words.addWidget(label(title, "strong"))
        words.addWidget(label(text, "secondary", wrap=True))
        words.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(14)
        row.addWidget(self.radio)
        row.addWidget(picture)
        row.addLayout(words, 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.radio.isEnabled():
            self.radio.setChecked(True)


class ModeCards(QWidget):
    """用途設定."""

    def __init__(self, ui: UiContext, mode: UsageMode, *, locked: bool) -> None:
        super().__init__()
        self.setObjectName("usage_mode")
        self.setAccessibleName(self.tr("Usage"))
        self._group = QButtonGroup(self)
        self._cards: dict[UsageMode, ModeCard] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for each, icon, title, text in self._words():
            card = ModeCard(ui, icon, title, text)
            card.radio.setObjectName(f"usage_mode_{each.value}")
            card.radio.setEnabled(not locked)
            card.radio.setChecked(each is mode)
            self._group.addButton(card.radio)
            self._cards[each] = card
            column.addWidget(card)

    def _words(self) -> list[tuple[UsageMode, str, str, str]]:
        return [
            (
                UsageMode.SOFTPHONE,
                "phone",
                self.tr("Softphone only"),
                self.tr("The phone alone, without the operator screen."),
            ),
            (
                UsageMode.SOFTPHONE_OPERATOR,
                "headset",
                self.tr("Softphone and operator screen"),
                self.tr("Phone and operator screen in one window."),
            ),
            (
                UsageMode.OPERATOR,
                "monitor",
                self.tr("Operator screen only"),
                self.tr("You talk on a hard phone that registers with the server."),
            ),
        ]

    @property
    def mode(self) -> UsageMode:
        return next(
            (mode for mode, card in self._cards.items() if card.radio.isChecked()), UsageMode.SOFTPHONE_OPERATOR
        )
