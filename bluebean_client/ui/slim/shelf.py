"""What the slim bar has no room for stands beside it, in a window that takes no focus by itself: banners, notices, the open list."""

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QWidget

from bluebean_client.domain.desk import Desk, Notice
from bluebean_client.ui.banners import Banners
from bluebean_client.ui.context import UiContext
from bluebean_client.ui.help.notices import HelpNotices
from bluebean_client.ui.toasts import Toasts
from bluebean_client.ui.widgets.popup import SHADOW
from bluebean_client.ui.worklists.callbacks import CallbackList
from bluebean_client.ui.worklists.notice import CallbackNotices
from bluebean_client.ui.worklists.popover import ListPopover
from bluebean_client.ui.worklists.waiting import WaitingList

WIDTH, GAP = 496, 8
FLAGS = Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint
HIGHEST = 10_000
"""Room to measure in, in px."""


class SlimShelf(QWidget):
    """As high as its content, and hidden without any.

    Signals: `window_wanted(what: str)`, back to the window and there to this: `my_customers` or empty; `notice_acted(notice)`, what
    its button does can be done only there; `list_closed()`.
    """

    window_wanted = Signal(str)
    notice_acted = Signal(object)
    list_closed = Signal()

    def __init__(self, ui: UiContext) -> None:
        super().__init__(None, FLAGS)
        self._ui = ui
        self._bar, self._screen, self._below = QRect(), QRect(), True
        self._arranging = False
        self.setObjectName("slim_shelf")
        self.setWindowTitle("BlueBean Client")
        self.setAccessibleName(self.tr("Notices"))
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_MacAlwaysShowToolWindow)
        self.banners = Banners(ui, narrow=True)
        self.banners.setParent(self)
        self.waiting, self.callbacks = WaitingList(ui, self), CallbackList(ui, self)
        self.notices, self.help = CallbackNotices(ui, self), HelpNotices(ui, self)
        self.toasts = Toasts(ui, self, WIDTH - 2 * GAP)
        self._connect()

    def _connect(self) -> None:
        actions = self._ui.actions
        self.banners.acted.connect(self._act_on)
        self.banners.dismissed.connect(lambda notice: actions.dismiss_notice(notice.key))
        self.toasts.over.connect(actions.dismiss_notice)
        self.callbacks.my_customers_wanted.connect(lambda: self.window_wanted.emit("my_customers"))
        self.callbacks.loaded.connect(lambda: self.window_wanted.emit(""))
        self.notices.loaded.connect(lambda: self.window_wanted.emit(""))
        for made in (self.notices, self.help):
            made.came.connect(self.arrange)
        for panel in self._lists:
            panel.resized.connect(self.arrange)
            panel.opened.connect(self._list_opened)

    @property
    def _lists(self) -> tuple[ListPopover, ...]:
        return (self.waiting, self.callbacks)

    # ---- content -------------------------------------------------------------------------------------------------

    def show_desk(self, desk: Desk, more: tuple[Notice, ...]) -> None:
        """`more` are banners that the page of work has found reason for."""
        self.banners.show_desk(desk, more)
        self.waiting.show_desk(desk)
        self.callbacks.show_desk(desk)
        self.notices.show_desk(desk)
        self.help.show_desk(desk)
        self.toasts.show_desk(desk)
        self.arrange()

    def toggle(self, panel: ListPopover) -> None:
        """Open the list, with the keys going there, or close it."""
        if panel.isVisible():
            panel.dismiss()
            return
        for other in self._lists:
            other.hide()
        panel.open()
        self.arrange()
        self.activateWindow()
        panel.setFocus()
        panel.focus_first()

    def _list_opened(self, is_open: bool) -> None:
        self.arrange()
        if not is_open:
            self.list_closed.emit()

    def close_list(self) -> None:
        for panel in self._lists:
            if panel.isVisible():
                panel.dismiss()

    def _act_on(self, notice: Notice) -> None:
        """What asks for a dialog or the form leads to the window; the connection is taken up from here."""
        if notice.action == "reconnect":
            self._ui.slots.start(self._ui.actions.reconnect())
        else:
            self.notice_acted.emit(notice)

    def event(self, event: QEvent) -> bool:
        """A list closes when the hand goes to another window; its own menus are none."""
        if event.type() is QEvent.Type.WindowDeactivate and QApplication.activePopupWidget() is None:
            self.close_list()
        return super().event(event)

    # ---- where it stands -----------------------------------------------------------------------------------------

    def stand_by(self, bar: QRect, screen: QRect, below: bool) -> None:
        """At this edge of the bar, on this screen."""
        self._bar, self._screen, self._below = bar, screen, below
        self.arrange()

    def arrange(self) -> None:
        """Stack what there is, and be as high as that. Measured first, because the parts are stacked upwards."""
        if self._arranging or self._bar.isNull():
            return
        self._arranging = True
        width = min(WIDTH, self._bar.width())
        self.setFixedWidth(width)
        height = HIGHEST - self._stack(HIGHEST)
        shown = height > 0
        if shown:
            self.setFixedHeight(height + GAP)
            self._stack(height + GAP)
            top = self._bar.bottom() + 1 if self._below else self._bar.top() - self.height()
            self.move(max(self._screen.left(), self._bar.right() + 1 - width), top)
        self.setVisible(shown)
        self._arranging = False

    def _stack(self, bottom: int) -> int:
        """From the bottom upwards; gives where the highest begins, `bottom` if there is nothing."""
        first, left, width = bottom, GAP, self.width() - 2 * GAP
        bottom -= GAP
        bottom = self.toasts.place(left, self.help.place(left, self.notices.place(left, bottom)))
        for panel in self._lists:
            if panel.isVisibleTo(self):
                panel.fit(self._screen.height() // 2)
                panel.place(left, 0, width)
                bottom -= panel.height() - 2 * SHADOW
                panel.place(left, bottom, width)
                bottom -= GAP
        if self.banners.isVisibleTo(self):
            self.banners.setFixedWidth(width)
            height = self.banners.height_in(width)
            bottom -= height
            self.banners.setGeometry(left, bottom, width, height)
            bottom -= GAP
        return bottom if bottom != first - GAP else first

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._ui.theme.colour("bg"))
        painter.setPen(QPen(self._ui.theme.colour("line2"), 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
