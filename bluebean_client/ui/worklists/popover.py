"""A list that opens beside its tile: title, facts, rows, one line below. Nothing in it moves while the pointer is over it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from bluebean_client.domain.desk import Desk
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.theme.tokens import Tone
from bluebean_client.ui.widgets.basics import icon_button, label, line
from bluebean_client.ui.widgets.painted import Disc
from bluebean_client.ui.widgets.popup import SHADOW, Popup
from bluebean_client.ui.worklists.row import ListRow

MOST_ROWS = 7
"""Seen at once; the others are scrolled to."""


@dataclass(frozen=True, slots=True)
class Look:
    """What tells one list from another. `name` is the objectName; `close` that of its × ."""

    name: str
    close: str
    icon: str
    tone: Tone
    width: int
    row_height: int


def arranged(shown: Sequence[str], wanted: Sequence[str], *, still: bool) -> list[str]:
    """Keys in the order in which to show them. While it is to be `still` those that are shown keep their places, gone ones
    too, and new ones come behind them."""
    if not still:
        return list(wanted)
    return [*shown, *(key for key in wanted if key not in shown)]


class RowArea(QScrollArea):
    """Leaves the keys to the list: arrows go from row to row, they do not scroll."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()


class ListPopover(Popup):
    """Opened by its tile or key, closed by Esc, × or a click outside; the focus goes back to where it was.

    A subclass gives the words, and fills rows. Signals: `opened(bool)`; `resized()`, when it wants to be placed again.
    """

    opened = Signal(bool)
    resized = Signal()

    def __init__(self, ui: UiContext, parent: QWidget, look: Look, title: str) -> None:
        super().__init__(ui.theme, parent, look.name)
        self._ui, self._look = ui, look
        self._desk = Desk()
        self._rows: dict[str, ListRow] = {}
        self._before: QWidget | None = None
        self._room = MOST_ROWS * look.row_height
        self._pointer_inside = False
        self.setAccessibleName(title)
        self._disc = Disc(ui.theme, 32, 16)
        self._disc.show_icon(look.icon, look.tone)
        self._facts = label("", "small")
        self.close_button = icon_button(ui.theme, "close", self.tr("Close"), name=look.close)
        self.close_button.clicked.connect(self.dismiss)
        self._empty = label("", "secondary")
        self._column = QVBoxLayout()
        self._area = RowArea()
        self._foot = QHBoxLayout()
        self._lay_out(title)
        ui.ticker.tick.connect(lambda _now: self._draw() if self.isVisible() else None)

    def _lay_out(self, title: str) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(title, "section"))
        words.addWidget(self._facts)
        head = QHBoxLayout()
        head.setContentsMargins(16, 12, 12, 12)
        head.setSpacing(10)
        head.addWidget(self._disc)
        head.addLayout(words, 1)
        head.addWidget(self.close_button)
        rows = QWidget()
        rows.setProperty("clear", True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setFixedHeight(self._look.row_height)
        self._column = QVBoxLayout(rows)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._empty)
        self._column.addStretch()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(rows)
        self._foot.setContentsMargins(16, 9, 16, 10)
        self.body.addLayout(head)
        self.body.addWidget(line())
        self.body.addWidget(self._area)
        self.body.addLayout(self._foot)

    # ---- what a subclass says ------------------------------------------------------------------------------------

    def items(self) -> Iterable[str]:
        """Keys of the rows that the desk asks for, in their order."""
        raise NotImplementedError

    def make_row(self, key: str) -> ListRow:
        raise NotImplementedError

    def fill_row(self, row: ListRow, place: int) -> bool:
        """Show what is so now; False if what the row is about is gone."""
        raise NotImplementedError

    def facts(self) -> str:
        """The small line under the title."""
        raise NotImplementedError

    def empty_words(self) -> str:
        raise NotImplementedError

    # ---- content -------------------------------------------------------------------------------------------------

    def show_desk(self, desk: Desk) -> None:
        """Rows are made only while the list is open."""
        self._desk = desk
        if self.isVisible():
            self._draw()

    def _draw(self) -> None:
        wanted = list(self.items())
        self._arrange(arranged(list(self._rows), wanted, still=self._pointer_inside))
        for place, row in enumerate(self._rows.values(), start=1):
            row.setEnabled(self.fill_row(row, place))
        self._facts.setText(self.facts())
        self._empty.setText(self.empty_words())
        self._empty.setVisible(not self._rows)
        if self._size_rows():
            self.resized.emit()

    def fit(self, room: int) -> None:
        """At most so high, in px; the rows beyond are scrolled to."""
        around = self.sizeHint().height() - 2 * SHADOW - self._area.height()
        self._room = max(self._look.row_height, room - around)
        self._size_rows()

    def _size_rows(self) -> bool:
        """Whether the height changed."""
        height = min(self._room, min(MOST_ROWS, max(1, len(self._rows))) * self._look.row_height)
        if height == self._area.height():
            return False
        self._area.setFixedHeight(height)
        self.adjustSize()
        return True

    def _arrange(self, keys: list[str]) -> None:
        if keys == list(self._rows):
            return
        focused = self.focused_row()
        for key in [key for key in self._rows if key not in keys]:
            row = self._rows.pop(key)
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        rows = {key: self._rows.get(key) or self.make_row(key) for key in keys}
        for place, row in enumerate(rows.values()):
            self._column.insertWidget(place, row)
        self._rows = rows
        if focused is not None and focused.key not in rows:
            self.focus_first()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._pointer_inside = True
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._pointer_inside = False
        super().leaveEvent(event)
        if self.isVisible():
            self._draw()

    # ---- opening and keys ----------------------------------------------------------------------------------------

    @property
    def width_wanted(self) -> int:
        return self._look.width

    def open(self) -> None:
        """At its place, with the focus on the first row."""
        self._before = QApplication.focusWidget()
        self._draw()
        self.show()
        self.raise_()
        self.focus_first()
        self.opened.emit(True)

    def dismiss(self) -> None:
        """Close it and give the focus back."""
        focus = QApplication.focusWidget()
        had_focus = focus is None or self.isAncestorOf(focus)
        self.hide()
        self._pointer_inside = False
        if had_focus and self._before is not None and self._before.isVisible():
            self._before.setFocus()
        self._before = None
        self.opened.emit(False)

    def focused_row(self) -> ListRow | None:
        focus = QApplication.focusWidget()
        if focus is None:
            return None
        return next((row for row in self._rows.values() if row is focus or row.isAncestorOf(focus)), None)

    def focus_first(self) -> None:
        """The first row, or × where there is none."""
        rows = (row for row in self._rows.values() if row.isEnabled())
        next(rows, self.close_button).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes; arrows, Home and End go from row to row; a letter or digit to the next row that begins with it."""
        rows = [row for row in self._rows.values() if row.isEnabled()]
        focused = self.focused_row()
        at = rows.index(focused) if focused in rows else -1
        targets = {
            Qt.Key.Key_Down: min(at + 1, len(rows) - 1),
            Qt.Key.Key_Up: max(at - 1, 0),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(rows) - 1,
        }
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        elif rows and event.key() in targets:
            self._go_to(rows[targets[Qt.Key(event.key())]])
        elif not self._type_ahead(rows, at, event.text()):
            super().keyPressEvent(event)

    def _type_ahead(self, rows: list[ListRow], at: int, text: str) -> bool:
        if not text.strip():
            return False
        behind_first = [*rows[at + 1 :], *rows[: at + 1]]
        found = next((row for row in behind_first if row.name.text().lower().startswith(text.lower())), None)
        if found is not None:
            self._go_to(found)
        return found is not None

    def _go_to(self, row: ListRow) -> None:
        row.setFocus()
        self._area.ensureWidgetVisible(row, 0, 0)
