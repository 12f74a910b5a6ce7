"""The phone's past calls as a virtual list: one row is an icon of its kind, who, when, and a button that calls."""

from datetime import UTC, datetime

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QCoreApplication,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from bluebean_client.domain.call_ends import is_missed
from bluebean_client.domain.phone import CallEnd, HistoryEntry
from bluebean_client.ui import phone_words
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.formats import clock_time, day, duration
from bluebean_client.ui.softphone.reading import shown_number
from bluebean_client.ui.theme.tokens import Tone

ENTRY_ROLE = Qt.ItemDataRole.UserRole + 1
ROW_PX, TEXT_LEFT_PX, ICON_PX = 47, 32, 18
CALL, DETAIL = "call", "detail"

Index = QModelIndex | QPersistentModelIndex


def entry_title(entry: HistoryEntry) -> str:
    return entry.name or shown_number(entry.number)


def entry_facts(entry: HistoryEntry) -> str:
    """The second line: number or how it went, and how long."""
    number = shown_number(entry.number) if entry.name else ""
    if entry.end is CallEnd.MISSED:
        rang = duration(entry.ended_at - entry.began_at)
        return f"{phone_words.call_end(CallEnd.MISSED)} ・ {rang}"
    if entry.answered_at and entry.end is not CallEnd.LOST:  # nobody knows how long a lost one went on
        return " ・ ".join(part for part in (number, duration(entry.ended_at - entry.answered_at)) if part)
    return phone_words.call_end(entry.end, entry.sip_code) or number


def entry_icon(entry: HistoryEntry) -> str:
    if is_missed(entry):
        return "phone-missed"
    return "phone-out-outline" if entry.outgoing else "phone-in-outline"


def entry_moment(entry: HistoryEntry, now: datetime) -> str:
    """The time of today, the day of any other."""
    moment = datetime.fromtimestamp(entry.began_at, UTC)
    return clock_time(moment) if moment.astimezone().date() == now.astimezone().date() else day(moment)


class EntryModel(QAbstractListModel):
    def __init__(self, ui: UiContext, parent: QObject) -> None:
        super().__init__(parent)
        self._ui = ui
        self.entries: tuple[HistoryEntry, ...] = ()

    def show_entries(self, entries: tuple[HistoryEntry, ...]) -> None:
        if entries != self.entries:
            self.beginResetModel()
            self.entries = entries
            self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's signature)
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self.entries[index.row()]
        if role == ENTRY_ROLE:
            return entry
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return " ・ ".join((entry_title(entry), entry_facts(entry), entry_moment(entry, self._ui.ticker.now())))
        return None


class EntryDelegate(QStyledItemDelegate):
    """Without `dials` a row has no button that calls. Signals: `wanted(what, entry)`, `what` being `call` or `detail`."""

    wanted = Signal(str, object)

    def __init__(self, ui: UiContext, parent: QObject, *, dials: bool = True) -> None:
        super().__init__(parent)
        self._ui, self._dials = ui, dials
        self._name_font, self._facts_font = ui.theme.font(14), ui.theme.font(12)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: HistoryEntry = index.data(ENTRY_ROLE)
        room: QRect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hover = bool(option.state & QStyle.StateFlag.State_MouseOver)
        theme, view = self._ui.theme, option.widget
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if selected or hover:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent_soft" if selected else "hover"))
            painter.drawRoundedRect(QRectF(room).adjusted(0, 1, 0, -1), 6, 6)
        colour = theme.tone(Tone.DANGER).text if is_missed(entry) else "text2"
        top = room.top() + (ROW_PX - ICON_PX) // 2
        painter.drawPixmap(QPoint(room.left() + 5, top), theme.pixmap(entry_icon(entry), colour, ICON_PX, view))
        if self._dials:
            call = theme.pixmap("phone", "accent_text", ICON_PX, view)
            painter.drawPixmap(QPoint(room.right() - ICON_PX - 5, top), call)
        self._paint_words(painter, room, entry, detail=selected or hover)
        painter.restore()

    def _paint_words(self, painter: QPainter, room: QRect, entry: HistoryEntry, *, detail: bool) -> None:
        theme = self._ui.theme
        moment = entry_moment(entry, self._ui.ticker.now())
        right = room.right() - ICON_PX - 18
        time_width = QFontMetrics(self._facts_font).horizontalAdvance(moment)
        left = room.left() + TEXT_LEFT_PX
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.setFont(self._facts_font)
        painter.setPen(theme.colour("text2"))
        time_top, time_height = (room.top() + 5, 18) if detail else (room.top(), ROW_PX)
        painter.drawText(QRect(right - time_width - 1, time_top, time_width + 2, time_height), middle, moment)
        if detail:
            painter.setPen(theme.colour("accent_text"))
            painter.drawText(detail_room(room, self._facts_font), middle, detail_words())
        width = right - max(time_width, detail_room(room, self._facts_font).width() if detail else 0) - 8 - left
        missed = theme.tone(Tone.DANGER).text
        for font, colour, offset, height, text in (
            (self._name_font, missed if is_missed(entry) else "text", 4, 21, entry_title(entry)),
            (self._facts_font, "text2", 24, 18, entry_facts(entry)),
        ):
            painter.setFont(font)
            painter.setPen(theme.colour(colour))
            fitting = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, width)
            painter.drawText(QRect(left, room.top() + offset, width, height), middle, fitting)

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        pressed = event.type() == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent)
        if not pressed or not isinstance(event, QMouseEvent) or event.button() != Qt.MouseButton.LeftButton:
            return False
        room: QRect = option.rect
        at = event.position().toPoint()
        if self._dials and at.x() >= room.right() - ICON_PX - 14:
            self.wanted.emit(CALL, index.data(ENTRY_ROLE))
            return True
        if detail_room(room, self._facts_font).contains(at):
            self.wanted.emit(DETAIL, index.data(ENTRY_ROLE))
            return True
        return False


def detail_words() -> str:
    return QCoreApplication.translate("EntryDelegate", "Details")


def detail_room(room: QRect, font: QFont) -> QRect:
    """Where 詳細 stands in a row that is pointed at or selected."""
    width = QFontMetrics(font).horizontalAdvance(detail_words()) + 2
    return QRect(room.right() - ICON_PX - 18 - width, room.top() + 24, width, 18)


def dress_list(view: QAbstractItemView) -> None:
    """What every list of past calls has in common."""
    view.setProperty("clear", True)
    view.setFrameShape(view.Shape.NoFrame)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setMouseTracking(True)
