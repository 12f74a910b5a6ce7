"""The tray's icon by status: ground and sign differ in shape as well as in colour, and missed calls are a dot."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap

from bluebean_client.ui.theme.theme import Theme
from bluebean_client.ui.theme.tokens import Tone
from bluebean_client.ui.tray.reading import TrayStatus

SIZES = (16, 20, 22, 24, 32, 48, 64)
"""Device pixels: panels of all systems, at all scales."""


@dataclass(frozen=True, slots=True)
class Sign:
    """A white icon on a filled ground, which is a disc, or while there is a call a square with round corners."""

    tone: Tone
    icon: str
    square: bool = False


SIGNS = {
    TrayStatus.RINGING: Sign(Tone.RING, "bell-ring", square=True),
    TrayStatus.IN_CALL: Sign(Tone.TALK, "phone-filled", square=True),
    TrayStatus.NOT_CONNECTED: Sign(Tone.DANGER, "phone-off"),
    TrayStatus.STARTING: Sign(Tone.OFFLINE, "clock"),
    TrayStatus.NO_ACCOUNT: Sign(Tone.OFFLINE, "circle"),
    TrayStatus.DO_NOT_DISTURB: Sign(Tone.WAIT, "moon-filled"),
    TrayStatus.READY: Sign(Tone.FREE, "phone-filled"),
}


def tray_icon(theme: Theme, status: TrayStatus, *, missed: bool) -> QIcon:
    icon = QIcon()
    for size in SIZES:
        icon.addPixmap(tray_pixmap(theme, status, size, missed=missed))
    return icon


def tray_pixmap(theme: Theme, status: TrayStatus, size: int, *, missed: bool) -> QPixmap:
    """`size` in device pixels. Nothing in it but the signs: a panel may be light or dark."""
    sign = SIGNS[status]
    fill = QColor(theme.tone(sign.tone).fill)
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint_ground(painter, sign, fill, size)
    inner = _even(size * 0.68, size)
    at = (size - inner) // 2
    painter.drawPixmap(at, at, theme.mark(sign.icon, "#FFFFFF", inner))
    if missed:
        _paint_dot(painter, QColor(theme.tone(Tone.DANGER).fill), size)
    painter.end()
    return pixmap


def _even(wanted: float, size: int) -> int:
    """A size that leaves the same whole number of pixels on both sides."""
    inner = round(wanted)
    return inner if (size - inner) % 2 == 0 else inner + 1


def _paint_ground(painter: QPainter, sign: Sign, fill: QColor, size: int) -> None:
    room = QRectF(0, 0, size, size)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    if sign.square:
        painter.drawRoundedRect(room, size * 0.22, size * 0.22)
    else:
        painter.drawEllipse(room)


def _paint_dot(painter: QPainter, fill: QColor, size: int) -> None:
    """In the lower right corner, where no sign has its mark, with a gap around it that keeps it apart from any ground."""
    across = size * 0.36
    room = QRectF(size - across, size - across, across, across)
    gap = max(1.0, size / 16)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
    painter.setPen(QPen(Qt.GlobalColor.transparent, 0))
    painter.setBrush(Qt.GlobalColor.transparent)
    painter.drawEllipse(room.adjusted(-gap, -gap, gap, gap))
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    painter.drawEllipse(room)
