"""A picture of which a square is chosen: dragged and zoomed until the disc shows what colleagues shall see."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QImageWriter,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from bluebean_client.ui.context import UiContext

SIDE = 260
SENT_PX = 512
MOST_ZOOM = 4.0
KEY_STEP = 0.02
JPEG_QUALITY = 92


class CropView(QWidget):
    """Arrows move, + and - zoom. Signals: `zoomed(factor: float)`."""

    zoomed = Signal(float)

    def __init__(self, ui: UiContext) -> None:
        super().__init__()
        self._ui = ui
        self._image = QImage()
        self._centre, self.zoom = QPointF(0.5, 0.5), 1.0
        self._dragged_from: QPointF | None = None
        self.setObjectName("picture_crop")
        self.setAccessibleName(self.tr("Part of the picture that is shown"))
        self.setFixedSize(SIDE, SIDE)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def show_image(self, image: QImage) -> None:
        self._image, self._centre, self.zoom = image, QPointF(0.5, 0.5), 1.0
        self.zoomed.emit(1.0)
        self.update()

    def set_zoom(self, zoom: float) -> None:
        self.zoom = min(MOST_ZOOM, max(1.0, zoom))
        self._move_to(self._centre)

    def square(self) -> QRectF:
        """The chosen part, in pixels of the picture."""
        side = min(self._image.width(), self._image.height()) / self.zoom
        centre = QPointF(self._centre.x() * self._image.width(), self._centre.y() * self._image.height())
        return QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side)

    def _move_to(self, centre: QPointF) -> None:
        """The square stays within the picture."""
        side = min(self._image.width(), self._image.height()) / self.zoom
        half_x = side / 2 / max(1, self._image.width())
        half_y = side / 2 / max(1, self._image.height())
        self._centre = QPointF(
            min(1 - half_x, max(half_x, centre.x())),
            min(1 - half_y, max(half_y, centre.y())),
        )
        self.update()

    def encoded(self) -> bytes:
        """The square, `SENT_PX` at most, as JPEG or, where it is see-through, as PNG: well below the server's limit."""
        cut = self._image.copy(self.square().toAlignedRect())
        side = min(SENT_PX, cut.width())
        small = cut.scaled(side, side, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
        data = QByteArray()
        buffer = QBuffer(data)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QImageWriter(buffer, QByteArray(b"png" if small.hasAlphaChannel() else b"jpeg"))
        if not small.hasAlphaChannel():
            writer.setQuality(JPEG_QUALITY)
        writer.write(small)
        return bytes(data.data())

    # ---- painting and hand --------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._ui.theme
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        room = QRectF(self.rect())
        painter.fillRect(room, theme.colour("hover"))
        if not self._image.isNull():
            painter.drawImage(room, self._image, self.square())
        outside, disc = QPainterPath(), QPainterPath()
        outside.addRect(room)
        disc.addEllipse(room.adjusted(2, 2, -2, -2))
        shade = QColor(theme.colour("surface"))
        shade.setAlpha(150)
        painter.fillPath(outside.subtracted(disc), shade)
        painter.setPen(QPen(theme.colour("focus" if self.hasFocus() else "line2"), 2))
        painter.drawPath(disc)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._dragged_from = event.position()
        self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged_from is not None and not self._image.isNull():
            way = event.position() - self._dragged_from
            self._dragged_from = event.position()
            scale = self.square().width() / SIDE
            self._move_to(
                QPointF(
                    self._centre.x() - way.x() * scale / self._image.width(),
                    self._centre.y() - way.y() * scale / self._image.height(),
                )
            )

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragged_from = None
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._zoom_by(1.1 if event.angleDelta().y() > 0 else 1 / 1.1)

    def _zoom_by(self, factor: float) -> None:
        self.set_zoom(self.zoom * factor)
        self.zoomed.emit(self.zoom)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: (-KEY_STEP, 0.0),
            Qt.Key.Key_Right: (KEY_STEP, 0.0),
            Qt.Key.Key_Up: (0.0, -KEY_STEP),
            Qt.Key.Key_Down: (0.0, KEY_STEP),
        }
        if (step := steps.get(Qt.Key(event.key()))) is not None:
            self._move_to(self._centre + QPointF(*step))
        elif event.text() in ("+", "-"):
            self._zoom_by(1.1 if event.text() == "+" else 1 / 1.1)
        else:
            super().keyPressEvent(event)
