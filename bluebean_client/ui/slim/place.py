"""Between window and slim bar: which of them is up, remembered in the profile, and the keys of the bar."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from bluebean_client.domain.desk import Desk, Screen
from bluebean_client.loading import load
from bluebean_client.ui.ime import CompositionWatch
from bluebean_client.ui.settings_access import SettingsAccess
from bluebean_client.ui.shortcuts import Shortcuts
from bluebean_client.ui.slim.dock import Place, as_text, place_of
from server.protocol.types import Status

if TYPE_CHECKING:
    from bluebean_client.ui.main_window import MainWindow
    from bluebean_client.ui.slim.bar import SlimBar
    from bluebean_client.ui.slim.shelf import SlimShelf

UP_KEY, PLACE_KEY = "slim_bar", "slim_bar_place"
STATUSES = (Status.AVAILABLE, Status.WRAP_UP, Status.AWAY, Status.BREAK)


class SlimPlace(QObject):
    """Attributes: `bar` and `shelf`, what stands beside it; None until they are first wanted."""

    def __init__(self, window: "MainWindow", settings: SettingsAccess, watch: CompositionWatch) -> None:
        super().__init__(window)
        self._window, self._settings, self._watch = window, settings, watch
        self._screen: Screen | None = None
        self.bar: SlimBar | None = None
        self.shelf: SlimShelf | None = None
        self._visits_seats = False

    @property
    def is_up(self) -> bool:
        return self.bar is not None and self.bar.isVisible()

    def show_desk(self, desk: Desk) -> None:
        """Work goes on in the bar where it was left in the bar; without work there is only the window."""
        before, self._screen = self._screen, desk.screen
        if self.is_up and desk.screen is Screen.WORK:
            self._fill(desk)
        if desk.screen is not before and desk.screen is Screen.WORK and self._settings.get(UP_KEY) == "true":
            self._enter(desk)
        elif desk.screen is not Screen.WORK and self.is_up:
            self._leave()

    def toggle(self) -> None:
        """From the window to the bar, and back."""
        if self.is_up:
            self.open_window("")
        elif self._screen is Screen.WORK:
            self._settings.set(UP_KEY, "true")
            self._enter(self._window.desk)

    def open_window(self, what: str = "", act: Callable[[], object] = lambda: None) -> None:
        """The window again, and in it this; `what` is `transfer`, `my_customers`, `seats` or nothing special."""
        self._settings.set(UP_KEY, "false")
        self._leave()
        work = self._window.work
        wanted: dict[str, Callable[[], object]] = {
            "transfer": self._show_transfer,
            "my_customers": work.rail.my_customers.click,
            "seats": lambda: None if work.seats.is_open else work.toggle_seats(),
        }
        wanted.get(what, act)()
        self._visits_seats = what == "seats"
        if what == "transfer" and self._window.transfers.dialog is not None:
            self._window.transfers.dialog.closed.connect(self._come_back)

    def _show_transfer(self) -> None:
        """A dialog that nobody sees beside the bar is only shown: no customer is handed over, no conference left, unseen."""
        if self._window.transfers.dialog is None:
            self._window.work.bar.calls.transfer.click()

    def _seats_opened(self, is_open: bool) -> None:
        if is_open or not self._visits_seats:
            return
        self._visits_seats = False
        if self._window.desk.active_tab is None:  # otherwise a customer took their place, and is looked at
            self._come_back()

    def _come_back(self) -> None:
        """What the bar had no room for is done."""
        if not self.is_up:
            self.toggle()

    def _fill(self, desk: Desk) -> None:
        if self.bar is not None and self.shelf is not None:
            self.bar.show_desk(desk)
            self.shelf.show_desk(desk, self._window.work.found_notices)

    def _enter(self, desk: Desk) -> None:
        bar = self._made_bar()
        self._fill(desk)
        bar.show()
        bar.dock(place_of(self._settings.get(PLACE_KEY)))
        bar.activateWindow()
        bar.setFocus()  # so that no key presses a button by accident
        self._window.hide()

    def _leave(self) -> None:
        if self.bar is not None and self.bar.isVisible():
            self._window.show()
            self._window.activateWindow()
            self.bar.hide()
            if self.shelf is not None:
                self.shelf.hide()

    def _made_bar(self) -> "SlimBar":
        """Loaded and built when it is first wanted: most windows never need it."""
        if self.bar is None:
            work, ui = self._window.work, self._window.ui
            self.bar = load("bluebean_client.ui.slim.bar").SlimBar(ui, work.blinker)
            self.shelf = load("bluebean_client.ui.slim.shelf").SlimShelf(ui)
            for window in (self.bar, self.shelf):
                self._bind_keys(window, self.bar)
            self._connect(self.bar, self.shelf)
        return self.bar

    def _connect(self, bar: "SlimBar", shelf: "SlimShelf") -> None:
        bar.window_wanted.connect(self.open_window)
        self._window.work.seats.opened.connect(self._seats_opened)
        bar.moved.connect(self._remember)
        bar.close_wanted.connect(self._quit)
        bar.placed.connect(shelf.stand_by)
        bar.waiting.clicked.connect(lambda: shelf.toggle(shelf.waiting))
        bar.callbacks.clicked.connect(lambda: shelf.toggle(shelf.callbacks))
        shelf.list_closed.connect(bar.activateWindow)
        shelf.window_wanted.connect(self.open_window)
        shelf.notice_acted.connect(lambda notice: self.open_window(act=lambda: self._window.work.act_on(notice)))

    def _bind_keys(self, window: QWidget, bar: "SlimBar") -> None:
        """The same keys as in the window, wherever of the two the focus is."""
        keys = Shortcuts(window, self._watch)
        actions, slots = self._window.ui.actions, self._window.ui.slots
        acts: dict[str, Callable[[], object]] = {
            "F1": bar.open_help,
            "F2": lambda: slots.start(actions.answer()) if bar.line.answer.isVisible() else None,
            "Shift+F2": bar.calls.hang_up.click,
            "F3": bar.calls.hold.click,
            "F4": bar.calls.transfer.click,
            "Ctrl+D": bar.dial.focus_number,
            "Ctrl+Shift+X": bar.calls.mute.click,
            "Ctrl+Shift+E": bar.wrap_up.extend.click,
            "Ctrl+Shift+B": self.toggle,
            "Alt+4": bar.waiting.click,
            "Alt+6": bar.callbacks.click,
            "Alt+7": bar.seats.click,
            "Alt+9": bar.wrap_up.open_menu,
        }
        for key, act in acts.items():
            keys.bind(key, act)
        for number, status in enumerate(STATUSES, start=1):
            keys.bind(f"Ctrl+{number}", partial(bar.statuses.choose, status))

    def _remember(self, place: Place) -> None:
        self._settings.set(PLACE_KEY, as_text(place))

    def _quit(self) -> None:
        self._leave()
        self._window.quit()
