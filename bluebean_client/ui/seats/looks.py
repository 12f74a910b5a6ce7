"""How a seat is painted, in the table and on the plan: picture, status, tag of one's own seat."""

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QWidget

from bluebean_client.ui.status_words import StatusLook
from bluebean_client.ui.theme.theme import Theme

CHIP_HEIGHT = 24
MIDDLE = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
CENTRE = int(Qt.AlignmentFlag.AlignCenter)


def paint_text(painter: QPainter, theme: Theme, room: QRect, text: str, *, pixels: int = 14, bold: bool = False) -> int:
    """One line, shortened with “…”, in the painter's colour; gives its width."""
    painter.setFont(theme.font(pixels, bold=bold))
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, max(0, room.width()))
    painter.drawText(room, MIDDLE, shown)
    return painter.fontMetrics().horizontalAdvance(shown)


def chip_width(theme: Theme, words: str) -> int:
    return QFontMetrics(theme.font(12)).horizontalAdvance(words) + 36


def shortened(theme: Theme, words: str, room: int) -> str:
    """What of the words a chip of this width can say."""
    return QFontMetrics(theme.font(12)).elidedText(words, Qt.TextElideMode.ElideRight, max(0, room - 36))


def paint_chip(painter: QPainter, theme: Theme, corner: QPoint, look: StatusLook, words: str, widget: QWidget) -> None:
    """A status: icon and words on its soft ground."""
    tone = theme.tone(look.tone)
    room = QRectF(corner.x(), corner.y(), chip_width(theme, words), CHIP_HEIGHT)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tone.soft))
    painter.drawRoundedRect(room, CHIP_HEIGHT / 2, CHIP_HEIGHT / 2)
    painter.drawPixmap(QPoint(corner.x() + 9, corner.y() + 5), theme.pixmap(look.icon, tone.text, 14, widget))
    painter.setPen(QColor(tone.text))
    painter.setFont(theme.font(12))
    painter.drawText(room.adjusted(27, 0, 0, 0), MIDDLE, words)


def paint_tag(painter: QPainter, theme: Theme, left: int, middle: int, words: str) -> None:
    """A grey tag whose left edge and middle line are given."""
    painter.setFont(theme.font(12))
    width = painter.fontMetrics().horizontalAdvance(words) + 14
    room = QRectF(left, middle - 10, width, 20)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("hover"))
    painter.drawRoundedRect(room, 4, 4)
    painter.setPen(theme.colour("text2"))
    painter.drawText(room, CENTRE, words)
