"""The slim bar itself: the parts of the call bar in one line, in a window of its own above all others."""

from datetime import datetime

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QGuiApplication,
    QMouseEvent,
    QMoveEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from bluebean_client.domain import worklists
from bluebean_client.domain.desk import Desk
from bluebean_client.ui.blinker import Blinker
from bluebean_client.ui.call_buttons import CallButtons
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.dial_box import DialBox
from bluebean_client.ui.formats import duration
from bluebean_client.ui.help.menu import help_menu
from bluebean_client.ui.slim.call_line import CallLine
from bluebean_client.ui.slim.dock import LEAST, NARROWEST, ROW, Place, docked, height_of, nearest
from bluebean_client.ui.status_buttons import StatusButtons
from bluebean_client.ui.status_chip import StatusChip
from bluebean_client.ui.theme.theme import set_property
from bluebean_client.ui.views import current_call, direct_call, status, waiting
from bluebean_client.ui.widgets.basics import IconLabel, button, icon_button, line, with_icon
from bluebean_client.ui.wrap_up import WrapUpTools
from server.protocol.types import Status

WORDS_FROM, WORDS_FROM_IN_TWO_ROWS = 1060, 780
"""Narrower, the status buttons are a menu of the chip, and counts go without words."""
FLAGS = Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint


class SlimBar(QWidget):
    """Signals: `window_wanted(what: str)`, back to the window and there to this: `transfer`, `seats`, or empty; `moved(place)`, when
    it was put elsewhere; `placed(bar, screen, at_top)`, where it stands now; `close_wanted()`."""

    window_wanted = Signal(str)
    moved = Signal(object)
    placed = Signal(QRect, QRect, bool)
    close_wanted = Signal()

    def __init__(self, ui: UiContext, blinker: Blinker) -> None:
        super().__init__(None, FLAGS)
        self._ui = ui
        self._desk = Desk()
        self._grabbed: QPoint | None = None
        self._first, self._second = QHBoxLayout(), QHBoxLayout()
        self.setObjectName("slim_bar")
        self.setWindowTitle("BlueBean Client")
        self.setAccessibleName(self.tr("Slim bar"))
        self.setFixedHeight(ROW)
        self.setMinimumWidth(LEAST)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.chip, self.statuses = StatusChip(ui), StatusButtons(ui)
        self.chip.set_slim()
        self.statuses.set_slim()
        self.statuses.folded_into = self.chip
        self.dial, self.line, self.wrap_up = DialBox(ui), CallLine(ui), WrapUpTools(ui)
        self.wrap_up.set_words(False)
        self.dial.set_tight(True)
        self.calls = CallButtons(ui, blinker, slim=True)
        self.waiting = self._tool("hourglass", self.tr("Waiting"), "waiting_calls_button", "Alt+4")
        self.callbacks = self._tool("callback", self.tr("Callbacks"), "callbacks_button", "Alt+6")
        self.seats = icon_button(ui.theme, "seat", self.tr("Seats"), name="seat_list_button")
        self.seats.setToolTip(f"{self.seats.accessibleName()}  Alt+7")
        self.expand = icon_button(ui.theme, "expand", self.tr("Whole window  Ctrl+Shift+B"), name="whole_window_button")
        self._lay_out()
        self._connect()

    def _tool(self, icon: str, words: str, name: str, key: str) -> QPushButton:
        made = with_icon(button("", "slim_tool", name=name), self._ui.theme, icon, size=18)
        made.setAccessibleName(words)
        made.setToolTip(f"{words}  {key}")
        return made

    def _lay_out(self) -> None:
        grip = IconLabel(self._ui.theme, 16)
        grip.show_icon("drag", "text3")
        grip.setCursor(Qt.CursorShape.SizeAllCursor)
        dividers = [line("v"), line("v")]
        for divider in dividers:
            divider.setFixedHeight(24)
        calls = self.calls
        self._tools: tuple[QWidget, ...] = (
            *(calls.hold, calls.mute, calls.transfer, calls.hang_up, dividers[1]),
            *(self.waiting, self.callbacks, calls.help, self.seats, self.expand),
        )
        for row in (self._first, self._second):
            row.setSpacing(6)
        for part in (grip, self.chip, self.statuses, dividers[0], self.wrap_up, self.dial, self.line):
            self._first.addWidget(part, 1 if part is self.line else 0)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(8, 0, 8, 0)
        rows.setSpacing(0)
        rows.addLayout(self._first)
        rows.addLayout(self._second)
        self._arrange()

    def _arrange(self) -> None:
        """The tools behind the call, or below it where the screen is narrow."""
        self.setFixedHeight(height_of(self.width()))
        target = self._first if self._in_one_row else self._second
        if target.indexOf(self._tools[0]) < 0:
            for part in self._tools:
                target.addWidget(part)
            self._second.setAlignment(Qt.AlignmentFlag.AlignRight)

    @property
    def _in_one_row(self) -> bool:
        return self.width() >= NARROWEST

    @property
    def _has_room_for_words(self) -> bool:
        return self.width() >= (WORDS_FROM if self._in_one_row else WORDS_FROM_IN_TWO_ROWS)

    def _connect(self) -> None:
        self.calls.help_wanted.connect(self.open_help)
        self.calls.transfer.clicked.connect(lambda: self.window_wanted.emit("transfer"))
        self.seats.clicked.connect(lambda: self.window_wanted.emit("seats"))
        self.expand.clicked.connect(lambda: self.window_wanted.emit(""))
        self.chip.pressed.connect(self._open_statuses)
        self._ui.ticker.tick.connect(self._draw_counts)

    # ---- content -------------------------------------------------------------------------------------------------

    def _open_statuses(self) -> None:
        menu = self.statuses.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.chip.mapToGlobal(QPoint(0, ROW)))

    def show_desk(self, desk: Desk) -> None:
        """Status buttons fold while a call rings or is up: it has the room then."""
        self._desk = desk
        in_call = current_call(desk) is not None or direct_call(desk) is not None
        for part in (self.chip, self.statuses, self.line, self.wrap_up, self.calls):
            part.show_desk(desk)
        folded = in_call or not self._has_room_for_words
        self.statuses.setVisible(not folded)
        self.chip.set_folded(folded)
        dials = not in_call and "outbound" in desk.capabilities and status(desk) is not Status.WRAP_UP
        self.dial.setVisible(dials)
        self.dial.show_desk(desk)
        self.callbacks.setVisible("callbacks" in desk.capabilities)
        self.seats.setVisible("seats" in desk.capabilities and self._has_room_for_words)
        self.line.set_words(self._has_room_for_words)
        self._draw_counts(self._ui.ticker.now())

    def _draw_counts(self, now: datetime) -> None:
        calls = waiting(self._desk)
        longest = duration((now - calls[0][1].since).total_seconds()) if calls else ""
        words = self.tr("Waiting {count}").format(count=len(calls))
        shown = words if self._has_room_for_words else str(len(calls))
        self.waiting.setText(f"{shown} ・ {longest}" if calls else shown)
        self.waiting.setAccessibleName(words)
        set_property(self.waiting, "urgent", "wait" if calls else "")
        due, late = worklists.due_today(self._desk, now), worklists.overdue(self._desk, now)
        self.callbacks.setText(str(len(due)) if due else "")
        self.callbacks.setAccessibleDescription(self.callbacks.text())
        set_property(self.callbacks, "urgent", "danger" if late else "")

    def open_help(self) -> None:
        """A menu: a dialog has no room here. Opening it requests nothing."""
        if not self.calls.help.isVisible():
            return
        menu = help_menu(self._ui, self, self._desk, self._ui.ticker.now())
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.calls.help.mapToGlobal(QPoint(0, self.calls.help.height() + 2)))

    # ---- where it stands -----------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
        self.show_desk(self._desk)
        self._tell_place()

    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        self._tell_place()

    def _tell_place(self) -> None:
        screen = self.screen().availableGeometry()
        self.placed.emit(self.geometry(), screen, nearest(self.geometry(), screen).at_top)

    def dock(self, place: Place) -> None:
        """Where the person has put it; on another screen if that one is gone."""
        known = {screen.name(): screen for screen in QGuiApplication.screens()}
        screen = known.get(place.screen, self.screen())
        self.setScreen(screen)
        self.setGeometry(docked(place, screen.availableGeometry()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._grabbed = event.globalPosition().toPoint() - self.pos()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grabbed is not None:
            self.move(event.globalPosition().toPoint() - self._grabbed)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Dropped anywhere it goes to the nearer edge."""
        if self._grabbed is None:
            return
        # Where the hand let go: the window manager may still report an earlier place of the way as the window's.
        dropped = QRect(event.globalPosition().toPoint() - self._grabbed, self.size())
        self._grabbed = None
        screen = QGuiApplication.screenAt(dropped.center()) or self.screen()
        place = nearest(dropped, screen.availableGeometry(), screen.name())
        self.dock(place)
        self.moved.emit(place)

    def closeEvent(self, event: QCloseEvent) -> None:
        """What closing means is the window's affair, and its question is asked there."""
        event.ignore()
        self.close_wanted.emit()

    def sizeHint(self) -> QSize:
        return QSize(NARROWEST, ROW)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.addRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.fillPath(shape, self._ui.theme.colour("surface"))
        painter.setPen(QPen(self._ui.theme.colour("line2"), 1))
        painter.drawPath(shape)
