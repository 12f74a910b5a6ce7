"""A field that takes the next key combination that is pressed, such as Ctrl+Alt+A."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from bluebean_client.ui.theme.theme import Theme
from bluebean_client.ui.widgets.basics import icon_button
from bluebean_client.ui.widgets.inputs import LineEdit

MODIFIERS = (
    (Qt.KeyboardModifier.ControlModifier, "Ctrl"),
    (Qt.KeyboardModifier.AltModifier, "Alt"),
    (Qt.KeyboardModifier.ShiftModifier, "Shift"),
    (Qt.KeyboardModifier.MetaModifier, "Meta"),
)
LEAVING = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape)
EMPTYING = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)


def key_name(key: int) -> str:
    """A–Z, 0–9 or F1–F24 as the settings write it; empty for any other key."""
    if Qt.Key.Key_A <= key <= Qt.Key.Key_Z or Qt.Key.Key_0 <= key <= Qt.Key.Key_9:
        return chr(key)
    if Qt.Key.Key_F1 <= key <= Qt.Key.Key_F24:
        return f"F{key - Qt.Key.Key_F1 + 1}"
    return ""


class _Capture(LineEdit):
    """Signals: `captured(text: str)`."""

    captured = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in LEAVING:
            event.ignore()
            return
        held = [word for modifier, word in MODIFIERS if event.modifiers() & modifier]
        if event.key() in EMPTYING and not held:
            self.captured.emit("")
        elif held and key_name(event.key()):
            self.captured.emit("+".join([*held, key_name(event.key())]))


class KeyField(QWidget):
    """Signals: `edited()`. Backspace empties."""

    edited = Signal()

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._field = _Capture(name)
        self._field.setPlaceholderText(self.tr("Press keys such as Ctrl+Alt+A"))
        self._field.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._field.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self._none = icon_button(theme, "close", self.tr("No key"), name=f"{name}_none_button")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._field, 1)
        row.addWidget(self._none)
        self.setFocusProxy(self._field)
        self._field.captured.connect(self._take)
        self._none.clicked.connect(lambda: self._take(""))

    def value(self) -> str:
        return self._field.text()

    def set_value(self, keys: str) -> None:
        self._field.setText(keys)

    def setAccessibleName(self, name: str) -> None:
        self._field.setAccessibleName(name)

    def _take(self, keys: str) -> None:
        self._field.setText(keys)
        self.edited.emit()
