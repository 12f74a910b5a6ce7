"""Icons tinted from tokens: drawn once per name, colour, size and scale, with a Disabled pixmap of their own."""

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from bluebean_client.ui.resources import icon_path

SCALES = (1.0, 2.0)
"""Pixmaps put into an icon; Qt takes the one next above the screen's ratio."""


class IconStore:
    """Draws and keeps pixmaps. One per theme."""

    def __init__(self, disabled: str) -> None:
        self._disabled = disabled
        self._sources: dict[str, bytes] = {}
        self._pixmaps: dict[tuple[str, str, int, float], QPixmap] = {}
        self._icons: dict[tuple[str, str, int, str, int], QIcon] = {}

    def pixmap(self, name: str, colour: str, size: int = 20, ratio: float = 1.0) -> QPixmap:
        """`size` in device-independent pixels."""
        key = (name, colour, size, ratio)
        if key not in self._pixmaps:
            self._pixmaps[key] = self._draw(name, colour, size, ratio)
        return self._pixmaps[key]

    def icon(self, name: str, colour: str, size: int = 20, disabled: str = "", gap: int = 0) -> QIcon:
        """`gap` is empty room at the right: a style sets a button's word too close to its icon."""
        key = (name, colour, size, disabled, gap)
        if key not in self._icons:
            icon = QIcon()
            for ratio in SCALES:
                for mode, tint in ((QIcon.Mode.Normal, colour), (QIcon.Mode.Disabled, disabled or self._disabled)):
                    icon.addPixmap(widened(self.pixmap(name, tint, size, ratio), gap), mode)
            self._icons[key] = icon
        return self._icons[key]

    def _draw(self, name: str, colour: str, size: int, ratio: float) -> QPixmap:
        if name not in self._sources:
            self._sources[name] = icon_path(name).read_bytes()
        svg = self._sources[name].replace(b"currentColor", colour.encode())
        renderer = QSvgRenderer(QByteArray(svg))
        if not renderer.isValid():
            raise ValueError(f"{icon_path(name)} is not a drawing that can be shown")
        pixmap = QPixmap(QSize(size, size) * ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        renderer.render(painter, QRectF(0, 0, size * ratio, size * ratio))
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        return pixmap


def widened(pixmap: QPixmap, gap: int) -> QPixmap:
    """`pixmap` with `gap` device-independent pixels of nothing at its right."""
    if not gap:
        return pixmap
    ratio = pixmap.devicePixelRatio()
    wide = QPixmap(QSize(pixmap.width() + round(gap * ratio), pixmap.height()))
    wide.setDevicePixelRatio(ratio)
    wide.fill(Qt.GlobalColor.transparent)
    painter = QPainter(wide)
    painter.drawPixmap(0, 0, pixmap)
    painter.end()
    return wide
