"""Runs the unchanged client in a process of its own and does by real Qt events what a test asks for on standard input.

One JSON object a line in, one out. The client knows nothing of it: the driver waits until the client has made its
QApplication, then acts in the window's thread through the public API of Qt, as a person's mouse and keys would.
"""

import json
import sys
import threading
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMainWindow,
    QMenu,
    QPlainTextEdit,
    QTableView,
    QTextEdit,
    QWidget,
)

from bluebean_client.__main__ import main


class Driver(QObject):
    """Lives in the window's thread; `asked` carries a command over from the reader thread."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.shown_at: dict[str, float] = {}
        self.asked.connect(self._carry_out, Qt.ConnectionType.QueuedConnection)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  (Qt's name)
        """Notes when a named widget became visible; never eats an event."""
        if event.type() == QEvent.Type.Show and watched.objectName():
            self.shown_at[watched.objectName()] = time.time()
        return False

    @Slot(str)
    def _carry_out(self, line: str) -> None:
        order = json.loads(line)
        try:
            answer = getattr(self, "do_" + order.pop("do"))(**order)
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer if answer is not None else {}), flush=True)

    def _all(self, name: str) -> list[QWidget]:
        windows = [window for window in QApplication.topLevelWidgets() if window.isVisible()]
        found = [
            widget
            for window in windows
            for widget in [*([window] if window.objectName() == name else []), *window.findChildren(QWidget, name)]
        ]
        return [widget for widget in found if widget.isVisible()]

    def _one(self, name: str, index: int = 0) -> QWidget:
        found = self._all(name)
        if len(found) <= index:
            raise LookupError(f"no visible widget {name} ({len(found)} found, number {index} wanted)")
        return found[index]

    def do_look(self, name: str) -> dict[str, Any]:
        found = self._all(name)
        if not found:
            return {"visible": False, "count": 0}
        widget = found[0]
        return {
            "visible": True,
            "count": len(found),
            "enabled": widget.isEnabled(),
            "text": text_of(widget),
            "texts": [label.text() for label in widget.findChildren(QLabel) if label.isVisible()],
            "tooltip": widget.toolTip(),
            "description": widget.accessibleDescription(),
            "focus": widget.hasFocus(),
            "name": widget.accessibleName(),
            "rows": widget.model().rowCount() if isinstance(widget, QAbstractItemView) else 0,
            "shown_at": self.shown_at.get(name),
        }

    def do_click(self, name: str, index: int = 0) -> None:
        widget = self._one(name, index)
        if not widget.isEnabled():
            raise RuntimeError(f"{name} is disabled: {widget.toolTip()}")
        # later, so that a click that opens a dialog cannot hold back the answer
        QTimer.singleShot(0, lambda: QTest.mouseClick(widget, Qt.MouseButton.LeftButton))

    def do_type(self, name: str, text: str, clear: bool = True) -> None:
        widget = self._one(name)
        widget.setFocus()
        if clear:
            QTest.keySequence(widget, QKeySequence(QKeySequence.StandardKey.SelectAll))
            QTest.keyClick(widget, Qt.Key.Key_Delete)
        typed = QInputMethodEvent()  # as an input method commits it: QTest knows only the keys of ASCII
        typed.setCommitString(text)
        QApplication.sendEvent(widget, typed)

    def do_choose(self, name: str, text: str) -> None:
        widget = self._one(name)
        if not isinstance(widget, QComboBox):
            raise TypeError(f"{name} is a {type(widget).__name__}, not a pull-down")
        index = widget.findText(text)
        if index < 0:
            raise LookupError(f"{name} offers {[widget.itemText(i) for i in range(widget.count())]}, not {text}")
        widget.setCurrentIndex(index)
        widget.activated.emit(index)

    def do_colour(self, name: str, x: int, y: int) -> dict[str, Any]:
        pixel = self._one(name).grab().toImage().pixelColor(x, y)
        return {"rgb": [pixel.red(), pixel.green(), pixel.blue()]}

    def do_menu(self, text: str) -> None:
        """Clicks an entry of the menu that is open."""
        menu = next(
            widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QMenu) and widget.isVisible()
        )
        entry = next(action for action in menu.actions() if action.text() == text)
        QTimer.singleShot(
            0, lambda: QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(entry).center())
        )

    def do_focus(self, name: str) -> None:
        self._one(name).setFocus()

    def do_key(self, sequence: str) -> None:
        target = QApplication.focusWidget() or QApplication.activeWindow() or self._main_window()
        QTest.keySequence(target, QKeySequence(sequence))

    def _main_window(self) -> QMainWindow:
        return next(window for window in QApplication.topLevelWidgets() if isinstance(window, QMainWindow))

    def do_grab(self, path: str) -> None:
        window = max((w for w in QApplication.topLevelWidgets() if w.isVisible()), key=lambda w: w.width() * w.height())
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        window.grab().save(path)

    def do_stall(self, seconds: float) -> None:
        """Holds the window's thread, and with it the interpreter lock, as a bad extension or a slow disk would."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            pass

    def do_minimize(self) -> None:
        self._main_window().showMinimized()

    def do_close(self) -> None:
        for window in QApplication.topLevelWidgets():
            if window.isVisible():
                window.close()


def text_of(widget: QWidget) -> str:
    """What a person reads on the widget."""
    match widget:
        case QComboBox():
            return widget.currentText()
        case QTableView():
            return "\n".join(row_of(widget, row) for row in range(widget.model().rowCount()))
        case QPlainTextEdit() | QTextEdit():
            return widget.toPlainText()
        case QLineEdit() | QLabel() | QAbstractButton():
            return widget.text()
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def row_of(table: QTableView, row: int) -> str:
    """What a screen reader reads of a row."""
    model = table.model()
    return " ".join(str(model.index(row, column).data() or "") for column in range(model.columnCount()))


def serve_orders() -> None:
    """Reader thread: hands every line over to the window's thread."""
    while (application := QApplication.instance()) is None:
        time.sleep(0.005)
    driver = Driver()
    driver.moveToThread(application.thread())
    application.installEventFilter(driver)
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        driver.asked.emit(line)


def run(arguments: list[str]) -> int:
    """The client until its window is closed, driven meanwhile; gives its exit code."""
    threading.Thread(target=serve_orders, name="driver", daemon=True).start()
    return main(arguments)


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
