"""The cards of the transfer dialog: a way to transfer, and a party of the call."""

from datetime import datetime

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from bluebean_client.ui.context import UiContext
from bluebean_client.ui.softphone.call_card import EDGE_PX, RADIUS_PX, StateChip
from bluebean_client.ui.theme.tokens import Tone
from bluebean_client.ui.widgets.basics import ElidedLabel, IconLabel, label
from bluebean_client.ui.widgets.elapsed import ElapsedLabel
from bluebean_client.ui.widgets.painted import Avatar

PARTY_PX, LOW_PARTY_PX = 84, 44


class WayCard(QPushButton):
    """A button of two lines: what is done, and what that means."""

    def __init__(self, ui: UiContext, icon: str, title: str, name: str) -> None:
        super().__init__()
        self.setProperty("kind", "option")
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setAutoDefault(False)
        self._words = label("", "secondary")
        picture, chevron = IconLabel(ui.theme, 22), IconLabel(ui.theme, 16)
        picture.show_icon(icon, "accent_text")
        chevron.show_icon("chevron-right", "text3")
        column = QVBoxLayout()
        column.setSpacing(1)
        column.addStretch()
        column.addWidget(label(title, "section"))
        column.addWidget(self._words)
        column.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 8, 14, 8)
        row.setSpacing(14)
        row.addWidget(picture)
        row.addLayout(column, 1)
        row.addWidget(chevron)
        for part in (picture, chevron, *self.findChildren(type(self._words))):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def say(self, words: str) -> None:
        self._words.setText(words)
        self.setAccessibleDescription(words)

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return QSize(layout.sizeHint().width() if layout else 0, 64)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 64)


class PartyCard(QFrame):
    """Somebody in the call: role, name, number, state and since when, with an edge in the state's colour."""

    def __init__(self, ui: UiContext, role: str, name: str) -> None:
        super().__init__()
        self._ui, self._tone = ui, Tone.TALK
        self.setObjectName(name)
        self.setMinimumHeight(PARTY_PX)
        self._role = label(role, "small")
        self._avatar = Avatar(ui.theme, 40)
        self._name, self._number = ElidedLabel(role="section"), ElidedLabel(role="secondary")
        self._chip, self._age = StateChip(ui), ElapsedLabel(ui.ticker)
        self._age.setProperty("role", "age")
        self._age.setFixedWidth(76)
        words = QVBoxLayout()
        words.setSpacing(1)
        for part in (self._role, self._name, self._number):
            words.addWidget(part)
        self._state = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._state.setSpacing(6)
        self._state.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignRight)
        self._state.addWidget(self._age, 0, Qt.AlignmentFlag.AlignRight)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 10, 14, 10)
        self._row.setSpacing(12)
        self._row.addWidget(self._avatar)
        self._row.addLayout(words, 1)
        self._row.addLayout(self._state)

    def set_low(self, low: bool) -> None:
        """Name and state in one line, where a window has no room for more."""
        self.setMinimumHeight(LOW_PARTY_PX if low else PARTY_PX)
        for part in (self._avatar, self._role, self._number):
            part.setVisible(not low)
        self._state.setDirection(QBoxLayout.Direction.LeftToRight if low else QBoxLayout.Direction.TopToBottom)
        self._row.setContentsMargins(16, 4 if low else 10, 14, 4 if low else 10)

    def show_party(self, name: str, number: str, *, person: str = "") -> None:
        """`person` is the name without its title."""
        self._avatar.show_person(person or name)
        self._name.setText(name)
        self._number.setText(number)
        self.setAccessibleName(f"{name} {number}".strip())

    def show_state(self, tone: Tone, icon: str, word: str, since: datetime | None) -> None:
        self._chip.show_state(tone, icon, word)
        self._age.set_since(since)
        self.setAccessibleDescription(word)
        if tone is not self._tone:
            self._tone = tone
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_PX, RADIUS_PX)
        painter.fillPath(shape, self._ui.theme.colour("surface"))
        painter.save()
        painter.setClipPath(shape)
        painter.fillRect(0, 0, EDGE_PX, self.height(), self._ui.theme.colour(self._ui.theme.tone(self._tone).fill))
        painter.restore()
        painter.setPen(QPen(self._ui.theme.colour("line2"), 1))
        painter.drawPath(shape)
