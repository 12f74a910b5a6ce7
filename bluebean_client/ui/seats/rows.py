"""How a row of the seat table is painted, and where its button is."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from bluebean_client.domain.seats import WITHOUT_PHONE, Column
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.seats.action import SeatAction
from bluebean_client.ui.seats.looks import CENTRE, CHIP_HEIGHT, chip_width, paint_chip, paint_tag, paint_text, shortened
from bluebean_client.ui.seats.model import SEAT_ROLE, Index, SeatModel
from bluebean_client.ui.status_words import help_look, seat_look
from bluebean_client.ui.widgets.painted import paint_avatar
from server.protocol.seats import SeatHelp, SeatView

ROW = 40
MARGIN = 14
TAG, HELP_ICON, LEAST_NAME = 50, 26, 80
"""Room beside the name, and for it."""


class SeatDelegate(QStyledItemDelegate):
    """Attributes: `action`, what the button at the end of a row does; None for no button."""

    def __init__(self, ui: UiContext, parent: QAbstractItemView, model: SeatModel) -> None:
        super().__init__(parent)
        self._ui, self._widget, self._model = ui, parent, model
        self.action: SeatAction | None = None

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, seat = self._ui.theme, index.data(SEAT_ROLE)
        room: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(room, theme.colour("accent_soft"))
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(room.bottomLeft(), room.bottomRight())
        painter.setPen(theme.colour("text3" if seat.status in WITHOUT_PHONE else "text"))
        inner = room.adjusted(MARGIN if index.column() == Column.NAME else 8, 0, -8, 0)
        match Column(index.column()):
            case Column.NAME:
                self._paint_name(painter, inner, seat)
            case Column.STATUS:
                look = seat_look(seat, self._ui.ticker.now())
                words = shortened(theme, look.word, inner.width() + 8)
                corner = QPoint(inner.left() - 8, inner.center().y() - CHIP_HEIGHT // 2 + 1)
                paint_chip(painter, theme, corner, look, words, self._widget)
            case Column.ACTION:
                self._paint_button(painter, room, seat)
            case _:
                paint_text(painter, theme, inner, index.data(), pixels=13)
        if bool(option.state & QStyle.StateFlag.State_HasFocus) and self._widget.hasFocus():
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.drawLine(room.left(), room.top() + 1, room.right(), room.top() + 1)
            painter.drawLine(room.left(), room.bottom() - 1, room.right(), room.bottom() - 1)
        painter.restore()

    def _paint_name(self, painter: QPainter, room: QRect, seat: SeatView) -> None:
        own = seat.operator_id == self._model.own
        pen = painter.pen()
        disc = QRectF(room.left(), room.center().y() - 12, 26, 26)
        face = self._ui.faces.of(seat.operator_id, 26, self._widget)
        paint_avatar(painter, self._ui.theme, disc, seat.name, face)
        painter.setPen(pen)
        text = room.adjusted(34, 0, -HELP_ICON if seat.help else 0, 0)
        tagged = own and text.width() - TAG >= LEAST_NAME  # narrow, one's own name is told by its weight alone
        if tagged:
            text.setWidth(text.width() - TAG)
        left = text.left() + paint_text(painter, self._ui.theme, text, seat.name, bold=own) + 10
        if tagged:
            paint_tag(painter, self._ui.theme, left, room.center().y() + 1, self.tr("Me"))
            left += TAG
        if seat.help is not None:
            self._paint_help(painter, QRect(left, room.top(), room.right() - left, room.height()), seat.help)

    def _paint_help(self, painter: QPainter, room: QRect, asked: SeatHelp) -> None:
        """In words where there is room for them."""
        theme, look = self._ui.theme, help_look(asked)
        if chip_width(theme, look.word) <= room.width():
            corner = QPoint(room.left(), room.center().y() - CHIP_HEIGHT // 2 + 1)
            paint_chip(painter, theme, corner, look, look.word, self._widget)
            return
        icon = theme.pixmap(look.icon, theme.tone(look.tone).text, 16, self._widget)
        painter.drawPixmap(QPoint(room.left(), room.center().y() - 7), icon)

    def button_in(self, room: QRect) -> QRect:
        """Where the button of a row is."""
        words = self.action.words if self.action else ""
        width = QFontMetrics(self._ui.theme.font(13)).horizontalAdvance(words) + 44
        return QRect(room.right() - MARGIN - width, room.center().y() - 12, width, 26)

    def _paint_button(self, painter: QPainter, room: QRect, seat: SeatView) -> None:
        if self.action is None:
            return
        theme, place = self._ui.theme, self.button_in(room)
        usable = not self.action.refusal(seat)
        painter.setPen(QPen(theme.colour("line2" if usable else "line"), 1))
        painter.setBrush(theme.colour("surface" if usable else "hover"))
        painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        colour = "text2" if usable else "disabled"
        painter.drawPixmap(place.topLeft() + QPoint(11, 5), theme.pixmap(self.action.icon, colour, 16, self._widget))
        painter.setPen(theme.colour("text" if usable else "disabled"))
        painter.setFont(theme.font(13))
        painter.drawText(place.adjusted(24, 0, 0, 0), CENTRE, self.action.words)

    def editorEvent(self, event: QEvent, model: QObject, option: QStyleOptionViewItem, index: Index) -> bool:
        if self.action is None or index.column() != Column.ACTION or not isinstance(event, QMouseEvent):
            return False
        room: QRect = option.rect
        if event.type() != QEvent.Type.MouseButtonRelease or event.button() is not Qt.MouseButton.LeftButton:
            return False
        if not self.button_in(room).contains(event.position().toPoint()):
            return False
        self.do(index.data(SEAT_ROLE))
        return True

    def do(self, seat: SeatView) -> None:
        """The action, if it is of use now."""
        if self.action is not None and not self.action.refusal(seat):
            self.action.act(seat)
