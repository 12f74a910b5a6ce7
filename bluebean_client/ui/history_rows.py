"""How one contact record is drawn in the history list, and where its links are."""

from datetime import datetime

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QMouseEvent, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from bluebean_client.ui.context import UiContext
from bluebean_client.ui.formats import duration, short_moment
from bluebean_client.ui.theme.tokens import Tone
from bluebean_client.ui.widgets.painted import paint_avatar
from server.protocol.types import ContactRecord, Direction

RECORD_ROLE = Qt.ItemDataRole.UserRole + 1
CHIPS_ROLE = Qt.ItemDataRole.UserRole + 2
LEFT, TOP, LINE, TEXT_LINES = 46, 8, 20, 2
HEIGHTS_KEPT = 20_000
EDIT, DETAIL, PLAY = "edit", "detail", "play"

Index = QModelIndex | QPersistentModelIndex


def two_lines(text: str, font: QFont, width: int) -> tuple[list[str], bool]:
    """At most two lines of `text`, and whether some of it is left over."""
    flat = " ".join(text.split())
    layout = QTextLayout(flat, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    lines: list[str] = []
    more = False
    while True:
        line = layout.createLine()
        if not line.isValid():
            break
        if len(lines) == TEXT_LINES:
            more = True
            break
        line.setLineWidth(width)
        lines.append(flat[line.textStart() : line.textStart() + line.textLength()])
    layout.endLayout()
    return lines, more


class RecordDelegate(QStyledItemDelegate):
    """Signals: `wanted(what, record)`, `what` being `edit`, `detail` or `play`."""

    wanted = Signal(str, object)

    def __init__(self, ui: UiContext, parent: QObject) -> None:
        super().__init__(parent)
        self._ui = ui
        self._body = ui.theme.font(13)
        self._heights: dict[tuple[str, int], int] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        record: ContactRecord = index.data(RECORD_ROLE)
        view = option.widget
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else 400
        return QSize(width, self._height(record.text, width))

    def _height(self, text: str, width: int) -> int:
        """Remembered: a list of thousands asks for all of them whenever one is added."""
        key = (text, width)
        if key not in self._heights:
            if len(self._heights) >= HEIGHTS_KEPT:
                self._heights.clear()
            lines, _ = two_lines(text, self._body, width - LEFT - 10)
            self._heights[key] = TOP + 24 + LINE * max(1, len(lines)) + 24 + 8
        return self._heights[key]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        record: ContactRecord = index.data(RECORD_ROLE)
        room: QRect = option.rect
        state = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hover = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, room, selected=selected, hover=hover)
        face = self._ui.faces.of(record.author.operator_id, 28, self._view())
        disc = QRectF(room.left() + 10, room.top() + TOP, 28, 28)
        paint_avatar(painter, self._ui.theme, disc, record.author.name, face)
        self._paint_head(painter, room, record, index.data(CHIPS_ROLE), selected=selected)
        bottom = self._paint_text(painter, room, record)
        self._paint_links(painter, room, record, bottom)
        painter.restore()

    def _paint_ground(self, painter: QPainter, room: QRect, *, selected: bool, hover: bool) -> None:
        theme = self._ui.theme
        if selected or hover:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent_soft" if selected else "hover"))
            painter.drawRoundedRect(QRectF(room).adjusted(2, 1, -2, -2), 8, 8)
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(room.left() + 10, room.bottom(), room.right() - 10, room.bottom())

    def _paint_head(
        self, painter: QPainter, room: QRect, record: ContactRecord, chips: list[str], *, selected: bool
    ) -> None:
        theme = self._ui.theme
        top = room.top() + TOP
        moment = short_moment(record.saved_at, self._ui.ticker.now())
        painter.setFont(theme.font(12))
        time_width = painter.fontMetrics().horizontalAdvance(moment)
        right = room.right() - 10
        painter.setPen(theme.colour("text3"))
        painter.drawText(
            QRect(right - time_width - 2, top, time_width + 4, 20), int(Qt.AlignmentFlag.AlignVCenter), moment
        )
        limit = right - time_width - 10
        left = room.left() + LEFT
        name_font = theme.font(13, bold=True)
        painter.setFont(name_font)
        painter.setPen(theme.colour("text"))
        name = QFontMetrics(name_font).elidedText(
            record.author.name, Qt.TextElideMode.ElideRight, max(60, limit - left - 40)
        )
        painter.drawText(QRect(left, top, limit - left, 20), int(Qt.AlignmentFlag.AlignVCenter), name)
        left += QFontMetrics(name_font).horizontalAdvance(name) + 8
        if record.direction is not None:
            left = self._paint_direction(painter, left, top, record.direction)
        for chip in chips:
            left = self._paint_chip(painter, left, top, limit, chip, selected=selected)

    def _paint_direction(self, painter: QPainter, left: int, top: int, direction: Direction) -> int:
        inbound = direction is Direction.IN
        tone = self._ui.theme.tone(Tone.TALK if inbound else Tone.RING)
        words = self.tr("In") if inbound else self.tr("Out")
        font = self._ui.theme.font(12, bold=True)
        width = max(22, QFontMetrics(font).horizontalAdvance(words) + 10)
        square = QRectF(left, top - 1, width, 22)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tone.soft))
        painter.drawRoundedRect(square, 4, 4)
        painter.setPen(QColor(tone.text))
        painter.setFont(font)
        painter.drawText(square, int(Qt.AlignmentFlag.AlignCenter), words)
        return left + width + 6

    def _paint_chip(self, painter: QPainter, left: int, top: int, limit: int, words: str, *, selected: bool) -> int:
        font = self._ui.theme.font(12)
        width = QFontMetrics(font).horizontalAdvance(words) + 14
        if left + width > limit:
            return limit
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._ui.theme.colour("surface" if selected else "hover"))
        painter.drawRoundedRect(QRectF(left, top - 1, width, 22), 4, 4)
        painter.setPen(self._ui.theme.colour("text2"))
        painter.setFont(font)
        painter.drawText(QRectF(left, top - 1, width, 22), int(Qt.AlignmentFlag.AlignCenter), words)
        return left + width + 6

    def _paint_text(self, painter: QPainter, room: QRect, record: ContactRecord) -> int:
        theme = self._ui.theme
        width = room.width() - LEFT - 10
        lines, more = two_lines(record.text, self._body, width)
        metrics = QFontMetrics(self._body)
        top = room.top() + TOP + 24
        painter.setFont(self._body)
        for number, words in enumerate(lines):
            painter.setPen(theme.colour("text2"))
            baseline = top + LINE * number + 15
            if more and number == TEXT_LINES - 1:
                link = self.tr("…more")
                link_width = metrics.horizontalAdvance(link)
                words = metrics.elidedText(words, Qt.TextElideMode.ElideNone, width)
                while words and metrics.horizontalAdvance(words) + link_width + 4 > width:
                    words = words[:-1]
                painter.drawText(QPointF(room.left() + LEFT, baseline), words)
                painter.setPen(theme.colour("accent_text"))
                painter.drawText(QPointF(room.left() + LEFT + metrics.horizontalAdvance(words) + 4, baseline), link)
            else:
                painter.drawText(QPointF(room.left() + LEFT, baseline), words)
        return top + LINE * max(1, len(lines))

    def _paint_links(self, painter: QPainter, room: QRect, record: ContactRecord, top: int) -> None:
        theme = self._ui.theme
        painter.setFont(self._body)
        painter.setPen(theme.colour("text3"))
        if record.times.talk_seconds:
            icon, colour = ("play-circle", "accent_text") if record.has_recording else ("phone", "text3")
            painter.drawPixmap(
                QPointF(room.left() + LEFT, top + 4).toPoint(), theme.pixmap(icon, colour, 14, self._view())
            )
            left = room.left() + LEFT + 19
            painter.setPen(theme.colour(colour))
            painter.drawText(
                QRect(left, top, 80, 22), int(Qt.AlignmentFlag.AlignVCenter), duration(record.times.talk_seconds)
            )
        painter.setPen(theme.colour("accent_text"))
        for what, link in self.links(room, record).items():
            if words := self._link_words(what):
                painter.drawText(link, int(Qt.AlignmentFlag.AlignCenter), words)

    def _view(self) -> QAbstractItemView:
        view = self.parent()
        if not isinstance(view, QAbstractItemView):
            raise TypeError("a delegate belongs to its view")
        return view

    def _link_words(self, what: str) -> str:
        """Nothing for what is drawn elsewhere."""
        return {EDIT: self.tr("Edit"), DETAIL: self.tr("Detail")}.get(what, "")

    def links(self, room: QRect, record: ContactRecord) -> dict[str, QRect]:
        """Where the links of a row are, from right to left, and its recording at the left."""
        places: dict[str, QRect] = {}
        right = room.right() - 10
        for what in (DETAIL, *((EDIT,) if record.editable else ())):
            width = QFontMetrics(self._body).horizontalAdvance(self._link_words(what)) + 8
            places[what] = QRect(right - width + 4, room.bottom() - 30, width, 24)
            right -= width + 4
        if record.has_recording and record.times.talk_seconds:
            width = 19 + QFontMetrics(self._body).horizontalAdvance(duration(record.times.talk_seconds)) + 6
            places[PLAY] = QRect(room.left() + LEFT - 3, room.bottom() - 30, width, 24)
        return places

    def editorEvent(self, event: QEvent, model: object, option: QStyleOptionViewItem, index: Index) -> bool:
        if event.type() != QEvent.Type.MouseButtonRelease or not isinstance(event, QMouseEvent):
            return False
        record: ContactRecord = index.data(RECORD_ROLE)
        room: QRect = option.rect
        for what, place in self.links(room, record).items():
            if place.contains(event.position().toPoint()):
                self.wanted.emit(what, record)
                return True
        if self._more_place(room, record).contains(event.position().toPoint()):
            self.wanted.emit(DETAIL, record)
            return True
        return False

    def _more_place(self, room: QRect, record: ContactRecord) -> QRect:
        """The end of the second line, where the text goes on."""
        width = room.width() - LEFT - 10
        if not two_lines(record.text, self._body, width)[1]:
            return QRect()
        link = QFontMetrics(self._body).horizontalAdvance(self.tr("…more")) + 12
        return QRect(room.left() + LEFT + width - link - 24, room.top() + TOP + 24 + LINE, link + 24, LINE)


def spoken(record: ContactRecord, chips: list[str], now: datetime) -> str:
    """A row for screen readers."""
    return " ".join([record.author.name, *chips, short_moment(record.saved_at, now), record.text])
