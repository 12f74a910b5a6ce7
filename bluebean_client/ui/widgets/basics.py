"""Labels, buttons and lines in the shapes that the style sheet knows."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QFrame, QLabel, QLayout, QPushButton, QScrollArea, QSizePolicy, QWidget

from bluebean_client.ui.theme.theme import Theme

UNBOUND_PX = 16777215
"""Qt's QWIDGETSIZE_MAX, which PySide6 does not export."""
ICON_GAP = 4
"""Added to the 4 px (less what the drawing leaves free) that the style puts between icon and word."""


def label(text: str = "", role: str = "", *, name: str = "", wrap: bool = False, select: bool = False) -> QLabel:
    """`role` is a style of the sheet; text is never taken as markup."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        made.setProperty("role", role)
    if name:
        made.setObjectName(name)
    made.setWordWrap(wrap)
    if select:
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def button(text: str, kind: str = "", *, name: str = "", size: str = "") -> QPushButton:
    made = QPushButton(text)
    made.setAutoDefault(False)
    made.setAccessibleName(text)
    if kind:
        made.setProperty("kind", kind)
    if size:
        made.setProperty("scale", size)
    if name:
        made.setObjectName(name)
    return made


def icon_button(theme: Theme, icon: str, words: str, *, name: str = "", colour: str = "text2") -> QPushButton:
    """A button of one icon; `words` are its tooltip and accessible name."""
    made = button("", "icon", name=name, size="small")
    made.setIcon(theme.icon(icon, colour))
    made.setIconSize(QSize(18, 18))
    made.setFixedSize(28, 28)
    made.setToolTip(words)
    made.setAccessibleName(words)
    return made


def with_icon(made: QPushButton, theme: Theme, icon: str, colour: str = "text2", size: int = 16) -> QPushButton:
    """Put an icon before the word of a button, 7 px from it."""
    gap = ICON_GAP if made.text() else 0
    made.setIcon(theme.icon(icon, colour, size, gap=gap))
    made.setIconSize(QSize(size + gap, size))
    return made


def line(direction: str = "h") -> QFrame:
    made = QFrame()
    made.setProperty("line", direction)
    return made


def clear(layout: QLayout) -> None:
    """Take everything out of `layout` and delete it."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            discard(widget)
        elif (inner := item.layout()) is not None:
            clear(inner)


def remove(layout: QLayout, widget: QWidget) -> None:
    """Take `widget` out of `layout` and delete it."""
    layout.removeWidget(widget)
    discard(widget)


def discard(widget: QWidget) -> None:
    """Delete it. Hidden first: a layout shows what it was given a turn later, and that would then be a window, which takes the focus."""
    widget.hide()
    widget.setParent(None)
    widget.deleteLater()


def give_way(page: QWidget) -> None:
    """Let a page of a stack be lower than it asks for: the highest page of all would else take the room of what is above."""
    page.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)


def scrolled(page: QWidget) -> QScrollArea:
    """A page that scrolls where the window is too low for it."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    page.setProperty("clear", True)
    area.setWidget(page)
    return area


class IconLabel(QLabel):
    """An icon that is only looked at."""

    def __init__(self, theme: Theme, size: int = 16) -> None:
        super().__init__()
        self._theme, self._size = theme, size
        self._shown = ("", "")
        self.setFixedSize(size, size)

    def show_icon(self, icon: str, colour: str = "text2") -> None:
        if self._shown == (icon, colour):
            return
        self._shown = (icon, colour)
        self.setPixmap(self._theme.pixmap(icon, colour, self._size, self) if icon else QPixmap())


class ElidedLabel(QLabel):
    """One line of text that shortens itself with “…”; the whole text is the tooltip then and what `text()` gives."""

    def __init__(self, text: str = "", role: str = "") -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        if role:
            self.setProperty("role", role)

    def setText(self, text: str) -> None:
        if text != self.text():
            super().setText(text)
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 2, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(QFontMetrics(self.font()).horizontalAdvance("…") * 2, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        room = self.contentsRect()
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        self.setToolTip(self.text() if text != self.text() else "")
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)
