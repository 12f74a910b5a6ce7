"""What the customer search has found, below its field: one row for each customer, chosen by key or by a click."""

from PySide6.QtCore import (
    QAbstractListModel,
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
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from bluebean_client.domain.desk import Desk, Found
from bluebean_client.ui import words
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.formats import customer_name, day
from bluebean_client.ui.numbering import phone_number
from bluebean_client.ui.views import group_name
from bluebean_client.ui.widgets.basics import label, line
from bluebean_client.ui.widgets.painted import paint_avatar
from bluebean_client.ui.widgets.popup import Popup
from server.protocol.types import Customer, FieldType

WIDTH = 440
ROW_HEIGHT = 54
MOST_ROWS = 7
COUNTED = 200
"""The server counts no further."""

CUSTOMER_ROLE = Qt.ItemDataRole.UserRole + 1
FACTS_ROLE = Qt.ItemDataRole.UserRole + 2
Index = QModelIndex | QPersistentModelIndex


class _Model(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.customers: tuple[Customer, ...] = ()
        self._desk = Desk()

    def show_customers(self, customers: tuple[Customer, ...], desk: Desk) -> None:
        self.beginResetModel()
        self.customers, self._desk = customers, desk
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's signature)
        return 0 if parent.isValid() else len(self.customers)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        customer = self.customers[index.row()]
        if role == CUSTOMER_ROLE:
            return customer
        if role == FACTS_ROLE:
            return " ・ ".join(self._facts(customer))
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole):
            return " ".join([customer_name(customer.name), *self._facts(customer)])
        return None

    def _facts(self, customer: Customer) -> list[str]:
        group = self._desk.group(customer.work_group_id)
        phones = [field.key for field in group.fields if field.type is FieldType.PHONE] if group else []
        numbers = [phone_number(str(customer.values[key])) for key in phones if customer.values.get(key)]
        last = [day(customer.last_contact_at)] if customer.last_contact_at else []
        return [*([customer.kana] if customer.kana else []), *numbers[:2], *last]


class _Delegate(QStyledItemDelegate):
    def __init__(self, ui: UiContext, view: QListView) -> None:
        super().__init__(view)
        self._ui = ui
        self.group_of: dict[str, str] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        customer: Customer = index.data(CUSTOMER_ROLE)
        theme, room, state = self._ui.theme, QRect(option.rect), option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent_soft" if selected else "hover"))
            painter.drawRoundedRect(QRectF(room).adjusted(4, 1, -4, -1), 8, 8)
        paint_avatar(painter, theme, QRectF(room.left() + 14, room.top() + 11, 32, 32), customer.name)
        left, right = room.left() + 56, room.right() - 14
        right = self._paint_group(painter, room.top() + 8, right, self.group_of.get(customer.work_group_id, ""))
        self._paint_line(
            painter, QRect(left, room.top() + 7, right - left, 20), customer_name(customer.name), bold=True
        )
        facts = QRect(left, room.top() + 28, room.right() - 14 - left, 18)
        self._paint_line(painter, facts, str(index.data(FACTS_ROLE)), bold=False)
        painter.restore()

    def _paint_line(self, painter: QPainter, room: QRect, text: str, *, bold: bool) -> None:
        font = self._ui.theme.font(14 if bold else 12, bold=bold)
        painter.setFont(font)
        painter.setPen(self._ui.theme.colour("text" if bold else "text2"))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), shown)

    def _paint_group(self, painter: QPainter, top: int, right: int, name: str) -> int:
        """The work group at the right edge; gives what is left of the line."""
        font = self._ui.theme.font(12)
        shown = QFontMetrics(font).elidedText(name, Qt.TextElideMode.ElideRight, 120)
        width = QFontMetrics(font).horizontalAdvance(shown)
        painter.setFont(font)
        painter.setPen(self._ui.theme.colour("text3"))
        painter.drawText(QRect(right - width, top, width + 1, 18), int(Qt.AlignmentFlag.AlignVCenter), shown)
        return right - width - 10


class SearchResults(Popup):
    """Signals: `chosen(customer)`. Takes no focus: the caret stays in the search field."""

    chosen = Signal(object)

    def __init__(self, ui: UiContext, page: QWidget) -> None:
        super().__init__(ui.theme, page, "found_customers")
        self._page = page
        self._found: Found | None = None
        self._facts = label("", "small", name="found_customers_count")
        self._nothing = label("", "secondary", wrap=True)
        self._nothing.setContentsMargins(16, 12, 16, 12)
        self.view = QListView()
        self.view.setObjectName("found_customers_list")
        self.view.setAccessibleName(self.tr("Found customers"))
        self.view.setProperty("clear", True)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setMouseTracking(True)
        self.view.setUniformItemSizes(True)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._model = _Model(self)
        self._delegate = _Delegate(ui, self.view)
        self.view.setModel(self._model)
        self.view.setItemDelegate(self._delegate)
        self.view.clicked.connect(lambda index: self.chosen.emit(index.data(CUSTOMER_ROLE)))
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 8, 16, 9)
        foot.addWidget(self._facts, 1)
        foot.addWidget(label(self.tr("↑ ↓ choose, Enter loads, Esc closes"), "hint"))
        self.body.addSpacing(6)
        self.body.addWidget(self._nothing)
        self.body.addWidget(self.view)
        self.body.addWidget(line())
        self.body.addLayout(foot)

    @property
    def has_news(self) -> bool:
        """Whether there is an answer, be it that of the search before."""
        found = self._found
        return found is not None and (not found.pending or bool(found.customers))

    def show_desk(self, desk: Desk) -> None:
        if desk.found == self._found:
            return
        self._found = found = desk.found
        if found is None or found.pending:
            return
        self._delegate.group_of = {
            group.work_group_id: group_name(desk, group.work_group_id) for group in desk.work_groups
        }
        self._model.show_customers(found.customers, desk)
        self.view.setVisible(bool(found.customers))
        self.view.setFixedHeight(min(MOST_ROWS, len(found.customers)) * ROW_HEIGHT)
        self.view.scrollToTop()
        self._nothing.setVisible(not found.customers)
        self._nothing.setText(self._nothing_words(found))
        self._facts.setText(self._count_words(found))

    def _nothing_words(self, found: Found) -> str:
        if found.problem is not None:
            return words.said(found.problem).whole
        return self.tr("No customer matches “{text}”. Try a part of the name, of the kana or of the number.").format(
            text=found.text
        )

    def _count_words(self, found: Found) -> str:
        if found.problem is not None:
            return ""
        if found.total > COUNTED:
            return self.tr("More than {count} found; type more").format(count=COUNTED)
        if found.total > len(found.customers):
            return self.tr("The first {shown} of {count}").format(shown=len(found.customers), count=found.total)
        return self.tr("{count} found").format(count=found.total)

    def place_below(self, field: QWidget) -> None:
        """Right edges in line, as far as the page is wide enough."""
        corner = field.mapTo(self._page, QPoint(field.width(), field.height()))
        width = min(WIDTH, self._page.width() - 16)
        self.place(max(8, corner.x() - width), corner.y() + 4, width)
        self.raise_()

    def move_by(self, rows: int) -> None:
        count = len(self._model.customers)
        if count:
            now = self.view.currentIndex().row()
            row = max(0, min(count - 1, now + rows)) if now >= 0 else (0 if rows > 0 else count - 1)
            self.view.setCurrentIndex(self._model.index(row))

    def answers(self, text: str) -> bool:
        """Whether what is shown is about `text`."""
        found = self._found
        return found is not None and not found.pending and found.problem is None and found.text == text.strip()

    @property
    def choice(self) -> Customer | None:
        """The chosen customer, or the only one."""
        row = self.view.currentIndex().row()
        if row >= 0:
            return self._model.customers[row]
        return self._model.customers[0] if len(self._model.customers) == 1 else None
