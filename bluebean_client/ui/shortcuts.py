"""Keys of the window. None acts while an input method is composing, and 切断 ignores a key held down."""

from collections.abc import Callable

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from bluebean_client.ui.ime import CompositionWatch

LOAD_KEY = "Ctrl+R"
"""読込 or 作成 in the pop-up of a call, whose tooltips name it."""


class Shortcuts:
    def __init__(self, window: QWidget, watch: CompositionWatch) -> None:
        self._window, self._watch = window, watch
        self._made: list[QShortcut] = []

    def bind(self, keys: str, act: Callable[[], object], *, repeats: bool = False) -> None:
        shortcut = QShortcut(QKeySequence(keys), self._window)
        shortcut.setAutoRepeat(repeats)
        shortcut.activated.connect(lambda: None if self._watch.composing else act())
        self._made.append(shortcut)

    def set_enabled(self, enabled: bool) -> None:
        for shortcut in self._made:
            shortcut.setEnabled(enabled)
