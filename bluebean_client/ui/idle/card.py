"""A card of the empty desk: title, count, and rows that are walked through by arrows and opened by Enter or a click."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QEnterEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from bluebean_client.domain.desk import Desk
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.widgets.basics import UNBOUND_PX, label, line
from bluebean_client.ui.worklists.popover import RowArea, arranged
from bluebean_client.ui.worklists.row import ListRow

ROW_MARGIN, HEAD_HEIGHT = 4, 26


class IdleCard(QFrame):
    """A subclass gives the words, and fills rows of `row_height` px. Rows keep their places while the pointer is over them."""

    def __init__(self, ui: UiContext, name: str, title: str, row_height: int) -> None:
        super().__init__()
        self._ui, self._row_height = ui, row_height
        self._desk = Desk()
        self._rows: dict[str, ListRow] = {}
        self._pointer_inside = False
        self.setObjectName(name)
        self.setProperty("card", True)
        self.setAccessibleName(title)
        self.count = label("", "secondary")
        self.head = QHBoxLayout()
        self.head.setSpacing(12)
        self.head.addWidget(label(title, "section"))
        self.head.addWidget(self.count)
        self.head.addStretch()
        self.head.addStrut(HEAD_HEIGHT)
        self._empty = label("", "secondary", wrap=True)
        self._area: QScrollArea = RowArea()
        self._column = QVBoxLayout()
        self._lay_out()

    def _lay_out(self) -> None:
        rows = QWidget()
        rows.setProperty("clear", True)
        self._empty.setFixedHeight(self._row_height)
        self._column = QVBoxLayout(rows)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._empty)
        self._column.addStretch()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(rows)
        card = QVBoxLayout(self)
        card.setContentsMargins(16, 12, 16, 10)
        card.setSpacing(0)
        card.addLayout(self.head)
        card.addSpacing(8)
        card.addWidget(line())
        card.addWidget(self._area, 1)

    # ---- what a subclass says ------------------------------------------------------------------------------------

    def items(self) -> Iterable[str]:
        """Keys of the rows that the desk asks for, in their order."""
        raise NotImplementedError

    def make_row(self, key: str) -> ListRow:
        raise NotImplementedError

    def fill_row(self, row: ListRow) -> bool:
        """Show what is so now; False if what the row is about is gone."""
        raise NotImplementedError

    def empty_words(self) -> str:
        raise NotImplementedError

    # ---- content -------------------------------------------------------------------------------------------------

    def show_desk(self, desk: Desk) -> None:
        self._desk = desk
        self.draw()

    def draw(self) -> None:
        keys = arranged(list(self._rows), list(self.items()), still=self._pointer_inside)
        if keys != list(self._rows):
            self._arrange(keys)
        for row in self._rows.values():
            row.setEnabled(self.fill_row(row))
        self._empty.setText(self.empty_words())
        self._empty.setVisible(not self._rows)
        self.updateGeometry()

    def _arrange(self, keys: list[str]) -> None:
        for key in [key for key in self._rows if key not in keys]:
            row = self._rows.pop(key)
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = {key: self._rows.get(key) or self._made(key) for key in keys}
        for place, row in enumerate(self._rows.values()):
            self._column.insertWidget(place, row)

    def _made(self, key: str) -> ListRow:
        row = self.make_row(key)
        layout = row.layout()
        if layout is not None:
            layout.setContentsMargins(ROW_MARGIN, 0, ROW_MARGIN, 0)
        return row

    def fit(self, most_rows: int) -> None:
        """As high as its rows, at most so many; those beyond are scrolled to."""
        self._area.setFixedHeight(min(most_rows, max(1, len(self._rows))) * self._row_height)

    def fill_room(self) -> None:
        """As high as there is room; the rest is scrolled to."""
        self._area.setMinimumHeight(0)
        self._area.setMaximumHeight(UNBOUND_PX)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._pointer_inside = True
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._pointer_inside = False
        super().leaveEvent(event)
        self.draw()

    # ---- keys ----------------------------------------------------------------------------------------------------

    def focus_first(self) -> None:
        first = next((row for row in self._rows.values() if row.isEnabled()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        rows = [row for row in self._rows.values() if row.isEnabled()]
        focus = QApplication.focusWidget()
        at = next((place for place, row in enumerate(rows) if focus and (row is focus or row.isAncestorOf(focus))), -1)
        targets = {
            Qt.Key.Key_Down: min(at + 1, len(rows) - 1),
            Qt.Key.Key_Up: max(at - 1, 0),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(rows) - 1,
        }
        if rows and event.key() in targets:
            row = rows[targets[Qt.Key(event.key())]]
            row.setFocus()
            self._area.ensureWidgetVisible(row, 0, 0)
        else:
            super().keyPressEvent(event)
