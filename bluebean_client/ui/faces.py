"""Operators' pictures as round pixmaps, drawn once for each version and size; initials stand for those who have none."""

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import QWidget

from bluebean_client.domain.desk import Desk
from bluebean_client.ports.window import Actions


class Faces(QObject):
    """Signals: `changed()`, when a picture has come or gone: whoever shows faces draws them anew."""

    changed = Signal()

    def __init__(self, actions: Actions, parent: QObject) -> None:
        super().__init__(parent)
        self._actions = actions
        self._desk = Desk()
        self._asked: dict[str, int] = {}
        self._drawn: dict[tuple[str, int], tuple[int, QPixmap]] = {}

    def show_desk(self, desk: Desk) -> None:
        """Before anything else that draws faces is shown this desk."""
        old, self._desk = self._desk, desk
        if desk.live is not None and (old.live is None or old.live.seats is not desk.live.seats):
            for operator_id, version in list(self._asked.items()):
                if self._version(operator_id) != version:
                    self._ask(operator_id)
        if desk.pictures is not old.pictures:
            self.changed.emit()

    def _version(self, operator_id: str) -> int:
        seat = self._desk.live.seats.get(operator_id) if self._desk.live else None
        return seat.picture if seat else 0

    def _ask(self, operator_id: str) -> None:
        self._asked[operator_id] = version = self._version(operator_id)
        if version:
            self._actions.office.want_picture(operator_id)

    def of(self, operator_id: str, size: int, widget: QWidget) -> QPixmap | None:
        """The picture `size` px across, sharp on the screen of `widget`; None while there is none."""
        if self._asked.get(operator_id) != self._version(operator_id):
            self._ask(operator_id)
        picture = self._desk.pictures.get(operator_id)
        if picture is None or not picture.image or not self._version(operator_id):
            return None
        ratio = widget.devicePixelRatioF()
        key = (operator_id, round(size * ratio))
        version, pixmap = self._drawn.get(key, (0, QPixmap()))
        if version != picture.version:
            pixmap = round_pixmap(picture.image, key[1])
            pixmap.setDevicePixelRatio(ratio)
            self._drawn[key] = (picture.version, pixmap)
        return None if pixmap.isNull() else pixmap


def round_pixmap(image: bytes, pixels: int) -> QPixmap:
    """A disc out of a square picture; null if it is none."""
    decoded = QImage.fromData(image)
    if decoded.isNull():
        return QPixmap()
    small = decoded.scaled(
        pixels,
        pixels,
        Qt.AspectRatioMode.KeepAspectRatioByExpanding,
        Qt.TransformationMode.SmoothTransformation,
    )
    disc = QPixmap(pixels, pixels)
    disc.fill(Qt.GlobalColor.transparent)
    shape = QPainterPath()
    shape.addEllipse(QRectF(0, 0, pixels, pixels))
    painter = QPainter(disc)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipPath(shape)
    painter.drawImage(0, 0, small)
    painter.end()
    return disc
