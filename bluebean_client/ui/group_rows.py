"""How a work group is drawn in the list to choose from."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from bluebean_client.ui.context import UiContext
from bluebean_client.ui.status_words import kind_words
from server.protocol.types import Direction, GroupKind, WorkGroupInfo

Index = QModelIndex | QPersistentModelIndex
ROW = 58


class GroupDelegate(QStyledItemDelegate):
    """Tick box, name, kind."""

    def __init__(self, ui: UiContext, view: QWidget) -> None:
        super().__init__(view)
        self._ui, self._widget = ui, view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = self._ui.theme
        group: WorkGroupInfo = index.data(Qt.ItemDataRole.UserRole + 1)
        ticked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked.value
        ticked = ticked or index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        state = option.state
        current = bool(state & QStyle.StateFlag.State_HasFocus) and self._widget.hasFocus()
        room = QRectF(option.rect).adjusted(1, 1, -1, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.colour("accent_soft" if ticked else "surface"))
        border = "focus" if current else "#A9C5F7" if ticked and theme.tokens.scheme == "light" else "line2"
        painter.setPen(QPen(theme.colour(border), 2 if current else 1))
        painter.drawRoundedRect(room.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        self._paint_box(painter, QRect(round(room.left()) + 15, round(room.center().y()) - 8, 16, 16), ticked=ticked)
        self._paint_words(painter, room, group)
        painter.restore()

    def _paint_box(self, painter: QPainter, box: QRect, *, ticked: bool) -> None:
        theme = self._ui.theme
        painter.setPen(QPen(theme.colour("accent" if ticked else "control"), 1))
        painter.setBrush(theme.colour("accent" if ticked else "surface"))
        painter.drawRoundedRect(QRectF(box), 4, 4)
        if ticked:
            painter.drawPixmap(box.topLeft() + QPoint(1, 1), theme.pixmap("check", "#FFFFFF", 14, self._widget))

    def _paint_words(self, painter: QPainter, room: QRectF, group: WorkGroupInfo) -> None:
        theme = self._ui.theme
        left, top = room.left() + 47, room.top() + 8
        width = room.width() - 60
        painter.setPen(theme.colour("text"))
        painter.setFont(theme.font(14, bold=True))
        name = painter.fontMetrics().elidedText(group.name, Qt.TextElideMode.ElideRight, round(width))
        painter.drawText(QRectF(left, top, width, 20), int(Qt.AlignmentFlag.AlignVCenter), name)
        icon = "phone-in-outline" if direction_of(group.kind) is Direction.IN else "phone-out-outline"
        painter.drawPixmap(QPoint(round(left), round(top) + 22), theme.pixmap(icon, "text2", 14, self._widget))
        painter.setFont(theme.font(12))
        painter.setPen(theme.colour("text2"))
        painter.drawText(
            QRectF(left + 19, top + 20, width, 18), int(Qt.AlignmentFlag.AlignVCenter), kind_words(group.kind)
        )


def direction_of(kind: GroupKind) -> Direction:
    inbound = kind in (GroupKind.INBOUND_SEQUENTIAL, GroupKind.INBOUND_SIMULTANEOUS)
    return Direction.IN if inbound else Direction.OUT
