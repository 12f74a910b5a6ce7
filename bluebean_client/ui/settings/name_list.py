"""Lists of names in a setting: ticked ones count, and where the order matters they are moved by button or key."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from bluebean_client.settings.schema import NAMES_PARTED_BY
from bluebean_client.ui.theme.theme import Theme
from bluebean_client.ui.widgets.basics import icon_button

ROW_PX, FRAME_PX, MOST_ROWS = 28, 10, 7
NAME_ROLE = Qt.ItemDataRole.UserRole


class CheckList(QListWidget):
    """Signals: `edited()`, by a person only. Space ticks."""

    edited = Signal()

    def __init__(self, name: str, words: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setProperty("card", True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemChanged.connect(lambda _: self.edited.emit())

    def show_names(self, names: Sequence[tuple[str, str]], ticked: Sequence[str]) -> None:
        """Keys and labels, in their order."""
        shown = [(self.item(row).data(NAME_ROLE), self.item(row).text()) for row in range(self.count())]
        if shown == list(names):
            return
        self.blockSignals(True)
        self.clear()
        for name, words in names:
            item = QListWidgetItem(words)
            item.setData(NAME_ROLE, name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if name in ticked else Qt.CheckState.Unchecked)
            self.addItem(item)
        self.blockSignals(False)
        self.setFixedHeight(ROW_PX * min(MOST_ROWS, max(1, len(names))) + FRAME_PX)

    def ticked(self) -> list[str]:
        items = [self.item(row) for row in range(self.count())]
        return [str(item.data(NAME_ROLE)) for item in items if item.checkState() is Qt.CheckState.Checked]

    def value(self) -> str:
        return NAMES_PARTED_BY.join(self.ticked())

    def move_current(self, step: int) -> None:
        row = self.currentRow()
        if row >= 0 and 0 <= row + step < self.count():
            self.insertItem(row + step, self.takeItem(row))
            self.setCurrentRow(row + step)
            self.edited.emit()


class OrderedCheckList(QWidget):
    """A check list with ↑ and ↓ beside it; Alt+↑ and Alt+↓ do the same from the keyboard."""

    def __init__(self, theme: Theme, name: str, words: str) -> None:
        super().__init__()
        self.names = CheckList(name, words)
        self.setFocusProxy(self.names)
        up = icon_button(theme, "chevron-up", self.tr("Earlier (Alt+↑)"), name=f"{name}_up_button")
        down = icon_button(theme, "chevron-down", self.tr("Later (Alt+↓)"), name=f"{name}_down_button")
        up.clicked.connect(lambda: self.names.move_current(-1))
        down.clicked.connect(lambda: self.names.move_current(1))
        buttons = QVBoxLayout()
        buttons.setSpacing(4)
        buttons.addWidget(up)
        buttons.addWidget(down)
        buttons.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.names, 1)
        row.addLayout(buttons)
        self.names.installEventFilter(self)

    def eventFilter(self, watched: object, event: object) -> bool:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if isinstance(event, QKeyEvent) and event.type() is QKeyEvent.Type.KeyPress:
            step = steps.get(Qt.Key(event.key())) if event.modifiers() & Qt.KeyboardModifier.AltModifier else None
            if step is not None:
                self.names.move_current(step)
                return True
        return False
