"""The cards of the transfer dialog: a way to transfer, and a party of the call."""

from datetime import datetime

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from bluebean_client.ui.context import UiContext
from bluebean_client.ui.softphone.call_card import EDGE_PX, RADIUS_PX, StateChip
from bluebean_client.ui.theme.tokens import Tone
from bluebean_client.ui.widgets.basics import ElidedLabel, IconLabel, label
from bluebean_client.ui.widgets.elapsed import ElapsedLabel
from bluebean_client.ui.widgets.painted import Avatar


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
        self.setMinimumHeight(84)
        self._avatar = Avatar(ui.theme, 40)
        self._name, self._number = ElidedLabel(role="section"), ElidedLabel(role="secondary")
        self._chip, self._age = StateChip(ui), ElapsedLabel(ui.ticker)
        self._age.setProperty("role", "age")
        self._age.setFixedWidth(76)
        words = QVBoxLayout()
        words.setSpacing(1)
        for part in (label(role, "small"), self._name, self._number):
            words.addWidget(part)
        state = QVBoxLayout()
        state.setSpacing(6)
        state.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignRight)
        state.addWidget(self._age, 0, Qt.AlignmentFlag.AlignRight)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 14, 10)
        row.setSpacing(12)
        row.addWidget(self._avatar)
        row.addLayout(words, 1)
        row.addLayout(state)

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
