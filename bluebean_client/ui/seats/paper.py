"""A floor's picture as the ground of its desks: faded into the colours of the scheme, made off the window's thread."""

import contextlib

from PySide6.QtCore import QBuffer, QByteArray, QObject, QSize, Qt, QThreadPool, Signal
from PySide6.QtGui import QColor, QImage, QImageReader, QPainter, QPixmap

from server.protocol.seats import LONGEST_PICTURE_SIDE_PX

STRENGTH, STRENGTH_IN_THE_DARK = 0.6, 0.3
"""How much of the picture is left beside what is written on it."""
LIGHT_FROM = 128
"""Mean lightness, 0 to 255, from which a picture is one on white paper."""


class Paper(QObject):
    """Signals: `ready()`, when there is another to draw."""

    ready = Signal()
    _made = Signal(object, QImage)

    def __init__(self, ground: QColor, *, dark: bool, parent: QObject) -> None:
        super().__init__(parent)
        self._ground, self._dark = ground, dark
        self._wanted: tuple[bytes, QSize] = (b"", QSize())
        self._pixmap = QPixmap()
        self._made.connect(self._take)

    def of(self, picture: bytes, size: QSize) -> QPixmap:
        """What there is to draw in `size`, in pixels of the device: of another size until this one is made, null without any."""
        if (picture, size) != self._wanted:
            if picture != self._wanted[0]:
                self._pixmap = QPixmap()
            self._wanted = (picture, size)
            if picture:
                QThreadPool.globalInstance().start(self._make)
        return self._pixmap

    def _make(self) -> None:
        """In a thread of the pool: a large picture takes a second."""
        wanted = self._wanted
        made = faded(*wanted, self._ground, dark=self._dark)
        with contextlib.suppress(RuntimeError):  # the window is gone meanwhile
            self._made.emit(wanted, made)

    def _take(self, wanted: tuple[bytes, QSize], made: QImage) -> None:
        if wanted == self._wanted:
            self._pixmap = QPixmap.fromImage(made)
            self.ready.emit()


def faded(picture: bytes, size: QSize, ground: QColor, *, dark: bool) -> QImage:
    """PNG or JPEG fitted into `size` on `ground`, which takes the place of its paper; null if it is none, or too large."""
    content = QBuffer()
    content.setData(QByteArray(picture))
    reader = QImageReader(content)
    reader.setAutoTransform(True)
    if max(reader.size().toTuple()) > LONGEST_PICTURE_SIDE_PX:
        return QImage()
    read = reader.read()
    if read.isNull():
        return QImage()
    shown = read.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
    whole = _on(QColor("white"), shown, 1.0, QPainter.CompositionMode.CompositionMode_SourceOver)
    if not dark:
        return _on(ground, whole, STRENGTH, QPainter.CompositionMode.CompositionMode_Multiply)
    grey = whole.convertToFormat(QImage.Format.Format_Grayscale8)
    if _lightness(grey) >= LIGHT_FROM:
        grey.invertPixels()
    return _on(ground, grey, STRENGTH_IN_THE_DARK, QPainter.CompositionMode.CompositionMode_Screen)


def _on(ground: QColor, image: QImage, opacity: float, mode: QPainter.CompositionMode) -> QImage:
    made = QImage(image.size(), QImage.Format.Format_RGB32)
    made.fill(ground)
    painter = QPainter(made)
    painter.setOpacity(opacity)
    painter.setCompositionMode(mode)
    painter.drawImage(0, 0, image)
    painter.end()
    return made


def _lightness(image: QImage) -> int:
    one = image.scaled(1, 1, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    return one.pixelColor(0, 0).lightness()
