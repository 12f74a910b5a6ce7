"""A layout that puts its items beside each other and breaks into lines, as Qt's own example does."""

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Lines of at least `line_height` px."""

    def __init__(self, parent: QWidget, *, spacing: int, line_height: int = 32) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._line_height = line_height
        self.setSpacing(spacing)
        self.setContentsMargins(QMargins())

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, room: QRect) -> None:
        super().setGeometry(room)
        self._arrange(room, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        widths = [item.minimumSize().width() for item in self._items]
        return QSize(max(widths, default=0), self._line_height)

    def _arrange(self, room: QRect, *, move: bool) -> int:
        left, top = room.left(), room.top()
        for item in self._items:
            size = item.sizeHint()
            if left > room.left() and left + size.width() > room.right() + 1:
                left, top = room.left(), top + self._line_height
            if move:
                down = (self._line_height - size.height()) // 2
                item.setGeometry(QRect(QPoint(left, top + down), size))
            left += size.width() + self.spacing()
        return top + self._line_height - room.top()
